// Concat: texts one after the other, e.g. domain, backslash, user.
#pragma once

#include "normalise/operations/operation.h"

namespace noroshi {

class Concat final : public FieldOperation {
 public:
  explicit Concat(std::vector<OperationPtr> parts) : parts_(std::move(parts)) {}

  // Absent if a part is.
  [[nodiscard]] Value evaluate(std::span<const Value> inputs, Arena& arena) const override;
  [[nodiscard]] bool possible(std::span<const bool> present) const override;

 private:
  std::vector<OperationPtr> parts_;
};

}  // namespace noroshi
