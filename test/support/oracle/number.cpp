#include "support/oracle/number.h"

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <limits>
#include <regex>

namespace noroshi::oracle {
namespace {

// Longer text is no number, whatever it says.
constexpr std::size_t kMaxNumberText = 128;

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\v\f";
  std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Most values are no numbers; most that are none say so at their first character.
bool may_be_number(std::string_view text) {
  return !text.empty() && text.size() <= kMaxNumberText &&
         (is_digit(text[0]) || text[0] == '-' || text[0] == '+' || text[0] == '.');
}

int iso_week(std::chrono::year_month_day date) {
  using namespace std::chrono;
  sys_days day{date};
  // The week belongs to the year that its Thursday is in.
  sys_days thursday = day - (weekday{day} - Monday) + days{3};
  sys_days first{year_month_day{thursday}.year() / January / 1};
  return static_cast<int>((thursday - first).count() / 7 + 1);
}

}  // namespace

std::optional<Quantity> quantity_of_text(std::string_view untrimmed) {
  std::string_view text = trim(untrimmed);
  if (!may_be_number(text)) {
    return std::nullopt;
  }
  static const std::regex hex("0[xX](0*[0-9a-fA-F]{1,16})");
  static const std::regex integer("([+-]?)([0-9]+)");
  static const std::regex real("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  std::cmatch parts;
  Quantity quantity;
  const char* end = text.data() + text.size();
  if (std::regex_match(text.data(), end, parts, hex)) {
    quantity.integer = static_cast<__int128>(std::strtoull(parts.str(1).c_str(), nullptr, 16));
    quantity.real = static_cast<double>(quantity.integer);
    return quantity;
  }
  if (std::regex_match(text.data(), end, parts, integer)) {
    bool small = true;
    for (char c : parts.str(2)) {
      quantity.integer = quantity.integer * 10 + (c - '0');
      small = small && quantity.integer <= std::numeric_limits<std::uint64_t>::max();
      if (!small) {
        break;
      }
    }
    if (small) {
      if (parts.str(1) == "-") {
        quantity.integer = -quantity.integer;
      }
      quantity.real = static_cast<double>(quantity.integer);
      return quantity;
    }
  }
  if (std::regex_match(text.data(), end, real)) {
    quantity.is_integer = false;
    quantity.integer = 0;
    errno = 0;
    quantity.real = std::strtod(std::string(text).c_str(), nullptr);
    if (errno == ERANGE) {
      return std::nullopt;  // too large or too small to be told from others
    }
    return quantity;
  }
  return std::nullopt;
}

std::optional<Quantity> quantity_of(ValueType type, const std::string& text) {
  switch (type) {
    case ValueType::kBoolean: {
      int one = text == "true" ? 1 : 0;
      return Quantity{true, one, static_cast<double>(one)};
    }
    case ValueType::kReal:
      // A real stays one even where its text is that of an integer: 2^63 of eight bytes.
      return text == "nan" ? std::nullopt
                           : std::optional(Quantity{false, 0, std::strtod(text.c_str(), nullptr)});
    case ValueType::kSigned:
    case ValueType::kUnsigned:
    case ValueType::kHex:
    case ValueType::kTextUtf16:
    case ValueType::kTextUtf8:
      return quantity_of_text(text);
    default:
      return std::nullopt;
  }
}

Order order(const Quantity& left, const Quantity& right) {
  if (left.is_integer && right.is_integer) {
    return left.integer < right.integer   ? Order::kLess
           : left.integer > right.integer ? Order::kGreater
                                          : Order::kEqual;
  }
  return left.real < right.real    ? Order::kLess
         : left.real > right.real  ? Order::kGreater
         : left.real == right.real ? Order::kEqual
                                   : Order::kNone;
}

std::optional<CivilTime> civil_time(std::string_view text) {
  static const std::regex form(
      "(\\d{4})-(\\d{2})-(\\d{2})"
      "([T ](\\d{2}):(\\d{2})(:(\\d{2})(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2})?)?");
  if (text.size() < 10 || text[4] != '-') {
    return std::nullopt;
  }
  std::cmatch parts;
  if (!std::regex_match(text.data(), text.data() + text.size(), parts, form)) {
    return std::nullopt;
  }
  auto number = [&parts](std::size_t group) {
    return parts[group].matched ? std::stoi(parts.str(group)) : 0;
  };
  CivilTime time{number(1), number(2), number(3), number(5), number(6), 0};
  std::chrono::year_month_day date{std::chrono::year{time.year},
                                   std::chrono::month{static_cast<unsigned>(time.month)},
                                   std::chrono::day{static_cast<unsigned>(time.day)}};
  if (!date.ok() || time.hour > 23 || time.minute > 59 || number(8) > 60) {
    return std::nullopt;
  }
  time.week = iso_week(date);
  return time;
}

}  // namespace noroshi::oracle
