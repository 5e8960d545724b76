#include "support/oracle/oracle.h"

#include <algorithm>
#include <map>

#include "event/value_text.h"

namespace noroshi::oracle {
namespace {

// A record as one view shows it. What a name means is worked out once a record, on first use.
class ViewedEvent : public Event {
 public:
  ViewedEvent(const OracleView& view, const FlatRecord& record) : view_(view), record_(record) {
    for (const FlatField& field : record.fields()) {
      for (const Element& element : field.value.elements) {
        leaves_.push_back(&element);
      }
    }
  }

  [[nodiscard]] const FieldValue* field(const std::string& name) const override {
    auto found = fields_.find(name);
    if (found == fields_.end()) {
      found = fields_.emplace(name, OracleTables::read(view_, record_, name)).first;
    }
    return &found->second;
  }

  // Keywords are sought in the record itself, whatever the view calls its fields.
  [[nodiscard]] const std::vector<const Element*>& leaves() const override { return leaves_; }

 private:
  const OracleView& view_;
  const FlatRecord& record_;
  mutable std::map<std::string, FieldValue> fields_;
  std::vector<const Element*> leaves_;
};

}  // namespace

OracleRules load_oracle_rules(const std::vector<RuleText>& files,
                              const PlaceholderValues& placeholders) {
  OracleRules out;
  for (const RuleText& file : files) {
    auto documents = parse_yaml(file.text, file.path);
    if (!documents) {
      out.refused.push_back({file.path, 0, documents.error().message});
      continue;
    }
    for (const YamlNode& document : *documents) {
      Result<OracleRule> rule = read_rule(document, placeholders);
      if (rule) {
        rule->file = file.path;
        out.rules.push_back(std::move(*rule));
      } else if (document.kind != YamlKind::kNull) {
        out.refused.push_back({file.path, document.line, rule.error().to_string()});
      }
    }
  }
  return out;
}

Oracle::Oracle(OracleRules rules, OracleTables tables)
    : rules_(std::move(rules)), tables_(std::move(tables)) {
  rules_of_view_.resize(tables_.views().size());
  for (std::size_t i = 0; i < rules_.rules.size(); ++i) {
    views_of_rule_.push_back(tables_.views_for(rules_.rules[i]));
    for (std::size_t view : views_of_rule_.back()) {
      if (!rules_.rules[i].has_unresolved_placeholder) {
        rules_of_view_[view].push_back(i);
      }
    }
  }
}

Oracle::~Oracle() = default;

std::vector<OracleHit> Oracle::match(const Record& record) const {
  FlatRecord flat(record);
  std::map<std::size_t, std::size_t> first_view;  // by rule
  for (std::size_t v = 0; v < rules_of_view_.size(); ++v) {
    const OracleView& view = tables_.views()[v];
    if (rules_of_view_[v].empty() || !OracleTables::satisfies(view, flat)) {
      continue;
    }
    ViewedEvent event(view, flat);
    for (std::size_t rule : rules_of_view_[v]) {
      if (!first_view.contains(rule) && holds(rules_.rules[rule], event)) {
        first_view[rule] = v;
      }
    }
  }
  std::vector<OracleHit> hits;
  for (auto [rule, view] : first_view) {
    hits.push_back({rule, tables_.views()[view].name});
  }
  return hits;
}

std::vector<std::pair<std::string, std::string>> flat_record(const Record& record) {
  std::vector<std::pair<std::string, std::string>> out;
  for (std::uint32_t i = 0; i < record.shape->fields().size(); ++i) {
    out.emplace_back(record.shape->fields()[i].name, to_text(record.field(i)));
  }
  return out;
}

}  // namespace noroshi::oracle
