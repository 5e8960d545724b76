#include "support/replicate.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <unordered_map>

#include "decode/evtx/evtx.h"
#include "event/value_text.h"
#include "support/copy_changes.h"
#include "support/evtx_layout.h"
#include "support/rolling_writer.h"
#include "support/shape_template.h"
#include "support/text_statistics.h"

namespace noroshi::evidence {
namespace {

constexpr std::size_t kMaxPlans = 20'000;  // shapes whose templates are remembered
constexpr std::byte kTemplateToken{0x0c};
constexpr std::int64_t kTicksBetweenRecords = 20'000;

struct Plan {
  TemplateId root = 0;
  TemplateId nested = 0;
  ShapeTemplate form;
  std::vector<Change> changes;  // beside form.uses
  std::uint32_t command_line = Shape::kNone;
  bool is_inline = false;
};

class Replicator : public RecordSink {
 public:
  Replicator(const std::filesystem::path& output, std::uint64_t records)
      : log_(output), wanted_(records), start_(Time::from_civil(2026, 6, 1, 0, 0, 0, 0)) {}

  void start_chunk(Bytes chunk, std::uint64_t offset) {
    chunk_ = chunk;
    chunk_offset_ = offset;
  }
  void end_round() { ++round_; }
  [[nodiscard]] bool is_done() const { return written_ >= wanted_ || failure_.has_value(); }
  [[nodiscard]] std::uint64_t written() const { return written_; }

  void on_record(const Record& record) override {
    if (is_done()) {
      return;
    }
    const Result<void> done = copy(record);
    if (!done.has_value()) {
      if (done.error().code == ErrorCode::kLimit) {
        ++too_large_;
      } else {
        failure_ = done.error();
      }
    }
  }
  void on_diagnostic(Diagnostic) override {}

  Result<std::string> finish(std::size_t files) {
    if (failure_) {
      return std::unexpected(*failure_);
    }
    const WriterTotals totals = TRY(log_.finish());
    return fmt::format(
        "{} records, {} bytes in {} file(s), from {} logs\n{} copies left out: larger than a "
        "chunk\n{}\n",
        totals.records, totals.bytes, log_.generation(), files, too_large_,
        command_lines_.describe("command lines"));
  }

 private:
  Result<void> copy(const Record& record) {
    EvtxWriter* writer = TRY(log_.writer());
    const bool is_inline =
        chunk_[record.origins[0].offset - chunk_offset_ + kRecordHeaderSize + 4] != kTemplateToken;
    const Plan& plan = plan_for(*record.shape, is_inline, *writer);
    const Copy copy{written_ + 1,
                    round_,
                    {start_.ticks + static_cast<std::int64_t>(written_) * kTicksBetweenRecords}};
    arena_.reset();
    root_values_.assign(plan.form.root_slots, WireValue{});
    nested_values_.assign(plan.form.nested_slots, WireValue{});
    for (std::size_t index = 0; index < plan.form.uses.size(); ++index) {
      const FieldUse& use = plan.form.uses[index];
      const WireValue value =
          changed_value(record.field(use.field), plan.changes[index], copy, arena_);
      (use.is_nested ? nested_values_ : root_values_)[use.slot] = value;
      if (use.field == plan.command_line && value.type == WireType::kUtf16) {
        command_lines_.add({reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size()},
                           value.bytes.size() / 2);
      }
    }
    const TemplateInstance nested{plan.nested, nested_values_};
    if (plan.form.has_nested) {
      root_values_[plan.form.nested_slot] = {WireType::kBinXml, {}, &nested};
    }
    const TemplateInstance root{plan.root, root_values_};
    TRY(plan.is_inline ? writer->add_inline({copy.number, copy.time}, root)
                       : writer->add({copy.number, copy.time}, root));
    log_.count_record();
    ++written_;
    return {};
  }

