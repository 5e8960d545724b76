#include "support/generate/item_maker.h"

#include <algorithm>
#include <array>

#include "support/generate/item_parts.h"
#include "support/generate/regex_maker.h"
#include "support/generate/text_maker.h"
#include "support/generate/typed_items.h"
#include "support/oracle/encoding.h"
#include "support/oracle/text.h"

namespace noroshi::test {
namespace {

// Other values beside the one that is meant, before and behind it; sometimes many of them.
void add_decoys(MadeItem& item, Choice& choice) {
  std::size_t count = choice.one_in(8) ? 8 + choice.below(12) : choice.below(3);
  if (count > 0) {
    item.features.push_back("list of values");
  }
  for (std::size_t i = 0; i < count; ++i) {
    PatternPieces pieces = make_pattern(choice, 10);
    std::string made = yaml_string(sigma_text(pieces, choice), choice);
    item.values.insert(choice.one_in(2) ? item.values.begin() : item.values.end(), made);
  }
}

MadeItem pattern_item(Choice& choice, Wish wish) {
  MadeItem item;
  std::string_view affix = choice.of(kAffixes);
  item.features.push_back(affix.empty() ? "(none)" : affix);
  bool cased = choice.one_in(5);
  if (!affix.empty()) {
    item.modifiers = "|" + std::string(affix);
  }
  if (cased) {
    item.modifiers = choice.one_in(2) ? "|cased" + item.modifiers : item.modifiers + "|cased";
    item.features.push_back("cased");
  }
  PatternPieces pieces = make_pattern(choice, 25);
  note_wildcards(pieces, item);
  std::string text = instance_of(pieces, choice);
  bool keep_case = cased ? wish == Wish::kHolds || choice.one_in(2) : choice.one_in(3);
  text = spoiled(keep_case ? text : other_case(text, choice), wish, choice);
  item.values.push_back(yaml_string(sigma_text(pieces, choice), choice));
  add_decoys(item, choice);
  item.value = text_value(surrounded(text, affix, choice), choice);
  return item;
}

// Backslashes and wildcards in any order: what they mean is for the readers to agree on.
MadeItem escape_item(Choice& choice, Wish) {
  constexpr std::array<std::string_view, 5> kParts = {"\\", "\\\\", "*", "?", "a"};
  constexpr std::array<std::string_view, 4> kValueParts = {"\\", "*", "?", "a"};
  MadeItem item;
  std::string_view affix = choice.of(kAffixes);
  item.modifiers = affix.empty() ? "" : "|" + std::string(affix);
  item.features = {"escape table"};
  std::string pattern;
  for (std::size_t i = choice.below(5); i > 0; --i) {
    pattern += choice.of(kParts);
  }
  std::string text;
  for (std::size_t i = choice.below(4); i > 0; --i) {
    text += choice.of(kValueParts);
  }
  item.values.push_back(yaml_string(pattern, choice));
  item.value = text_value(choice.one_in(4) ? pattern : text, choice);
  return item;
}

MadeItem all_item(Choice& choice, Wish wish) {
  MadeItem item;
  item.modifiers = choice.one_in(4) ? "|all|contains" : "|contains|all";
  item.features = {"all", "contains"};
  std::string text;
  std::vector<OwnedValue> elements;
  std::size_t count = 2 + choice.below(3);
  for (std::size_t i = 0; i < count; ++i) {
    PatternPieces pieces = make_pattern(choice, 10);
    note_wildcards(pieces, item);
    item.values.push_back(yaml_string(sigma_text(pieces, choice), choice));
    std::string part = other_case(instance_of(pieces, choice), choice);
    if (i == 0) {
      part = spoiled(part, wish, choice);
    }
    elements.push_back(utf16(part));
    text += part + (choice.one_in(2) ? "" : make_text(choice, 1));
  }
  item.value = choice.one_in(5) ? list(std::move(elements)) : text_value(text, choice);
  return item;
}

MadeItem regex_item(Choice& choice, Wish wish) {
  MadeItem item;
  MadeRegex regex = make_regex(choice);
  item.modifiers = "|re";
  item.features = {"re"};
  std::string text = regex.text;
  // Engines differ on whether \W under `i` takes the two characters that fold to s and k.
  bool has_word_class = regex.pattern.find_first_of("wW") != std::string::npos;
  if (!has_word_class && choice.one_in(3)) {
    item.modifiers += "|i";
    item.features.push_back("i");
    text = other_case(text, choice);
  }
  if (choice.one_in(4)) {
    item.modifiers += "|m";
    item.features.push_back("m");
    text = make_text(choice, 1) + "\n" + text;
  }
  if (choice.one_in(4)) {
    item.modifiers += "|s";
    item.features.push_back("s");
  }
  if (choice.one_in(8)) {
    item.modifiers += "|" + std::string(kAffixes[1 + choice.below(3)]);
  }
  item.values.push_back(yaml_string(regex.pattern, choice));
  if (choice.one_in(4)) {
    MadeRegex other = make_regex(choice);
    item.values.push_back(other.pattern.find_first_of("wW") == std::string::npos
                              ? yaml_string(other.pattern, choice)
                              : "'zz+'");
    if (choice.one_in(3)) {
      item.modifiers += "|all";
      item.features.push_back("all");
    }
  }
  text = spoiled(text, wish, choice);
  item.value = text_value(choice.one_in(2) ? text : surrounded(text, "contains", choice), choice);
  return item;
}

// base64, base64offset, with or without one of the wide encodings before them.
MadeItem encoded_item(Choice& choice, Wish wish) {
  constexpr std::array<std::string_view, 5> kWide = {"", "wide", "utf16le", "utf16be", "utf16"};
  MadeItem item;
  std::string text = make_text(choice, 2) + "xy";
  std::string_view wide = choice.of(kWide);
  std::string bytes = text;
  std::u32string points = oracle::code_points(text);
  if (!wide.empty()) {
    item.modifiers = "|" + std::string(wide);
    item.features.push_back(wide);
    bytes = oracle::utf16(points, wide == "utf16be" ? oracle::Utf16::kBig
                                  : wide == "utf16" ? oracle::Utf16::kLittleWithMark
                                                    : oracle::Utf16::kLittle);
  }
  item.values.push_back(
      yaml_string(sigma_text({{PatternPiece::Kind::kText, text}}, choice), choice));
  std::string value;
  if (choice.one_in(2)) {
    item.modifiers += "|base64";
    item.features.push_back("base64");
    value = oracle::base64(bytes);
    if (choice.one_in(2)) {
      item.modifiers += "|contains";
      value = surrounded(value, "contains", choice);
    }
  } else {
    item.modifiers += "|base64offset|contains";
    item.features.push_back("base64offset");
    value = oracle::base64(std::string(choice.below(7), 'q') + bytes + "tail");
  }
  item.value = text_value(spoiled(value, wish, choice), choice);
  return item;
}

MadeItem windash_item(Choice& choice, Wish wish) {
  constexpr std::array<std::string_view, 5> kDashes = {"-", "/", "–", "—", "―"};
  constexpr std::array<std::string_view, 8> kOptions = {"enc", " nop", "x-y", "é1",
                                                        "*a",  "_b",   "?c",  ""};
  MadeItem item;
  std::string_view affix = choice.of(kAffixes);
  item.modifiers = choice.one_in(2) && !affix.empty()
                       ? "|" + std::string(affix) + "|windash"
                       : "|windash" + (affix.empty() ? "" : "|" + std::string(affix));
  item.features = {"windash"};
  std::string pattern;
  std::string text;
  for (std::size_t i = choice.below(3) + 1; i > 0; --i) {
    std::string option(choice.of(kOptions));
    std::string_view before = choice.one_in(2) ? " " : choice.one_in(2) ? "" : "w";
    pattern += std::string(before) + std::string(choice.of(kDashes)) + option;
    text += std::string(before) + std::string(choice.of(kDashes)) + option;
  }
  if (choice.one_in(3)) {
    text = pattern;
  }
  item.values.push_back(yaml_string(pattern, choice));
  item.value = text_value(
      surrounded(spoiled(other_case(text, choice), wish, choice), affix, choice), choice);
  return item;
}

MadeItem reference_item(Choice& choice, Wish wish) {
  MadeItem item;
  std::string_view affix = choice.of(kAffixes);
  item.modifiers = affix.empty() ? "|fieldref" : "|fieldref|" + std::string(affix);
  item.features = {"fieldref"};
  item.is_reference = true;
  std::string text = make_text(choice, 2);
  item.other_value = choice.one_in(12) ? absent() : text_value(text, choice);
  item.value = text_value(
      surrounded(spoiled(other_case(text, choice), wish, choice), affix, choice), choice);
  return item;
}

MadeItem expand_item(Choice& choice, Wish wish) {
  MadeItem item;
  std::string_view affix = choice.of(kAffixes);
  item.modifiers = affix.empty() || choice.one_in(2)
                       ? "|expand" + (affix.empty() ? std::string() : "|" + std::string(affix))
                       : "|" + std::string(affix) + "|expand";
  item.features = {"expand"};
  const auto& placeholders = generated_placeholders();
  const std::string& user = choice.of(placeholders.at("GenUsers"));
  const std::string& host = choice.of(placeholders.at("Gen-Hosts"));
  switch (choice.below(4)) {
    case 0:
      item.values.emplace_back("'%GenUsers%'");
      item.value = text_value(surrounded(user, affix, choice), choice);
      break;
    case 1:
      item.values.emplace_back("'%Gen-Hosts%\\%GenUsers%'");  // an escaped percent sign: literal
      item.value = text_value(surrounded(host + "%GenUsers%", affix, choice), choice);
      break;
    case 2:
      item.values.emplace_back("'x%Gen-Hosts%?%GenUsers%'");
      item.value = text_value(surrounded("X" + host + "-" + user, affix, choice), choice);
      break;
    default:
      item.values.emplace_back("'100% %GenUsers%'");
      item.value = text_value(surrounded("100% " + user, affix, choice), choice);
      break;
  }
  if (wish == Wish::kMisses) {
    item.value = text_value(make_text(choice, 3), choice);
  }
  return item;
}

}  // namespace

const std::map<std::string, std::vector<std::string>, std::less<>>& generated_placeholders() {
  static const std::map<std::string, std::vector<std::string>, std::less<>> kPlaceholders = {
      {"GenUsers", {"alice", "bob*", "CORP\\eve", "zoë"}}, {"Gen-Hosts", {"dc01", "srv?", "C:\\"}}};
  return kPlaceholders;
}

MadeItem make_item(Choice& choice, Wish wish) {
  using Maker = MadeItem (*)(Choice&, Wish);
  constexpr std::array<Maker, 17> kMakers = {
      pattern_item, pattern_item, pattern_item,   escape_item,  all_item,     regex_item,
      regex_item,   cidr_item,    encoded_item,   encoded_item, windash_item, number_item,
      boolean_item, time_item,    reference_item, expand_item,  presence_item};
  MadeItem item = choice.of(kMakers)(choice, wish);
  bool is_presence = item.features.front() == "exists";
  if (choice.one_in(12) && !is_presence) {
    item.modifiers += "|neq";
    item.features.push_back("neq");
  }
  return item;
}

MadeItem make_keyword(Choice& choice, Wish wish) {
  MadeItem item;
  item.features = {"keyword"};
  switch (choice.below(5)) {
    case 0:
      item.modifiers = "|all";
      item.features.push_back("keyword all");
      break;
    case 1:
      item.modifiers = "|cased";
      item.features.push_back("cased");
      break;
    case 2: {
      MadeRegex regex = make_regex(choice);
      item.modifiers = "|re";
      item.features.push_back("re");
      item.values.push_back(yaml_string(regex.pattern, choice));
      item.value = text_value(spoiled(regex.text, wish, choice), choice);
      return item;
    }
    default:
      break;
  }
  std::string text;
  for (std::size_t i = choice.below(3) + 1; i > 0; --i) {
    if (choice.one_in(8)) {
      std::string number = std::to_string(choice.of(kNumbers));
      if (item.modifiers != "|cased") {
        item.values.push_back(number);
        text += number;
        continue;
      }
    }
    PatternPieces pieces = make_pattern(choice, 15);
    note_wildcards(pieces, item);
    item.values.push_back(yaml_string(sigma_text(pieces, choice), choice));
    std::string part = instance_of(pieces, choice);
    text += item.modifiers == "|cased" ? part : other_case(part, choice);
  }
  item.value = text_value(surrounded(spoiled(text, wish, choice), "contains", choice), choice);
  return item;
}

std::vector<std::string_view> all_item_features() {
  return {"(none)",        "contains",     "startswith", "endswith",    "all",       "neq",
          "exists",        "cased",        "re",         "i",           "m",         "s",
          "base64",        "base64offset", "wide",       "utf16le",     "utf16be",   "utf16",
          "windash",       "cidr",         "lt",         "lte",         "gt",        "gte",
          "minute",        "hour",         "day",        "week",        "month",     "year",
          "fieldref",      "expand",       "keyword",    "keyword all", "null",      "empty text",
          "number",        "boolean",      "wildcard *", "wildcard ?",  "backslash", "escape table",
          "list of values"};
}

}  // namespace noroshi::test
