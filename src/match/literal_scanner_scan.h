// The scan loop of LiteralScanner, in a header of its own since it is a template.
#pragma once

#include <cstring>

#include "base/find_literal.h"
#include "base/utf.h"
#include "match/literal_scanner.h"

namespace noroshi {

inline bool LiteralScanner::holds(std::string_view text, std::size_t piece_at,
                                  const Entry& entry) const {
  const Stored& stored = literals_[entry.literal];
  if (piece_at < entry.offset) {
    return false;
  }
  std::size_t start = piece_at - entry.offset;
  if (stored.size > text.size() - start) {
    return false;
  }
  if (stored.anchor == Anchor::kStart && start != 0) {
    return false;
  }
  if (stored.anchor == Anchor::kEnd && start + stored.size != text.size()) {
    return false;
  }
  return std::memcmp(text.data() + start, bytes_.data() + stored.start, stored.size) == 0;
}

inline std::span<const LiteralScanner::Entry> LiteralScanner::PieceTable::of(
    std::uint32_t piece) const {
  std::uint32_t at = hash(piece) >> slot_shift;
  while (slots[at].count != 0) {
    if (slots[at].piece == piece) {
      return {entries.data() + slots[at].first, slots[at].count};
    }
    at = at + 1 == slots.size() ? 0 : at + 1;
  }
  return {};
}

// Whether to go on.
template <typename Found>
bool LiteralScanner::scan_pieces(const PieceTable& table, std::string_view text,
                                 Found&& found) const {
  if (table.bitmap.empty() || text.size() < kPiece) {
    return true;
  }
  const char* data = text.data();
  const char* const last = data + text.size() - kPiece;
  const std::uint64_t* bits = table.bitmap.data();
  const unsigned shift = table.bitmap_shift;
  const std::size_t stride = table.stride;
  for (const char* at = data; at <= last; at += stride) {
    std::uint32_t piece;
    std::memcpy(&piece, at, sizeof piece);
    std::uint32_t bit = hash(piece) >> shift;
    if ((bits[bit >> 6] >> (bit & 63) & 1) == 0) [[likely]] {
      continue;
    }
    for (const Entry& entry : table.of(piece)) {
      if (holds(text, static_cast<std::size_t>(at - data), entry) &&
          !found(literals_[entry.literal].payload)) {
        return false;
      }
    }
  }
  return true;
}

template <typename Found>
bool LiteralScanner::scan_short(std::string_view text, Found&& found) const {
  for (std::size_t at = 0; !pair_bitmap_.empty() && at + 1 < text.size(); ++at) {
    std::uint16_t pair;
    std::memcpy(&pair, text.data() + at, sizeof pair);
    if ((pair_bitmap_[pair >> 6] >> (pair & 63) & 1) == 0) [[likely]] {
      continue;
    }
    for (std::uint32_t i = pair_first_[pair]; i < pair_first_[pair + 1u]; ++i) {
      if (holds(text, at, {short_[i], 0}) && !found(literals_[short_[i]].payload)) {
        return false;
      }
    }
  }
  for (std::uint32_t literal : single_) {
    const Stored& stored = literals_[literal];
    char c = bytes_[stored.start];
    bool held = !text.empty() && (stored.anchor == Anchor::kStart ? text.front() == c
                                  : stored.anchor == Anchor::kEnd ? text.back() == c
                                                                  : text.find(c) != text.npos);
    if (held && !found(stored.payload)) {
      return false;
    }
  }
  return true;
}

template <typename Found>
bool LiteralScanner::scan_few(std::string_view text, Found&& found) const {
  for (std::uint32_t number : few_) {
    const Stored& stored = literals_[number];
    std::string_view literal = text_of(stored);
    bool held = stored.anchor == Anchor::kStart ? text.starts_with(literal)
                : stored.anchor == Anchor::kEnd ? text.ends_with(literal)
                                                : find_literal(text, literal) != text.npos;
    if (held && !found(stored.payload)) {
      return false;
    }
  }
  return true;
}

template <typename Found>
void LiteralScanner::scan(std::string_view text, Found&& found) const {
  if ((exact_lengths_ >> (text.size() & 63) & 1) != 0) {
    for (std::uint32_t literal : exact(text)) {
      if (text_of(literals_[literal]) == text && !found(literals_[literal].payload)) {
        return;
      }
    }
  }
  if (scan_pieces(long_, text, found) && scan_pieces(medium_, text, found) &&
      scan_pieces(four_, text, found) && scan_short(text, found) && scan_few(text, found) &&
      !beyond_ascii_.bitmap.empty() && !is_ascii(text)) {
    scan_pieces(beyond_ascii_, text, found);
  }
}

}  // namespace noroshi
