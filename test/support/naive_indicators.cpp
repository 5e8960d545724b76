#include "support/naive_indicators.h"

#include <algorithm>
#include <functional>
#include <regex>
#include <vector>

#include "support/oracle/text.h"

namespace noroshi::naive {
namespace {

using Text = std::u32string;

Text folded(std::string_view text) {
  return oracle::fold(oracle::code_points(text));
}

bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}
bool is_hex(char32_t c) {
  return is_digit(c) || (c >= U'a' && c <= U'f');
}
bool is_letter(char32_t c) {
  return c >= U'a' && c <= U'z';
}
bool is_word(char32_t c) {
  return is_digit(c) || is_letter(c) || c == U'_' || c == U'-' || c > 0x7f;
}

// Whether a percent escape stands right before `at`.
bool behind_escape(const Text& text, std::size_t at) {
  return at >= 3 && text[at - 3] == U'%' && is_hex(text[at - 2]) && is_hex(text[at - 1]);
}

// A border before `at`: leftwards over dots comes no word character. An escape is a border.
bool begins_word(const Text& text, std::size_t at) {
  for (;; --at) {
    if (at == 0 || behind_escape(text, at)) {
      return true;
    }
    if (text[at - 1] != U'.') {
      return !is_word(text[at - 1]);
    }
  }
}
bool ends_word(const Text& text, std::size_t at) {
  while (at < text.size() && text[at] == U'.') {
    ++at;
  }
  return at == text.size() || !is_word(text[at]);
}

bool is_inner(char32_t c) {
  return is_word(c) || c == U'.';
}

// Calls accept(start, end) for every place where `sought` stands.
bool anywhere(const Text& text, const Text& sought,
              const std::function<bool(std::size_t, std::size_t)>& accept) {
  for (std::size_t at = text.find(sought); at != Text::npos; at = text.find(sought, at + 1)) {
    if (accept(at, at + sought.size())) {
      return true;
    }
  }
  return false;
}

bool stands_as_text(const Text& text, const Text& sought) {
  return anywhere(text, sought, [&](std::size_t start, std::size_t end) {
    return (!is_inner(sought.front()) || begins_word(text, start)) &&
           (!is_inner(sought.back()) || ends_word(text, end));
  });
}

bool holds_domain(const Text& text, const Text& sought) {
  return anywhere(text, sought, [&](std::size_t start, std::size_t end) {
    bool is_below = start > 0 && text[start - 1] == U'.';
    return (is_below || begins_word(text, start)) && ends_word(text, end);
  });
}

bool holds_hash(const Text& text, const Text& sought) {
  return anywhere(text, sought, [&](std::size_t start, std::size_t end) {
    return (start == 0 || !is_hex(text[start - 1])) && (end == text.size() || !is_hex(text[end]));
  });
}

// All that reads as an IPv4 address: digits and dots, beside no letter, underscore or further part.
void each_ipv4(const Text& text, const std::function<void(const std::string&)>& see) {
  auto is_part = [](char32_t c) { return is_word(c) && c != U'-'; };
  for (std::size_t start = 0; start < text.size(); ++start) {
    if (!is_digit(text[start])) {
      continue;
    }
    std::size_t before = start;
    while (before > 0 && !behind_escape(text, before) && text[before - 1] == U'.') {
      --before;
    }
    if (before > 0 && !behind_escape(text, before) && is_part(text[before - 1])) {
      continue;
    }
    std::string digits;
    for (std::size_t end = start;
         end < text.size() && (is_digit(text[end]) || text[end] == U'.');) {
      digits += static_cast<char>(text[end++]);
      std::size_t behind = end;
      while (behind < text.size() && text[behind] == U'.') {
        ++behind;
      }
      if (behind == text.size() || !is_part(text[behind])) {
        see(digits);
      }
    }
  }
}

// Runs of hexadecimal digits, colons and dots; see match/indicator_set.h for what is cut off.
void each_ipv6(const Text& text, const std::function<void(const std::string&)>& see) {
  auto is_inside = [](char32_t c) { return is_hex(c) || c == U':' || c == U'.'; };
  for (std::size_t start = 0; start < text.size(); ++start) {
    if (!is_inside(text[start]) || (start > 0 && is_inside(text[start - 1]))) {
      continue;
    }
    std::size_t end = start;
    while (end < text.size() && is_inside(text[end])) {
      ++end;
    }
    std::string run;
    std::ranges::transform(text.substr(start, end - start), std::back_inserter(run),
                           [](char32_t c) { return static_cast<char>(c); });
    bool word_behind = end < text.size() && is_word(text[end]) && text[end] != U'-';
    bool word_before = start > 0 && is_word(text[start - 1]) && text[start - 1] != U'-';
    if (std::ranges::count(run, ':') < 2 || word_behind) {
      continue;
    }
    if (word_before) {
      run.erase(0, run.find(':') + 1);
    }
    static const std::regex kBehind("(\\.|([^:]):)$");
    static const std::regex kBefore("^(\\.|:([^:]))");
    while (std::regex_search(run, kBehind)) {
      run = std::regex_replace(run, kBehind, "$2");
    }
    while (std::regex_search(run, kBefore)) {
      run = std::regex_replace(run, kBefore, "$2");
    }
    see(run);
  }
}

bool holds_network(const std::vector<oracle::Address>& addresses, const std::string& sought) {
  std::size_t slash = sought.find('/');
  auto address = oracle::parse_address(sought.substr(0, slash));
  if (!address) {
    return false;
  }
  unsigned prefix = address->is_v4 ? 32 : 128;
  if (slash != std::string::npos) {
    prefix = static_cast<unsigned>(std::stoul(sought.substr(slash + 1)));
  }
  return std::ranges::any_of(addresses, [&](const oracle::Address& other) {
    bool same = other.is_v4 == address->is_v4;
    for (unsigned bit = 0; bit < prefix; ++bit) {
      unsigned shift = 7 - bit % 8;
      same = same && (address->bytes[bit / 8] >> shift & 1) == (other.bytes[bit / 8] >> shift & 1);
    }
    return same;
  });
}

bool holds_path(const Text& text, const Text& path) {
  bool has_drive = path.size() > 2 && is_letter(path[0]) && path[1] == U':' && path[2] == U'\\';
  if (has_drive) {
    static const std::regex kDevice("\\\\device\\\\harddiskvolume[0-9]+$");
    return anywhere(text, path.substr(2), [&](std::size_t start, std::size_t end) {
      if (is_inner(path.back()) && !ends_word(text, end)) {
        return false;
      }
      std::string before = oracle::to_utf8(text.substr(0, start));
      return (start >= 2 && text[start - 2] == path[0] && text[start - 1] == U':') ||
             std::regex_search(before, kDevice);
    });
  }
  if (stands_as_text(text, path)) {
    return true;
  }
  static const std::pair<const char32_t*, const char32_t*> kFolders[] = {
      {U"%allusersprofile%", U"\\programdata"},
      {U"%appdata%", U"\\appdata\\roaming"},
      {U"%commonprogramfiles%", U"\\common files"},
      {U"%localappdata%", U"\\appdata\\local"},
      {U"%programdata%", U"\\programdata"},
      {U"%programfiles%", U"\\program files"},
      {U"%programfiles(x86)%", U"\\program files (x86)"},
      {U"%public%", U"\\users\\public"},
      {U"%systemroot%", U"\\windows"},
      {U"%temp%", U"\\temp"},
      {U"%tmp%", U"\\temp"},
      {U"%windir%", U"\\windows"}};
  return std::ranges::any_of(kFolders, [&](const auto& folder) {
    Text name = folder.first;
    return path.starts_with(name) && stands_as_text(text, folder.second + path.substr(name.size()));
  });
}

bool holds_key(const Text& text, Text key) {
  if (key.starts_with(U"\\registry\\")) {
    key.erase(0, 10);
  }
  std::size_t below = key.find(U'\\');
  return stands_as_text(text, below == Text::npos ? key : key.substr(below));
}

}  // namespace

