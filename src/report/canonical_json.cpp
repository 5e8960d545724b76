#include "report/canonical_json.h"

#include "base/json_writer.h"
#include "report/value_json.h"

namespace noroshi {

CanonicalJson::Family CanonicalJson::make_family(const Shape& shape, ViewId view) const {
  Family family;
  for (auto& [name, accessor] : views_.fields(view, shape)) {
    Part part;
    part.text = ',';
    append_json_string(name, part.text);
    part.text += ':';
    if (accessor.kind == Accessor::Kind::kComputed) {
      part.kind = Part::Kind::kComputed;
      part.accessor = std::move(accessor);
    } else if (accessor.kind == Accessor::Kind::kField && accessor.field != Shape::kNone) {
      const ShapeField& field = shape.fields()[accessor.field];
      part.slot = field.slot;
      part.kind = Part::Kind::kSlot;
      if (field.slot == ShapeField::kConstant) {
        part.kind = Part::Kind::kText;
        append_json_string(field.constant_text, part.text);
      }
    } else {
      continue;
    }
    if (part.kind == Part::Kind::kText && !family.empty() && family.back().kind == part.kind) {
      family.back().text += part.text;
    } else {
      family.push_back(std::move(part));
    }
  }
  return family;
}

const CanonicalJson::Family& CanonicalJson::family(const Record& record, ViewId view) {
  // Serials count up from 1 and views are few: no two pairs of a process share a key.
  std::uint64_t key = record.shape->serial() * views_.size() + view;
  if (last_ != nullptr && key == last_key_) {
    return *last_;
  }
  auto at = families_.find(key);
  if (at == families_.end()) {
    if (families_.size() >= kMaxFamilies) {
      families_.clear();
    }
    at = families_.emplace(key, make_family(*record.shape, view)).first;
  }
  last_key_ = key;
  last_ = &at->second;
  return *last_;
}

void CanonicalJson::append(const Record& record, ViewId view, std::string& out) {
  std::size_t start = out.size();
  arena_.reset();
  for (const Part& part : family(record, view)) {
    if (part.kind == Part::Kind::kText) {
      out += part.text;
      continue;
    }
    Value value = part.kind == Part::Kind::kSlot ? record.values[part.slot]
                                                 : part.accessor.read(record, arena_);
    if (value.type != ValueType::kAbsent) {
      out += part.text;
      append_value_json(value, out);
    }
  }
  if (out.size() == start) {
    out += '{';
  } else {
    out[start] = '{';  // for the first comma
  }
  out += '}';
}

}  // namespace noroshi
