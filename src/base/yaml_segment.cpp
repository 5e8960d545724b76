#include "base/yaml_segment.h"

#include <cstring>

namespace noroshi {

std::size_t yaml_segment_end(std::string_view text, std::size_t start) {
  bool has_content = false;
  for (std::size_t line = start; line < text.size();) {
    std::string_view rest = text.substr(line);
    bool is_marker =
        rest.starts_with("---") && (rest.size() == 3 || std::strchr(" \t\r\n", rest[3]) != nullptr);
    if (is_marker && has_content) {
      return line;
    }
    has_content = has_content || std::strchr("#%\r\n", rest[0]) == nullptr;
    std::size_t length = rest.find('\n');
    if (length == std::string_view::npos) {
      break;
    }
    line += length + 1;
  }
  return text.size();
}

}  // namespace noroshi
