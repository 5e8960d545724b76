#include "support/generate/rule_maker.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <optional>
#include <set>

#include "support/generate/item_maker.h"
#include "support/generate/text_maker.h"

namespace noroshi::test {
namespace {

using Header = std::pair<std::string_view, std::string_view>;

// A log source, the record's header that satisfies it, and what its fields are called in the rule
// and in the record.
struct Source {
  std::string_view name;
  std::string_view log_source;
  std::string_view channel;
  std::string_view provider;
  unsigned event_id = 0;
  std::vector<std::pair<std::string_view, std::string_view>> fields;
};

const std::vector<Source>& sources() {
  static const std::vector<Source> kSources = {{"service",
                                                "product: windows\n  service: security",
                                                "Security",
                                                "Microsoft-Windows-Security-Auditing",
                                                4799,
                                                {{"Image", "Image"},
                                                 {"CommandLine", "CommandLine"},
                                                 {"A", "A"},
                                                 {"B", "B"},
                                                 {"SubjectUserName", "SubjectUserName"},
                                                 {"Data", "Data"},
                                                 {"Details", "Details"}}},
                                               {"product",
                                                "product: windows",
                                                "Generated/Operational",
                                                "Generated",
                                                7,
                                                {{"A", "A"},
                                                 {"B", "B"},
                                                 {"C", "C"},
                                                 {"FileName", "FileName"},
                                                 {"Data", "Data"},
                                                 {"ThreatName", "ThreatName"}}},
                                               {"category",
                                                "category: process_creation\n  product: windows",
                                                "Microsoft-Windows-Sysmon/Operational",
                                                "Microsoft-Windows-Sysmon",
                                                1,
                                                {{"Image", "Image"},
                                                 {"CommandLine", "CommandLine"},
                                                 {"ParentImage", "ParentImage"},
                                                 {"User", "User"},
                                                 {"OriginalFileName", "OriginalFileName"},
                                                 {"Company", "Company"}}},
                                               {"renamed",
                                                "category: process_creation\n  product: windows",
                                                "Security",
                                                "Microsoft-Windows-Security-Auditing",
                                                4688,
                                                {{"Image", "NewProcessName"},
                                                 {"CommandLine", "CommandLine"},
                                                 {"ParentImage", "ParentProcessName"},
                                                 {"TokenElevationType", "TokenElevationType"},
                                                 {"Extra", "Extra"}}}};
  return kSources;
}

std::string indented(std::string_view text, std::size_t spaces) {
  return std::string(spaces, ' ') + std::string(text);
}

class CaseMaker {
 public:
  CaseMaker(Choice& choice, const std::string& title)
      : choice_(choice), title_(title), source_(choice.of(sources())) {}

  GeneratedCase make() {
    features_.insert(source_.name);
    bool many = choice_.one_in(4);
    std::size_t wanted = choice_.below(many ? 4 : 2) + 1;
    std::string selections;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < wanted; ++i) {
      names.push_back("sel_" + std::string(1, static_cast<char>('a' + i)));
      selections += selection(names.back(), wish());
    }
    std::string filter;
    if (choice_.one_in(3)) {
      filter = "filter_main";
      selections += selection(filter, Wish::kMisses);
    }
    if (choice_.one_in(8)) {
      selections += selection("_hidden", wish());
    }
    std::string condition = make_condition(names, filter);
    GeneratedCase made;
    made.title = title_;
    made.rule = "title: " + title_ + "\nlogsource:\n  " + std::string(source_.log_source) +
                "\ndetection:\n" + selections + "  condition: " + condition + "\n";
    RecordBuilder builder = fields();
    made.record = builder.build();
    std::size_t index = 0;
    builder.change_values([&](OwnedValue& value) {
      if (index++ >= kHeaderFields && choice_.one_in(2)) {
        value = other_value(value);
      }
    });
    made.variant = builder.build_on(made.record);
    made.features.assign(features_.begin(), features_.end());
    return made;
  }

 private:
  Wish wish() { return choice_.percent(90) ? Wish::kHolds : Wish::kMisses; }

