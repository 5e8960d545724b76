#include "support/oracle/expand.h"

#include <regex>

namespace noroshi::oracle {
namespace {

// A text under `expand`: what stands between placeholders, and the names of those. `\%` is a
// percent sign; a % that opens no name is one too.
struct Piece {
  bool is_name = false;
  std::string text;
};

std::vector<Piece> pieces_of(const std::string& text) {
  static const std::regex name("^%([A-Za-z0-9_.\x80-\xff-]+)%");
  std::vector<Piece> pieces(1);
  std::smatch found;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto from = text.begin() + static_cast<std::ptrdiff_t>(i);
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '%') {
      pieces.push_back({false, "%"});
      pieces.push_back({});
      ++i;
    } else if (text[i] == '\\' && i + 1 < text.size()) {
      pieces.back().text += text.substr(i++, 2);
    } else if (std::regex_search(from, text.end(), found, name)) {
      i += static_cast<std::size_t>(found.length()) - 1;
      pieces.push_back({true, found.str(1)});
      pieces.push_back({});
    } else {
      pieces.back().text += text[i];
    }
  }
  return pieces;
}

// The values of `name`; none if it has none.
std::vector<std::string> values_of(const PlaceholderValues& placeholders, const std::string& name) {
  auto found = placeholders.find(name);
  return found == placeholders.end() ? std::vector<std::string>{} : found->second;
}

}  // namespace

std::vector<Units> expand_pattern(const std::string& text, const PlaceholderValues& placeholders,
                                  bool& unresolved) {
  std::vector<Units> forms(1);
  for (const Piece& piece : pieces_of(text)) {
    std::vector<std::string> values =
        piece.is_name ? values_of(placeholders, piece.text) : std::vector{piece.text};
    unresolved = unresolved || values.empty();
    std::vector<Units> longer;
    for (const Units& form : forms) {
      for (const std::string& value : values) {
        longer.push_back(form);
        for (const Unit& unit : parse_pattern(value)) {
          if (unit.kind == UnitKind::kAnyRun) {
            put_run_behind(longer.back());
          } else {
            longer.back().push_back(unit);
          }
        }
      }
    }
    forms = std::move(longer);
  }
  return forms;
}

std::string expand_regex(const std::string& text, const PlaceholderValues& placeholders,
                         bool& unresolved) {
  std::string out;
  for (const Piece& piece : pieces_of(text)) {
    if (!piece.is_name) {
      out += piece.text;
      continue;
    }
    std::vector<std::string> values = values_of(placeholders, piece.text);
    unresolved = unresolved || values.empty();
    out += "(?:";
    for (std::size_t i = 0; i < values.size(); ++i) {
      out += (i == 0 ? "" : "|") + values[i];
    }
    out += ")";
  }
  return out;
}

}  // namespace noroshi::oracle
