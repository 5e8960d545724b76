// Split k=v: the value of one key in blocks of lines, as the classic PowerShell log writes them.
//
//   "\tHostName=ConsoleHost\r\n\tHostApplication=powershell -nop\r\n", key HostApplication
//     gives "powershell -nop"
#pragma once

#include <string>

#include "normalise/operations/operation.h"

namespace noroshi {

class KeyValue final : public FieldOperation {
 public:
  KeyValue(OperationPtr input, std::string key) : input_(std::move(input)), key_(std::move(key)) {}

  // Absent if no line begins with the key; of a list, the first element that has one counts.
  [[nodiscard]] Value evaluate(std::span<const Value> inputs, Arena& arena) const override;
  [[nodiscard]] bool possible(std::span<const bool> present) const override {
    return input_->possible(present);
  }

 private:
  [[nodiscard]] Value find(const Value& block, Arena& arena) const;

  OperationPtr input_;
  std::string key_;
};

}  // namespace noroshi
