#include "event/shape.h"

#include <atomic>

namespace noroshi {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) {
    return false;
  }
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (lower(left[i]) != lower(right[i])) {
      return false;
    }
  }
  return true;
}

constexpr std::array<std::string_view, static_cast<std::size_t>(WellKnown::kCount)> kWellKnown = {
    "Channel", "Provider_Name", "EventID", "Computer", "EventRecordID", "TimeCreated_SystemTime",
};

std::uint64_t next_serial() {
  static std::atomic<std::uint64_t> counter{0};
  return ++counter;
}

}  // namespace

Shape::Shape(std::vector<ShapeField> fields, std::uint32_t slots)
    : fields_(std::move(fields)), slots_(slots), serial_(next_serial()) {
  well_known_.fill(kNone);
  for (std::uint32_t i = 0; i < fields_.size(); ++i) {
    if (fields_[i].section == FieldSection::kHeader) {
      for (std::size_t k = 0; k < kWellKnown.size(); ++k) {
        if (fields_[i].name == kWellKnown[k] && well_known_[k] == kNone) {
          well_known_[k] = i;
        }
      }
    }
    // Quadratic, on at most a few hundred fields, once per Shape.
    for (std::uint32_t j = 0; j < i && !duplicate_names_; ++j) {
      duplicate_names_ =
          fields_[i].section == fields_[j].section && fields_[i].name == fields_[j].name;
    }
  }
}

std::uint32_t Shape::find(std::string_view name) const {
  std::uint32_t folded = kNone;
  for (auto i = static_cast<std::uint32_t>(fields_.size()); i-- > 0;) {
    if (fields_[i].name == name) {
      return i;
    }
    if (folded == kNone && equal_ignoring_case(fields_[i].name, name)) {
      folded = i;
    }
  }
  return folded;
}

bool Shape::same_content(const Shape& other) const {
  if (slots_ != other.slots_ || fields_.size() != other.fields_.size()) {
    return false;
  }
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const ShapeField& a = fields_[i];
    const ShapeField& b = other.fields_[i];
    if (a.name != b.name || a.path != b.path || a.part != b.part || a.section != b.section ||
        a.slot != b.slot || a.constant_text != b.constant_text) {
      return false;
    }
  }
  return true;
}

}  // namespace noroshi
