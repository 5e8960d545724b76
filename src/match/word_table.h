// WordTable: which of many words a text is, or ends with at a dot; for word lists of any size.
//
// The idea. A word is hashed from its end to its start, one multiplication a byte, so that the hash
// of every ending comes by the way:
//
//   mail.evil.example    e, el, elp, ... "example" -> look, "evil.example" -> look, the whole ->
//   look
//
// A look is one bit in a map of 16 bits a word (it stays in the second-level cache for 100,000
// words); only where it is set, about once in sixteen, the table proper is asked, and the bytes
// compared. Immutable after build(); thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace noroshi {

class WordTable {
 public:
  WordTable() = default;
  // `words[i]` stands for the number i; equal words are found together. Cost: 0.2 us a word.
  explicit WordTable(const std::vector<std::string>& words);

  [[nodiscard]] bool empty() const { return numbers_.empty(); }

  // The numbers of the words equal to `word`.
  [[nodiscard]] std::span<const std::uint32_t> find(std::string_view word) const {
    std::uint64_t hash = kSeed;
    for (std::size_t at = word.size(); at-- > 0;) {
      hash = step(hash, word[at]);
    }
    return may_hold(hash) ? look(hash, word) : std::span<const std::uint32_t>();
  }

  // Calls found(ending, numbers) for each ending of `word` that is in the table: those that follow
  // a dot, and the whole word. Shortest first.
  template <typename Found>
  void find_endings(std::string_view word, Found&& found) const {
    std::uint64_t hash = kSeed;
    for (std::size_t at = word.size(); at-- > 0;) {
      hash = step(hash, word[at]);
      if ((at == 0 || word[at - 1] == '.') && may_hold(hash)) {
        std::string_view ending = word.substr(at);
        if (auto numbers = look(hash, ending); !numbers.empty()) {
          found(ending, numbers);
        }
      }
    }
  }

 private:
  static constexpr std::uint64_t kSeed = 0x9e3779b97f4a7c15;
  static std::uint64_t step(std::uint64_t hash, char c) {
    return (hash ^ static_cast<unsigned char>(c)) * 0xd6e8feb86659fd93;
  }
  [[nodiscard]] bool may_hold(std::uint64_t hash) const {
    std::uint64_t bit = hash >> bit_shift_;
    return !bits_.empty() && (bits_[bit >> 6] >> (bit & 63) & 1) != 0;
  }
  [[nodiscard]] std::span<const std::uint32_t> look(std::uint64_t hash,
                                                    std::string_view word) const;

  struct Slot {
    std::uint32_t tag = 0;    // of the hash: the bits that do not choose the slot
    std::uint32_t group = 0;  // 0: free; else groups_[group - 1]
  };
  struct Group {
    std::uint32_t start, size;   // the word, in bytes_
    std::uint32_t first, count;  // its numbers, in numbers_
  };

  std::vector<std::uint64_t> bits_;
  unsigned bit_shift_ = 63;
  std::vector<Slot> slots_;
  unsigned slot_shift_ = 63;
  std::vector<Group> groups_;
  std::vector<std::uint32_t> numbers_;
  std::string bytes_;
};

}  // namespace noroshi
