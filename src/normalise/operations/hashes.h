// Split hashes: SHA1=..,MD5=..,IMPHASH=.. into one value an algorithm.
#pragma once

#include <string>

#include "normalise/operations/operation.h"

namespace noroshi {

class Hashes final : public FieldOperation {
 public:
  Hashes(OperationPtr input, std::string algorithm)
      : input_(std::move(input)), algorithm_(std::move(algorithm)) {}

  // Absent if the algorithm is not among them. Names are compared without regard to ASCII case.
  [[nodiscard]] Value evaluate(std::span<const Value> inputs, Arena& arena) const override;
  [[nodiscard]] bool possible(std::span<const bool> present) const override {
    return input_->possible(present);
  }

 private:
  OperationPtr input_;
  std::string algorithm_;
};

}  // namespace noroshi
