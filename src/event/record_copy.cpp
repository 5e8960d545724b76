// Packed: shape as one text (names, paths, parts, sections), then number, time, recovery, origins,
// then each value with its type; a list as its length and its values.
#include "event/record_copy.h"

#include "base/pack.h"

namespace noroshi {
namespace {

constexpr auto kLastType = static_cast<std::uint64_t>(ValueType::kList);

void pack_value(const Value& value, Packer& pack) {
  pack.number(static_cast<std::uint64_t>(value.type));
  if (value.type == ValueType::kList) {
    pack.number(value.size);
    for (const Value& element : value.list()) {
      pack.number(static_cast<std::uint64_t>(element.type));
      pack.text({reinterpret_cast<const char*>(element.data), element.size});
    }
  } else {
    pack.text({reinterpret_cast<const char*>(value.data), value.size});
  }
}

Value unpack_plain(std::uint64_t type, Unpacker& from) {
  std::string_view bytes = from.text();
  Value value = Value::utf8(bytes);
  value.type = static_cast<ValueType>(type);
  return value;
}

bool unpack_value(Unpacker& from, Arena& arena, Value& value) {
  std::uint64_t type = from.number();
  if (type > kLastType) {
    return false;
  }
  if (type != kLastType) {
    value = unpack_plain(type, from);
    return from.ok();
  }
  std::vector<Value> elements;
  for (std::uint64_t left = from.number(); left > 0 && from.ok(); --left) {
    std::uint64_t element = from.number();
    if (element >= kLastType) {
      return false;
    }
    elements.push_back(unpack_plain(element, from));
  }
  std::span<Value> kept = arena.allocate_array<Value>(elements.size());
  std::copy(elements.begin(), elements.end(), kept.begin());
  value = Value::list_of(kept);
  return from.ok();
}

std::string packed_shape(const Shape& shape) {
  std::string out;
  Packer pack(out);
  for (const ShapeField& field : shape.fields()) {
    pack.text(field.name)
        .number(static_cast<std::uint64_t>(field.part))
        .number(static_cast<std::uint64_t>(field.section))
        .number(field.path.size());
    for (const std::string& step : field.path) {
      pack.text(step);
    }
  }
  return out;
}

ShapePtr unpacked_shape(std::string_view bytes) {
  std::vector<ShapeField> fields;
  Unpacker from(bytes);
  while (!from.at_end()) {
    ShapeField field;
    field.name = from.text();
    field.part = from.number() == 0 ? FieldPart::kElement : FieldPart::kAttribute;
    field.section = from.number() == 0 ? FieldSection::kHeader : FieldSection::kData;
    for (std::uint64_t left = from.number(); left > 0 && from.ok(); --left) {
      field.path.emplace_back(from.text());
    }
    field.slot = static_cast<std::uint32_t>(fields.size());
    fields.push_back(std::move(field));
  }
  auto slots = static_cast<std::uint32_t>(fields.size());
  return from.ok() ? std::make_shared<const Shape>(std::move(fields), slots) : nullptr;
}

}  // namespace

void append_record_copy(const Record& record, std::uint32_t left_out, std::string& out) {
  Packer pack(out);
  pack.text(packed_shape(*record.shape))
      .number(record.id)
      .number(static_cast<std::uint64_t>(record.time.ticks))
      .number(static_cast<std::uint64_t>(record.recovery))
      .number(record.origins.size());
  for (const Origin& origin : record.origins) {
    pack.number(origin.source).number(origin.offset).number(origin.length);
  }
  for (std::uint32_t i = 0; i < record.shape->fields().size(); ++i) {
    pack_value(i == left_out ? Value() : record.field(i), pack);
  }
}

const Record* RecordCopyReader::read(std::string_view bytes) {
  Unpacker from(bytes);
  std::string packed(from.text());
  if (shapes_.size() >= kMaxShapes) {
    shapes_.clear();
  }
  ShapePtr& known = shapes_[packed];
  if (known == nullptr) {
    known = unpacked_shape(packed);
  }
  shape_ = known;
  if (shape_ == nullptr) {
    return nullptr;
  }
  record_ = {};
  record_.shape = shape_.get();
  record_.id = from.number();
  record_.time.ticks = static_cast<std::int64_t>(from.number());
  record_.recovery = from.number() == 0 ? Recovery::kLive : Recovery::kRecovered;
  origins_.clear();
  for (std::uint64_t left = from.number(); left > 0 && from.ok(); --left) {
    Origin origin;
    origin.source = static_cast<std::uint32_t>(from.number());
    origin.offset = from.number();
    origin.length = static_cast<std::uint32_t>(from.number());
    origins_.push_back(origin);
  }
  arena_.reset();
  values_.assign(shape_->fields().size(), Value());
  for (Value& value : values_) {
    if (!unpack_value(from, arena_, value)) {
      return nullptr;
    }
  }
  record_.origins = origins_;
  record_.values = values_;
  return from.ok() && !origins_.empty() ? &record_ : nullptr;
}

bool RecordCopyReader::replace(std::string_view name, const Value& value) {
  std::uint32_t index = shape_ == nullptr ? Shape::kNone : shape_->find(name);
  if (index == Shape::kNone) {
    return false;
  }
  values_[index] = value;
  return true;
}

}  // namespace noroshi
