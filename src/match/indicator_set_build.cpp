// From indicators to the tables of an IndicatorSet.
#include <algorithm>
#include <optional>

#include "base/fold.h"
#include "match/indicator_literals.h"
#include "match/indicator_set.h"
#include "match/word_text.h"
#include "rule/network.h"

namespace noroshi {
namespace {

// A word that more texts than this choose is no way to find them: each occurrence costs a compare
// of all.
constexpr std::uint32_t kMostOfOneWord = 64;

struct Word {
  std::size_t start = 0;
  std::string text;
};

// The words of a text that have a dot, as IndicatorSet::find looks them up. A dot at an end is the
// text's own and stays: the word around it in a record is longer.
std::vector<Word> dotted_words(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t start = at;
    while (at < text.size() && (word_class(text[at]) & kWordOrDot) != 0) {
      ++at;
    }
    std::string_view word = text.substr(start, at - start);
    std::size_t first = word.find_first_not_of('.');
    if (first != word.npos) {
      word = word.substr(first, word.find_last_not_of('.') - first + 1);
      if (word.contains('.')) {
        words.push_back({start + first, std::string(word)});
      }
    }
    at += at == start;
  }
  return words;
}

Address address_of(const Network& network) {
  Address address;
  std::copy(std::begin(network.address), std::end(network.address), std::begin(address.bytes));
  address.is_ipv4 = network.is_ipv4;
  return address;
}

// As parse_network, with host bits cleared.
std::optional<Network> network_of(std::string_view text) {
  std::size_t slash = text.find('/');
  auto network = parse_network(text.substr(0, slash));
  if (!network) {
    return {};
  }
  if (slash != text.npos) {
    unsigned prefix = 0;
    for (char c : text.substr(slash + 1)) {
      prefix = 10 * prefix + static_cast<unsigned>(c - '0');
    }
    network->prefix = static_cast<std::uint8_t>(prefix + (network->is_ipv4 ? 96 : 0));
  }
  return *network;
}

}  // namespace

class IndicatorSet::Builder {
 public:
  explicit Builder(IndicatorSet& set) : set_(set) {}

  void add(const Indicator& indicator) {
    std::string key = fold(std::string_view(indicator.value));
    switch (indicator.kind) {
      case IndicatorKind::kAddress:
      case IndicatorKind::kNetwork:
        add_network(indicator);
        return;
      case IndicatorKind::kDomain:
        add_word(indicator, std::move(key), domains_, set_.domain_of_);
        return;
      case IndicatorKind::kHash:
        add_word(indicator, std::move(key), hashes_, set_.hash_of_);
        return;
      default:
        add_text(indicator);
    }
  }

  void finish() {
    set_.domains_ = WordTable(domains_);
    set_.hashes_ = WordTable(hashes_);
    choose_anchors();
    for (auto& prefixes : set_.prefixes_) {
      std::ranges::sort(prefixes);
    }
  }

 private:
  // The number of a new indicator, or nothing if it is one that was there before.
  std::optional<std::uint32_t> number_for(const Indicator& indicator, std::string identity) {
    // An address and a network of one address are the same thing.
    identity += indicator.kind == IndicatorKind::kNetwork
                    ? static_cast<char>(IndicatorKind::kAddress)
                    : static_cast<char>(indicator.kind);
    auto number = static_cast<std::uint32_t>(set_.indicators_.size());
    if (!known_.emplace(std::move(identity), number).second) {
      ++set_.repeated_;
      return {};
    }
    set_.indicators_.push_back(indicator);
    return number;
  }

  void add_network(const Indicator& indicator) {
    auto network = network_of(indicator.value);
    if (!network) {
      return;  // classify() lets none through
    }
    AddressKey key = key_of(address_of(*network), network->prefix);
    std::string identity(key.bytes.begin(), key.bytes.end());
    identity += static_cast<char>(key.prefix);
    identity += key.is_ipv4 ? '4' : '6';
    if (auto number = number_for(indicator, std::move(identity))) {
      set_.addresses_[key].push_back(*number);
      auto& prefixes = set_.prefixes_[key.is_ipv4 ? 1 : 0];
      if (std::ranges::find(prefixes, network->prefix) == prefixes.end()) {
        prefixes.push_back(network->prefix);
      }
    }
  }

  void add_word(const Indicator& indicator, std::string word, std::vector<std::string>& words,
                std::vector<std::uint32_t>& of) {
    if (auto number = number_for(indicator, word)) {
      words.push_back(std::move(word));
      of.push_back(*number);
    }
  }

  void add_text(const Indicator& indicator) {
    std::vector<IndicatorText> texts = texts_of(indicator);
    std::string identity = texts[0].text;
    identity += texts[0].drive;
    auto number = number_for(indicator, std::move(identity));
    if (!number) {
      return;
    }
    for (IndicatorText& text : texts) {
      set_.literals_.push_back({std::move(text.text), *number, 0,
                                text.drive != 0 ? Front::kDrive : Front::kWord, text.drive});
    }
  }

  void choose_anchors() {
    std::unordered_map<std::string, std::uint32_t> uses;
    std::vector<std::vector<Word>> words;
    words.reserve(set_.literals_.size());
    for (const Literal& literal : set_.literals_) {
      words.push_back(dotted_words(literal.text));
      for (const Word& word : words.back()) {
        ++uses[word.text];
      }
    }
    std::unordered_map<std::string, std::uint32_t> chosen;
    std::vector<std::string> anchors;
    std::vector<Literal>& literals = set_.literals_;
    std::vector<noroshi::Literal> with_backslash;
    std::vector<noroshi::Literal> others;
    for (std::uint32_t i = 0; i < literals.size(); ++i) {
      auto rarest = std::ranges::min_element(words[i], {},
                                             [&](const Word& word) { return uses.at(word.text); });
      if (rarest != words[i].end() && chosen[rarest->text]++ < kMostOfOneWord) {
        literals[i].anchor = static_cast<std::uint32_t>(rarest->start);
        anchors.push_back(rarest->text);
        set_.anchor_of_.push_back(i);
      } else {
        auto& rest = literals[i].text.contains('\\') ? with_backslash : others;
        rest.push_back({literals[i].text, Anchor::kAnywhere, i});
      }
    }
    set_.anchors_ = WordTable(anchors);
    if (!with_backslash.empty()) {
      set_.backslash_scanner_ = std::make_unique<LiteralScanner>(std::move(with_backslash));
    }
    if (!others.empty()) {
      set_.scanner_ = std::make_unique<LiteralScanner>(std::move(others));
    }
  }

  IndicatorSet& set_;
  std::unordered_map<std::string, std::uint32_t> known_;
  std::vector<std::string> domains_;
  std::vector<std::string> hashes_;
};

IndicatorSet::IndicatorSet(std::span<const Indicator> indicators) {
  Builder builder(*this);
  for (const Indicator& indicator : indicators) {
    builder.add(indicator);
  }
  builder.finish();
}

}  // namespace noroshi
