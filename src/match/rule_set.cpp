// Compiling: rules -> interned predicates -> expressions -> witnesses -> groups by log source.
#include "match/rule_set.h"

#include <algorithm>
#include <map>
#include <thread>

#include "match/rule_set_implementation.h"

namespace noroshi {
namespace {

// Two items with the same key are the same question.
std::string key_of(const Item& item) {
  std::string key;
  auto add = [&key](std::string_view part) {
    key += std::to_string(part.size());
    key += ':';
    key += part;
  };
  add(item.field);
  for (auto part : {static_cast<int>(item.kind), static_cast<int>(item.linking),
                    static_cast<int>(item.negation), static_cast<int>(item.casing),
                    static_cast<int>(item.comparison), static_cast<int>(item.time_part),
                    static_cast<int>(item.affix), static_cast<int>(item.expected)}) {
    key += static_cast<char>('0' + part);
  }
  for (const ItemValue& value : item.values) {
    key += ';';
    for (const Pattern& pattern : value.alternatives) {
      key += '/';
      for (const PatternToken& token : pattern.tokens) {
        key += static_cast<char>('0' + static_cast<int>(token.part));
        add(token.text);
      }
    }
    key += value.number ? "n" + value.number->text : "";
    key += value.is_null ? "0" : "";
    if (value.regex) {
      key += static_cast<char>('0' + value.regex->ignore_case + 2 * value.regex->multi_line +
                               4 * value.regex->dot_matches_newline);
      add(value.regex->text);
    }
    if (value.network) {
      key += 'c';
      key.append(reinterpret_cast<const char*>(value.network->address), 16);
      key += static_cast<char>(value.network->prefix);
      key += value.network->is_ipv4 ? '4' : '6';
    }
    add(value.field);
  }
  return key;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) {
    out += (out.empty() ? "" : "|") + part;
  }
  return out;
}

std::string describe(const LogSource& source) {
  std::string out;
  auto add = [&out](std::string_view name, const std::string& value) {
    if (!value.empty()) {
      out += (out.empty() ? "" : ", ") + std::string(name) + ": " + value;
    }
  };
  add("product", source.product);
  add("category", source.category);
  add("service", source.service);
  return out;
}

class Compiler {
 public:
  Compiler(RuleSet::Implementation& set, unsigned threads) : set_(set), threads_(threads) {
    for (const char* name : {"EventID", "Channel", "Provider_Name"}) {
      set_.field_number(name);
    }
  }

  void run() {
    collect();
    make_predicates();
    for (std::uint32_t i = 0; i < set_.rules.size(); ++i) {
      compile_rule(i);
    }
    set_.field_is_fixed.resize(set_.field_names.size());
    find_all_witnesses();
    make_groups();
    set_.keywords.build();
    make_guards();
    set_.quick.build(set_.predicates);
  }

 private:
  // Standing of each rule, and its items interned.
  void collect() {
    for (std::uint32_t i = 0; i < set_.rules.size(); ++i) {
      const Rule& rule = *set_.rules[i];
      RuleStanding& standing = set_.standings[i];
      if (!rule.unresolved_placeholders.empty()) {
        standing.runnable = Runnable::kPlaceholders;
        standing.reason = "no values for the placeholder %" + rule.unresolved_placeholders.front() +
                          "%; give them with --placeholders";
      }
      standing.views = set_.views->views_for(
          {rule.log_source.category, rule.log_source.product, rule.log_source.service});
      if (standing.views.empty() && standing.runnable == Runnable::kYes) {
        standing.runnable = Runnable::kUnmappedLogSource;
        standing.reason =
            "no log source of this program stands for {" + describe(rule.log_source) + "}";
      }
      if (standing.runnable != Runnable::kYes) {
        continue;
      }
      for (const Item& item : rule.items) {
        set_.compiled[i].predicates.push_back(intern(item));
        set_.compiled[i].modifiers.push_back(joined(item.modifiers));
      }
    }
  }

  std::uint32_t intern(const Item& item) {
    auto [at, is_new] =
        numbers_.try_emplace(key_of(item), static_cast<std::uint32_t>(items_.size()));
    if (is_new) {
      items_.push_back(&item);
    }
    return at->second;
  }

  // In parallel: regular expressions are dear to compile.
  void make_predicates() {
    std::vector<FieldNumber> fields(items_.size());
    std::vector<std::vector<FieldNumber>> references(items_.size());
    for (std::size_t i = 0; i < items_.size(); ++i) {
      fields[i] = items_[i]->is_keyword() ? kKeywordField : set_.field_number(items_[i]->field);
      if (items_[i]->kind == ItemKind::kFieldReference) {
        for (const ItemValue& value : items_[i]->values) {
          references[i].push_back(set_.field_number(value.field));
        }
      }
    }
    set_.predicates.resize(items_.size());
    failures_.resize(items_.size());
    auto work = [&](std::size_t start) {
      for (std::size_t i = start; i < items_.size(); i += threads_) {
        auto made = Predicate::make(*items_[i], fields[i], references[i]);
        if (made) {
          set_.predicates[i] = std::move(*made);
        } else {
          failures_[i] = made.error().message;
        }
      }
    };
    {
      std::vector<std::jthread> helpers;
      for (unsigned t = 1; t < threads_; ++t) {
        helpers.emplace_back(work, t);
      }
      work(0);
    }
    for (const auto& predicate : set_.predicates) {
      costs_.push_back(predicate ? predicate->cost() : 0);
    }
  }

