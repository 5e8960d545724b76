#include "match/record_text.h"

#include <algorithm>

#include "base/fold.h"
#include "event/value_text.h"

namespace noroshi {
namespace {

bool is_wanted(const Value& value, RecordText::Values values) {
  switch (values) {
    case RecordText::Values::kTexts:
      return is_text(value);
    case RecordText::Values::kIdentifiers:
      return is_text(value) || value.type == ValueType::kSid || value.type == ValueType::kGuid;
    case RecordText::Values::kAll:
      return value.type != ValueType::kAbsent && value.type != ValueType::kEmpty;
  }
  return false;
}

}  // namespace

void RecordText::read(const Record& record, std::span<const std::uint32_t> fields, Values values) {
  size_ = 0;
  pieces_.clear();
  for (std::uint32_t field : fields) {
    const Value value = record.field(field);
    if (value.type == ValueType::kList) {
      for (const Value& element : value.list()) {
        add(field, element, values);
      }
    } else {
      add(field, value, values);
    }
  }
}

void RecordText::add(std::uint32_t field, const Value& value, Values values) {
  if (value.size == 0 || !is_wanted(value, values)) {
    return;
  }
  std::string_view utf8(reinterpret_cast<const char*>(value.data), value.size);
  if (!is_text(value)) {
    scratch_.clear();
    append_text(value, scratch_);
    utf8 = scratch_;
  }
  std::size_t room = size_ + fold_capacity(utf8.size()) + 1;
  if (buffer_.size() < room) {
    buffer_.resize(2 * room);
  }
  char* start = buffer_.data() + size_;
  char* end = value.type == ValueType::kTextUtf16 ? fold_utf16_to(value.bytes(), start)
                                                  : fold_utf8_to(utf8, start);
  // A line feed inside a value is no border between values; for what is sought both are the same.
  *end = kSeparator;
  size_ = static_cast<std::size_t>(end - buffer_.data());
  pieces_.push_back({field, size_++, value});
}

const RecordText::Piece& RecordText::piece_at(std::size_t position) const {
  return *std::ranges::upper_bound(pieces_, position, {}, [](const Piece& piece) {
    return piece.end + 1;  // the separator belongs to what stands before it
  });
}

std::string_view RecordText::text_of(const Piece& piece) const {
  std::size_t start = &piece == pieces_.data() ? 0 : (&piece - 1)->end + 1;
  return text().substr(start, piece.end - start);
}

RecordText::Fields RecordText::fields_of(const Shape& shape) {
  Fields out;
  for (std::uint32_t i = 0; i < shape.fields().size(); ++i) {
    const ShapeField& field = shape.fields()[i];
    bool is_namespace = field.part == FieldPart::kAttribute && !field.path.empty() &&
                        (field.path.back() == "xmlns" || field.path.back().starts_with("xmlns:"));
    if (!is_namespace) {
      (field.slot == ShapeField::kConstant ? out.constant : out.varying).push_back(i);
    }
  }
  return out;
}

}  // namespace noroshi
