// The oracle: which rules hold on a record, found in the plainest way there is.
//
// Every record is decoded to a list of names and texts; every rule whose log source the record
// satisfies is asked in full. There is no index but that of rules by view, and no state between
// records. The program's engine is tested against it on every record of a corpus and on generated
// rules; see docs/design/oracle.md. It shares with the engine the YAML reader, the way values read
// (event/value_text.h) and the tables' text, and nothing else.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "event/record.h"
#include "support/oracle/rule.h"
#include "support/oracle/tables.h"

namespace noroshi::oracle {

struct RefusedDocument {
  std::string file;
  int line = 0;
  std::string reason;
};

struct OracleRules {
  std::vector<OracleRule> rules;  // in order of the files and of their text
  std::vector<RefusedDocument> refused;
};

struct RuleText {
  std::string path;
  std::string text;
};

[[nodiscard]] OracleRules load_oracle_rules(const std::vector<RuleText>& files,
                                            const PlaceholderValues& placeholders);

// A rule that held, in the first view of the tables in which it did.
struct OracleHit {
  std::size_t rule = 0;
  std::string view;

  auto operator<=>(const OracleHit&) const = default;
};

class Oracle {
 public:
  Oracle(OracleRules rules, OracleTables tables);
  ~Oracle();

  // In ascending order of the rule.
  [[nodiscard]] std::vector<OracleHit> match(const Record& record) const;

  [[nodiscard]] const OracleRules& rules() const { return rules_; }
  [[nodiscard]] const OracleTables& tables() const { return tables_; }
  // The views in which a rule runs; none if its log source is not mapped.
  [[nodiscard]] const std::vector<std::size_t>& views_of(std::size_t rule) const {
    return views_of_rule_[rule];
  }

 private:
  OracleRules rules_;
  OracleTables tables_;
  std::vector<std::vector<std::size_t>> views_of_rule_;
  std::vector<std::vector<std::size_t>> rules_of_view_;
};

// Names and texts as they stand in the record, for messages.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> flat_record(const Record& record);

}  // namespace noroshi::oracle
