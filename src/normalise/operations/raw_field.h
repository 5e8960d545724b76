// A leaf: the value of a raw field, unchanged. (Standing alone as an entry it is a rename, which
// costs nothing at all: view.cpp then reads the field by its index.)
#pragma once

#include "normalise/operations/operation.h"

namespace noroshi {

class RawField final : public FieldOperation {
 public:
  explicit RawField(std::size_t input) : input_(input) {}

  [[nodiscard]] Value evaluate(std::span<const Value> inputs, Arena&) const override {
    return inputs[input_];
  }
  [[nodiscard]] bool possible(std::span<const bool> present) const override {
    return present[input_];
  }

 private:
  std::size_t input_;
};

}  // namespace noroshi
