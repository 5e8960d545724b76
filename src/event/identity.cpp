#include "event/identity.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <array>

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

}  // namespace

void append_identity(const Record& record, std::string& out) {
  // Names and texts, not raw bytes: the same record read with or without a template is the same.
  // They are gathered behind `out` and dropped again, so that a caller's memory serves every
  // record.
  std::size_t before = out.size();
  for (const ShapeField& field : record.shape->fields()) {
    Value value = field.slot == ShapeField::kConstant ? Value::utf8(field.constant_text)
                                                      : record.values[field.slot];
    if (value.type == ValueType::kAbsent) {
      continue;
    }
    out.append(field.name.c_str(), field.name.size() + 1);
    append_text(value, out);
    out += '\0';
  }
  XXH128_hash_t hash = XXH3_128bits(out.data() + before, out.size() - before);
  out.resize(before);
  append_text(record.field(WellKnown::kComputer), out);
  out += '\0';
  append_text(record.field(WellKnown::kChannel), out);
  out += '\0';
  append_hex(record.id, out);
  append_hex(static_cast<std::uint64_t>(record.time.ticks), out);
  append_hex(hash.high64, out);
  append_hex(hash.low64, out);
}

DetectionIds::DetectionIds(std::string_view identity)
    : names_(name_space(), std::string(identity) + '\0') {}

Uuid DetectionIds::of(std::string_view rule_id) const {
  return names_.id_of(rule_id);
}

}  // namespace noroshi
