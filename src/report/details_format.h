// What the tables say about details, checked and ready; inner to this folder.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "report/details.h"

namespace noroshi {

inline constexpr std::size_t kDetailLimit = 240;  // code points of a value, if the table is silent
inline constexpr std::size_t kMaxDetailLimit = 2000;

// Words for the values of one kind of code.
struct CodeTable {
  std::unordered_map<std::uint64_t, std::string> numbers;
  std::unordered_map<std::string, std::string> texts;           // %%1842
  std::vector<std::pair<std::uint64_t, std::string>> in_order;  // `bits`: mask, words
};

enum class DetailForm : std::uint8_t {
  kText,       // the first field that says something
  kCollapsed,  // the same, runs of white space as one space
  kNumber,     // the same, in decimal
  kAccount,    // pairs of domain and name: the first pair whose name says something
  kEndpoint,   // address and port
  kCode,       // the value and what it means; the first field that is not zero
  kCodeList,   // several codes in one text
  kBits,       // the value and what its bits mean
  kKeyValue,   // one key in blocks of key = value lines
  kXml,        // the text of some elements of an XML document
};

struct DetailItem {
  std::string label;
  std::vector<std::string> fields;
  DetailForm form = DetailForm::kText;
  const CodeTable* codes = nullptr;   // kCode, kCodeList, kBits
  std::string key;                    // kKeyValue
  std::vector<std::string> elements;  // kXml
  std::size_t limit = kDetailLimit;
};

struct DetailEntry {
  std::vector<std::string> channels;    // lower case
  std::vector<std::string> providers;   // lower case; empty: any
  std::vector<std::int64_t> event_ids;  // empty: any
  std::vector<DetailItem> items;
};

struct DetailsTable::Implementation {
  std::unordered_map<std::string, CodeTable> codes;  // never grows once entries point into it
  std::vector<DetailEntry> entries;
  std::vector<std::string> skipped;  // fields that the fallback leaves out
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_channel;  // ascending

  // The first entry that fits, or null. Channel and provider in lower case.
  [[nodiscard]] const DetailEntry* find(const std::string& channel, const std::string& provider,
                                        std::int64_t event_id) const;
};

// Reads the codes (first pass) and the entries (second pass) of one file.
[[nodiscard]] Result<void> read_detail_codes(const EmbeddedFile& file,
                                             DetailsTable::Implementation& table);
[[nodiscard]] Result<void> read_detail_entries(const EmbeddedFile& file,
                                               DetailsTable::Implementation& table);

// Appends the text of `item`; nothing if its values say nothing. `values` are those of its fields.
// `scratch` is memory to be used again.
void append_detail(const DetailItem& item, std::span<const Value> values, std::string& scratch,
                   std::string& out);

// Appends at most `limit` code points of `text`, safe for one line; an ellipsis if it is longer.
void append_cut(std::string_view text, std::size_t limit, std::string& out);
// Neither empty nor "-", spaces aside.
[[nodiscard]] bool says_something(std::string_view text);

}  // namespace noroshi
