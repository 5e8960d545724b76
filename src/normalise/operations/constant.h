// A text that is the same for every record.
#pragma once

#include <string>

#include "normalise/operations/operation.h"

namespace noroshi {

class Constant final : public FieldOperation {
 public:
  explicit Constant(std::string text) : text_(std::move(text)) {}

  [[nodiscard]] Value evaluate(std::span<const Value>, Arena&) const override {
    return Value::utf8(text_);
  }
  [[nodiscard]] bool possible(std::span<const bool>) const override { return true; }

 private:
  std::string text_;
};

}  // namespace noroshi
