#include "support/records/record_builder.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/ensure.h"
#include "event/value_text.h"

namespace noroshi::test {
namespace {

std::string little_endian(std::uint64_t number, std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i) {
    out.push_back(static_cast<char>(number >> (8 * i)));
  }
  return out;
}

std::string_view name_of(ValueType type) {
  constexpr std::string_view kNames[] = {"absent",   "empty", "utf16",    "utf8",       "signed",
                                         "unsigned", "hex",   "real",     "boolean",    "binary",
                                         "guid",     "sid",   "filetime", "systemtime", "list"};
  return kNames[static_cast<std::size_t>(type)];
}

}  // namespace

OwnedValue raw(ValueType type, std::string bytes) {
  return {type, std::move(bytes), {}};
}
OwnedValue absent() {
  return raw(ValueType::kAbsent, "");
}
OwnedValue empty() {
  return raw(ValueType::kEmpty, "");
}
OwnedValue utf8(std::string_view text) {
  return raw(ValueType::kTextUtf8, std::string(text));
}

OwnedValue utf16(std::string_view utf8_text) {
  std::string out;
  for (std::size_t i = 0; i < utf8_text.size();) {
    auto first = static_cast<std::uint8_t>(utf8_text[i]);
    std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    ENSURE(i + length <= utf8_text.size());
    std::uint32_t c = length == 1 ? first : first & (0xFFu >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      c = c << 6 | (static_cast<std::uint8_t>(utf8_text[i + k]) & 0x3Fu);
    }
    i += length;
    if (c >= 0x10000) {
      out += little_endian(0xD800 + ((c - 0x10000) >> 10), 2);
      c = 0xDC00 + ((c - 0x10000) & 0x3FF);
    }
    out += little_endian(c, 2);
  }
  return raw(ValueType::kTextUtf16, out);
}

OwnedValue unsigned_integer(std::uint64_t number, std::size_t size) {
  return raw(ValueType::kUnsigned, little_endian(number, size));
}
OwnedValue signed_integer(std::int64_t number, std::size_t size) {
  return raw(ValueType::kSigned, little_endian(static_cast<std::uint64_t>(number), size));
}
OwnedValue hex(std::uint64_t number, std::size_t size) {
  return raw(ValueType::kHex, little_endian(number, size));
}
OwnedValue real(double number) {
  return raw(ValueType::kReal, little_endian(std::bit_cast<std::uint64_t>(number), 8));
}
OwnedValue boolean(bool yes) {
  return raw(ValueType::kBoolean, little_endian(yes ? 1 : 0, 4));
}
OwnedValue filetime(std::uint64_t ticks) {
  return raw(ValueType::kFiletime, little_endian(ticks, 8));
}
OwnedValue list(std::vector<OwnedValue> elements) {
  return {ValueType::kList, "", std::move(elements)};
}

Value BuiltRecord::keep(const OwnedValue& value) {
  if (value.type == ValueType::kList) {
    lists_.push_back(std::make_unique<Value[]>(value.elements.size()));
    Value* first = lists_.back().get();
    for (std::size_t i = 0; i < value.elements.size(); ++i) {
      first[i] = keep(value.elements[i]);
    }
    return Value::list_of({first, value.elements.size()});
  }
  bytes_.push_back(std::make_unique<char[]>(value.bytes.size()));
  std::copy(value.bytes.begin(), value.bytes.end(), bytes_.back().get());
  return {reinterpret_cast<const std::byte*>(bytes_.back().get()),
          static_cast<std::uint32_t>(value.bytes.size()), value.type};
}

std::string BuiltRecord::describe() const {
  std::string out;
  for (std::uint32_t i = 0; i < shape_->fields().size(); ++i) {
    const ShapeField& field = shape_->fields()[i];
    Value value = record_.field(i);
    out += field.section == FieldSection::kHeader ? "  header " : "  data   ";
    out += field.name + " = [";
    out += name_of(value.type);
    out += "] " + to_text(value) + "\n";
  }
  return out;
}

RecordBuilder& RecordBuilder::add(std::string name, FieldSection section, OwnedValue value) {
  Field field;
  field.shape.path = {"Event", section == FieldSection::kHeader ? "System" : "EventData", name};
  field.shape.name = std::move(name);
  field.shape.section = section;
  field.value = std::move(value);
  fields_.push_back(std::move(field));
  return *this;
}

RecordBuilder& RecordBuilder::header(std::string name, OwnedValue value) {
  return add(std::move(name), FieldSection::kHeader, std::move(value));
}

RecordBuilder& RecordBuilder::data(std::string name, OwnedValue value) {
  return add(std::move(name), FieldSection::kData, std::move(value));
}

RecordBuilder& RecordBuilder::data_constant(std::string name, std::string text) {
  add(std::move(name), FieldSection::kData, {});
  fields_.back().shape.constant_text = std::move(text);
  fields_.back().is_constant = true;
  return *this;
}

void RecordBuilder::change_values(const std::function<void(OwnedValue&)>& change) {
  for (Field& field : fields_) {
    if (!field.is_constant) {
      change(field.value);
    }
  }
}

BuiltRecord RecordBuilder::build() const {
  std::vector<ShapeField> fields;
  std::uint32_t slots = 0;
  for (const Field& field : fields_) {
    fields.push_back(field.shape);
    fields.back().slot = field.is_constant ? ShapeField::kConstant : slots++;
  }
  // Data fields stand behind header fields, whatever the order of the calls.
  std::ranges::stable_sort(fields, {}, [](const ShapeField& field) { return field.section; });
  return with_values(std::make_shared<Shape>(std::move(fields), slots));
}

BuiltRecord RecordBuilder::build_on(const BuiltRecord& earlier) const {
  ENSURE(earlier.shape_->fields().size() == fields_.size());
  return with_values(earlier.shape_);
}

BuiltRecord RecordBuilder::with_values(ShapePtr shape) const {
  BuiltRecord built;
  built.shape_ = std::move(shape);
  built.values_ = std::make_unique<Value[]>(built.shape_->slots());
  std::uint32_t slot = 0;
  for (const Field& field : fields_) {
    if (!field.is_constant) {
      ENSURE(slot < built.shape_->slots());
      built.values_[slot++] = built.keep(field.value);
    }
  }
  built.record_.shape = built.shape_.get();
  built.record_.values = {built.values_.get(), built.shape_->slots()};
  built.record_.origins = {built.origin_.get(), 1};
  return built;
}

}  // namespace noroshi::test
