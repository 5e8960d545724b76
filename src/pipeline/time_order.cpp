// A frame is its key, such that the order of bytes is the order of time, then the length of the
// line, then the line:
//   8 bytes time (biased, big-endian) | 8 bytes record number (big-endian) | 16 bytes id |
//   4 bytes length | line
#include "pipeline/time_order.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <queue>

#include "base/bytes.h"

namespace noroshi {
namespace {

constexpr std::size_t kKeySize = 32;
constexpr std::size_t kHeaderSize = kKeySize + 4;
constexpr std::size_t kReadBuffer = std::size_t{64} << 10;
constexpr std::size_t kWriteBuffer = std::size_t{256} << 10;

std::size_t frame_size(const char* frame) {
  return kHeaderSize + load_le<std::uint32_t>(frame + kKeySize);
}

// Equal keys are the same detection read twice, from a copy of a log; their lines are equal too, or
// the length and the line decide.
bool comes_before(std::string_view a, std::string_view b) {
  return a < b;
}

// As tmpfile(3), but in TMPDIR, where /tmp may be small or in memory.
std::FILE* temporary_file() {
  std::error_code error;
  std::string name = (std::filesystem::temp_directory_path(error) / "noroshi-XXXXXX").string();
  int descriptor = error ? -1 : ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) {
    return nullptr;
  }
  ::unlink(name.c_str());
  std::FILE* file = ::fdopen(descriptor, "w+b");
  if (file == nullptr) {
    ::close(descriptor);
  }
  return file;
}

std::unexpected<Error> failed(std::string_view what) {
  return fail(
      ErrorCode::kIo,
      std::string(what) + ": " + std::strerror(errno) +
          "; free some space in the directory for temporary files, or name another in TMPDIR");
}

}  // namespace

void append_frame(Time time, std::uint64_t record, const Uuid& id, std::string_view line,
                  std::string& out) {
  std::uint64_t biased = std::byteswap(static_cast<std::uint64_t>(time.ticks) ^ (1ULL << 63));
  std::uint64_t number = std::byteswap(record);
  auto length = static_cast<std::uint32_t>(line.size());
  out.append(reinterpret_cast<const char*>(&biased), sizeof biased);
  out.append(reinterpret_cast<const char*>(&number), sizeof number);
  out.append(reinterpret_cast<const char*>(id.data()), id.size());
  out.append(reinterpret_cast<const char*>(&length), sizeof length);
  out += line;
}

Result<void> TimeOrder::add(std::string_view frames) {
  if (!frames_.empty() && frames_.size() + frames.size() > memory_) {
    TRY(spill());
  }
  frames_ += frames;
  return {};
}

void TimeOrder::sort_memory() {
  sorted_.clear();
  for (std::size_t at = 0; at < frames_.size();) {
    std::size_t size = frame_size(frames_.data() + at);
    sorted_.emplace_back(frames_.data() + at, size);
    at += size;
  }
  std::ranges::sort(sorted_, comes_before);
}

Result<void> TimeOrder::spill() {
  if (!file_) {
    file_.reset(temporary_file());
    if (!file_) {
      return failed("cannot make a temporary file");
    }
  }
  sort_memory();
  for (std::string_view frame : sorted_) {
    if (std::fwrite(frame.data(), 1, frame.size(), file_.get()) != frame.size()) {
      return failed("cannot write a temporary file");
    }
  }
  if (std::fflush(file_.get()) != 0) {
    return failed("cannot write a temporary file");
  }
  runs_.push_back({written_, written_ + frames_.size()});
  written_ += frames_.size();
  frames_.clear();
  return {};
}

// One sorted run, read back frame by frame.
class TimeOrder::RunReader {
 public:
  RunReader(int descriptor, Run run) : descriptor_(descriptor), at_(run.start), end_(run.end) {}

  // Moves to the next frame; false at the end.
  [[nodiscard]] Result<bool> next() {
    begin_ += frame_;
    frame_ = 0;
    TRY(need(kHeaderSize));
    if (buffer_.size() - begin_ < kHeaderSize) {
      return false;
    }
    std::size_t size = frame_size(buffer_.data() + begin_);
    TRY(need(size));
    if (buffer_.size() - begin_ < size) {
      return fail(ErrorCode::kIo, "a temporary file ended early");
    }
    frame_ = size;
    return true;
  }
  [[nodiscard]] std::string_view frame() const { return {buffer_.data() + begin_, frame_}; }

 private:
  [[nodiscard]] Result<void> need(std::size_t size) {
    while (buffer_.size() - begin_ < size && at_ < end_) {
      buffer_.erase(0, begin_);
      begin_ = 0;
      std::size_t before = buffer_.size();
      std::size_t step = std::min<std::uint64_t>(std::max(kReadBuffer, size), end_ - at_);
      buffer_.resize(before + step);
      ssize_t got = ::pread(descriptor_, buffer_.data() + before, step, static_cast<off_t>(at_));
      if (got <= 0) {
        return failed("cannot read a temporary file");
      }
      buffer_.resize(before + static_cast<std::size_t>(got));
      at_ += static_cast<std::uint64_t>(got);
    }
    return {};
  }

  int descriptor_;
  std::uint64_t at_;
  std::uint64_t end_;
  std::string buffer_;
  std::size_t begin_ = 0;  // of the frame, in the buffer
  std::size_t frame_ = 0;  // its size
};

Result<void> TimeOrder::finish(const std::function<Result<void>(std::string_view)>& write) {
  std::string out;
  auto give = [&](std::string_view frame) -> Result<void> {
    out += frame.substr(kHeaderSize);
    if (out.size() >= kWriteBuffer) {
      TRY(write(out));
      out.clear();
    }
    return {};
  };
  if (runs_.empty()) {
    sort_memory();
    for (std::string_view frame : sorted_) {
      TRY(give(frame));
    }
    return write(out);
  }
  TRY(spill());
  std::vector<RunReader> readers;
  for (const Run& run : runs_) {
    readers.emplace_back(::fileno(file_.get()), run);
  }
  auto later = [](const RunReader* a, const RunReader* b) {
    return comes_before(b->frame(), a->frame());
  };
  std::priority_queue<RunReader*, std::vector<RunReader*>, decltype(later)> heads(later);
  for (RunReader& reader : readers) {
    if (TRY(reader.next())) {
      heads.push(&reader);
    }
  }
  while (!heads.empty()) {
    RunReader* reader = heads.top();
    heads.pop();
    TRY(give(reader->frame()));
    if (TRY(reader->next())) {
      heads.push(reader);
    }
  }
  return write(out);
}

}  // namespace noroshi
