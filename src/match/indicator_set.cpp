#include "match/indicator_set.h"

#include <algorithm>
#include <cstring>

#include "base/find_literal.h"
#include "match/word_text.h"

namespace noroshi {
namespace {

constexpr std::size_t kShortestHash = 32;
constexpr std::size_t kLongestHash = 128;
constexpr std::string_view kDevice = "\\device\\harddiskvolume";

bool has(std::uint8_t classes, unsigned which) {
  return (classes & which) != 0;
}

struct Part {
  std::size_t start, end;
};
// Without the dots at its ends.
Part without_dots(std::string_view text, Part part) {
  while (part.start < part.end && text[part.start] == '.') {
    ++part.start;
  }
  while (part.end > part.start && text[part.end - 1] == '.') {
    --part.end;
  }
  return part;
}

std::uint32_t position_of(std::size_t at) {
  return static_cast<std::uint32_t>(at);
}

// An IPv6 address has "::", or six colons at least with at most four digits between. Times and MAC
// addresses have neither.
class ColonWatch {
 public:
  void see(std::size_t at) {
    std::size_t gap = at - last_;
    in_row_ = in_row_ > 0 && gap <= 5 ? in_row_ + 1 : 1;
    found_ = found_ || in_row_ >= 6 || (in_row_ > 1 && gap == 1);
    last_ = at;
  }
  [[nodiscard]] bool may_be_ipv6() const { return found_; }

