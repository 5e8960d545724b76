// One document after another: what is it, its attributes, its detection. A document that fails is
// one problem; those around it are read all the same.
#include "rule/loader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/message.h"
#include "base/yaml.h"
#include "rule/attributes.h"
#include "rule/detection.h"
#include "rule/hayabusa.h"
#include "rule/rule_draft.h"

namespace noroshi {
namespace {

constexpr std::size_t kMaxText = std::size_t{4} << 20;  // bytes of one file

class Loader {
 public:
  Loader(std::string_view file, const Placeholders& placeholders)
      : file_(file), placeholders_(placeholders) {}

  LoadedRules load(std::string_view text) {
    if (text.size() > kMaxText) {
      report({.line = 1,
              .message = fmt::format("the file is larger than {} MB; split it", kMaxText >> 20)});
      return std::move(loaded_);
    }
    for (YamlDocument& document : parse_yaml_documents(text, file_)) {
      if (document.root) {
        read(std::move(*document.root));
      } else {
        report({.line = document.line, .message = std::move(document.root.error().message)});
      }
    }
    if (loaded_.rules.empty() && loaded_.problems.empty()) {
      report({.kind = ProblemKind::kWarning, .line = 1, .message = "the file holds no rule"});
    }
    return std::move(loaded_);
  }

 private:
  void report(RuleProblem problem) {
    problem.file = file_;
    loaded_.problems.push_back(std::move(problem));
  }

  void report_not_yet(const YamlNode& document, std::string message) {
    report({.kind = ProblemKind::kNotYet,
            .line = document.line,
            .rule_id = std::string(document.text_of("id")),
            .title = std::string(document.text_of("title")),
            .message = std::move(message)});
  }

  void read(YamlNode document) {
    if (document.kind == YamlKind::kNull) {
      return;  // nothing between two "---"
    }
    if (document.kind != YamlKind::kMapping) {
      report({.line = document.line,
              .message = "not a Sigma rule: a mapping with title, logsource and detection was "
                         "expected"});
      return;
    }
    if (!is_other_kind(document)) {
      read_rule(std::move(document));
    }
  }

  // Whether the document is of a kind that is recognised and not yet run; reports it.
  bool is_other_kind(const YamlNode& document) {
    if (document.find("action") != nullptr) {
      std::string_view action = document.text_of("action");
      // `global` lends its keys to those that follow, `repeat` needs the one before it.
      under_global_ = action == "global" || (under_global_ && action != "reset");
      report_not_yet(document,
                     fmt::format("a rule collection ('action: {}', Sigma 1) is not read by "
                                 "this version; write each rule out",
                                 action));
      return true;
    }
    if (document.find("correlation") != nullptr) {
      report_not_yet(document, "correlation rules are not run by this version");
      return true;
    }
    if (document.find("filter") != nullptr) {
      report_not_yet(document, "filters are not applied by this version");
      return true;
    }
    if (under_global_) {
      report_not_yet(document,
                     "the document completes an 'action: global' above it (a rule collection, "
                     "Sigma 1), which this version does not read; write each rule out");
      return true;
    }
    return false;
  }

  void read_rule(YamlNode document) {
    RuleDraft draft(placeholders_);
    draft.line = document.line;
    draft.rule.line = document.line;
    draft.rule.file = file_;
    draft.patterns = patterns_;
    Result<void> done = fill(draft, document);
    patterns_ = draft.patterns;
    for (auto& [line, message] : draft.warnings) {
      report_for(document, draft, ProblemKind::kWarning, line, std::move(message));
    }
    if (done) {
      loaded_.rules.push_back(std::make_shared<const Rule>(std::move(draft.rule)));
      return;
    }
    bool is_not_yet = done.error().code == ErrorCode::kUnsupported;
    report_for(document, draft, is_not_yet ? ProblemKind::kNotYet : ProblemKind::kError, draft.line,
               std::move(done.error().message));
  }

  void report_for(const YamlNode& document, const RuleDraft& draft, ProblemKind kind, int line,
                  std::string message) {
    // Of a draft that failed early, the document knows more.
    const std::string& id = draft.rule.id;
    const std::string& title = draft.rule.title;
    report({.kind = kind,
            .line = line,
            .rule_id = id.empty() ? std::string(document.text_of("id")) : id,
            .title = title.empty() ? std::string(document.text_of("title")) : title,
            .message = std::move(message)});
  }

  static Result<void> fill(RuleDraft& draft, YamlNode& document) {
    if (is_hayabusa_rule(document)) {
      TRY(adapt_hayabusa_rule(draft, document));
    }
    TRY(read_attributes(draft, document));
    for (std::size_t i = 0; i < document.members.size(); ++i) {
      if (document.members[i].first == "detection") {
        draft.line = document.key_lines[i];
        TRY(read_detection(draft, std::move(document.members[i].second)));
        auto& missing = draft.rule.unresolved_placeholders;
        std::ranges::sort(missing);
        missing.erase(std::ranges::unique(missing).begin(), missing.end());
        return {};
      }
    }
    draft.line = document.line;
    return fail(ErrorCode::kInvalidInput,
                tr_format("the rule has no 'detection'; add one with a selection and a condition"));
  }

  std::string file_;
  const Placeholders& placeholders_;
  LoadedRules loaded_;
  std::size_t patterns_ = 0;
  bool under_global_ = false;
};

}  // namespace

LoadedRules load_rules(std::string_view text, std::string_view file,
                       const Placeholders& placeholders) {
  return Loader(file, placeholders).load(text);
}

}  // namespace noroshi
