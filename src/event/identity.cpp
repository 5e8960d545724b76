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
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (int shift = 60; shift >= 0; shift -= 4) {
    out += kDigits[(number >> shift) & 15];
  }
}

}  // namespace

void append_identity(const Record& record, std::string& out) {
  // Names and texts, not raw bytes: the same record read with or without a template is the same.
  std::string text;
  for (const ShapeField& field : record.shape->fields()) {
    Value value = field.slot == ShapeField::kConstant ? Value::utf8(field.constant_text)
                                                      : record.values[field.slot];
    if (value.type == ValueType::kAbsent) {
      continue;
    }
    text += field.name;
    text += '\0';
    append_text(value, text);
    text += '\0';
  }
  XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  append_text(record.field(WellKnown::kComputer), out);
  out += '\0';
  append_text(record.field(WellKnown::kChannel), out);
  out += '\0';
  append_hex(record.id, out);
  append_hex(static_cast<std::uint64_t>(record.time.ticks), out);
  append_hex(hash.high64, out);
  append_hex(hash.low64, out);
}

Uuid detection_id(std::string_view identity, std::string_view rule_id) {
  Uuid name_space;
  for (std::size_t i = 0; i < name_space.size(); ++i) {
    name_space[i] = std::byte{kDetectionNameSpace[i]};
  }
  std::string name(identity);
  name += '\0';
  name += rule_id;
  return uuid_v5(name_space, name);
}

}  // namespace noroshi