 private:
  std::size_t last_ = 0;
  unsigned in_row_ = 0;
  bool found_ = false;
};

// Whether text[0, end) ends with "\device\harddiskvolume" and digits.
bool ends_with_device(std::string_view text, std::size_t end) {
  std::size_t digits = end;
  while (digits > 0 && has(word_class(text[digits - 1]), kDigit)) {
    --digits;
  }
  return digits < end && text.substr(0, digits).ends_with(kDevice);
}

}  // namespace

IndicatorSet::AddressKey IndicatorSet::key_of(const Address& address, unsigned prefix) {
  AddressKey key{{}, static_cast<std::uint8_t>(prefix), address.is_ipv4};
  unsigned whole = prefix / 8;
  std::memcpy(key.bytes.data(), address.bytes, whole);
  if (prefix % 8 != 0) {
    key.bytes[whole] = static_cast<std::uint8_t>(address.bytes[whole] & (0xff << (8 - prefix % 8)));
  }
  return key;
}

std::size_t IndicatorSet::AddressHash::operator()(const AddressKey& key) const {
  std::uint64_t mixed = load_le<std::uint64_t>(key.bytes.data()) * 0xd6e8feb86659fd93;
  mixed ^= load_le<std::uint64_t>(key.bytes.data() + 8) + key.prefix;
  mixed *= 0x9e3779b97f4a7c15;
  return mixed ^ (mixed >> 32);
}

void IndicatorSet::find(std::string_view text, std::vector<IndicatorHit>& hits) const {
  std::uint8_t seen = 0;
  ColonWatch colons;
  std::size_t at = 0;
  while (at < text.size()) {
    std::uint8_t one = word_class(text[at]);
    if (!has(one, kWordOrDot)) {
      if (has(one, kColon)) {
        colons.see(at);
      }
      seen |= one;
      ++at;
      continue;
    }
    std::size_t start = at;
    std::uint8_t classes = 0;
    do {
      classes |= one;
      ++at;
    } while (at < text.size() && has(one = word_class(text[at]), kWordOrDot));
    if (has(classes, kDot) || at - start >= kShortestHash) {
      find_word(text, start, at, classes, hits);
    }
  }
  if (colons.may_be_ipv6() && !addresses_.empty()) {
    find_ipv6(text, hits);
  }
  if (backslash_scanner_ && has(seen, kBackslash)) {
    find_literals(*backslash_scanner_, text, hits);
  }
  if (scanner_) {
    find_literals(*scanner_, text, hits);
  }
}

void IndicatorSet::find_word(std::string_view text, std::size_t start, std::size_t end,
                             std::uint8_t classes, std::vector<IndicatorHit>& hits) const {
  if (end - start >= kShortestHash && has(classes, kHexDigit) && !hashes_.empty()) {
    find_hashes(text, start, end, hits);
  }
  if (!has(classes, kDot)) {
    return;
  }
  Part word = without_dots(text, {start, end});
  find_dotted(text, word.start, word.end, classes, hits);
  if (start > 0 && end - start > 2 && follows_escape(text, start + 2)) {
    word = without_dots(text, {start + 2, end});
    find_dotted(text, word.start, word.end, classes, hits);
  }
}

void IndicatorSet::find_dotted(std::string_view text, std::size_t start, std::size_t end,
                               std::uint8_t classes, std::vector<IndicatorHit>& hits) const {
  std::string_view word = text.substr(start, end - start);
  domains_.find_endings(word, [&](std::string_view ending, std::span<const std::uint32_t> found) {
    for (std::uint32_t number : found) {
      hits.push_back({domain_of_[number], position_of(end - ending.size())});
    }
  });
  for (std::uint32_t number : anchors_.find(word)) {
    const Literal& literal = literals_[anchor_of_[number]];
    if (start >= literal.anchor && stands(literal, text, start - literal.anchor)) {
      hits.push_back({literal.indicator, position_of(start - literal.anchor)});
    }
  }
  if (has(classes, kDigit) && !prefixes_[1].empty()) {
    find_ipv4(text, start, end, hits);
  }
}

void IndicatorSet::find_ipv4(std::string_view text, std::size_t start, std::size_t end,
                             std::vector<IndicatorHit>& hits) const {
  constexpr std::size_t kShortest = 7;
  constexpr std::size_t kLongest = 15;
  for (std::size_t at = start; at < end;) {
    std::size_t dash = std::min(text.substr(0, end).find('-', at), end);
    Part part = without_dots(text, {at, dash});
    std::size_t size = part.end - part.start;
    if (size >= kShortest && size <= kLongest && has(word_class(text[part.start]), kDigit) &&
        has(word_class(text[part.end - 1]), kDigit)) {
      if (auto address = parse_address(text.substr(part.start, size))) {
        find_address(*address, part.start, hits);
      }
    }
    at = dash + 1;
  }
}

// A run of hexadecimal digits, ':' and '.', with two colons. What stands before its first colon may
// be the end of a word in front ("src:fe80::1"), and a dot or colon at its end be of the sentence.
void IndicatorSet::find_ipv6(std::string_view text, std::vector<IndicatorHit>& hits) const {
  auto is_inside = [](char c) { return has(word_class(c), kHexDigit | kColon | kDot); };
  for (std::size_t at = 0; at < text.size();) {
    if (!is_inside(text[at])) {
      ++at;
      continue;
    }
    std::size_t start = at;
    std::size_t colons = 0;
    while (at < text.size() && is_inside(text[at])) {
      colons += text[at++] == ':';
    }
    if (colons < 2 || (at < text.size() && has(word_class(text[at]), kOtherWord))) {
      continue;
    }
    std::size_t end = at;
    if (start > 0 && has(word_class(text[start - 1]), kOtherWord)) {
      start = text.find(':', start) + 1;
    }
    auto is_single_colon = [&](std::size_t here, std::size_t beside) {
      return text[here] == ':' && text[beside] != ':';
    };
    while (end > start + 1 && (text[end - 1] == '.' || is_single_colon(end - 1, end - 2))) {
      --end;
    }
    while (end > start + 1 && (text[start] == '.' || is_single_colon(start, start + 1))) {
      ++start;
    }
    std::string_view run = text.substr(start, end - start);
    if (!run.contains(':')) {
      continue;
    }
    if (auto address = parse_address(run)) {
      find_address(*address, start, hits);
    }
  }
}

void IndicatorSet::find_address(const Address& address, std::size_t position,
                                std::vector<IndicatorHit>& hits) const {
  for (unsigned prefix : prefixes_[address.is_ipv4 ? 1 : 0]) {
    if (auto found = addresses_.find(key_of(address, prefix)); found != addresses_.end()) {
      for (std::uint32_t indicator : found->second) {
        hits.push_back({indicator, position_of(position)});
      }
    }
  }
}

void IndicatorSet::find_hashes(std::string_view text, std::size_t start, std::size_t end,
                               std::vector<IndicatorHit>& hits) const {
  for (std::size_t at = start; at < end;) {
    std::size_t from = at;
    while (at < end && has(word_class(text[at]), kHexDigit)) {
      ++at;
    }
    std::size_t size = at - from;
    if (size >= kShortestHash && size <= kLongestHash) {
      for (std::uint32_t number : hashes_.find(text.substr(from, size))) {
        hits.push_back({hash_of_[number], position_of(from)});
      }
    }
    at += at == from;
  }
}

void IndicatorSet::find_in_binary(Bytes bytes, std::vector<IndicatorHit>& hits) const {
  std::size_t size = 2 * bytes.size();
  if (hashes_.empty() || size < kShortestHash || size > kLongestHash) {
    return;
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  char text[kLongestHash];
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    text[2 * i] = kDigits[std::to_integer<unsigned>(bytes[i]) >> 4];
    text[2 * i + 1] = kDigits[std::to_integer<unsigned>(bytes[i]) & 15];
  }
  find_hashes({text, size}, 0, size, hits);
}

bool IndicatorSet::stands(const Literal& literal, std::string_view text, std::size_t at) const {
  std::size_t end = at + literal.text.size();
  if (end > text.size() || text.substr(at, literal.text.size()) != literal.text ||
      !word_may_end(text, end)) {
    return false;
  }
  if (literal.front == Front::kDrive) {
    return (at >= 2 && text[at - 1] == ':' && text[at - 2] == literal.drive) ||
           ends_with_device(text, at);
  }
  return word_may_begin(text, at);
}

void IndicatorSet::find_literals(const LiteralScanner& scanner, std::string_view text,
                                 std::vector<IndicatorHit>& hits) const {
  scanner.scan(text, [&](std::uint32_t number) {
    const Literal& literal = literals_[number];
    for (std::size_t at = find_literal(text, literal.text); at != text.npos;
         at = find_literal(text, literal.text, at + 1)) {
      if (stands(literal, text, at)) {
        hits.push_back({literal.indicator, position_of(at)});
        break;
      }
    }
    return true;
  });
}

}  // namespace noroshi
