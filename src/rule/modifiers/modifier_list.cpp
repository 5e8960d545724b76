#include <algorithm>
#include <array>
#include <numeric>

#include "rule/modifiers/modifiers.h"

namespace noroshi {
namespace {

struct Modifier {
  std::string_view name;
  ApplyModifier apply;
};

// Sorted by name. `ignorecase`, `multiline` and `dotall` are other names of i, m and s; `wide` of
// utf16le.
constexpr std::array kModifiers = {
    Modifier{"all", apply_all},
    Modifier{"base64", apply_base64},
    Modifier{"base64offset", apply_base64offset},
    Modifier{"cased", apply_cased},
    Modifier{"cidr", apply_cidr},
    Modifier{"contains", apply_contains},
    Modifier{"day", apply_day},
    Modifier{"dotall", apply_dot_matches_newline},
    Modifier{"endswith", apply_endswith},
    Modifier{"exists", apply_exists},
    Modifier{"expand", apply_expand},
    Modifier{"fieldref", apply_fieldref},
    Modifier{"gt", apply_gt},
    Modifier{"gte", apply_gte},
    Modifier{"hour", apply_hour},
    Modifier{"i", apply_ignore_case},
    Modifier{"ignorecase", apply_ignore_case},
    Modifier{"lt", apply_lt},
    Modifier{"lte", apply_lte},
    Modifier{"m", apply_multi_line},
    Modifier{"minute", apply_minute},
    Modifier{"month", apply_month},
    Modifier{"multiline", apply_multi_line},
    Modifier{"neq", apply_neq},
    Modifier{"re", apply_re},
    Modifier{"s", apply_dot_matches_newline},
    Modifier{"startswith", apply_startswith},
    Modifier{"utf16", apply_utf16},
    Modifier{"utf16be", apply_utf16be},
    Modifier{"utf16le", apply_utf16le},
    Modifier{"week", apply_week},
    Modifier{"wide", apply_utf16le},
    Modifier{"windash", apply_windash},
    Modifier{"year", apply_year},
};
static_assert(std::ranges::is_sorted(kModifiers, {}, &Modifier::name));

constexpr std::size_t kLongestName = 32;  // beyond, a name is not worth a suggestion

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

// Edits (insert, delete, replace a character) between two names, without regard to case.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      std::size_t replaced = diagonal + (lower(a[i]) == lower(b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

ApplyModifier find_modifier(std::string_view name) {
  auto found = std::ranges::lower_bound(kModifiers, name, {}, &Modifier::name);
  return found != kModifiers.end() && found->name == name ? found->apply : nullptr;
}

std::string_view nearest_modifier(std::string_view name) {
  if (name.empty() || name.size() > kLongestName) {
    return {};
  }
  std::string_view nearest;
  std::size_t least = name.size() < 4 ? 1 : 3;  // one past what still counts as a slip
  for (const Modifier& modifier : kModifiers) {
    std::size_t edits = distance(name, modifier.name);
    if (edits < least) {
      least = edits;
      nearest = modifier.name;
    }
  }
  return nearest;
}

std::vector<std::string_view> modifier_names() {
  std::vector<std::string_view> names;
  for (const Modifier& modifier : kModifiers) {
    names.push_back(modifier.name);
  }
  return names;
}

}  // namespace noroshi
