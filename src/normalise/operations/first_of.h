// First of: the first of several that says anything.
#pragma once

#include "normalise/operations/operation.h"

namespace noroshi {

class FirstOf final : public FieldOperation {
 public:
  explicit FirstOf(std::vector<OperationPtr> choices) : choices_(std::move(choices)) {}

  // Neither absent nor of empty text, unchanged; absent if none is.
  [[nodiscard]] Value evaluate(std::span<const Value> inputs, Arena& arena) const override;
  [[nodiscard]] bool possible(std::span<const bool> present) const override;

 private:
  std::vector<OperationPtr> choices_;
};

}  // namespace noroshi
