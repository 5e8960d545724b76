// Shape: the family a record belongs to. The ordered field names, the constants, and where each
// value sits; a record then costs only its values.
//
// Example: every Security 4688 record that one template writes has the Shape
//   System.Provider@Name (constant), System.EventID (value 0), ..., EventData.NewProcessName (value
//   14)
//
// Shapes are immutable once published by a decoder, and live as long as that decoder (or longer:
// they are held by shared_ptr). Two Shapes of equal content may exist; nothing depends on identity
// except speed.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "event/value.h"

namespace noroshi {

// Fields that the house itself asks for on every record. They are always those of the record's
// own header (<System>), never a data field of the same name.
enum class WellKnown : std::uint8_t {
  kChannel,
  kProvider,
  kEventId,
  kComputer,
  kRecordId,
  kTime,
  kCount,
};

enum class FieldPart : std::uint8_t {
  kElement,    // text of an element: path ends with the element
  kAttribute,  // path ends with the element, then the attribute's name
};

enum class FieldSection : std::uint8_t {
  kHeader,  // about the event: <System>, <Event>'s attributes, <RenderingInfo>
  kData,    // of the event: EventData, UserData, ProcessingErrorData, ...
};

struct ShapeField {
  static constexpr std::uint32_t kConstant = 0xffffffff;

  // The name rules use: "EventID", "Provider_Name", "CommandLine". Spaces are stripped.
  std::string name;
  // The nesting as it stands in the source, outermost first, e.g. {"Event","EventData","Threat
  // Name"} or, for an attribute, {"Event","System","Provider","Name"}. <Data Name="X"> stands as
  // "X", un-named <Data> as "Data".
  std::vector<std::string> path;
  FieldPart part = FieldPart::kElement;
  FieldSection section = FieldSection::kData;
  // Index into Record::values, or kConstant.
  std::uint32_t slot = kConstant;
  // Of a constant: its value, always kTextUtf8, owned by `constant_text`.
  std::string constant_text;
};

class Shape {
 public:
  // `fields` in document order. `slots` is the length of the Record::values that go with it.
  // Un-named or repeated sibling elements are ONE field whose value is a list (the decoder gathers
  // them); of two named fields with one name the later one counts (duplicate_names says so).
  Shape(std::vector<ShapeField> fields, std::uint32_t slots);

  static constexpr std::uint32_t kNone = 0xffffffff;

  [[nodiscard]] const std::vector<ShapeField>& fields() const { return fields_; }
  [[nodiscard]] std::uint32_t slots() const { return slots_; }

  // Index of the field that a rule means by `name`, or kNone: the last field of exactly that name,
  // else the last whose name differs only in the case of ASCII letters. Data fields come after
  // header fields and so win over them. Cost: one pass; meant for once per Shape.
  [[nodiscard]] std::uint32_t find(std::string_view name) const;
  // Index of a header field, or kNone.
  [[nodiscard]] std::uint32_t well_known(WellKnown field) const {
    return well_known_[static_cast<std::size_t>(field)];
  }
  // Some name stands for more than one field; only the last of them is seen by rules.
  [[nodiscard]] bool has_duplicate_names() const { return duplicate_names_; }

  // Equal in names, paths, parts, constants and slots.
  [[nodiscard]] bool same_content(const Shape& other) const;

  // A number that no other Shape of this process has; for caches only, never for output.
  [[nodiscard]] std::uint64_t serial() const { return serial_; }

 private:
  std::vector<ShapeField> fields_;
  std::uint32_t slots_ = 0;
  std::array<std::uint32_t, static_cast<std::size_t>(WellKnown::kCount)> well_known_{};
  bool duplicate_names_ = false;
  std::uint64_t serial_ = 0;
};

using ShapePtr = std::shared_ptr<const Shape>;

}  // namespace noroshi
