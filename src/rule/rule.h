// Rule: a Sigma detection rule that was read and checked (specification v2.1.0). Plain data; knows
// nothing of records. Immutable once loaded.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rule/pattern.h"

namespace noroshi {

enum class RuleLevel : std::uint8_t { kInformational, kLow, kMedium, kHigh, kCritical };
enum class RuleStatus : std::uint8_t { kUnsupported, kDeprecated, kExperimental, kTest, kStable };

struct LogSource {
  std::string category;  // lower case; empty = not given
  std::string product;
  std::string service;

  auto operator<=>(const LogSource&) const = default;
};

// What an item asks of its field.
enum class ItemKind : std::uint8_t {
  kPattern,         // strings, numbers and booleans: see ItemValue
  kNull,            // the field is absent or null
  kRegex,           // search, PCRE subset
  kCidr,            // address inside a network
  kExists,          // key present (or absent, if `expected` is false), whatever its value
  kCompare,         // lt lte gt gte against a number
  kTimePart,        // minute..year of the field's time, compared
  kFieldReference,  // equal to (or contains, starts or ends with) another field's value
};

enum class Linking : std::uint8_t { kAny, kAll };        // OR; AND under `all`
enum class Negation : std::uint8_t { kNone, kNegated };  // `neq`
enum class Casing : std::uint8_t { kFolded, kCased };
enum class Comparison : std::uint8_t { kEqual, kLess, kLessEqual, kGreater, kGreaterEqual };
enum class TimePart : std::uint8_t { kMinute, kHour, kDay, kWeek, kMonth, kYear };
enum class Affix : std::uint8_t { kWhole, kContains, kStartsWith, kEndsWith };

struct NumberLiteral {
  bool is_integer = true;
  std::int64_t integer = 0;
  double real = 0;   // also set for integers
  std::string text;  // as written
};

struct RegexLiteral {
  std::string text;                  // no Sigma unescaping
  bool ignore_case = false;          // |i
  bool multi_line = false;           // |m
  bool dot_matches_newline = false;  // |s
};

// IPv4 as IPv4-mapped IPv6 (::ffff:a.b.c.d, prefix + 96), so that one comparison serves both; an
// IPv4 network never holds a plain IPv6 address.
struct Network {
  std::uint8_t address[16] = {};
  std::uint8_t prefix = 128;
  bool is_ipv4 = false;
};

// One value of an item.
//
// kPattern items: a string gives `alternatives` (one; three under base64offset; one for each value
// of a placeholder; they are OR-linked even under `all`). A number or boolean gives `number` /
// `boolean` and, as the text to fall back to, one alternative. kNull inside a list of strings gives
// is_null.
struct ItemValue {
  std::string written;  // as in the rule, for people
  std::vector<Pattern> alternatives;
  std::optional<NumberLiteral> number;
  std::optional<bool> boolean;
  bool is_null = false;
  std::optional<RegexLiteral> regex;
  std::optional<Network> network;
  std::string field;  // kFieldReference
};

// `field|modifiers: values`, or a keyword (no field: any value of the record holds the pattern,
// anywhere in it; the pattern itself is as written, without wildcards at its ends).
struct Item {
  std::string field;                   // empty: keyword
  std::vector<std::string> modifiers;  // as written, in order
  ItemKind kind = ItemKind::kPattern;
  Linking linking = Linking::kAny;
  Negation negation = Negation::kNone;
  Casing casing = Casing::kFolded;
  Comparison comparison = Comparison::kEqual;  // kCompare, kTimePart
  TimePart time_part = TimePart::kMinute;      // kTimePart
  Affix affix = Affix::kWhole;                 // kFieldReference
  bool expected = true;                        // kExists
  std::vector<ItemValue> values;
  int line = 0;

  [[nodiscard]] bool is_keyword() const { return field.empty(); }
};

enum class NodeKind : std::uint8_t { kAnd, kOr, kNot, kItem, kSelection };

// A tree of AND, OR, NOT over items (inside a selection) or over selections (in a condition).
struct RuleNode {
  NodeKind kind = NodeKind::kAnd;
  std::vector<RuleNode> children = {};  // kAnd, kOr: any number; kNot: one
  std::uint32_t index = 0;              // kItem: in Rule::items; kSelection: in Rule::selections
};

struct Selection {
  std::string name;
  RuleNode root;  // kAnd / kOr / kItem
  int line = 0;
};

struct RelatedRule {
  std::string id;
  std::string type;
};

struct Rule {
  std::string id;
  std::string title;
  std::string name;
  std::string description;
  std::string author;
  std::string date;
  std::string modified;
  std::string license;
  std::string taxonomy = "sigma";
  RuleStatus status = RuleStatus::kTest;
  RuleLevel level = RuleLevel::kMedium;
  std::vector<std::string> tags;
  std::vector<std::string> references;
  std::vector<std::string> false_positives;
  std::vector<std::string> fields;
  std::vector<RelatedRule> related;
  std::vector<std::pair<std::string, std::string>> custom;  // unknown keys that hold a scalar
  LogSource log_source;

  std::vector<Item> items;
  std::vector<Selection> selections;
  RuleNode condition;  // over selections; a list of conditions is an OR

  // Placeholders that have no values. A rule that has any is valid and is never run.
  std::vector<std::string> unresolved_placeholders;

  std::string file;  // path as given
  int line = 1;      // of the document's first line
};

using RulePtr = std::shared_ptr<const Rule>;

[[nodiscard]] std::string_view to_string(RuleLevel level);
[[nodiscard]] std::string_view to_string(RuleStatus status);
[[nodiscard]] std::optional<RuleLevel> level_from(std::string_view text);
[[nodiscard]] std::optional<RuleStatus> status_from(std::string_view text);

}  // namespace noroshi
