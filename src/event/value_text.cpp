#include "event/value_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include "base/bytes.h"
#include "base/time.h"
#include "base/utf.h"

namespace noroshi {
namespace {

constexpr std::size_t kGuidSize = 16;
constexpr std::size_t kSystemtimeSize = 16;
constexpr std::size_t kSidHeader = 8;        // revision, count, authority
constexpr std::size_t kMaxNumberText = 128;  // longer text is no number
constexpr std::size_t kRealCapacity = 32;

constexpr char kUpperDigits[] = "0123456789ABCDEF";

template <typename Integer>
void append_decimal(Integer value, std::string& out) {
  char buffer[24];
  auto [end, error] = std::to_chars(buffer, buffer + sizeof(buffer), value);
  out.append(buffer, static_cast<std::size_t>(end - buffer));
}

void append_hex(std::uint64_t value, std::string& out) {
  char buffer[24];
  auto [end, error] = std::to_chars(buffer, buffer + sizeof(buffer), value, 16);
  out += "0x";
  out.append(buffer, static_cast<std::size_t>(end - buffer));
}

void append_binary(Bytes bytes, std::string& out) {
  out.reserve(out.size() + bytes.size() * 2);
  for (std::byte byte : bytes) {
    auto value = static_cast<unsigned>(byte);
    out += kUpperDigits[value >> 4];
    out += kUpperDigits[value & 15];
  }
}

// Little-endian, any size up to 8; false for other sizes.
bool load_unsigned(Bytes bytes, std::uint64_t& value) {
  switch (bytes.size()) {
    case 1:
      value = load_le<std::uint8_t>(bytes.data());
      return true;
    case 2:
      value = load_le<std::uint16_t>(bytes.data());
      return true;
    case 4:
      value = load_le<std::uint32_t>(bytes.data());
      return true;
    case 8:
      value = load_le<std::uint64_t>(bytes.data());
      return true;
    default:
      return false;
  }
}

bool load_signed(Bytes bytes, std::int64_t& value) {
  switch (bytes.size()) {
    case 1:
      value = load_le<std::int8_t>(bytes.data());
      return true;
    case 2:
      value = load_le<std::int16_t>(bytes.data());
      return true;
    case 4:
      value = load_le<std::int32_t>(bytes.data());
      return true;
    case 8:
      value = load_le<std::int64_t>(bytes.data());
      return true;
    default:
      return false;
  }
}

bool load_real(Bytes bytes, double& value) {
  if (bytes.size() == 4) {
    value = load_le<float>(bytes.data());
    return true;
  }
  if (bytes.size() == 8) {
    value = load_le<double>(bytes.data());
    return true;
  }
  return false;
}

bool is_true(Bytes bytes) {
  for (std::byte byte : bytes) {
    if (byte != std::byte{0}) {
      return true;
    }
  }
  return false;
}

void append_real(Bytes bytes, std::string& out) {
  char buffer[kRealCapacity];
  std::to_chars_result result{};
  double value = 0;
  if (!load_real(bytes, value)) {
    append_binary(bytes, out);
    return;
  }
  if (std::isnan(value)) {
    out += "nan";
    return;
  }
  // Shortest for the type that was stored: 0.1f is 0.1, not 0.10000000149011612.
  result = bytes.size() == 4
               ? std::to_chars(buffer, buffer + sizeof(buffer), load_le<float>(bytes.data()))
               : std::to_chars(buffer, buffer + sizeof(buffer), value);
  out.append(buffer, static_cast<std::size_t>(result.ptr - buffer));
}

// Bytes in the order of the text: the first three groups are little-endian numbers.
void append_guid(Bytes bytes, std::string& out) {
  constexpr std::array<std::uint8_t, kGuidSize> kOrder = {3, 2, 1,  0,  5,  4,  7,  6,
                                                          8, 9, 10, 11, 12, 13, 14, 15};
  char text[38];
  char* at = text;
  *at++ = '{';
  for (std::size_t i = 0; i < kGuidSize; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) {
      *at++ = '-';
    }
    auto value = static_cast<unsigned>(bytes[kOrder[i]]);
    *at++ = kUpperDigits[value >> 4];
    *at++ = kUpperDigits[value & 15];
  }
  *at++ = '}';
  out.append(text, sizeof(text));
}

// [MS-DTYP] 2.4.2.1: an authority of 2^32 or more is written in hexadecimal.
bool append_sid(Bytes bytes, std::string& out) {
  if (bytes.size() < kSidHeader) {
    return false;
  }
  auto count = static_cast<std::size_t>(bytes[1]);
  if (bytes.size() < kSidHeader + count * 4) {
    return false;
  }
  std::uint64_t authority = 0;
  for (std::size_t i = 2; i < kSidHeader; ++i) {
    authority = authority << 8 | static_cast<std::uint64_t>(bytes[i]);
  }
  out += "S-";
  append_decimal(static_cast<unsigned>(bytes[0]), out);
  out += '-';
  if (authority >> 32 != 0) {
    append_hex(authority, out);
  } else {
    append_decimal(authority, out);
  }
  for (std::size_t i = 0; i < count; ++i) {
    out += '-';
    append_decimal(load_le<std::uint32_t>(bytes.data() + kSidHeader + i * 4), out);
  }
  return true;
}

// Year, month, day of week, day, hour, minute, second, millisecond: 16 bits each.
bool append_systemtime(Bytes bytes, std::string& out) {
  if (bytes.size() != kSystemtimeSize) {
    return false;
  }
  auto part = [&](std::size_t index) {
    return static_cast<unsigned>(load_le<std::uint16_t>(bytes.data() + index * 2));
  };
  unsigned month = part(1);
  unsigned day = part(3);
  if (part(0) > 30827 || month < 1 || month > 12 || day < 1 || day > 31 || part(4) > 23 ||
      part(5) > 59 || part(6) > 59 || part(7) > 999) {
    return false;
  }
  Time::from_civil(part(0), month, day, part(4), part(5), part(6),
                   static_cast<std::int64_t>(part(7)) * (Time::kTicksPerSecond / 1000))
      .append_iso(out);
  return true;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\v\f";
  std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

Number integer(std::uint64_t magnitude, bool is_negative) {
  double real = static_cast<double>(magnitude);
  return {true, is_negative && magnitude != 0, magnitude, is_negative ? -real : real};
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// [+-]digits, 0xdigits, or [+-]digits[.digits][e[+-]digits]. Not inf, nan or hexadecimal reals.
std::optional<Number> parse_number(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text.size() > kMaxNumberText) {
    return std::nullopt;
  }
  if (text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
    std::uint64_t value = 0;
    auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), value, 16);
    if (error != std::errc{} || end != text.data() + text.size()) {
      return std::nullopt;
    }
    return integer(value, false);
  }
  bool is_negative = text.front() == '-';
  std::string_view digits = text;
  if (text.front() == '-' || text.front() == '+') {
    digits.remove_prefix(1);
  }
  if (digits.empty() || !(is_digit(digits.front()) || digits.front() == '.')) {
    return std::nullopt;
  }
  const char* last = digits.data() + digits.size();
  std::uint64_t magnitude = 0;
  auto whole = std::from_chars(digits.data(), last, magnitude);
  if (whole.ec == std::errc{} && whole.ptr == last) {
    return integer(magnitude, is_negative);
  }
  double real = 0;
  auto part = std::from_chars(digits.data(), last, real);
  if (part.ec != std::errc{} || part.ptr != last) {
    return std::nullopt;
  }
  return Number{false, is_negative, 0, is_negative ? -real : real};
}

