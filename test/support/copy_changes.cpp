#include "support/copy_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "event/value_text.h"
#include "support/random.h"
#include "support/time_text.h"

namespace noroshi::evidence {
namespace {

constexpr std::uint64_t kHosts = 64;  // that copies of one host are spread over

Bytes keep(Bytes bytes, Arena& arena) {
  std::byte* to = arena.allocate(std::max<std::size_t>(bytes.size(), 1), 2);
  if (!bytes.empty()) {
    std::memcpy(to, bytes.data(), bytes.size());
  }
  return {to, bytes.size()};
}

template <typename T>
WireValue keep_number(WireType type, T number, Arena& arena) {
  return {type, keep(std::as_bytes(std::span(&number, 1)), arena), nullptr};
}

WireValue keep_text(std::string_view utf8, Arena& arena) {
  std::vector<std::byte> units;
  append_utf16(utf8, units);
  return {WireType::kUtf16, keep(units, arena), nullptr};
}

WireType wire_type(const Value& value) {
  switch (value.type) {
    case ValueType::kSigned:
      return value.size == 1   ? WireType::kInt8
             : value.size == 2 ? WireType::kInt16
             : value.size == 4 ? WireType::kInt32
                               : WireType::kInt64;
    case ValueType::kUnsigned:
      return value.size == 1   ? WireType::kUint8
             : value.size == 2 ? WireType::kUint16
             : value.size == 4 ? WireType::kUint32
                               : WireType::kUint64;
    case ValueType::kHex:
      return value.size == 4 ? WireType::kHex32 : WireType::kHex64;
    case ValueType::kReal:
      return value.size == 4 ? WireType::kReal32 : WireType::kReal64;
    case ValueType::kBoolean:
      return WireType::kBoolean;
    case ValueType::kBinary:
      return WireType::kBinary;
    case ValueType::kGuid:
      return WireType::kGuid;
    case ValueType::kSid:
      return WireType::kSid;
    case ValueType::kFiletime:
      return WireType::kFiletime;
    case ValueType::kSystemtime:
      return WireType::kSystemtime;
    default:
      return WireType::kUtf16;
  }
}

WireValue plain(const Value& value, Arena& arena) {
  switch (value.type) {
    case ValueType::kAbsent:
      return {};
    case ValueType::kTextUtf8:
      return keep_text(to_text(value), arena);
    case ValueType::kList: {
      std::vector<std::byte> units;
      for (const Value& item : value.list()) {
        append_utf16(to_text(item), units);
        units.resize(units.size() + 2);
      }
      return {array_of(WireType::kUtf16), keep(units, arena), nullptr};
    }
    default:
      return {wire_type(value), value.bytes(), nullptr};
  }
}

// Numbers keep their type; as text, "0x3e7" and "999" keep their base.
WireValue moved_number(const Value& value, std::uint64_t by, Arena& arena) {
  const WireValue same = plain(value, arena);
  const std::optional<Number> number = to_number(value);
  if (!number || number->magnitude == 0 || !number->is_integer) {
    return same;
  }
  const std::uint64_t moved = number->magnitude + by;
  if (same.type == WireType::kUtf16) {
    const bool is_hex = to_text(value).starts_with("0x");
    return keep_text(is_hex ? fmt::format("0x{:x}", moved) : fmt::format("{}", moved), arena);
  }
  return {same.type, keep(std::as_bytes(std::span(&moved, 1)).first(same.bytes.size()), arena),
          nullptr};
}

bool is_word(std::uint16_t unit) {
  return (unit >= '0' && unit <= '9') || (unit >= 'a' && unit <= 'z') ||
         (unit >= 'A' && unit <= 'Z');
}

// Replaces the end of one word of at least four characters. Texts without a backslash or a space
// are no path and no command line.
WireValue changed_token(const Value& value, const Copy& copy, Arena& arena) {
  const WireValue same = plain(value, arena);
  if (same.type != WireType::kUtf16 || same.bytes.size() < 8) {
    return same;
  }
  const Bytes units = keep(same.bytes, arena);
  const std::size_t count = units.size() / 2;
  const auto unit = [&](std::size_t index) {
    return load_le<std::uint16_t>(units.data() + 2 * index);
  };
  std::size_t words = 0;
  bool is_text = false;
  Random random(copy.number);
  std::size_t chosen = 0;
  for (std::size_t index = 0, run = 0; index <= count; ++index) {
    if (index < count && is_word(unit(index))) {
      ++run;
      continue;
    }
    is_text |= index < count && (unit(index) == '\\' || unit(index) == ' ');
    if (run >= 4 && random.below(++words) == 0) {  // each word with the same chance
      chosen = index;
    }
    run = 0;
  }
  if (!is_text || words == 0) {
    return same;
  }
  std::uint64_t digits = copy.number * 0x9e3779b97f4a7c15;
  for (std::size_t back = 1; back <= 4; ++back, digits /= 36) {
    const auto digit = static_cast<std::byte>("0123456789abcdefghijklmnopqrstuvwxyz"[digits % 36]);
    const_cast<std::byte&>(units[2 * (chosen - back)]) = digit;
  }
  return {WireType::kUtf16, units, nullptr};
}

}  // namespace

Change change_for(const Shape& shape, std::uint32_t field) {
  if (field == shape.well_known(WellKnown::kRecordId)) {
    return Change::kRecordId;
  }
  if (field == shape.well_known(WellKnown::kTime)) {
    return Change::kTime;
  }
  if (field == shape.well_known(WellKnown::kComputer)) {
    return Change::kComputer;
  }
  const ShapeField& info = shape.fields()[field];
  const std::string_view name = info.name;
  if (name == "UtcTime" || name == "CreationUtcTime") {
    return Change::kUtcText;
  }
  if (name.ends_with("ProcessId") || name.ends_with("ThreadId") || name.ends_with("LogonId") ||
      name == "Execution_ProcessID" || name == "Execution_ThreadID") {
    return Change::kIdentifier;
  }
  if (name.ends_with("ProcessGuid") || name.ends_with("ProcessGUID") ||
      name.ends_with("LogonGuid")) {
    return Change::kUnique;
  }
  return info.section == FieldSection::kData ? Change::kToken : Change::kNone;
}

WireValue changed_value(const Value& value, Change change, const Copy& copy, Arena& arena) {
  if (value.type == ValueType::kAbsent) {
    return {};
  }
  const bool is_text = value.type == ValueType::kTextUtf16 || value.type == ValueType::kTextUtf8;
  switch (change) {
    case Change::kNone:
      return plain(value, arena);
    case Change::kRecordId:
      return is_text ? keep_text(fmt::format("{}", copy.number), arena)
                     : keep_number(WireType::kUint64, copy.number, arena);
    case Change::kTime: {
      if (!is_text) {
        return keep_number(WireType::kFiletime, copy.time.to_filetime(), arena);
      }
      std::string iso;
      copy.time.append_iso(iso);
      return keep_text(iso, arena);
    }
    case Change::kUtcText: {
      std::string utc;
      append_utc(copy.time, utc);
      return keep_text(utc, arena);
    }
    case Change::kComputer:
      return keep_text(fmt::format("h{:02}-{}", copy.round % kHosts, to_text(value)), arena);
    case Change::kIdentifier:
      return moved_number(value, 16 * (copy.round % 4096), arena);
    case Change::kUnique: {
      if (value.type != ValueType::kGuid) {
        return plain(value, arena);
      }
      Bytes guid = keep(value.bytes(), arena);
      const std::uint64_t mixed = load_le<std::uint64_t>(guid.data() + 8) ^ copy.round;
      std::memcpy(const_cast<std::byte*>(guid.data()) + 8, &mixed, 8);
      return {WireType::kGuid, guid, nullptr};
    }
    case Change::kToken:
      return changed_token(value, copy, arena);
  }
  return {};
}

}  // namespace noroshi::evidence
