// Why a rule held: the leaves that made its selections hold, in order of the rule's text.
#include "event/value_text.h"
#include "match/matcher.h"
#include "match/matcher_implementation.h"

namespace noroshi {
namespace {

// Cuts at a code point.
std::string bounded(std::string_view text) {
  if (text.size() > kMaxMatchedValue) {
    std::size_t end = kMaxMatchedValue;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) {
      --end;
    }
    text = text.substr(0, end);
  }
  return std::string(text);
}

class WhyWalk {
 public:
  WhyWalk(Matcher::Implementation& self, std::uint32_t rule)
      : self_(self), rule_(*self.rules.rules[rule]), compiled_(self.rules.compiled[rule]) {}

  std::vector<MatchedValue> take() {
    condition(rule_.condition, Wanted::kTrue);
    return std::move(found_);
  }

  [[nodiscard]] bool holds(const RuleNode& node) {
    switch (node.kind) {
      case NodeKind::kItem:
        return self_.ask(compiled_.predicates[node.index]);
      case NodeKind::kSelection:
        return holds(rule_.selections[node.index].root);
      case NodeKind::kNot:
        return !holds(node.children.front());
      case NodeKind::kAnd:
        for (const RuleNode& child : node.children) {
          if (!holds(child)) {
            return false;
          }
        }
        return true;
      case NodeKind::kOr:
        for (const RuleNode& child : node.children) {
          if (holds(child)) {
            return true;
          }
        }
        return false;
    }
    return false;
  }

 private:
  enum class Wanted : std::uint8_t { kTrue, kFalse };

  // Selections that hold where the condition wants them to; what is excluded is not evidence.
  void condition(const RuleNode& node, Wanted wanted) {
    switch (node.kind) {
      case NodeKind::kNot:
        condition(node.children.front(), wanted == Wanted::kTrue ? Wanted::kFalse : Wanted::kTrue);
        break;
      case NodeKind::kSelection:
        if (wanted == Wanted::kTrue && holds(node)) {
          selection_ = rule_.selections[node.index].name;
          leaves(rule_.selections[node.index].root);
        }
        break;
      case NodeKind::kAnd:
      case NodeKind::kOr:
        for (const RuleNode& child : node.children) {
          condition(child, wanted);
        }
        break;
      case NodeKind::kItem:
        break;
    }
  }

  // Of an AND all leaves; of an OR the first child that holds.
  void leaves(const RuleNode& node) {
    switch (node.kind) {
      case NodeKind::kItem:
        item(node.index);
        break;
      case NodeKind::kAnd:
        for (const RuleNode& child : node.children) {
          leaves(child);
        }
        break;
      case NodeKind::kOr:
        for (const RuleNode& child : node.children) {
          if (holds(child)) {
            leaves(child);
            break;
          }
        }
        break;
      case NodeKind::kNot:
      case NodeKind::kSelection:
        break;
    }
  }

  void item(std::uint32_t index) {
    const Item& item = rule_.items[index];
    const Predicate& predicate = *self_.rules.predicates[compiled_.predicates[index]];
    auto add = [&](std::string_view pattern, std::string value, std::size_t position,
                   std::size_t length) {
      found_.push_back({selection_, item.field, compiled_.modifiers[index], pattern,
                        std::move(value), static_cast<std::uint32_t>(position),
                        static_cast<std::uint32_t>(length)});
    };
    if (item.kind == ItemKind::kNull || item.kind == ItemKind::kExists ||
        item.negation == Negation::kNegated) {
      std::string value =
          item.is_keyword() ? std::string() : to_text(self_.reader.value(predicate.field()));
      std::string_view pattern =
          item.values.empty() ? std::string_view("null") : std::string_view(item.values[0].written);
      add(pattern, bounded(value), 0, 0);
      return;
    }
    // Equal items of several rules share a predicate: its values stand in the same order as ours.
    for (std::size_t i = 0; i < item.values.size(); ++i) {
      if (auto match = predicate.find(self_.reader, i)) {
        add(item.values[i].written, bounded(match->text), match->position, match->length);
        if (item.linking == Linking::kAny) {
          return;
        }
      }
    }
  }

  Matcher::Implementation& self_;
  const Rule& rule_;
  const CompiledRule& compiled_;
  std::string_view selection_;
  std::vector<MatchedValue> found_;
};

}  // namespace

std::vector<MatchedValue> Matcher::why(const Record& record, const Hit& hit) {
  Implementation& self = *implementation_;
  const Plan& plan = self.begin(record);
  for (const ViewPlan& view : plan.views) {
    if (view.view == hit.view) {
      self.use(view);
      return WhyWalk(self, hit.rule).take();
    }
  }
  return {};
}

}  // namespace noroshi