Prepared prepare(std::string_view utf8) {
  Prepared out{folded(utf8), {}};
  auto see = [&](const std::string& candidate) {
    if (auto address = oracle::parse_address(candidate)) {
      out.addresses.push_back(*address);
    }
  };
  each_ipv4(out.folded, see);
  each_ipv6(out.folded, see);
  return out;
}

bool is_looked_at(ValueType type) {
  return type == ValueType::kTextUtf16 || type == ValueType::kTextUtf8 || type == ValueType::kSid ||
         type == ValueType::kGuid;
}

bool holds(const Indicator& indicator, const Prepared& prepared) {
  const Text& text = prepared.folded;
  Text sought = folded(indicator.value);
  switch (indicator.kind) {
    case IndicatorKind::kAddress:
    case IndicatorKind::kNetwork:
      return holds_network(prepared.addresses, indicator.value);
    case IndicatorKind::kDomain:
      return holds_domain(text, sought);
    case IndicatorKind::kHash:
      return holds_hash(text, sought);
    case IndicatorKind::kPath:
      return holds_path(text, sought);
    case IndicatorKind::kRegistry:
      return holds_key(text, sought);
    case IndicatorKind::kText:
      if (sought.starts_with(U"\\\\.\\pipe") && sought.size() > 11 &&
          stands_as_text(text, sought.substr(8))) {
        return true;
      }
      break;
    case IndicatorKind::kUrl:
    case IndicatorKind::kEmail:
    case IndicatorKind::kFileName:
      break;
  }
  return stands_as_text(text, sought);
}

}  // namespace noroshi::naive
