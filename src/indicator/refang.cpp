#include "indicator/refang.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace noroshi {
namespace {

constexpr std::string_view kSpace = " \t\r\n\f\v";

struct Fang {
  std::string_view word;  // lower case, between brackets
  std::string_view live;
};
constexpr std::array kFangs = {
    Fang{".", "."}, Fang{"dot", "."}, Fang{"@", "@"},     Fang{"at", "@"},
    Fang{":", ":"}, Fang{"/", "/"},   Fang{"://", "://"}, Fang{"//", "//"},
};

constexpr char closing_of(char open) {
  return open == '[' ? ']' : open == '(' ? ')' : open == '{' ? '}' : '\0';
}

// "[.]", "(dot)", "[.1]" and the like at text[at]: appends the live form and gives the length, or
// 0.
std::size_t take_fang(std::string_view text, std::size_t at, std::string& out) {
  constexpr std::size_t kLongest = 8;
  char closing = closing_of(text[at]);
  if (closing == '\0') {
    return 0;
  }
  std::size_t end = text.substr(0, std::min(text.size(), at + kLongest)).find(closing, at + 1);
  if (end == text.npos) {
    return 0;
  }
  std::string inner = ascii_lowered(trimmed(text.substr(at + 1, end - at - 1)));
  for (const Fang& fang : kFangs) {
    if (inner == fang.word) {
      out += fang.live;
      return end - at + 1;
    }
  }
  // The dot may have taken the text behind it along: 10.0.0[.1], evil[.com].
  if (text[at] == '[' && inner.size() > 1 && inner[0] == '.' &&
      std::ranges::all_of(inner.substr(1), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      })) {
    out += text.substr(at + 1, end - at - 1);
    return end - at + 1;
  }
  return 0;
}

// hxxp, hXXps, h**p, fxp at the front, before a colon (which may be defanged itself).
void fix_scheme(std::string& text) {
  std::size_t colon = text.find("://");
  if (colon == text.npos || colon > 5) {
    return;
  }
  std::string scheme = ascii_lowered(std::string_view(text).substr(0, colon));
  if (scheme == "hxxp" || scheme == "hxxps" || scheme == "h**p" || scheme == "h**ps") {
    text.replace(0, 4, "http");
  } else if (scheme == "fxp" || scheme == "fxps") {
    text.replace(0, 3, "ftp");
  }
}

std::string_view without_wrapping(std::string_view text) {
  text = trimmed(text);
  while (!text.empty() && (text.back() == ',' || text.back() == ';')) {
    text = trimmed(text.substr(0, text.size() - 1));
  }
  for (bool changed = true; changed && text.size() >= 2;) {
    char first = text.front();
    char last = text.back();
    changed = (first == last && (first == '"' || first == '\'' || first == '`')) ||
              (first == '<' && last == '>');
    if (changed) {
      text = trimmed(text.substr(1, text.size() - 2));
    }
  }
  return text;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  std::size_t first = text.find_first_not_of(kSpace);
  if (first == text.npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string refang(std::string_view text) {
  text = without_wrapping(text);
  std::string out;
  out.reserve(text.size());
  // A path is full of "\.": there the backslash stands for itself.
  bool is_path = text.contains(":\\") || text.starts_with('\\') || text.starts_with('%') ||
                 text.contains("\\\\");
  for (std::size_t at = 0; at < text.size();) {
    if (std::size_t length = take_fang(text, at, out); length != 0) {
      at += length;
    } else if (text[at] == '\\' && !is_path && at + 1 < text.size() && text[at + 1] == '.') {
      ++at;
    } else {
      out += text[at++];
    }
  }
  fix_scheme(out);
  return out;
}

}  // namespace noroshi
