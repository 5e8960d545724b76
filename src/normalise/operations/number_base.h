// Number base: 0x116c, as text or as a hex value, becomes 4460; or 1 becomes 00000001.
#pragma once

#include "normalise/operations/operation.h"

namespace noroshi {

class NumberBase final : public FieldOperation {
 public:
  enum class Base : std::uint8_t { kDecimal = 10, kHexadecimal = 16 };
  static constexpr std::size_t kMaxDigits = 20;

  // `digits`: at least so many, filled with zeros; 1 to kMaxDigits.
  NumberBase(OperationPtr input, Base base, std::size_t digits)
      : input_(std::move(input)), base_(base), digits_(digits) {}

  // What is no non-negative integer stays as it is.
  [[nodiscard]] Value evaluate(std::span<const Value> inputs, Arena& arena) const override;
  [[nodiscard]] bool possible(std::span<const bool> present) const override {
    return input_->possible(present);
  }

 private:
  OperationPtr input_;
  Base base_;
  std::size_t digits_;
};

}  // namespace noroshi
