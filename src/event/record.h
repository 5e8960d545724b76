// Record: one decoded event, as a Shape and an array of values. It never outlives the call that
// hands it over: whoever wants to keep something copies it (Detection, Fact, EventRef).
#pragma once

#include <cstdint>
#include <span>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/time.h"
#include "event/shape.h"
#include "event/value.h"

namespace noroshi {

// Where a record, or a part of it, lies.
struct Origin {
  std::uint32_t source = 0;  // index in the run's list of sources
  std::uint64_t offset = 0;  // bytes from the start of the source
  std::uint32_t length = 0;  // bytes
};

enum class Recovery : std::uint8_t {
  kLive,       // read where its container says that it lies
  kRecovered,  // found in slack or damaged space
};

struct Record {
  const Shape* shape = nullptr;
  std::span<const Value> values;    // shape->slots() of them
  std::span<const Origin> origins;  // at least one
  std::uint64_t id = 0;             // the record number its container gives it; 0 if none
  Time time;                        // when it was written, from the record itself
  Recovery recovery = Recovery::kLive;

  // The value of field `index` of the Shape. kNone gives an absent value.
  [[nodiscard]] Value field(std::uint32_t index) const {
    if (index == Shape::kNone) {
      return {};
    }
    const ShapeField& field = shape->fields()[index];
    return field.slot == ShapeField::kConstant ? Value::utf8(field.constant_text)
                                               : values[field.slot];
  }
  [[nodiscard]] Value field(WellKnown name) const { return field(shape->well_known(name)); }
};

// Takes what a decoder finds, in the order of the input.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  // `record` and everything it points to hold until this call returns.
  virtual void on_record(const Record& record) = 0;
  virtual void on_diagnostic(Diagnostic diagnostic) = 0;
};

}  // namespace noroshi
