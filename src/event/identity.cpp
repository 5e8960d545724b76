#include "event/identity.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <array>

#include "base/bytes.h"
#include "event/value_text.h"

namespace noroshi {
namespace {

// A name space of our own: uuid_v5(DNS, "detection.noroshi.invalid").
constexpr std::array<unsigned char, 16> kDetectionNameSpace = {
    0x53, 0x0c, 0x6a, 0xe2, 0x2b, 0x27, 0x57, 0x3f, 0xa8, 0xa4, 0xbb, 0x9e, 0x3c, 0x67, 0x12, 0x01};

void append_hex(std::uint64_t number, std::string& out) {
  constexpr char kDigits[] = "0123456789abcdef";
  char text[16];
  for (std::size_t i = 0; i < sizeof(text); ++i) {
    text[i] = kDigits[(number >> (60 - 4 * i)) & 15];
  }
  out.append(text, sizeof(text));
}

Uuid name_space() {
  Uuid out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = std::byte{kDetectionNameSpace[i]};
  }
  return out;
}

// What a collector adds when it forwards an event.
bool is_added_by_collector(const ShapeField& field) {
  bool of_event = field.part == FieldPart::kAttribute && field.path.size() <= 2;
  return of_event || (field.path.size() > 1 && field.path[1] == "RenderingInfo");
}

// Names and texts, not raw bytes: the same record read with or without a template is the same. The
// time is left out, since writers give it different numbers of digits.
void append_values(const Record& record, std::string& out) {
  const auto& fields = record.shape->fields();
  for (std::uint32_t i = 0; i < fields.size(); ++i) {
    Value value = record.field(i);
    if (value.type == ValueType::kAbsent || i == record.shape->well_known(WellKnown::kTime) ||
        is_added_by_collector(fields[i])) {
      continue;
    }
    out.append(fields[i].name.c_str(), fields[i].name.size() + 1);
    append_text(value, out);
    out += '\0';
  }
}

void append_origin(const Record& record, std::string& out) {
  append_text(record.field(WellKnown::kComputer), out);
  out += '\0';
  append_text(record.field(WellKnown::kChannel), out);
  out += '\0';
}

}  // namespace

Time event_time(const Record& record) {
  Value value = record.field(WellKnown::kTime);
  if (value.type == ValueType::kFiletime && value.size == 8) {
    return Time::from_filetime(load_le<std::uint64_t>(value.data));
  }
  if (value.type == ValueType::kTextUtf16 || value.type == ValueType::kTextUtf8) {
    if (auto time = Time::parse_iso(to_text(value))) {
      return *time;
    }
  }
  return record.time;
}

std::uint64_t record_number(const Record& record) {
  Value value = record.field(WellKnown::kRecordId);
  if (value.type == ValueType::kUnsigned && value.size == 8) [[likely]] {
    std::uint64_t number = load_le<std::uint64_t>(value.data);
    return number != 0 ? number : record.id;
  }
  auto named = to_number(value);
  bool is_number = named && named->is_integer && !named->is_negative && named->magnitude != 0;
  return is_number ? named->magnitude : record.id;
}

RecordHash identity_hash(const Record& record, std::uint64_t seed, std::string& scratch) {
  scratch.clear();
  append_origin(record, scratch);
  append_hex(record_number(record), scratch);
  append_hex(static_cast<std::uint64_t>(event_time(record).ticks), scratch);
  append_values(record, scratch);
  XXH128_hash_t hash = XXH3_128bits_withSeed(scratch.data(), scratch.size(), seed);
  return {hash.high64, hash.low64};
}

std::uint64_t origin_hash(const Record& record, std::uint64_t seed, std::string& scratch) {
  scratch.clear();
  append_origin(record, scratch);
  return XXH3_64bits_withSeed(scratch.data(), scratch.size(), seed);
}

void append_identity(const Record& record, std::string& out) {
  // The values are gathered behind `out` and dropped again, so that a caller's memory serves every
  // record.
  std::size_t before = out.size();
  append_values(record, out);
  XXH128_hash_t hash = XXH3_128bits(out.data() + before, out.size() - before);
  out.resize(before);
  append_origin(record, out);
  append_hex(record_number(record), out);
  append_hex(static_cast<std::uint64_t>(event_time(record).ticks), out);
  append_hex(hash.high64, out);
  append_hex(hash.low64, out);
}

DetectionIds::DetectionIds(std::string_view identity)
    : names_(name_space(), std::string(identity) + '\0') {}

Uuid DetectionIds::of(std::string_view rule_id) const {
  return names_.id_of(rule_id);
}

}  // namespace noroshi
