// EXPRESSION (docs/design/normalise.md, section 3): YAML to a tree of operations.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/yaml.h"
#include "normalise/operations/operation.h"

namespace noroshi {

// "file:line" for an error about `node`.
[[nodiscard]] std::string place_of(std::string_view file, const YamlNode& node);

// Whether `node` is a mapping with no other members than `names`; the error says which is too much.
[[nodiscard]] Result<void> check_members(const YamlNode& node, std::string_view file,
                                         std::initializer_list<std::string_view> names);

class ExpressionReader {
 public:
  explicit ExpressionReader(std::string_view file) : file_(file) {}

  [[nodiscard]] Result<OperationPtr> read(const YamlNode& node) { return read(node, 1); }
  // The raw names that were read, in the order of the operation's inputs.
  [[nodiscard]] std::vector<std::string> take_inputs() { return std::move(inputs_); }

 private:
  [[nodiscard]] Result<OperationPtr> read(const YamlNode& node, int depth);
  [[nodiscard]] Result<OperationPtr> read_field(const YamlNode& node);
  [[nodiscard]] Result<OperationPtr> read_map(const YamlNode& node, int depth);
  [[nodiscard]] Result<OperationPtr> read_prefix(const YamlNode& node, int depth);
  [[nodiscard]] Result<OperationPtr> read_number(const YamlNode& node, int depth);
  // Of {input: E, ...}: E; of a mapping without it: an error.
  [[nodiscard]] Result<OperationPtr> read_input(const YamlNode& node, int depth);
  [[nodiscard]] Result<std::vector<OperationPtr>> read_all(const YamlNode& node, int depth);
  [[nodiscard]] Result<std::string> read_text(const YamlNode& node, std::string_view member);
  [[nodiscard]] std::unexpected<Error> bad(const YamlNode& node, std::string message) const;

  std::string_view file_;
  std::vector<std::string> inputs_;
};

}  // namespace noroshi
