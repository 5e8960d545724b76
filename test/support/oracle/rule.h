// Sigma rules as the oracle reads them: the text, with modifiers applied, and nothing reordered.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/yaml.h"
#include "support/oracle/address.h"
#include "support/oracle/condition.h"
#include "support/oracle/number.h"
#include "support/oracle/pattern.h"
#include "support/oracle/regex.h"

namespace noroshi::oracle {

enum class Question {
  kPattern,
  kRegex,
  kCidr,
  kExists,
  kCompare,
  kTimePart,
  kFieldReference,
};
enum class Relation { kEqual, kLess, kLessEqual, kGreater, kGreaterEqual };
enum class Part { kMinute, kHour, kDay, kWeek, kMonth, kYear };

struct RuleValue {
  std::vector<Units> alternatives;  // kPattern: forms of one value, OR-linked even under `all`
  std::optional<Quantity> quantity;
  bool is_null = false;
  bool yes = false;  // kExists
  std::optional<Regex> regex;
  std::optional<AddressBlock> block;
  std::string other_field;  // kFieldReference
};

// One `field|modifiers: values`.
struct RuleItem {
  std::string field;  // empty: keyword
  Question question = Question::kPattern;
  Relation relation = Relation::kEqual;
  Part part = Part::kMinute;
  CaseRule case_rule = CaseRule::kFolded;
  bool all = false;
  bool negated = false;
  bool contains_front = false;  // kFieldReference: anything may stand before the other's text
  bool contains_back = false;   // ... or behind it
  std::vector<RuleValue> values;
};

struct Search {
  enum class Kind { kAnd, kOr, kItem };
  Kind kind = Kind::kAnd;
  std::vector<Search> parts;
  RuleItem item;
};

struct OracleRule {
  std::string id;
  std::string title;
  std::string file;
  std::string category;
  std::string product;
  std::string service;
  std::vector<std::string> identifiers;
  std::vector<Search> searches;       // by identifier
  std::vector<Condition> conditions;  // any of them
  bool has_unresolved_placeholder = false;
};

using PlaceholderValues = std::map<std::string, std::vector<std::string>, std::less<>>;

[[nodiscard]] Result<OracleRule> read_rule(const YamlNode& document,
                                           const PlaceholderValues& placeholders);

}  // namespace noroshi::oracle
