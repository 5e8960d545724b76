#include "report/terminal_text.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "base/json_writer.h"
#include "base/message.h"
#include "base/utf.h"

namespace noroshi {
namespace {

struct Range {
  char32_t first, last;
};

// Blocks that terminals draw two columns wide (Unicode Standard Annex 11, W and F, by block).
constexpr Range kWide[] = {
    {0x1100, 0x115f}, {0x2e80, 0x303e},   {0x3041, 0x33ff},   {0x3400, 0x4dbf},  {0x4e00, 0x9fff},
    {0xa000, 0xa4cf}, {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},  {0xff00, 0xff60},
    {0xffe0, 0xffe6}, {0x1f300, 0x1f64f}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};
constexpr Range kNone[] = {{0x300, 0x36f},   {0x200b, 0x200d}, {0x20d0, 0x20f0},
                           {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xe0100, 0xe01ef}};

bool in(std::span<const Range> ranges, char32_t c) {
  return std::ranges::any_of(
      ranges, [c](const Range& range) { return c >= range.first && c <= range.last; });
}

std::size_t columns_of(char32_t c) {
  if (c < 0x300) {
    return 1;
  }
  if (in(kNone, c)) {
    return 0;
  }
  return in(kWide, c) ? 2 : 1;
}

// The longest start of `text` that takes at most `width` columns, in bytes.
std::size_t prefix_of(std::string_view text, std::size_t width) {
  std::size_t at = 0;
  std::size_t columns = 0;
  while (at < text.size()) {
    std::size_t next = at;
    columns += columns_of(take_utf8(text, next));
    if (columns > width) {
      break;
    }
    at = next;
  }
  return at;
}

std::string cut(std::string_view visible, std::size_t width, Lines lines) {
  if (display_width(visible) <= width) {
    return std::string(visible);
  }
  std::string_view mark = lines == Lines::kUnicode ? "\u2026" : "...";
  std::size_t mark_width = std::min(width, display_width(mark));
  std::string out(visible.substr(0, prefix_of(visible, width - mark_width)));
  out += mark.substr(0, prefix_of(mark, mark_width));
  return out;
}

constexpr std::string_view kLevelColours[] = {"\x1b[90m", "\x1b[36m", "\x1b[33m", "\x1b[31m",
                                              "\x1b[1;35m"};

// By RuleLevel.
constexpr std::string_view kLevelNames[] = {translatable("informational"), translatable("low"),
                                            translatable("medium"), translatable("high"),
                                            translatable("critical")};

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    columns += columns_of(take_utf8(text, at));
  }
  return columns;
}

std::string fit(std::string_view text, std::size_t width, Lines lines) {
  std::string visible;
  append_visible(text, visible);
  return cut(visible, width, lines);
}

std::vector<std::string> wrap(std::string_view text, std::size_t width, std::size_t most,
                              Lines lines) {
  std::string visible;
  append_visible(text, visible);
  std::string_view rest = visible;
  std::vector<std::string> out;
  while (!rest.empty()) {
    if (out.size() + 1 >= most || display_width(rest) <= width) {
      out.push_back(cut(rest, width, lines));
      break;
    }
    std::size_t end = std::max<std::size_t>(1, prefix_of(rest, width));
    std::size_t space = rest.rfind(' ', end);
    // A cut far from the edge would waste the line; long paths have no spaces at all.
    if (space != rest.npos && space > end / 2) {
      end = space;
    }
    out.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end);
    rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(' ')));
  }
  return out;
}

std::string_view level_name(RuleLevel level) {
  return tr(kLevelNames[static_cast<std::size_t>(level)]);
}

std::string pad(std::string_view text, std::size_t width) {
  std::string out(text);
  out.append(width - std::min(width, display_width(text)), ' ');
  return out;
}

std::string level_text(RuleLevel level, std::size_t width, Colour colour) {
  std::string text = pad(level_name(level), width);
  if (colour == Colour::kNo) {
    return text;
  }
  std::string out(kLevelColours[static_cast<std::size_t>(level)]);
  out += text;
  out += "\x1b[0m";
  return out;
}

}  // namespace noroshi
