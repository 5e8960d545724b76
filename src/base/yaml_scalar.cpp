#include "base/yaml_scalar.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <string_view>
#include <system_error>

namespace noroshi {
namespace {

bool all_of_class(std::string_view text, bool (*holds)(char)) {
  return !text.empty() && std::ranges::all_of(text, holds);
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_octal(char c) {
  return c >= '0' && c <= '7';
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

void set_real(YamlNode& node, std::string_view digits) {
  double value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc::result_out_of_range) {
    // from_chars leaves the value alone; strtod says whether it was too large or too small.
    value = std::strtod(std::string(digits).c_str(), nullptr);
  }
  node.kind = YamlKind::kReal;
  node.real = value;
}

// `digits` may carry a '-' when base is 10.
void set_integer(YamlNode& node, std::string_view digits, int base) {
  auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), node.integer, base);
  if (error == std::errc{}) {
    node.kind = YamlKind::kInteger;
    node.real = static_cast<double>(node.integer);
    return;
  }
  node.integer = 0;
  if (base == 10) {
    set_real(node, digits);
    return;
  }
  node.kind = YamlKind::kReal;
  node.real = std::accumulate(digits.begin(), digits.end(), 0.0, [base](double sum, char c) {
    int digit = is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
    return sum * base + digit;
  });
}

// Whether `text` is (\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
bool is_real(std::string_view text) {
  std::size_t at = 0;
  auto digits = [&] {
    std::size_t start = at;
    while (at < text.size() && is_digit(text[at])) {
      ++at;
    }
    return at - start;
  };
  std::size_t whole = digits();
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (digits() == 0 && whole == 0) {
      return false;
    }
  } else if (whole == 0) {
    return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) {
      ++at;
    }
    if (digits() == 0) {
      return false;
    }
  }
  return at == text.size();
}

void resolve_number(YamlNode& node) {
  std::string_view text = node.text;
  if (text.starts_with("0o") && all_of_class(text.substr(2), is_octal)) {
    set_integer(node, text.substr(2), 8);
    return;
  }
  if (text.starts_with("0x") && all_of_class(text.substr(2), is_hex)) {
    set_integer(node, text.substr(2), 16);
    return;
  }
  bool negative = text.starts_with('-');
  std::string_view unsigned_text = text.substr(negative || text.starts_with('+') ? 1 : 0);
  std::string_view digits = negative ? text : unsigned_text;  // from_chars takes '-' but not '+'
  if (all_of_class(unsigned_text, is_digit)) {
    if (unsigned_text.size() > 1 && unsigned_text.front() == '0') {
      return;  // octal in YAML 1.1, decimal in 1.2, and to its author most often an identifier
    }
    set_integer(node, digits, 10);
  } else if (is_real(unsigned_text)) {
    set_real(node, digits);
  } else if (unsigned_text == ".inf" || unsigned_text == ".Inf" || unsigned_text == ".INF") {
    node.kind = YamlKind::kReal;
    node.real = negative ? -std::numeric_limits<double>::infinity()
                         : std::numeric_limits<double>::infinity();
  } else if (text == ".nan" || text == ".NaN" || text == ".NAN") {
    node.kind = YamlKind::kReal;
    node.real = std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace

void resolve_yaml_scalar(YamlNode& node) {
  std::string_view text = node.text;
  node.kind = YamlKind::kString;
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") {
    node.kind = YamlKind::kNull;
    return;
  }
  char first = text.front();
  if (first == 't' || first == 'T' || first == 'f' || first == 'F') {
    bool is_true = text == "true" || text == "True" || text == "TRUE";
    if (is_true || text == "false" || text == "False" || text == "FALSE") {
      node.kind = YamlKind::kBoolean;
      node.boolean = is_true;
    }
    return;
  }
  if (is_digit(first) || first == '+' || first == '-' || first == '.') {
    resolve_number(node);
  }
}

}  // namespace noroshi