  // The record's name of a rule's field, and the rule's.
  std::pair<std::string, std::string> pick_field() {
    auto [in_rule, in_record] = choice_.of(source_.fields);
    std::string name(in_rule);
    if (choice_.one_in(12)) {
      for (char& c : name) {
        c = choice_.one_in(2) ? static_cast<char>(std::toupper(c)) : c;
      }
      features_.insert("field name in other case");
    }
    return {name, std::string(in_record)};
  }

  void note(const MadeItem& item) { features_.insert(item.features.begin(), item.features.end()); }

  static std::string value_list(const std::vector<std::string>& values) {
    if (values.size() == 1) {
      return values.front();
    }
    std::string out = "[";
    for (const std::string& value : values) {
      out += (out.size() == 1 ? "" : ", ") + value;
    }
    return out + "]";
  }

  // The lines of one map: items over different fields.
  std::vector<std::string> map_lines(Wish wish) {
    std::vector<std::string> lines;
    std::set<std::string> keys;
    for (std::size_t i = choice_.below(3) + 1; i > 0; --i) {
      // One item that misses makes the map miss.
      MadeItem item = make_item(choice_, i == 1 ? wish : Wish::kHolds);
      auto [field, in_record] = pick_field();
      if (!keys.insert(field + item.modifiers).second) {
        continue;
      }
      if (!values_.contains(in_record)) {
        values_[in_record] = item.has_value ? std::optional(item.value) : std::nullopt;
      }
      if (item.is_reference) {
        item.values = {field + "Other"};
        values_.try_emplace(field + "Other", item.other_value);
      }
      note(item);
      lines.push_back("'" + field + item.modifiers + "': " + value_list(item.values));
    }
    return lines;
  }

  std::string keyword_selection(const std::string& name, Wish wish) {
    MadeItem item = make_keyword(choice_, wish);
    note(item);
    values_["Payload"] = item.value;
    if (!item.modifiers.empty()) {
      return "  " + name + ":\n    '" + item.modifiers + "': " + value_list(item.values) + "\n";
    }
    if (item.values.size() == 1 && choice_.one_in(2)) {
      return "  " + name + ": " + item.values.front() + "\n";
    }
    std::string out = "  " + name + ":\n";
    for (const std::string& value : item.values) {
      out += "    - " + value + "\n";
    }
    return out;
  }

  std::string selection(const std::string& name, Wish wish) {
    if (choice_.one_in(7)) {
      return keyword_selection(name, wish);
    }
    std::string out = "  " + name + ":\n";
    if (!choice_.one_in(4)) {
      for (const std::string& line : map_lines(wish)) {
        out += indented(line, 4) + "\n";
      }
      return out;
    }
    features_.insert("list of maps");
    for (std::size_t i = choice_.below(2) + 1; i > 0; --i) {
      std::string_view lead = "    - ";
      for (const std::string& line : map_lines(wish)) {
        out += std::string(lead) + line + "\n";
        lead = "      ";
      }
    }
    return out;
  }

  std::string positive(const std::vector<std::string>& names) {
    switch (choice_.below(names.size() == 1 ? 5 : 9)) {
      case 0:
        features_.insert("1 of");
        return choice_.one_in(2) ? "1 of sel*" : "1 of *_a";
      case 1:
        features_.insert("any of");
        return "any of s*_a";
      case 2:
        features_.insert("all of");
        return choice_.one_in(4) ? "all of sel_a" : "all of sel_*";
      case 3:
        features_.insert("them");
        return choice_.one_in(2) ? "all of them" : "1 of them";
      case 4:
        return names.front();
      case 5:
        features_.insert("or");
        return names[0] + " or " + names[1];
      case 6:
        features_.insert("and");
        return names[0] + " and " + names[1];
      case 7:
        features_.insert("parentheses");
        features_.insert("and");
        features_.insert("or");
        return "(" + names[0] + " or " + names[1] + ") and " + names.back();
      default:
        features_.insert("and");
        features_.insert("or");
        return names[0] + " or " + names[1] + " and " + names.back();
    }
  }

