#include "decode/evtx/entity.h"

#include <string>
#include <utility>

namespace noroshi::evtx {

Value entity_value(std::string_view name, Arena& arena) {
  constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
      {"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}};
  for (const auto& [entity, text] : kEntities) {
    if (name == entity) {
      return Value::utf8(text);
    }
  }
  return Value::utf8(arena.copy("&" + std::string(name) + ";"));
}

}  // namespace noroshi::evtx
