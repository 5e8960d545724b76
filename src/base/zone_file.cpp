// Time zone files (TZif), RFC 9636. A file holds its data twice: with times of 32 bits for old
// readers, then, from version 2 on, with 64 bits and a POSIX rule for what comes after:
//
//   header  "TZif" version 15 zero bytes, then six counts: isut isstd leap times types chars
//   block   times (4 or 8 bytes each), an index of a type for each time (1), types (offset 4, is
//           daylight 1, name 1), characters of names, leap seconds, indicators
//   header and block again, with 8 bytes a time; "\n" rule "\n"
#include <bit>

#include "base/zone_changes.h"

namespace noroshi {
namespace {

constexpr std::size_t kHeaderBytes = 44;
constexpr std::uint32_t kMaxChanges = 10'000;  // real ones: under 300
constexpr std::uint32_t kMaxTypes = 256;       // an index is one byte
constexpr std::uint32_t kMaxNameBytes = 4096;
constexpr std::size_t kMaxRuleBytes = 256;

std::uint32_t load_be32(const std::byte* at) {
  return std::byteswap(load_le<std::uint32_t>(at));
}

struct Header {
  char version = 0;
  std::uint32_t is_ut = 0;
  std::uint32_t is_standard = 0;
  std::uint32_t leaps = 0;
  std::uint32_t times = 0;
  std::uint32_t types = 0;
  std::uint32_t names = 0;

  [[nodiscard]] std::uint64_t block_bytes(std::uint64_t time_bytes) const {
    return times * (time_bytes + 1) + types * std::uint64_t{6} + names + leaps * (time_bytes + 4) +
           is_standard + is_ut;
  }
};

class FileReader {
 public:
  FileReader(std::string_view name, Bytes content) : name_(name), content_(content) {}

  Result<ZoneMaker::Changes> read() {
    Header header = TRY(read_header());
    if (header.version == 0) {
      return read_block(header, 4);
    }
    TRY(skip(header.block_bytes(4)));
    header = TRY(read_header());
    ZoneMaker::Changes changes = TRY(read_block(header, 8));
    changes.rule = TRY(read_rule());
    return changes;
  }

 private:
  [[nodiscard]] std::unexpected<Error> bad(std::string_view what) const {
    return fail(ErrorCode::kInvalidInput, "is no time zone file: " + std::string(what), name_);
  }

  Result<void> skip(std::uint64_t bytes) {
    if (!fits(content_, at_, bytes)) {
      return bad("it ends too early");
    }
    at_ += bytes;
    return {};
  }

  Result<Header> read_header() {
    std::size_t start = at_;
    TRY(skip(kHeaderBytes));
    const std::byte* at = content_.data() + start;
    if (std::memcmp(at, "TZif", 4) != 0) {
      return bad("its signature is missing");
    }
    Header header;
    header.version = static_cast<char>(at[4]);
    header.is_ut = load_be32(at + 20);
    header.is_standard = load_be32(at + 24);
    header.leaps = load_be32(at + 28);
    header.times = load_be32(at + 32);
    header.types = load_be32(at + 36);
    header.names = load_be32(at + 40);
    if (header.leaps != 0) {
      return fail(ErrorCode::kUnsupported,
                  "counts leap seconds, which event times do not; name a zone that does not",
                  name_);
    }
    if (header.times > kMaxChanges || header.types > kMaxTypes || header.types == 0 ||
        header.names > kMaxNameBytes || header.is_ut > kMaxTypes ||
        header.is_standard > kMaxTypes) {
      return bad("its counts are beyond all reason");
    }
    return header;
  }

  Result<ZoneMaker::Changes> read_block(const Header& header, std::size_t time_bytes) {
    const std::byte* times = content_.data() + at_;
    TRY(skip(header.block_bytes(time_bytes)));
    const std::byte* indices = times + header.times * time_bytes;
    const std::byte* types = indices + header.times;
    std::vector<std::int32_t> offsets;
    for (std::uint32_t i = 0; i < header.types; ++i) {
      offsets.push_back(static_cast<std::int32_t>(load_be32(types + std::size_t{6} * i)));
      if (offsets.back() > kMaxZoneOffset || offsets.back() < -kMaxZoneOffset) {
        return bad("an offset is more than 26 hours");
      }
    }
    ZoneMaker::Changes changes;
    changes.before = offsets.front();
    for (std::uint32_t i = 0; i < header.times; ++i) {
      const std::byte* at = times + i * time_bytes;
      std::int64_t time = time_bytes == 4 ? static_cast<std::int32_t>(load_be32(at))
                                          : std::byteswap(load_le<std::int64_t>(at));
      auto index = static_cast<std::size_t>(indices[i]);
      if (index >= offsets.size() || (i > 0 && time <= changes.times.back())) {
        return bad("its changes are out of order");
      }
      changes.times.push_back(time);
      changes.offsets.push_back(offsets[index]);
    }
    return changes;
  }

  Result<std::optional<ZoneRule>> read_rule() {
    std::string_view rest(reinterpret_cast<const char*>(content_.data()) + at_,
                          content_.size() - at_);
    std::size_t end = rest.find('\n', 1);
    if (!rest.starts_with('\n') || end == rest.npos || end > kMaxRuleBytes) {
      return bad("its rule is missing");
    }
    std::string_view text = rest.substr(1, end - 1);
    if (text.empty()) {
      return std::optional<ZoneRule>();
    }
    auto rule = parse_zone_rule(text);
    if (!rule) {
      return bad(rule.error().message);
    }
    return std::optional(*rule);
  }

  std::string name_;
  Bytes content_;
  std::size_t at_ = 0;
};

}  // namespace

Result<TimeZone> TimeZone::from_file(std::string_view name, Bytes content) {
  if (content.size() > kMaxZoneFileBytes) {
    return fail(ErrorCode::kLimit, "is too large for a time zone file", std::string(name));
  }
  return ZoneMaker::make(name, TRY(FileReader(name, content).read()));
}

}  // namespace noroshi
