// From the Shape of a decoded record back to templates that write such records.
//
//   Event/System/EventID (value 3), Event/EventData/Image (value 14)
//     -> root template with <EventID>%0</EventID> and %1, nested one with <Data
//     Name="Image">%0</Data>
#pragma once

#include <cstdint>
#include <vector>

#include "event/shape.h"
#include "support/binxml.h"

namespace noroshi::evidence {

enum class TemplateForm : std::uint8_t {
  kSingle,  // everything in one definition
  kNested,  // what is not about the event itself in a definition of its own
};

struct FieldUse {
  std::uint32_t field = 0;  // index into Shape::fields
  std::uint16_t slot = 0;   // of the definition that holds it
  bool is_nested = false;
};

struct ShapeTemplate {
  Template root;
  Template nested;  // kNested, if there is anything in it
  bool has_nested = false;
  std::uint16_t nested_slot = 0;  // of the root, for the nested instance
  std::uint16_t root_slots = 0;
  std::uint16_t nested_slots = 0;
  std::vector<FieldUse> uses;
};

// Constants become text of the definitions, except the computer's name, which becomes a value so
// that each copy can have its own. `key` tells templates apart (their GUIDs).
[[nodiscard]] ShapeTemplate make_shape_template(const Shape& shape, TemplateForm form,
                                                std::uint64_t key);

}  // namespace noroshi::evidence
