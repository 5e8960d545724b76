#include "support/binxml.h"

#include <fmt/format.h>

#include <charconv>
#include <iterator>

#include "base/ensure.h"

namespace noroshi::evidence {
namespace {

constexpr char32_t kReplacement = 0xfffd;

// The next code point of `utf8` from `at`, which moves on.
char32_t next_code_point(std::string_view utf8, std::size_t& at) {
  const auto byte = [&](std::size_t index) {
    return static_cast<char32_t>(static_cast<unsigned char>(utf8[index]));
  };
  const char32_t first = byte(at++);
  if (first < 0x80) {
    return first;
  }
  const std::size_t more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
  if (more == 0 || at + more > utf8.size()) {
    return kReplacement;
  }
  char32_t code = first & (0x3fU >> more);
  for (std::size_t index = 0; index < more; ++index) {
    if ((byte(at + index) & 0xc0) != 0x80) {
      return kReplacement;
    }
    code = (code << 6) | (byte(at + index) & 0x3f);
  }
  at += more;
  return code;
}

std::uint32_t parse_hex(std::string_view digits) {
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  ENSURE(error == std::errc{} && end == digits.data() + digits.size());
  return value;
}

template <typename T>
T number(Bytes bytes) {
  return load_le<T>(bytes.data());
}

void append_sid(Bytes bytes, std::string& out) {
  const auto count = static_cast<std::size_t>(bytes[1]);
  std::uint64_t authority = 0;
  for (std::size_t index = 2; index < 8; ++index) {
    authority = (authority << 8) | static_cast<std::uint64_t>(bytes[index]);
  }
  fmt::format_to(std::back_inserter(out), "S-{}-{}", static_cast<unsigned>(bytes[0]), authority);
  for (std::size_t index = 0; index < count; ++index) {
    fmt::format_to(std::back_inserter(out), "-{}",
                   load_le<std::uint32_t>(bytes.data() + 8 + 4 * index));
  }
}

void append_guid(Bytes bytes, std::string& out) {
  fmt::format_to(std::back_inserter(out), "{{{:08X}-{:04X}-{:04X}-", number<std::uint32_t>(bytes),
                 number<std::uint16_t>(bytes.subspan(4)), number<std::uint16_t>(bytes.subspan(6)));
  for (std::size_t index = 8; index < 16; ++index) {
    fmt::format_to(std::back_inserter(out), "{}{:02X}", index == 10 ? "-" : "",
                   static_cast<unsigned>(bytes[index]));
  }
  out.push_back('}');
}

void append_systemtime(Bytes bytes, std::string& out) {
  const auto part = [&](std::size_t index) { return number<std::uint16_t>(bytes.subspan(index)); };
  Time::from_civil(part(0), part(2), part(6), part(8), part(10), part(12), part(14) * 10'000)
      .append_iso(out);
}

}  // namespace

Node text(std::string_view utf8) {
  Node node;
  node.text = to_utf16(utf8);
  return node;
}

Node substitute(std::uint16_t slot, WireType type, NullRule null_rule) {
  Node node;
  node.kind = NodeKind::kSubstitution;
  node.substitution = {slot, type, null_rule};
  return node;
}

Node child(Element element) {
  Node node;
  node.kind = NodeKind::kElement;
  node.element.push_back(std::move(element));
  return node;
}

Node cdata(std::string_view utf8) {
  Node node = text(utf8);
  node.kind = NodeKind::kCdata;
  return node;
}

Node character(std::uint16_t code) {
  Node node;
  node.kind = NodeKind::kCharacter;
  node.character = code;
  return node;
}

Node entity(std::string_view name) {
  Node node;
  node.kind = NodeKind::kEntity;
  node.name = name;
  return node;
}

Node instruction(std::string_view target, std::string_view data) {
  Node node = text(data);
  node.kind = NodeKind::kInstruction;
  node.name = target;
  return node;
}

void append_utf16(std::string_view utf8, std::vector<std::byte>& out) {
  const std::size_t start = out.size();
  out.resize(start + 2 * utf8.size());  // never more units than bytes
  std::byte* to = out.data() + start;
  const auto put = [&](char32_t unit) {
    *to++ = static_cast<std::byte>(unit & 0xff);
    *to++ = static_cast<std::byte>(unit >> 8);
  };
  for (std::size_t at = 0; at < utf8.size();) {
    if (static_cast<unsigned char>(utf8[at]) < 0x80) {
      *to++ = static_cast<std::byte>(utf8[at++]);
      *to++ = std::byte{0};
      continue;
    }
    const char32_t code = next_code_point(utf8, at);
    if (code >= 0x10000) {
      put(0xd800 + ((code - 0x10000) >> 10));
      put(0xdc00 + ((code - 0x10000) & 0x3ff));
    } else {
      put(code);
    }
  }
  out.resize(static_cast<std::size_t>(to - out.data()));
}

std::u16string to_utf16(std::string_view utf8) {
  std::vector<std::byte> bytes;
  append_utf16(utf8, bytes);
  std::u16string out(bytes.size() / 2, u'\0');
  if (!bytes.empty()) {
    std::memcpy(out.data(), bytes.data(), bytes.size());
  }
  return out;
}

Guid parse_guid(std::string_view text) {
  ENSURE(text.size() == 38 && text.front() == '{' && text.back() == '}');
  Guid guid{};
  const std::uint32_t first = parse_hex(text.substr(1, 8));
  const auto second = static_cast<std::uint16_t>(parse_hex(text.substr(10, 4)));
  const auto third = static_cast<std::uint16_t>(parse_hex(text.substr(15, 4)));
  std::memcpy(guid.data(), &first, 4);
  std::memcpy(guid.data() + 4, &second, 2);
  std::memcpy(guid.data() + 6, &third, 2);
  for (std::size_t index = 0; index < 8; ++index) {
    guid[8 + index] = static_cast<std::byte>(
        parse_hex(text.substr(index < 2 ? 20 + 2 * index : 21 + 2 * index, 2)));
  }
  return guid;
}

std::vector<std::byte> parse_sid(std::string_view text) {
  ENSURE(text.starts_with("S-1-"));
  std::vector<std::uint64_t> parts;
  const char* at = text.data() + 4;
  const char* const end = text.data() + text.size();
  while (at < end) {
    std::uint64_t part = 0;
    const auto [next, error] = std::from_chars(at, end, part);
    ENSURE(error == std::errc{});
    parts.push_back(part);
    at = next + 1;
  }
  ENSURE(!parts.empty());
  std::vector<std::byte> sid(8 + 4 * (parts.size() - 1));
  sid[0] = std::byte{1};
  sid[1] = static_cast<std::byte>(parts.size() - 1);
  for (std::size_t index = 0; index < 6; ++index) {
    sid[2 + index] = static_cast<std::byte>(parts[0] >> (8 * (5 - index)));
  }
  for (std::size_t index = 1; index < parts.size(); ++index) {
    const auto part = static_cast<std::uint32_t>(parts[index]);
    std::memcpy(sid.data() + 4 + 4 * index, &part, 4);
  }
  return sid;
}

void append_wire_text(WireType type, Bytes bytes, std::string& out) {
  const auto to = std::back_inserter(out);
  switch (type) {
    case WireType::kNull:
      return;
    case WireType::kAnsi:
      out.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      return;
    case WireType::kInt8:
      fmt::format_to(to, "{}", static_cast<int>(number<std::int8_t>(bytes)));
      return;
    case WireType::kUint8:
      fmt::format_to(to, "{}", static_cast<unsigned>(number<std::uint8_t>(bytes)));
      return;
    case WireType::kInt16:
      fmt::format_to(to, "{}", number<std::int16_t>(bytes));
      return;
    case WireType::kUint16:
      fmt::format_to(to, "{}", number<std::uint16_t>(bytes));
      return;
    case WireType::kInt32:
      fmt::format_to(to, "{}", number<std::int32_t>(bytes));
      return;
    case WireType::kUint32:
      fmt::format_to(to, "{}", number<std::uint32_t>(bytes));
      return;
    case WireType::kInt64:
      fmt::format_to(to, "{}", number<std::int64_t>(bytes));
      return;
    case WireType::kUint64:
      fmt::format_to(to, "{}", number<std::uint64_t>(bytes));
      return;
    case WireType::kReal32:
      fmt::format_to(to, "{}", number<float>(bytes));
      return;
    case WireType::kReal64:
      fmt::format_to(to, "{}", number<double>(bytes));
      return;
    case WireType::kBoolean:
      out += bytes[0] != std::byte{0} ? "true" : "false";
      return;
    case WireType::kBinary:
      for (const std::byte byte : bytes) {
        fmt::format_to(to, "{:02X}", static_cast<unsigned>(byte));
      }
      return;
    case WireType::kGuid:
      append_guid(bytes, out);
      return;
    case WireType::kFiletime:
      Time::from_filetime(number<std::uint64_t>(bytes)).append_iso(out);
      return;
    case WireType::kSystemtime:
      append_systemtime(bytes, out);
      return;
    case WireType::kSid:
      append_sid(bytes, out);
      return;
    case WireType::kHex32:
      fmt::format_to(to, "0x{:x}", number<std::uint32_t>(bytes));
      return;
    case WireType::kHex64:
      fmt::format_to(to, "0x{:x}", number<std::uint64_t>(bytes));
      return;
    case WireType::kSize:
      fmt::format_to(to, "0x{:x}",
                     bytes.size() == 8 ? number<std::uint64_t>(bytes)
                                       : std::uint64_t{number<std::uint32_t>(bytes)});
      return;
    case WireType::kUtf16:
    case WireType::kBinXml:
      break;
  }
  ENSURE(false && "a type that has a text of its own");
}

}  // namespace noroshi::evidence
