// Small things about pieces of text, for the walker.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/utf.h"
#include "decode/evtx/step.h"
#include "event/value.h"

namespace noroshi::evtx {

// Of a literal.
[[nodiscard]] inline PieceKind piece_kind(const Value& value) {
  if (value.size == 0) {
    return PieceKind::kBlank;
  }
  if (value.type != ValueType::kTextUtf16 || load_le<std::uint16_t>(value.data) > ' ') {
    return PieceKind::kText;
  }
  for (std::uint32_t i = 0; i < value.size; i += 2) {
    const auto unit = load_le<std::uint16_t>(value.data + i);
    if (unit != ' ' && unit != '\t' && unit != '\r' && unit != '\n') {
      return PieceKind::kText;
    }
  }
  return PieceKind::kBlank;
}

// The bytes of `text`, which is UTF-8, as UTF-16LE.
[[nodiscard]] inline std::string to_utf16(std::string_view text) {
  std::string out;
  auto put = [&out](char32_t unit) {
    out += static_cast<char>(unit & 0xff);
    out += static_cast<char>(unit >> 8);
  };
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = take_utf8(text, i);
    if (c < 0x10000) {
      put(c);
    } else {
      put(0xd800 + ((c - 0x10000) >> 10));
      put(0xdc00 + ((c - 0x10000) & 0x3ff));
    }
  }
  return out;
}

}  // namespace noroshi::evtx
