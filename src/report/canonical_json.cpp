#include "report/canonical_json.h"

#include "base/json_writer.h"
#include "report/value_json.h"

namespace noroshi {

const CanonicalJson::Family& CanonicalJson::family(const Record& record, ViewId view) {
  if (families_.size() > kMaxFamilies) {
    families_.clear();
  }
  // Serials count up from 1 and views are few: no two pairs of a process share a key.
  std::uint64_t key = record.shape->serial() * views_.size() + view;
  auto [at, is_new] = families_.try_emplace(key);
  if (is_new) {
    for (auto& [name, accessor] : views_.fields(view, *record.shape)) {
      Field& field = at->second.emplace_back();
      append_json_string(name, field.key);
      field.key += ':';
      field.accessor = std::move(accessor);
    }
  }
  return at->second;
}

void CanonicalJson::append(const Record& record, ViewId view, std::string& out) {
  out += '{';
  arena_.reset();
  for (const Field& field : family(record, view)) {
    Value value = field.accessor.read(record, arena_);
    if (value.type == ValueType::kAbsent) {
      continue;
    }
    if (out.back() != '{') {
      out += ',';
    }
    out += field.key;
    append_value_json(value, out);
  }
  out += '}';
}

}  // namespace noroshi
