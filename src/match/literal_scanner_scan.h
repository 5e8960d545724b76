// The scan loop of LiteralScanner, in a header of its own since it is a template.
#pragma once

#include <cstring>

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

inline std::span<const LiteralScanner::Entry> LiteralScanner::entries(std::uint32_t piece) const {
  std::uint32_t at = hash(piece) >> slot_shift_;
  while (slots_[at].count != 0) {
    if (slots_[at].piece == piece) {
      return {entries_.data() + slots_[at].first, slots_[at].count};
    }
    at = at + 1 == slots_.size() ? 0 : at + 1;
  }
  return {};
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
  if (!bitmap_.empty() && text.size() >= kPiece) {
    const char* data = text.data();
    const std::size_t last = text.size() - kPiece;
    const std::uint64_t* bits = bitmap_.data();
    const unsigned shift = bitmap_shift_;
    for (std::size_t at = 0; at <= last; ++at) {
      std::uint32_t piece;
      std::memcpy(&piece, data + at, sizeof piece);
      std::uint32_t bit = hash(piece) >> shift;
      if ((bits[bit >> 6] >> (bit & 63) & 1) == 0) [[likely]] {
        continue;
      }
      for (const Entry& entry : entries(piece)) {
        if (holds(text, at, entry) && !found(literals_[entry.literal].payload)) {
          return;
        }
      }
    }
  }
  if (!pair_bitmap_.empty()) {
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
      std::uint16_t pair;
      std::memcpy(&pair, text.data() + at, sizeof pair);
      if ((pair_bitmap_[pair >> 6] >> (pair & 63) & 1) == 0) [[likely]] {
        continue;
      }
      for (std::uint32_t i = pair_first_[pair]; i < pair_first_[pair + 1u]; ++i) {
        if (holds(text, at, {short_[i], 0}) && !found(literals_[short_[i]].payload)) {
          return;
        }
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
      return;
    }
  }
}

}  // namespace noroshi
