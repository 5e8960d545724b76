// wide (utf16le), utf16be, utf16: text to UTF-16 bytes, for base64 and base64offset to encode.
// utf16 starts with the byte order mark FF FE.
#include <cstdint>

#include "rule/modifiers/encoding.h"
#include "rule/modifiers/modifiers.h"

namespace noroshi {
namespace {

enum class Endian : std::uint8_t { kLittle, kBig };

void append_unit(std::string& out, std::uint32_t unit, Endian endian) {
  auto low = static_cast<char>(unit & 0xff);
  auto high = static_cast<char>(unit >> 8 & 0xff);
  out += endian == Endian::kLittle ? low : high;
  out += endian == Endian::kLittle ? high : low;
}

// `text` comes from the YAML reader and is valid UTF-8.
std::string to_utf16(std::string_view text, Endian endian) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    auto lead = static_cast<unsigned char>(text[i]);
    std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    std::uint32_t code = length == 1 ? lead : lead & (0xffU >> (length + 1));
    for (std::size_t j = 1; j < length && i + j < text.size(); ++j) {
      code = code << 6 | (static_cast<unsigned char>(text[i + j]) & 0x3fU);
    }
    i += length;
    if (code < 0x10000) {
      append_unit(out, code, endian);
    } else {
      append_unit(out, 0xd800 + ((code - 0x10000) >> 10), endian);
      append_unit(out, 0xdc00 + ((code - 0x10000) & 0x3ff), endian);
    }
  }
  return out;
}

Result<void> apply_encoding(ItemDraft& draft, Endian endian, std::string_view mark) {
  TRY(draft.require({DraftType::kText}, "text"));
  return encode_values(draft, DraftType::kBytes,
                       [&](const std::string& text, std::vector<std::string>& out) -> Result<void> {
                         out.push_back(std::string(mark) + to_utf16(text, endian));
                         return {};
                       });
}

}  // namespace

Result<void> apply_utf16(ItemDraft& draft) {
  return apply_encoding(draft, Endian::kLittle, "\xff\xfe");
}
Result<void> apply_utf16be(ItemDraft& draft) {
  return apply_encoding(draft, Endian::kBig, "");
}
Result<void> apply_utf16le(ItemDraft& draft) {
  return apply_encoding(draft, Endian::kLittle, "");
}

}  // namespace noroshi