  std::string make_condition(const std::vector<std::string>& names, const std::string& filter) {
    std::string out = positive(names);
    if (!filter.empty()) {
      features_.insert("not");
      features_.insert("and");
      bool plain = out.find(" or ") == std::string::npos;
      std::string front = plain ? out : "(" + out + ")";
      out = front + " and not " + (choice_.one_in(2) ? filter : "1 of filter_*");
    } else if (choice_.one_in(10)) {
      features_.insert("not");
      features_.insert("parentheses");
      out = choice_.one_in(2) ? "not not (" + out + ")" : "not (" + out + ")";
    }
    if (choice_.one_in(12)) {
      features_.insert("list of conditions");
      out = "['" + out + "', '" + names.back() + "']";
    }
    return out;
  }

  static constexpr std::size_t kHeaderFields = 4;  // that choose the log source

  OwnedValue other_value(const OwnedValue& value) {
    switch (choice_.below(6)) {
      case 0:
        return absent();
      case 1:
        return empty();
      case 2:
        // Lists do not nest, and decoders leave out of them what is absent.
        return list({value.type == ValueType::kList || value.type == ValueType::kAbsent ? utf16("x")
                                                                                        : value,
                     utf8("y")});
      case 3:
        return unsigned_integer(choice_.below(3) * 4688, 4);
      case 4:
        return utf16(make_text(choice_, 2));
      default:
        return utf8(make_text(choice_, 3));
    }
  }

  RecordBuilder fields() {
    RecordBuilder builder;
    auto header_text = [this](std::string_view text) {
      return choice_.one_in(2) ? utf16(text) : utf8(text);
    };
    builder.header("Provider_Name", header_text(source_.provider));
    builder.header("EventID", unsigned_integer(source_.event_id, 2));
    builder.header("Channel", header_text(source_.channel));
    builder.header("Computer", header_text("GEN-PC.example"));
    for (const auto& [name, value] : values_) {
      if (!value) {
        continue;  // the field is not in the record's Shape at all
      }
      if (value->type == ValueType::kTextUtf8 && choice_.one_in(4)) {
        builder.data_constant(name, value->bytes);
      } else {
        builder.data(name, *value);
      }
      if (choice_.one_in(20)) {
        builder.data(name, *value);  // the later of two counts; here they are equal
      }
    }
    builder.data("Note", header_text("nothing of interest"));
    return builder;
  }

  Choice& choice_;
  const std::string& title_;
  const Source& source_;
  std::map<std::string, std::optional<OwnedValue>> values_;
  std::set<std::string_view> features_;
};

}  // namespace

GeneratedCase make_case(Choice& choice, const std::string& title) {
  return CaseMaker(choice, title).make();
}

std::vector<std::string_view> all_features() {
  std::vector<std::string_view> all = all_item_features();
  for (std::string_view feature :
       {"1 of", "any of", "all of", "them", "and", "or", "not", "parentheses", "list of conditions",
        "list of maps", "service", "product", "category", "renamed", "field name in other case"}) {
    all.push_back(feature);
  }
  return all;
}

void FeatureTable::add(const GeneratedCase& made, bool held) {
  ++pairs_;
  held_ += held ? 1 : 0;
  for (std::string_view feature : made.features) {
    FeatureCount& count = counts_[std::string(feature)];
    ++count.seen;
    count.held += held ? 1 : 0;
  }
}

std::string FeatureTable::to_text() const {
  std::string out = "modifier or operator              pairs      held\n";
  char line[96];
  for (const auto& [name, count] : counts_) {
    std::snprintf(line, sizeof(line), "%-28s %10zu %9zu\n", name.c_str(), count.seen, count.held);
    out += line;
  }
  std::snprintf(
      line, sizeof(line), "%zu pairs, %zu hold (%.1f %%)\n", pairs_, held_,
      pairs_ == 0 ? 0.0 : 100.0 * static_cast<double>(held_) / static_cast<double>(pairs_));
  return out + line;
}

}  // namespace noroshi::test
