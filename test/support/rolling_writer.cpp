#include "support/rolling_writer.h"

#include <string>

namespace noroshi::evidence {
namespace {

constexpr std::uint64_t kMaxChunks = 16'000;
constexpr std::uint64_t kLookEvery = 64;  // records between looks at the number of chunks

}  // namespace

Result<EvtxWriter*> RollingWriter::writer() {
  if (writer_ != nullptr && records_in_file_ % kLookEvery == 0 &&
      writer_->totals().chunks >= kMaxChunks) {
    TRY(end_file());
  }
  if (writer_ == nullptr) {
    ++generation_;
    records_in_file_ = 0;
    std::filesystem::path path = path_;
    if (generation_ > 1) {
      path.replace_filename(path_.stem().string() + "-" + std::to_string(generation_) +
                            path_.extension().string());
    }
    out_ = std::make_unique<std::ofstream>(path, std::ios::binary | std::ios::trunc);
    if (!*out_) {
      return fail(ErrorCode::kIo, "cannot be written", path.string());
    }
    writer_ = std::make_unique<EvtxWriter>(*out_);
  }
  return writer_.get();
}

Result<void> RollingWriter::end_file() {
  if (writer_ != nullptr) {
    const WriterTotals totals = TRY(writer_->finish());
    totals_.records += totals.records;
    totals_.chunks += totals.chunks;
    totals_.bytes += totals.bytes;
    writer_.reset();
  }
  return {};
}

Result<WriterTotals> RollingWriter::finish() {
  TRY(end_file());
  return totals_;
}

}  // namespace noroshi::evidence
