// LiteralScanner: which of many literals a text holds, in about one nanosecond a byte whatever
// their number.
//
// The idea. Of each literal, a few neighbouring pieces of four bytes are chosen: the rarest, judged
// by a small model of what Windows logs hold. All chosen pieces go into a bitmap by hash. Scanning
// hashes the four bytes at every n-th position of the text and looks at one bit; only where it is
// set (a few positions of a command line) are the piece's literals compared in full, each in its
// place. A literal that stands in the bitmap with n neighbouring pieces cannot be missed at every
// n-th position: one of the n falls on it. Example, n = 4:
//
//   literal    \rundll32.exe            pieces  "undl" "ndll" "dll3" "ll32"
//   text       c:\windows\system32\rundll32.exe a.dll,b
//              ^   ^   ^   ^   ^   ^   ^ looked at; "dll3" is met
//
// Literals of seven bytes and more are sought at every fourth position, of five and six at every
// second, of four at each; shorter ones by a bitmap of byte pairs; whole values by a hash. Literals
// with a byte beyond ASCII stand apart and are sought only in texts that have one.
//
// Against Aho-Corasick: its automaton for the 11,001 command-line literals of the public rules is a
// table of 31 MB, so that each byte costs a cache miss (2.2 us for a record of 595 characters), and
// it reports 36 to 74 hits for each process creation, since short common literals are found as
// well. The bitmap here stays in the first- or second-level cache and only rare pieces wake
// anybody. The price: no linear bound for hostile text. A text that repeats a piece costs the
// compares of that piece's literals at each position; kMaxListed bounds how many literals choose
// one piece while another choice is left, and a compare ends at the first differing byte.
//
// Immutable after build(); scan() is thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "match/text_pattern.h"

namespace noroshi {

struct Literal {
  std::string text;  // not empty unless kWhole
  Anchor anchor = Anchor::kAnywhere;
  std::uint32_t payload = 0;  // what the caller wants to know; need not be unique
};

// How common a literal is likely to be in event data: about the share of values that hold it.
// A judgement from a fixed model; it steers cost, never results.
[[nodiscard]] double estimated_frequency(std::string_view literal, Anchor anchor);

class LiteralScanner {
 public:
  explicit LiteralScanner(std::vector<Literal> literals);

  // Calls found(payload) for each literal in `text`, in its place; a payload may come several
  // times. `found` returns whether to go on.
  template <typename Found>
  void scan(std::string_view text, Found&& found) const;

  [[nodiscard]] std::size_t size() const { return literals_.size(); }
  [[nodiscard]] std::size_t footprint() const;

 private:
  static constexpr std::size_t kPiece = 4;
  static constexpr std::size_t kMaxListed = 16;

  // Literals as offsets into one buffer: fewer cache lines than strings.
  struct Stored {
    std::uint32_t start;
    std::uint32_t size;
    std::uint32_t payload;
    Anchor anchor;
  };
  struct Entry {
    std::uint32_t literal;
    std::uint32_t offset;  // of the piece in the literal
  };
  // Open addressing: piece -> run of entries.
  struct Slot {
    std::uint32_t piece = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };
  // The literals that are sought at every `stride`-th position.
  struct PieceTable {
    std::size_t stride = 1;
    std::vector<std::uint64_t> bitmap;  // empty: no literals
    unsigned bitmap_shift = 0;
    std::vector<Slot> slots;
    unsigned slot_shift = 0;
    std::vector<Entry> entries;

    [[nodiscard]] std::span<const Entry> of(std::uint32_t piece) const;
  };

  [[nodiscard]] std::string_view text_of(const Stored& stored) const {
    return {bytes_.data() + stored.start, stored.size};
  }
  [[nodiscard]] static std::uint32_t hash(std::uint32_t piece) { return piece * 0x9e3779b1u; }
  [[nodiscard]] bool holds(std::string_view text, std::size_t piece_at, const Entry& entry) const;
  [[nodiscard]] std::span<const std::uint32_t> exact(std::string_view text) const;
  template <typename Found>
  bool scan_pieces(const PieceTable& table, std::string_view text, Found&& found) const;
  template <typename Found>
  bool scan_short(std::string_view text, Found&& found) const;
  template <typename Found>
  bool scan_few(std::string_view text, Found&& found) const;
  void take_few(std::vector<std::uint32_t>& which, std::size_t most);

  void build_pieces(PieceTable& table, std::size_t stride, std::vector<std::uint32_t> which);
  void choose_pieces(std::size_t stride, const std::vector<std::uint32_t>& which,
                     std::unordered_map<std::uint32_t, std::vector<Entry>>& lists) const;
  void build_pairs(const std::vector<std::uint32_t>& which);
  void build_exact(const std::vector<std::uint32_t>& which);

  std::string bytes_;
  std::vector<Stored> literals_;
  std::vector<std::uint32_t> few_;  // of a class that has so few that seeking each is cheaper
  PieceTable long_;                 // seven bytes and more
  PieceTable medium_;               // five and six
  PieceTable four_;
  PieceTable beyond_ascii_;

  std::vector<std::uint64_t> pair_bitmap_;  // 65,536 bits, or empty
  std::vector<std::uint32_t> short_;        // literals of two and three bytes, by first two bytes
  std::vector<std::uint32_t> pair_first_;   // 65,537 starts into short_, or empty
  std::vector<std::uint32_t> single_;       // literals of one byte

  std::uint64_t exact_lengths_ = 0;  // bit (size mod 64)
  std::vector<std::uint32_t> exact_heads_;
  std::vector<std::uint32_t> exact_order_;  // literal numbers, grouped by bucket
  unsigned exact_shift_ = 0;
};

}  // namespace noroshi

#include "match/literal_scanner_scan.h"
