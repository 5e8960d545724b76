// A file that was put into the binary when it was built (cmake/embed.cmake).
#pragma once

#include <span>
#include <string_view>

namespace noroshi {

struct EmbeddedFile {
  std::string_view path;     // relative to the tree, e.g. "data/windows/services.yml"
  std::string_view content;  // static storage
};

}  // namespace noroshi