  void compile_rule(std::uint32_t index) {
    RuleStanding& standing = set_.standings[index];
    if (standing.runnable != Runnable::kYes) {
      return;
    }
    CompiledRule& rule = set_.compiled[index];
    for (std::uint32_t predicate : rule.predicates) {
      if (set_.predicates[predicate] == nullptr) {
        standing.runnable = Runnable::kRegex;
        standing.reason = failures_[predicate];
        return;
      }
    }
    rule.root = set_.expressions.add(*set_.rules[index], rule.predicates, costs_);
  }

  void find_all_witnesses() {
    std::vector<const Predicate*> predicates;
    for (const auto& predicate : set_.predicates) {
      predicates.push_back(predicate.get());
    }
    for (std::size_t i = 0; i < set_.rules.size(); ++i) {
      if (set_.standings[i].runnable != Runnable::kYes) {
        continue;
      }
      if (auto found = find_witnesses(set_.expressions, set_.compiled[i].root, predicates,
                                      set_.field_is_fixed)) {
        set_.compiled[i].witnesses = std::move(found->witnesses);
      }
    }
  }

  void make_groups() {
    std::vector<std::vector<std::uint32_t>> rules_of_view(set_.views->size());
    for (std::uint32_t i = 0; i < set_.rules.size(); ++i) {
      if (set_.standings[i].runnable == Runnable::kYes) {
        for (ViewId view : set_.standings[i].views) {
          rules_of_view[view].push_back(i);
        }
      }
    }
    std::map<std::vector<std::uint32_t>, std::uint32_t> known;
    for (auto& rules : rules_of_view) {
      if (rules.empty()) {
        set_.group_of_view.push_back(RuleSet::Implementation::kNoGroup);
        continue;
      }
      auto [at, is_new] = known.try_emplace(rules, static_cast<std::uint32_t>(set_.groups.size()));
      set_.group_of_view.push_back(at->second);
      if (is_new) {
        set_.groups.push_back(make_group(rules, at->second));
      }
    }
  }

  std::unique_ptr<RuleGroup> make_group(const std::vector<std::uint32_t>& rules,
                                        std::uint32_t number_of_group) {
    auto group = std::make_unique<RuleGroup>();
    group->rules = rules;
    std::map<FieldNumber, std::vector<std::pair<const Witness*, std::uint32_t>>> by_field;
    std::vector<bool> used(set_.field_names.size());
    for (std::uint32_t local = 0; local < rules.size(); ++local) {
      const CompiledRule& rule = set_.compiled[rules[local]];
      if (rule.witnesses.empty()) {
        group->always.push_back(local);
      }
      for (const Witness& witness : rule.witnesses) {
        if (witness.field == kKeywordField) {
          set_.keywords.add(witness, {number_of_group, local});
        } else {
          by_field[witness.field].emplace_back(&witness, local);
        }
      }
      for (std::uint32_t number : rule.predicates) {
        const Predicate& predicate = *set_.predicates[number];
        if (!predicate.is_keyword()) {
          used[predicate.field()] = true;
        }
        for (const PredicateValue& value : predicate.values()) {
          if (value.reference != kNoField) {
            used[value.reference] = true;
          }
        }
      }
    }
    for (FieldNumber field = 0; field < used.size(); ++field) {
      if (used[field]) {
        group->fields.push_back(field);
      }
    }
    for (auto& [field, witnesses] : by_field) {
      group->scanners.push_back(std::make_unique<FieldScanner>(field, std::move(witnesses)));
    }
    return group;
  }

  // A view's guards are predicates like any other.
  void make_guards() {
    set_.guards_of_view.resize(set_.views->size());
    for (ViewId view = 0; view < set_.views->size(); ++view) {
      for (const ViewGuard& guard : set_.views->guards(view)) {
        auto item = std::make_unique<Item>();
        item->field = guard.field;
        for (const std::string& text : guard.any_of) {
          ItemValue value;
          value.written = text;
          Pattern pattern;
          if (!text.empty()) {
            pattern.tokens.push_back({PatternPart::kLiteral, text});
          }
          value.alternatives.push_back(std::move(pattern));
          item->values.push_back(std::move(value));
        }
        auto made = Predicate::make(*item, set_.field_number(guard.field), {});
        set_.guards_of_view[view].push_back(static_cast<std::uint32_t>(set_.predicates.size()));
        set_.predicates.push_back(std::move(*made));  // literals alone: cannot fail
        set_.guard_items.push_back(std::move(item));
      }
    }
  }

  RuleSet::Implementation& set_;
  unsigned threads_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<const Item*> items_;
  std::vector<std::string> failures_;
  std::vector<unsigned> costs_;
};

}  // namespace

FieldNumber RuleSet::Implementation::field_number(const std::string& name) {
  auto [at, is_new] = field_numbers.try_emplace(name, static_cast<FieldNumber>(field_names.size()));
  if (is_new) {
    field_names.push_back(name);
    field_is_fixed.push_back(name == "EventID" || name == "Channel" || name == "Provider_Name");
  }
  return at->second;
}

RuleSet::RuleSet() : implementation_(std::make_unique<Implementation>()) {}
RuleSet::~RuleSet() = default;

std::shared_ptr<const RuleSet> RuleSet::compile(std::vector<RulePtr> rules, const ViewTable& views,
                                                unsigned threads) {
  std::shared_ptr<RuleSet> made(new RuleSet);
  Implementation& set = *made->implementation_;
  set.views = &views;
  set.rules = std::move(rules);
  set.standings.resize(set.rules.size());
  set.compiled.resize(set.rules.size());
  Compiler(set, std::max(1U, threads)).run();
  return made;
}

std::span<const RulePtr> RuleSet::rules() const {
  return implementation_->rules;
}

const RuleStanding& RuleSet::standing(std::uint32_t rule) const {
  return implementation_->standings[rule];
}

const ViewTable& RuleSet::views() const {
  return *implementation_->views;
}

}  // namespace noroshi
