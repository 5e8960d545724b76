#include "conformance/generated_pairs.h"

#include <algorithm>

#include "conformance/engines.h"
#include "support/generate/item_maker.h"

namespace noroshi::conformance {
namespace {

std::string only_in(const auto& left, const auto& right) {
  std::string out;
  for (const std::string& one : left) {
    out += right.contains(one) ? "" : " " + one;
  }
  return out;
}

// The lines, each with the rule that it is about.
std::string described(const std::vector<std::string>& lines,
                      const std::vector<test::GeneratedCase>& cases,
                      const std::vector<oracle::RuleText>& texts) {
  std::string out;
  for (const std::string& line : lines) {
    out += line + "\n";
    for (std::size_t i = 0; i < cases.size(); ++i) {
      if (line.find(texts[i].path + ": ") != std::string::npos) {
        out += cases[i].rule;
      }
    }
  }
  return out;
}

}  // namespace

std::string compare_batch(test::Choice& choice, std::size_t rules, test::FeatureTable& table) {
  std::vector<test::GeneratedCase> cases;
  std::vector<oracle::RuleText> texts;
  for (std::size_t i = 0; i < rules; ++i) {
    cases.push_back(test::make_case(choice, "rule " + std::to_string(i)));
    texts.push_back({"generated " + std::to_string(i), cases.back().rule});
  }
  std::unique_ptr<Engine> oracle = make_oracle(texts, test::generated_placeholders());
  std::unique_ptr<Engine> matcher = make_matcher(texts, test::generated_placeholders());
  const Loaded& by_oracle = oracle->loaded();
  const Loaded& by_matcher = matcher->loaded();
  if (by_oracle.runnable != by_matcher.runnable || !by_matcher.refused.empty()) {
    std::string out =
        "read only by the oracle:" + only_in(by_oracle.runnable, by_matcher.runnable) +
        "\nread only by the engine:" + only_in(by_matcher.runnable, by_oracle.runnable) + "\n";
    for (std::size_t i = 0; i < rules; ++i) {
      std::string name = texts[i].path + ": " + cases[i].title;
      if (!by_oracle.runnable.contains(name) || !by_matcher.runnable.contains(name)) {
        out += cases[i].rule;
      }
    }
    return out;
  }
  for (std::size_t i = 0; i < rules; ++i) {
    for (const test::BuiltRecord* built : {&cases[i].record, &cases[i].variant}) {
      std::set<NamedHit> expected = oracle->match(built->record());
      if (built == &cases[i].record) {
        table.add(cases[i], std::ranges::any_of(expected, [&](const NamedHit& hit) {
                    return hit.rule == texts[i].path + ": " + cases[i].title;
                  }));
      }
      std::vector<std::string> lines = differences(expected, matcher->match(built->record()));
      if (!lines.empty()) {
        return described(lines, cases, texts) + "record:\n" + built->describe();
      }
    }
  }
  return {};
}

}  // namespace noroshi::conformance
