#include "support/generate/text_maker.h"

#include <array>
#include <cstdio>

#include "support/oracle/text.h"

namespace noroshi::test {
namespace {

constexpr std::array<std::string_view, 56> kPieces = {
    "cmd",    ".exe",   "\\",      "C:\\Windows\\",
    "-enc",   "/c",     " ",       "é",
    "É",      "ſ",      "Σίσυφος", "😀",
    "%TEMP%", "*",      "?",       "\"",
    "'",      "\n",     "\t",      "power",
    "shell",  "-",      "--x",     "–flag",
    "/",      "a",      "b",       "ab",
    "aab",    "\\\\",   "\\*",     "ИВАН",
    "ß",      "İ",      "K",       "k",
    "HKLM\\", "Temp\\", "(",       ")",
    "[a]",    "{1}",    "$",       "^",
    ".",      "|",      "漢字",    "net user",
    "0",      "4688",   "=",       ",",
    "#",      ": ",     "aaaaab",  "\r\n"};

constexpr std::array<std::u32string_view, 16> kFoldGroups = {U"kK\u212A",
                                                             U"sSſ",
                                                             U"σςΣ",
                                                             U"éÉ",
                                                             U"иИ",
                                                             U"вВᲀ",
                                                             U"ßẞ",
                                                             U"åÅ\u212B",
                                                             U"ωΩ\u2126",
                                                             U"ǆǅǄ",
                                                             U"θΘϑϴ",
                                                             U"µμΜ",
                                                             U"\U00010400\U00010428",
                                                             U"ꭰᎠ",
                                                             U"ῳῼ",
                                                             U"аА"};

std::vector<std::string> characters_of(std::string_view text) {
  std::vector<std::string> out;
  for (char32_t c : oracle::code_points(text)) {
    out.push_back(oracle::to_utf8(std::u32string(1, c)));
  }
  return out;
}

std::string joined(const std::vector<std::string>& characters) {
  std::string out;
  for (const std::string& one : characters) {
    out += one;
  }
  return out;
}

}  // namespace

std::string make_text(Choice& choice, std::size_t most_pieces) {
  std::string out;
  for (std::size_t i = choice.below(most_pieces) + 1; i > 0; --i) {
    out += choice.of(kPieces);
  }
  return out;
}

std::string make_character(Choice& choice) {
  constexpr std::array<std::string_view, 10> kCharacters = {"a", "Z",  "5",  " ", "\\",
                                                            "é", "漢", "😀", "-", "*"};
  return std::string(choice.of(kCharacters));
}

PatternPieces make_pattern(Choice& choice, std::size_t wildcard_percent) {
  PatternPieces pieces;
  for (std::size_t i = choice.below(3) + 1; i > 0; --i) {
    if (choice.percent(wildcard_percent)) {
      pieces.push_back(
          {choice.one_in(3) ? PatternPiece::Kind::kAnyOne : PatternPiece::Kind::kAnyRun, {}});
    }
    pieces.push_back({PatternPiece::Kind::kText, make_text(choice, 2)});
  }
  if (choice.percent(wildcard_percent)) {
    pieces.push_back({PatternPiece::Kind::kAnyRun, {}});
  }
  return pieces;
}

std::string sigma_text(const PatternPieces& pieces, Choice& choice) {
  std::string out;
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    if (pieces[p].kind != PatternPiece::Kind::kText) {
      out += pieces[p].kind == PatternPiece::Kind::kAnyRun ? "*" : "?";
      continue;
    }
    // Neighbouring texts are one to whoever reads the result.
    std::string_view text = pieces[p].text;
    for (std::size_t i = 0; i < text.size(); ++i) {
      bool at_end = i + 1 == text.size();
      bool special_next = at_end ? p + 1 < pieces.size()
                                 : text[i + 1] == '*' || text[i + 1] == '?' || text[i + 1] == '\\';
      if (text[i] == '*' || text[i] == '?' ||
          (text[i] == '\\' && (special_next || choice.one_in(3)))) {
        out += '\\';
      }
      out += text[i];
    }
  }
  return out;
}

std::string instance_of(const PatternPieces& pieces, Choice& choice) {
  std::string out;
  for (const PatternPiece& piece : pieces) {
    switch (piece.kind) {
      case PatternPiece::Kind::kText:
        out += piece.text;
        break;
      case PatternPiece::Kind::kAnyOne:
        out += make_character(choice);
        break;
      case PatternPiece::Kind::kAnyRun:
        out += choice.one_in(3) ? "" : make_text(choice, 2);
        break;
    }
  }
  return out;
}

std::string other_case(std::string_view text, Choice& choice) {
  std::u32string out = oracle::code_points(text);
  for (char32_t& c : out) {
    if (c < 0x80) {
      bool letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
      if (letter && choice.one_in(3)) {
        c ^= 0x20;
      }
      if (!choice.one_in(8)) {
        continue;
      }
    }
    for (std::u32string_view group : kFoldGroups) {
      if (group.find(c) != std::u32string_view::npos) {
        c = group[choice.below(group.size())];
      }
    }
  }
  return oracle::to_utf8(out);
}

std::string slightly_wrong(std::string_view text, Choice& choice) {
  std::vector<std::string> characters = characters_of(text);
  if (characters.empty()) {
    return make_character(choice);
  }
  std::size_t at = choice.below(characters.size());
  switch (choice.below(5)) {
    case 0:
      characters.erase(characters.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    case 1:
      characters[at] += characters[at];
      break;
    case 2:
      characters[at] = make_character(choice);
      break;
    case 3:
      characters.front() = make_character(choice) + characters.front();
      break;
    default:
      characters.back() += make_character(choice);
      break;
  }
  return joined(characters);
}

std::string yaml_string(std::string_view text, Choice& choice) {
  bool plain = text.find_first_of("\n\r\t") == std::string_view::npos;
  std::string out;
  if (plain && !choice.one_in(4)) {
    out = "'";
    for (char c : text) {
      out += c;
      if (c == '\'') {
        out += c;
      }
    }
    return out + "'";
  }
  out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char code[8];
      std::snprintf(code, sizeof(code), "\\x%02x", static_cast<unsigned>(c));
      out += code;
    } else {
      out += c;
    }
  }
  return out + "\"";
}

}  // namespace noroshi::test
