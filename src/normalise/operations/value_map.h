// Value map: a few known texts stand for others, e.g. %%14593 for true.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "normalise/operations/operation.h"

namespace noroshi {

class ValueMap final : public FieldOperation {
 public:
  enum class Otherwise : std::uint8_t { kInput, kAbsent };
  struct Pair {
    std::string from;               // compared without regard to ASCII case
    std::optional<std::string> to;  // nothing: the value is absent
  };

  ValueMap(OperationPtr input, std::vector<Pair> pairs, Otherwise otherwise)
      : input_(std::move(input)), pairs_(std::move(pairs)), otherwise_(otherwise) {}

  [[nodiscard]] Value evaluate(std::span<const Value> inputs, Arena& arena) const override;
  [[nodiscard]] bool possible(std::span<const bool> present) const override {
    return input_->possible(present);
  }

 private:
  OperationPtr input_;
  std::vector<Pair> pairs_;
  Otherwise otherwise_;
};

}  // namespace noroshi
