#include "support/generate/typed_items.h"

#include <cstdio>
#include <string>
#include <string_view>

#include "support/generate/item_parts.h"

namespace noroshi::test {
namespace {

OwnedValue number_value(std::int64_t number, Choice& choice) {
  auto positive = static_cast<std::uint64_t>(number);
  switch (choice.below(number < 0 ? 3 : 7)) {
    case 0:
      return text_value(std::to_string(number), choice);
    case 1:
      return signed_integer(number, 8);
    case 2:
      return text_value(" " + std::to_string(number) + (choice.one_in(2) ? ".0" : "  "), choice);
    case 3:
      return hex(positive, 8);
    case 4:
      return unsigned_integer(positive, 8);
    case 5:
      return real(static_cast<double>(number));
    default: {
      char text[32];
      std::snprintf(text, sizeof(text), choice.one_in(2) ? "0x%lx" : "0X%lX", number);
      return text_value(text, choice);
    }
  }
}

}  // namespace

MadeItem cidr_item(Choice& choice, Wish wish) {
  MadeItem item;
  item.modifiers = "|cidr";
  item.features = {"cidr"};
  auto byte = [&choice] { return std::to_string(choice.below(256)); };
  if (choice.one_in(3)) {
    constexpr std::array<std::string_view, 7> kNetworks = {
        "2001:db8::/32", "fe80::/10",          "::1/128", "::1", "2001:db8:0:8000::/49",
        "::/0",          "::ffff:10.0.0.0/104"};
    constexpr std::array<std::string_view, 18> kAddresses = {"2001:db8::1",
                                                             "2001:DB8:0:8001::9",
                                                             "fe80::1%4",
                                                             "::1",
                                                             "0:0:0:0:0:0:0:1",
                                                             "2001:db8:0:7fff::1",
                                                             "febf::",
                                                             "::ffff:10.0.0.1",
                                                             "10.0.0.1",
                                                             "1.2.3.4::",
                                                             ":::",
                                                             "::1.2.3.4",
                                                             "1:2:3:4:5:6:7::",
                                                             "1::2::3",
                                                             "::ffff:0a00:1",
                                                             "010.0.0.1",
                                                             "2001:db8::10.0.0.1",
                                                             "2001:0db8::00001"};
    item.values.push_back(yaml_string(choice.of(kNetworks), choice));
    item.value = text_value(std::string(choice.of(kAddresses)), choice);
    return item;
  }
  std::string a = byte();
  std::string b = byte();
  std::string address = a + "." + b + "." + byte() + "." + byte();
  constexpr std::array<std::string_view, 4> kTails = {".0.0/16", ".0.0/17", ".0.0/15", ".0.0"};
  std::string_view tail = choice.of(kTails);
  if (tail == ".0.0/15") {
    item.values.push_back(
        yaml_string(a + "." + std::to_string(std::stoi(b) & 0xFE) + std::string(tail), choice));
  } else {
    item.values.push_back(yaml_string(a + "." + b + std::string(tail), choice));
  }
  if (choice.one_in(3)) {
    item.values.emplace_back("192.168.0.0/16");
  }
  if (choice.one_in(4)) {
    address = "::ffff:" + address;
  }
  item.value = text_value(spoiled(address, wish, choice), choice);
  return item;
}

MadeItem number_item(Choice& choice, Wish wish) {
  constexpr std::array<std::string_view, 4> kComparisons = {"lt", "lte", "gt", "gte"};
  MadeItem item;
  std::int64_t number = choice.of(kNumbers);
  std::int64_t other = wish == Wish::kMisses ? choice.of(kNumbers) : number;
  if (choice.one_in(3)) {
    item.features = {"number"};
  } else {
    std::string_view comparison = choice.of(kComparisons);
    item.modifiers = "|" + std::string(comparison);
    item.features = {comparison};
    if (choice.one_in(2) && other > -4096 && other < 4000000000) {
      other += choice.between(-2, 2);
    }
  }
  item.values.push_back(choice.one_in(6) ? std::to_string(number) + ".0" : std::to_string(number));
  if (choice.one_in(4)) {
    item.values.push_back(std::to_string(choice.of(kNumbers)));
  }
  item.value =
      choice.one_in(10) ? text_value(make_text(choice, 1), choice) : number_value(other, choice);
  return item;
}

MadeItem boolean_item(Choice& choice, Wish wish) {
  MadeItem item;
  item.features = {"boolean"};
  bool yes = choice.one_in(2);
  bool have = wish == Wish::kMisses ? !yes : yes;
  item.values.emplace_back(yes ? "true" : "false");
  item.value = choice.one_in(2) ? boolean(have)
                                : text_value(other_case(have ? "true" : "false", choice), choice);
  return item;
}

MadeItem time_item(Choice& choice, Wish wish) {
  constexpr std::array<std::string_view, 6> kParts = {"minute", "hour",  "day",
                                                      "week",   "month", "year"};
  MadeItem item;
  std::size_t part = choice.below(6);
  item.modifiers = "|" + std::string(kParts[part]);
  item.features = {kParts[part]};
  std::array<std::int64_t, 6> parts = {choice.between(0, 59), choice.between(0, 23),
                                       choice.between(1, 28), 0,
                                       choice.between(1, 12), choice.between(1990, 2040)};
  char text[64];
  std::snprintf(text, sizeof(text), "%04d-%02d-%02d%c%02d:%02d", static_cast<int>(parts[5]),
                static_cast<int>(parts[4]), static_cast<int>(parts[2]),
                choice.one_in(2) ? 'T' : ' ', static_cast<int>(parts[1]),
                static_cast<int>(parts[0]));
  std::string time = text;
  constexpr std::array<std::string_view, 5> kTails = {"", ":09", ":09.123", ":09Z", ":09+09:00"};
  time += choice.of(kTails);
  // The week is only hoped for: about the seventh part of the day of the year.
  parts[3] = (parts[4] * 30 - 30 + parts[2]) / 7 + 1;
  std::int64_t wanted = parts[part] + (wish == Wish::kMisses ? 1 : 0);
  if (part == 3 || choice.one_in(3)) {
    std::string_view comparison = choice.one_in(2) ? "lte" : "gte";
    item.modifiers += "|" + std::string(comparison);
    item.features.push_back(comparison);
  }
  item.values.push_back(std::to_string(wanted));
  item.value = choice.one_in(6)
                   ? filetime(116444736000000000ull + choice.below(1u << 31) * 10000000ull)
                   : text_value(choice.one_in(12) ? make_text(choice, 1) : time, choice);
  return item;
}

MadeItem presence_item(Choice& choice, Wish wish) {
  MadeItem item;
  bool missing = choice.one_in(2);
  switch (choice.below(3)) {
    case 0: {
      item.modifiers = "|exists";
      item.features = {"exists"};
      bool wanted = (wish == Wish::kHolds) != missing;
      item.values.emplace_back(wanted ? "true" : "false");
      item.has_value = !missing || choice.one_in(3);
      item.value = missing ? absent() : choice.one_in(3) ? empty() : text_value("x", choice);
      break;
    }
    case 1:
      item.features = {"null"};
      item.values.emplace_back("null");
      if (choice.one_in(5)) {
        item.values.emplace_back("'x'");
      }
      if (wish == Wish::kHolds) {
        item.has_value = !missing;
        item.value = choice.one_in(2) ? empty() : absent();
      } else {
        item.value = text_value(choice.one_in(2) ? "" : "y", choice);
      }
      break;
    default:
      item.features = {"empty text"};
      item.values.emplace_back("''");
      item.value = wish == Wish::kMisses ? (missing ? absent() : text_value(" ", choice))
                   : missing             ? empty()
                                         : text_value("", choice);
      break;
  }
  return item;
}

}  // namespace noroshi::test
