#include "support/oracle/rule.h"

#include <utility>

#include "support/oracle/item_reader.h"
#include "support/oracle/text.h"

namespace noroshi::oracle {
namespace {

constexpr int kMaxDepth = 32;

std::unexpected<Error> bad(const YamlNode& node, std::string message) {
  return fail(ErrorCode::kInvalidInput, std::move(message), "line " + std::to_string(node.line));
}

class RuleReader {
 public:
  explicit RuleReader(const PlaceholderValues& placeholders) : placeholders_(placeholders) {}
  bool unresolved = false;

  Result<Search> item(const std::string& key, const YamlNode& values) {
    ReadItem made = TRY(read_item(key, values, placeholders_));
    Search search;
    search.kind = Search::Kind::kItem;
    search.item = std::move(made.item);
    unresolved = unresolved || made.unresolved;
    return search;
  }

  // Map: AND of its items. List: OR of its elements. Scalar: a keyword.
  Result<Search> search(const YamlNode& node, int depth) {
    if (depth > kMaxDepth) {
      return bad(node, "nested too deeply");
    }
    if (node.is_scalar()) {
      return item("", node);
    }
    Search search;
    if (node.kind == YamlKind::kMapping) {
      search.kind = Search::Kind::kAnd;
      for (const auto& [key, values] : node.members) {
        search.parts.push_back(TRY(item(key, values)));
      }
    } else {
      search.kind = Search::Kind::kOr;
      for (const YamlNode& element : node.items) {
        search.parts.push_back(TRY(this->search(element, depth + 1)));
      }
    }
    if (search.parts.empty()) {
      return bad(node, "an empty search identifier");
    }
    return search;
  }

 private:
  const PlaceholderValues& placeholders_;
};

}  // namespace

Result<OracleRule> read_rule(const YamlNode& document, const PlaceholderValues& placeholders) {
  if (document.kind != YamlKind::kMapping) {
    return bad(document, "not a mapping");
  }
  const YamlNode* detection = document.find("detection");
  const YamlNode* log_source = document.find("logsource");
  if (detection == nullptr || detection->kind != YamlKind::kMapping || log_source == nullptr ||
      log_source->kind != YamlKind::kMapping || document.find("title") == nullptr) {
    return bad(document, "a rule needs title, logsource and detection");
  }
  OracleRule rule;
  rule.id = document.text_of("id");
  rule.title = document.text_of("title");
  rule.category = ascii_lower(log_source->text_of("category"));
  rule.product = ascii_lower(log_source->text_of("product"));
  rule.service = ascii_lower(log_source->text_of("service"));
  RuleReader reader(placeholders);
  for (const auto& [name, node] : detection->members) {
    if (name != "condition" && name != "timeframe") {
      rule.identifiers.push_back(name);
      rule.searches.push_back(TRY(reader.search(node, 0)));
    }
  }
  rule.has_unresolved_placeholder = reader.unresolved;
  std::vector<std::string> conditions = detection->texts_of("condition");
  if (conditions.empty()) {
    return bad(*detection, "no condition");
  }
  for (const std::string& text : conditions) {
    rule.conditions.push_back(TRY(parse_condition(text, rule.identifiers)));
  }
  return rule;
}

}  // namespace noroshi::oracle
