#include "rule/tuning.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/message.h"
#include "base/yaml.h"
#include "rule/attribute_formats.h"
#include "rule/detection.h"
#include "rule/rule_draft.h"

namespace noroshi {
namespace {

constexpr std::string_view kKeys[] = {"rules",  "where", "exclude", "level",
                                      "reason", "owner", "expires"};
constexpr std::string_view kSelection = "where";
constexpr std::size_t kDayLength = std::string_view("2027-03-31").size();

class TuningReader {
 public:
  TuningReader(std::string_view name, const Placeholders& placeholders)
      : name_(name), placeholders_(placeholders) {}

  Result<std::vector<Tuning>> read(std::string_view text) {
    std::vector<YamlNode> documents = TRY(parse_yaml(text, name_));
    if (documents.size() != 1 || documents.front().kind != YamlKind::kMapping ||
        documents.front().find("tunings") == nullptr || documents.front().members.size() != 1) {
      return bad(1, std::string(tr("a file of tunings is one list under 'tunings:'")));
    }
    YamlNode& list = documents.front().members.front().second;
    if (list.kind != YamlKind::kSequence) {
      return bad(list.line, std::string(tr("'tunings' must be a list")));
    }
    if (list.items.size() > kMaxTunings) {
      return bad(list.line, tr_format("more than {0} tunings; exclude by tag, or drop the rules",
                                      kMaxTunings));
    }
    std::vector<Tuning> tunings;
    for (YamlNode& node : list.items) {
      tunings.push_back(TRY(entry(std::move(node))));
    }
    return tunings;
  }

 private:
  std::unexpected<Error> bad(int line, std::string message) const {
    return fail(ErrorCode::kConfiguration, std::move(message), fmt::format("{}:{}", name_, line));
  }

  Result<Tuning> entry(YamlNode node) {
    TRY(check_keys(node));
    Tuning tuning;
    tuning.place = fmt::format("{}:{}", name_, node.line);
    tuning.rules = node.texts_of("rules");
    if (tuning.rules.empty() || tuning.rules.size() > kMaxTuningRules ||
        std::ranges::any_of(tuning.rules, &std::string::empty)) {
      return bad(node.line, std::string(tr("'rules' must name the rules that are meant: ids, whole "
                                           "titles or tags, one or a list")));
    }
    for (auto [key, text] : {std::pair("reason", &tuning.reason),
                             {"owner", &tuning.owner},
                             {"expires", &tuning.expires}}) {
      *text = node.text_of(key);
      if (text->empty()) {
        return bad(node.line, tr_format("a tuning needs a reason, an owner and the day on which it "
                                        "expires; '{0}' is missing",
                                        key));
      }
    }
    TRY(read_expiry(node, tuning));
    TRY(read_action(node, tuning));
    TRY(read_where(std::move(node), tuning));
    return tuning;
  }

  Result<void> check_keys(const YamlNode& node) const {
    if (node.kind != YamlKind::kMapping) {
      return bad(node.line, std::string(tr("a tuning is a mapping with rules, exclude or level, "
                                           "reason, owner and expires")));
    }
    for (std::size_t i = 0; i < node.members.size(); ++i) {
      if (std::ranges::find(kKeys, node.members[i].first) == std::end(kKeys)) {
        return bad(node.key_lines[i],
                   tr_format("'{0}' has no meaning in a tuning; known are: {1}",
                             node.members[i].first, fmt::format("{}", fmt::join(kKeys, ", "))));
      }
    }
    return {};
  }

  Result<void> read_expiry(const YamlNode& node, Tuning& tuning) const {
    auto written = read_iso(tuning.expires);
    if (tuning.expires.size() != kDayLength || !written || !written->day_exists) {
      return bad(node.find("expires")->line,
                 tr_format("'{0}' is not a day; write YYYY-MM-DD", tuning.expires));
    }
    constexpr std::int64_t kDay = 86400 * Time::kTicksPerSecond;
    tuning.end = Time{written->as_utc.ticks + kDay};
    return {};
  }

  Result<void> read_action(const YamlNode& node, Tuning& tuning) const {
    const YamlNode* exclude = node.find("exclude");
    const YamlNode* level = node.find("level");
    bool is_excluding =
        exclude != nullptr && exclude->kind == YamlKind::kBoolean && exclude->boolean;
    if ((exclude != nullptr && !is_excluding) || (exclude == nullptr) == (level == nullptr)) {
      return bad(node.line,
                 std::string(tr("a tuning says either 'exclude: true' or 'level: LEVEL'")));
    }
    if (level != nullptr) {
      tuning.level = level_from(ascii_lower(level->text));
      if (!tuning.level) {
        return bad(level->line, tr_format("the level '{0}' is not known; write informational, low, "
                                          "medium, high or critical",
                                          level->text));
      }
    }
    return {};
  }

  // The selection becomes a rule of its own, whose log source is that of the rules it is for.
  Result<void> read_where(YamlNode node, Tuning& tuning) const {
    for (std::size_t i = 0; i < node.members.size(); ++i) {
      if (node.members[i].first != "where") {
        continue;
      }
      YamlNode& where = node.members[i].second;
      if (where.kind == YamlKind::kNull ||
          (!where.is_scalar() && where.items.empty() && where.members.empty())) {
        return bad(node.key_lines[i],
                   std::string(tr("'where' is empty; leave it away to tune every detection of the "
                                  "rules, or name a field and a value")));
      }
      YamlNode condition;
      condition.kind = YamlKind::kString;
      condition.line = where.line;
      condition.text = kSelection;
      YamlNode detection;
      detection.kind = YamlKind::kMapping;
      detection.line = where.line;
      detection.key_lines = {where.line, where.line};
      detection.members.emplace_back(kSelection, std::move(where));
      detection.members.emplace_back("condition", std::move(condition));
      RuleDraft draft(placeholders_);
      draft.line = detection.line;
      draft.rule.title = tuning.place;
      if (auto done = read_detection(draft, std::move(detection)); !done) {
        return bad(draft.line, std::move(done.error().message));
      }
      if (!draft.rule.unresolved_placeholders.empty()) {
        return bad(draft.line, tr_format("the placeholder %{0}% has no values; give them with "
                                         "--placeholders",
                                         draft.rule.unresolved_placeholders.front()));
      }
      tuning.where = std::move(draft.rule);
    }
    return {};
  }

  std::string name_;
  const Placeholders& placeholders_;
};

}  // namespace

bool Tuning::names(const Rule& rule) const {
  return std::ranges::any_of(rules, [&rule](const std::string& text) {
    return equal_ignoring_case(text, rule.id) || equal_ignoring_case(text, rule.title) ||
           std::ranges::any_of(
               rule.tags, [&](const std::string& tag) { return equal_ignoring_case(text, tag); });
  });
}

Result<std::vector<Tuning>> parse_tunings(std::string_view text, std::string_view name,
                                          const Placeholders& placeholders) {
  auto tunings = TuningReader(name, placeholders).read(text);
  if (!tunings) {
    tunings.error().code = ErrorCode::kConfiguration;
  }
  return tunings;
}

}  // namespace noroshi
