// Prefix rewrite: \REGISTRY\MACHINE\SOFTWARE\X becomes HKLM\SOFTWARE\X. A prefix counts only as
// whole components of a path: \REGISTRY\MACHINERY stays.
#pragma once

#include <string>
#include <utility>

#include "normalise/operations/operation.h"

namespace noroshi {

class PrefixRewrite final : public FieldOperation {
 public:
  // From, to; the first that fits counts. Compared without regard to ASCII case.
  using Rewrites = std::vector<std::pair<std::string, std::string>>;

  PrefixRewrite(OperationPtr input, Rewrites rewrites)
      : input_(std::move(input)), rewrites_(std::move(rewrites)) {}

  [[nodiscard]] Value evaluate(std::span<const Value> inputs, Arena& arena) const override;
  [[nodiscard]] bool possible(std::span<const bool> present) const override {
    return input_->possible(present);
  }

 private:
  OperationPtr input_;
  Rewrites rewrites_;
};

}  // namespace noroshi
