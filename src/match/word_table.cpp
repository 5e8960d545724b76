#include "match/word_table.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace noroshi {
namespace {

constexpr std::size_t kBitsPerWord = 16;
constexpr std::size_t kSlotsPerWord = 2;

unsigned shift_for(std::size_t least) {
  return 64U - static_cast<unsigned>(std::bit_width(std::max<std::size_t>(least, 64) - 1));
}

}  // namespace

WordTable::WordTable(const std::vector<std::string>& words) {
  numbers_.resize(words.size());
  std::iota(numbers_.begin(), numbers_.end(), 0U);
  std::ranges::stable_sort(numbers_,
                           [&](std::uint32_t a, std::uint32_t b) { return words[a] < words[b]; });
  for (std::uint32_t i = 0; i < numbers_.size(); ++i) {
    const std::string& word = words[numbers_[i]];
    if (i == 0 || words[numbers_[i - 1]] != word) {
      groups_.push_back({static_cast<std::uint32_t>(bytes_.size()),
                         static_cast<std::uint32_t>(word.size()), i, 0});
      bytes_ += word;
    }
    ++groups_.back().count;
  }
  bit_shift_ = shift_for(groups_.size() * kBitsPerWord);
  slot_shift_ = shift_for(groups_.size() * kSlotsPerWord);
  bits_.resize((std::size_t{1} << (64 - bit_shift_)) / 64);
  slots_.resize(std::size_t{1} << (64 - slot_shift_));
  for (std::uint32_t i = 0; i < groups_.size(); ++i) {
    std::string_view word(bytes_.data() + groups_[i].start, groups_[i].size);
    std::uint64_t hash = kSeed;
    for (std::size_t at = word.size(); at-- > 0;) {
      hash = step(hash, word[at]);
    }
    std::uint64_t bit = hash >> bit_shift_;
    bits_[bit >> 6] |= std::uint64_t{1} << (bit & 63);
    std::size_t at = hash >> slot_shift_;
    while (slots_[at].group != 0) {
      at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at] = {static_cast<std::uint32_t>(hash), i + 1};
  }
}

std::span<const std::uint32_t> WordTable::look(std::uint64_t hash, std::string_view word) const {
  std::size_t at = hash >> slot_shift_;
  for (; slots_[at].group != 0; at = (at + 1) & (slots_.size() - 1)) {
    const Group& group = groups_[slots_[at].group - 1];
    if (slots_[at].tag == static_cast<std::uint32_t>(hash) && group.size == word.size() &&
        std::string_view(bytes_.data() + group.start, group.size) == word) {
      return {numbers_.data() + group.first, group.count};
    }
  }
  return {};
}

}  // namespace noroshi