  const Plan& plan_for(const Shape& shape, bool is_inline, EvtxWriter& writer) {
    if (generation_ != log_.generation() || plans_.size() >= kMaxPlans) {
      plans_.clear();
      generation_ = log_.generation();
    }
    const std::uint64_t key = 2 * shape.serial() + (is_inline ? 1 : 0);
    const auto found = plans_.find(key);
    if (found != plans_.end()) {
      return found->second;
    }
    const std::uint32_t channel = shape.well_known(WellKnown::kChannel);
    const bool is_classic =
        channel != Shape::kNone && shape.fields()[channel].slot == ShapeField::kConstant;
    Plan plan;
    plan.is_inline = is_inline;
    plan.form = make_shape_template(
        shape, is_classic || is_inline ? TemplateForm::kSingle : TemplateForm::kNested, key);
    plan.root = writer.define(plan.form.root);
    if (plan.form.has_nested) {
      plan.nested = writer.define(plan.form.nested);
    }
    for (const FieldUse& use : plan.form.uses) {
      plan.changes.push_back(change_for(shape, use.field));
    }
    plan.command_line = shape.find("CommandLine");
    return plans_.emplace(key, std::move(plan)).first->second;
  }

  RollingWriter log_;
  std::uint64_t wanted_;
  Time start_;
  std::uint64_t written_ = 0;
  std::uint64_t too_large_ = 0;
  std::uint64_t round_ = 0;
  std::uint64_t generation_ = 0;
  Bytes chunk_;
  std::uint64_t chunk_offset_ = 0;
  std::unordered_map<std::uint64_t, Plan> plans_;
  std::vector<WireValue> root_values_;
  std::vector<WireValue> nested_values_;
  Arena arena_;
  TextStatistics command_lines_;
  std::optional<Error> failure_;
};

std::vector<std::filesystem::path> list_files(const std::vector<std::string>& inputs) {
  std::vector<std::filesystem::path> files;
  for (const std::string& input : inputs) {
    std::error_code error;
    if (!std::filesystem::is_directory(input, error)) {
      files.emplace_back(input);
      continue;
    }
    for (std::filesystem::recursive_directory_iterator at(input, error), end; at != end;
         at.increment(error)) {
      if (at->is_regular_file(error) && at->path().extension() == ".evtx") {
        files.push_back(at->path());
      }
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Returns whether the file had any record.
bool copy_file(const std::filesystem::path& path, evtx::ChunkDecoder& decoder, Replicator& to) {
  std::ifstream in(path, std::ios::binary);
  std::vector<char> buffer(kChunkSize);
  if (!in.read(buffer.data(), kFileHeaderSize) ||
      !evtx::looks_like_evtx(std::as_bytes(std::span(buffer)).first(kFileHeaderSize))) {
    return false;
  }
  const std::uint64_t before = to.written();
  std::uint64_t offset = kFileHeaderSize;
  while (!to.is_done()) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    const auto size = static_cast<std::size_t>(in.gcount());
    if (size == 0) {
      break;
    }
    const Bytes chunk = std::as_bytes(std::span(buffer)).first(size);
    to.start_chunk(chunk, offset);
    decoder.decode(chunk, {0, offset, static_cast<std::uint32_t>(size)}, to);
    offset += size;
  }
  return to.written() > before;
}

}  // namespace

Result<std::string> replicate(const std::filesystem::path& output, std::uint64_t records,
                              const std::vector<std::string>& inputs) {
  std::vector<std::filesystem::path> files = list_files(inputs);
  Replicator replicator(output, records);
  evtx::ChunkDecoder decoder;
  while (!replicator.is_done()) {
    std::erase_if(files, [&](const std::filesystem::path& path) {
      return !replicator.is_done() && !copy_file(path, decoder, replicator);
    });
    if (files.empty()) {
      return fail(ErrorCode::kInvalidInput, "none of the inputs holds a record that can be read");
    }
    replicator.end_round();
  }
  return replicator.finish(files.size());
}

}  // namespace noroshi::evidence
