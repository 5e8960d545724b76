// What a search looks for, and what its workers share.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "indicator/indicator_list.h"
#include "match/indicator_set.h"
#include "match/regex.h"
#include "match/rule_set.h"
#include "pipeline/record_filter.h"
#include "report/details.h"
#include "report/rows.h"
#include "source/files.h"

namespace noroshi {

struct SoughtWord {
  std::string written;
  std::string folded;
};
struct SoughtRegex {
  std::string written;
  Regex regex;
};

// Words, expressions and fields are conditions: all must hold on a record, or any of them.
enum class Conditions : std::uint8_t { kAll, kAny };

enum class WithRecord : bool { kNo, kYes };  // the whole record in its row

// Everything outlives the workers.
struct SearchSetup {
  std::vector<SoughtWord> words;
  std::vector<SoughtRegex> regexes;
  // Of each condition on a field one rule for each log source: compiled from field_rules().
  std::shared_ptr<const RuleSet> field_rules;
  std::vector<std::string> fields;           // the conditions, as written
  std::vector<std::uint32_t> field_of_rule;  // by rule: which of `fields`
  Conditions conditions = Conditions::kAll;

  // Of all lists; null: none is sought. A record must hold one of them, and the conditions.
  const IndicatorSet* indicators = nullptr;
  std::vector<std::string> list_names;  // by Indicator::list

  RecordFilter filter;
  const DetailsTable* details = nullptr;
  const SourceList* sources = nullptr;
  const RowRenderer* renderer = nullptr;
  RowFormat format = RowFormat::kJsonLines;
  WithRecord with_record = WithRecord::kNo;

  [[nodiscard]] std::size_t condition_count() const {
    return words.size() + regexes.size() + fields.size();
  }
  // How many values are sought.
  [[nodiscard]] std::size_t sought() const {
    return condition_count() + (indicators == nullptr ? 0 : indicators->indicators().size());
  }
};

// A rule for `condition` ("CommandLine|contains|all=a,b") in each log source that `views` knows, so
// that raw names and the canonical names of every log source are understood. A comma separates
// values ("\," is one), but not of `re`. The error says what is wrong with the condition.
[[nodiscard]] Result<std::vector<RulePtr>> field_rules(std::string_view condition,
                                                       const ViewTable& views);

// The columns of a search, in order.
[[nodiscard]] std::span<const Column> search_columns(WithRecord with_record);

}  // namespace noroshi
