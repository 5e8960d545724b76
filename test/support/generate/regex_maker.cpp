#include "support/generate/regex_maker.h"

#include <array>
#include <string_view>
#include <utility>

namespace noroshi::test {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;  // an atom and a text it matches

constexpr std::array<Pair, 24> kAtoms = {{
    {"a", "a"},          {"power", "power"}, {"\\.exe", ".exe"}, {"\\\\", "\\"},     {".", "x"},
    {"[a-c]", "b"},      {"[^0-9]", "z"},    {"\\d", "7"},       {"\\w", "_"},       {"\\s", " "},
    {"\\S", "é"},        {"\\D", "漢"},      {"\\W", "-"},       {"é", "é"},         {"Σ", "Σ"},
    {"(?:ab|cd)", "cd"}, {"(x|y)", "y"},     {"[A-Z\\d]", "Q"},  {"\\$", "$"},       {"[.*+]", "*"},
    {"k", "k"},          {"/", "/"},         {"-", "-"},         {"(?i)foo", "fOO"},
}};

}  // namespace

MadeRegex make_regex(Choice& choice) {
  MadeRegex made;
  std::size_t count = choice.below(4) + 1;
  bool start = choice.one_in(6);
  bool end = choice.one_in(6);
  bool has_flag = false;
  for (std::size_t i = 0; i < count; ++i) {
    auto [atom, text] = choice.of(kAtoms);
    // The flag holds for what follows; see item_maker.cpp on \w under it.
    has_flag = has_flag || atom == "(?i)foo";
    if (has_flag && (atom == "\\w" || atom == "\\W")) {
      continue;
    }
    bool single = atom.size() == 1 || atom[0] == '[' || atom[0] == '(' ||
                  (atom[0] == '\\' && atom.size() == 2);
    std::size_t times = 1;
    std::string repeat;
    if (single && atom != "(?i)foo" && choice.one_in(2)) {
      constexpr std::array<std::pair<std::string_view, std::size_t>, 8> kRepeats = {{{"*", 0},
                                                                                     {"+", 2},
                                                                                     {"?", 1},
                                                                                     {"{2,4}", 3},
                                                                                     {"{3}", 3},
                                                                                     {"*?", 2},
                                                                                     {"+?", 1},
                                                                                     {"{1,}", 5}}};
      auto [mark, most] = choice.of(kRepeats);
      repeat = mark;
      times = most;
    }
    made.pattern += std::string(atom) + repeat;
    for (std::size_t k = 0; k < times; ++k) {
      made.text += text;
    }
  }
  if (choice.one_in(10)) {
    made.pattern = "\\b" + made.pattern;
  }
  if (choice.one_in(8)) {
    made.pattern += "|zz" + std::string(choice.one_in(2) ? "+" : "");
  }
  if (start) {
    made.pattern = "^" + made.pattern;
  }
  if (end) {
    made.pattern += "$";
  }
  return made;
}

}  // namespace noroshi::test
