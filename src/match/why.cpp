// Why a rule held: the leaves that made its selections hold, in order of the rule's text.
#include <algorithm>
#include <optional>

#include "base/utf.h"
#include "event/value_text.h"
#include "match/matcher.h"
#include "match/matcher_implementation.h"

namespace noroshi {
namespace {

// Cuts at a code point.
std::string_view bounded(std::string_view text) {
  if (text.size() > kMaxMatchedValue) {
    std::size_t end = kMaxMatchedValue;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) {
      --end;
    }
    text = text.substr(0, end);
  }
  return text;
}

class WhyWalk {
 public:
  WhyWalk(Matcher::Implementation& self, std::uint32_t rule)
      : self_(self), rule_(*self.rules.rules[rule]), compiled_(self.rules.compiled[rule]) {}

  // The rule is known to hold.
  void run() { condition(rule_.condition, Wanted::kTrue, Known::kHolds); }

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

  // Whether a part must hold because the whole does, so that nobody need ask again.
  enum class Known : std::uint8_t { kNo, kHolds };

  // Selections that hold where the condition wants them to; what is excluded is not evidence.
  void condition(const RuleNode& node, Wanted wanted, Known known) {
    switch (node.kind) {
      case NodeKind::kNot:
        condition(node.children.front(), wanted == Wanted::kTrue ? Wanted::kFalse : Wanted::kTrue,
                  Known::kNo);
        break;
      case NodeKind::kSelection:
        if (wanted == Wanted::kTrue && (known == Known::kHolds || holds(node))) {
          selection_ = rule_.selections[node.index].name;
          leaves(rule_.selections[node.index].root);
        }
        break;
      case NodeKind::kAnd:
      case NodeKind::kOr: {
        bool alike = node.kind == NodeKind::kAnd || node.children.size() == 1;
        for (const RuleNode& child : node.children) {
          condition(child, wanted, alike ? known : Known::kNo);
        }
        break;
      }
      case NodeKind::kItem:
        break;
    }
  }

  // Of an AND all leaves; of an OR the first child that holds. `node` holds.
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
          if (&child == &node.children.back() || holds(child)) {
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

  // The usual item, a list of patterns without regard to case, in one pass over its values: what
  // predicate.find() would say of the first value that holds. Nothing for any other item.
  std::optional<std::pair<std::size_t, Predicate::ValueMatch>> first_pattern(
      const Item& item, const Predicate& predicate) {
    if (item.kind != ItemKind::kPattern || item.casing != Casing::kFolded || item.is_keyword()) {
      return std::nullopt;
    }
    std::span<const std::string_view> texts = self_.reader.folded(predicate.field());
    std::span<const PredicateValue> values = predicate.values();
    for (std::size_t index = 0; index < values.size(); ++index) {
      if (values[index].is_null || values[index].number) {
        return std::nullopt;
      }
      for (std::size_t i = 0; i < texts.size(); ++i) {
        for (const TextPattern& pattern : values[index].patterns) {
          if (auto found = pattern.find(texts[i])) {
            return std::pair(index, place(i, texts[i], *found, predicate));
          }
        }
      }
    }
    return std::nullopt;
  }

  // A single regular expression that is known to match need not be tried before it is found.
  std::optional<std::pair<std::size_t, Predicate::ValueMatch>> only_regex(
      const Item& item, const Predicate& predicate) {
    if (item.kind != ItemKind::kRegex || item.is_keyword() || predicate.values().size() != 1) {
      return std::nullopt;
    }
    std::span<const std::string_view> texts = self_.reader.plain(predicate.field());
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (auto found = predicate.values()[0].regex->find(texts[i])) {
        return std::pair(std::size_t{0}, place(i, texts[i], *found, predicate));
      }
    }
    return std::nullopt;
  }

  // Folding keeps the number of code points, so a position counted in them holds for both.
  Predicate::ValueMatch place(std::size_t index, std::string_view text, const TextMatch& found,
                              const Predicate& predicate) {
    return {self_.reader.plain(predicate.field())[index],
            count_code_points(text.substr(0, found.position)),
            count_code_points(text.substr(found.position, found.length))};
  }

  // What made an item of alternatives hold, if one pass tells; of long values it is remembered.
  std::optional<std::pair<std::size_t, Predicate::ValueMatch>> first(std::uint32_t number,
                                                                     const Item& item,
                                                                     const Predicate& predicate) {
    ValueMemory::Entry* entry =
        item.is_keyword() ? nullptr : self_.reader.remembered(predicate.field());
    if (entry != nullptr) {
      if (auto known = entry->places.find(number); known != entry->places.end()) {
        const ValueMemory::Place& place = known->second;
        return std::pair(std::size_t{place.index},
                         Predicate::ValueMatch{self_.reader.plain(predicate.field())[0],
                                               place.position, place.length});
      }
    }
    auto found = first_pattern(item, predicate);
    if (!found) {
      found = only_regex(item, predicate);
    }
    if (entry != nullptr && found) {
      entry->places.emplace(number,
                            ValueMemory::Place{static_cast<std::uint32_t>(found->first),
                                               static_cast<std::uint32_t>(found->second.position),
                                               static_cast<std::uint32_t>(found->second.length)});
    }
    return found;
  }

  void item(std::uint32_t index) {
    const Item& item = rule_.items[index];
    const std::uint32_t number = compiled_.predicates[index];
    const Predicate& predicate = *self_.rules.predicates[number];
    auto add = [&](std::string_view pattern, std::string_view value, std::size_t position,
                   std::size_t length) {
      self_.reasons.push_back({selection_, item.field, compiled_.modifiers[index], pattern,
                               bounded(value), static_cast<std::uint32_t>(position),
                               static_cast<std::uint32_t>(length)});
    };
    if (item.kind == ItemKind::kNull || item.kind == ItemKind::kExists ||
        item.negation == Negation::kNegated) {
      std::string_view value =
          item.is_keyword() ? std::string_view()
                            : self_.reader.keep(to_text(self_.reader.value(predicate.field())));
      std::string_view pattern =
          item.values.empty() ? std::string_view("null") : std::string_view(item.values[0].written);
      add(pattern, value, 0, 0);
      return;
    }
    if (item.linking == Linking::kAny || item.values.size() == 1) {
      if (auto found = first(number, item, predicate)) {
        const Predicate::ValueMatch& match = found->second;
        add(item.values[found->first].written, match.text, match.position, match.length);
        return;
      }
    }
    // Equal items of several rules share a predicate: its values stand in the same order as ours.
    for (std::size_t i = 0; i < item.values.size(); ++i) {
      if (auto match = predicate.find(self_.reader, i)) {
        add(item.values[i].written, match->text, match->position, match->length);
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
};

}  // namespace

std::span<const MatchedValue> Matcher::why(const Hit& hit) {
  Implementation& self = *implementation_;
  self.reasons.clear();
  for (const ViewPlan& view : self.begun->views) {
    if (view.view == hit.view) {
      self.use_again(view);
      WhyWalk(self, hit.rule).run();
      break;
    }
  }
  return self.reasons;
}

}  // namespace noroshi
