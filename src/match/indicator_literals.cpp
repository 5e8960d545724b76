#include "match/indicator_literals.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/fold.h"

namespace noroshi {
namespace {

struct Variable {
  std::string_view name;
  std::string_view folder;
};
// Where the variables of Windows lead; the part that is the same for every user and drive.
constexpr std::array kVariables = {
    Variable{"%allusersprofile%", "\\programdata"},
    Variable{"%appdata%", "\\appdata\\roaming"},
    Variable{"%commonprogramfiles%", "\\common files"},
    Variable{"%localappdata%", "\\appdata\\local"},
    Variable{"%programdata%", "\\programdata"},
    Variable{"%programfiles%", "\\program files"},
    Variable{"%programfiles(x86)%", "\\program files (x86)"},
    Variable{"%public%", "\\users\\public"},
    Variable{"%systemroot%", "\\windows"},
    Variable{"%temp%", "\\temp"},
    Variable{"%tmp%", "\\temp"},
    Variable{"%windir%", "\\windows"},
};

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

std::vector<IndicatorText> texts_of_path(const std::string& path) {
  if (path.size() > 2 && is_letter(path[0]) && path[1] == ':' && path[2] == '\\') {
    return {{path.substr(2), path[0]}};
  }
  std::vector<IndicatorText> out{{path}};
  for (const Variable& variable : kVariables) {
    if (path.starts_with(variable.name)) {
      out.push_back({std::string(variable.folder) + path.substr(variable.name.size())});
    }
  }
  return out;
}

// Hives are called differently by every log; what lies below them is not.
std::string below_hive(std::string_view key) {
  constexpr std::string_view kRegistry = "\\registry\\";
  if (key.starts_with(kRegistry)) {
    key.remove_prefix(kRegistry.size());
  }
  std::size_t first = key.find('\\');
  return std::string(first == key.npos ? key : key.substr(first));
}

}  // namespace

std::vector<IndicatorText> texts_of(const Indicator& indicator) {
  std::string folded = fold(std::string_view(indicator.value));
  switch (indicator.kind) {
    case IndicatorKind::kPath:
      return texts_of_path(folded);
    case IndicatorKind::kRegistry:
      return {{below_hive(folded)}};
    case IndicatorKind::kText: {
      constexpr std::string_view kPipe = "\\\\.\\pipe";
      if (folded.starts_with(kPipe) && folded.size() > kPipe.size() + 3) {
        return {{folded}, {folded.substr(kPipe.size())}};
      }
      return {{folded}};
    }
    default:
      return {{folded}};
  }
}

}  // namespace noroshi
