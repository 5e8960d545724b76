#include "cli/style.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <string>

namespace noroshi::cli {
namespace {

constexpr std::size_t kDefaultWidth = 100;
constexpr std::size_t kLargestWidth = 500;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

bool locale_is_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    if (std::string_view value = environment(name); !value.empty()) {
      return value.contains("UTF-8") || value.contains("utf8") || value.contains("utf-8");
    }
  }
  return false;
}

std::size_t width_of(const Output& output) {
  winsize size{};
  if (output.is_terminal() && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return size.ws_col;
  }
  std::string_view columns = environment("COLUMNS");
  std::size_t width = 0;
  std::from_chars(columns.data(), columns.data() + columns.size(), width);
  return width > 0 && width <= kLargestWidth ? width : kDefaultWidth;
}

}  // namespace

ColourChoice colour_from(std::string_view text) {
  if (text == "always") {
    return ColourChoice::kAlways;
  }
  return text == "never" ? ColourChoice::kNever : ColourChoice::kAuto;
}

TerminalStyle style_for(const Output& output, ColourChoice choice) {
  TerminalStyle style;
  bool by_default = output.is_terminal() && environment("NO_COLOR").empty();
  bool coloured = choice == ColourChoice::kAlways || (choice == ColourChoice::kAuto && by_default);
  style.colour = coloured ? Colour::kYes : Colour::kNo;
  style.lines = locale_is_utf8() ? Lines::kUnicode : Lines::kAscii;
  style.width = width_of(output);
  return style;
}

}  // namespace noroshi::cli