// ASCII text of at most kMaxNumberText units, without allocating.
std::optional<Number> parse_utf16_number(Bytes bytes) {
  // Space around a number may make it longer than itself, hence the factor.
  char buffer[kMaxNumberText * 2];
  std::size_t units = bytes.size() / 2;
  if (units > sizeof(buffer)) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < units; ++i) {
    auto unit = load_le<std::uint16_t>(bytes.data() + 2 * i);
    if (unit > 0x7f) {
      return std::nullopt;
    }
    buffer[i] = static_cast<char>(unit);
  }
  return parse_number({buffer, units});
}

}  // namespace

void append_text(const Value& value, std::string& out) {
  Bytes bytes = value.type == ValueType::kList ? Bytes{} : value.bytes();
  std::uint64_t number = 0;
  std::int64_t signed_number = 0;
  switch (value.type) {
    case ValueType::kAbsent:
    case ValueType::kEmpty:
      return;
    case ValueType::kTextUtf16:
      append_utf16(bytes, out);
      return;
    case ValueType::kTextUtf8:
      append_utf8({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, out);
      return;
    case ValueType::kSigned:
      if (load_signed(bytes, signed_number)) {
        append_decimal(signed_number, out);
        return;
      }
      break;
    case ValueType::kUnsigned:
      if (load_unsigned(bytes, number)) {
        append_decimal(number, out);
        return;
      }
      break;
    case ValueType::kHex:
      if (load_unsigned(bytes, number)) {
        append_hex(number, out);
        return;
      }
      break;
    case ValueType::kReal:
      append_real(bytes, out);
      return;
    case ValueType::kBoolean:
      out += is_true(bytes) ? "true" : "false";
      return;
    case ValueType::kBinary:
      break;
    case ValueType::kGuid:
      if (bytes.size() == kGuidSize) {
        append_guid(bytes, out);
        return;
      }
      break;
    case ValueType::kSid:
      if (append_sid(bytes, out)) {
        return;
      }
      break;
    case ValueType::kFiletime:
      if (load_unsigned(bytes, number) && bytes.size() == 8) {
        Time::from_filetime(number).append_iso(out);
        return;
      }
      break;
    case ValueType::kSystemtime:
      if (append_systemtime(bytes, out)) {
        return;
      }
      break;
    case ValueType::kList: {
      bool first = true;
      for (const Value& element : value.list()) {
        if (!first) {
          out += ", ";
        }
        first = false;
        append_text(element, out);
      }
      return;
    }
  }
  append_binary(bytes, out);
}

std::string to_text(const Value& value) {
  std::string out;
  append_text(value, out);
  return out;
}

std::optional<Number> to_number(const Value& value) {
  std::uint64_t magnitude = 0;
  std::int64_t signed_number = 0;
  double real = 0;
  switch (value.type) {
    case ValueType::kTextUtf16:
      return parse_utf16_number(value.bytes());
    case ValueType::kTextUtf8:
      return parse_number({reinterpret_cast<const char*>(value.data), value.size});
    case ValueType::kSigned:
      if (load_signed(value.bytes(), signed_number)) {
        auto bits = static_cast<std::uint64_t>(signed_number);
        return integer(signed_number < 0 ? 0 - bits : bits, signed_number < 0);
      }
      return std::nullopt;
    case ValueType::kUnsigned:
    case ValueType::kHex:
      if (load_unsigned(value.bytes(), magnitude)) {
        return integer(magnitude, false);
      }
      return std::nullopt;
    case ValueType::kReal:
      if (load_real(value.bytes(), real) && !std::isnan(real)) {
        return Number{false, std::signbit(real), 0, real};
      }
      return std::nullopt;
    case ValueType::kBoolean:
      return integer(is_true(value.bytes()) ? 1 : 0, false);
    default:
      return std::nullopt;
  }
}

int compare(const Number& left, const Number& right) {
  auto order = [](auto a, auto b) { return a < b ? -1 : a > b ? 1 : 0; };
  if (left.is_integer && right.is_integer) {
    if (left.is_negative != right.is_negative) {
      return left.is_negative ? -1 : 1;
    }
    int magnitudes = order(left.magnitude, right.magnitude);
    return left.is_negative ? -magnitudes : magnitudes;
  }
  return order(left.real, right.real);
}

}  // namespace noroshi
