#include "normalise/expression_reader.h"

#include <algorithm>

#include "normalise/operations/concat.h"
#include "normalise/operations/constant.h"
#include "normalise/operations/first_of.h"
#include "normalise/operations/hashes.h"
#include "normalise/operations/key_value.h"
#include "normalise/operations/number_base.h"
#include "normalise/operations/prefix_rewrite.h"
#include "normalise/operations/raw_field.h"
#include "normalise/operations/value_map.h"

namespace noroshi {

std::string place_of(std::string_view file, const YamlNode& node) {
  return std::string(file) + ":" + std::to_string(node.line);
}

Result<void> check_members(const YamlNode& node, std::string_view file,
                           std::initializer_list<std::string_view> names) {
  if (node.kind != YamlKind::kMapping) {
    return fail(ErrorCode::kConfiguration, "a mapping is needed here", place_of(file, node));
  }
  for (const auto& [key, value] : node.members) {
    if (std::find(names.begin(), names.end(), key) == names.end()) {
      return fail(ErrorCode::kConfiguration, "'" + key + "' has no meaning here",
                  place_of(file, value));
    }
  }
  return {};
}

std::unexpected<Error> ExpressionReader::bad(const YamlNode& node, std::string message) const {
  return fail(ErrorCode::kConfiguration, std::move(message), place_of(file_, node));
}

Result<OperationPtr> ExpressionReader::read(const YamlNode& node, int depth) {
  if (depth > kMaxOperationDepth) {
    return bad(node, "the expression is nested deeper than " + std::to_string(kMaxOperationDepth));
  }
  if (node.is_scalar()) {
    return read_field(node);
  }
  if (node.kind != YamlKind::kMapping || node.members.size() != 1) {
    return bad(node, "an expression is the name of a field or a mapping of one operation");
  }
  const auto& [name, argument] = node.members.front();
  if (name == "field") {
    return read_field(argument);
  }
  if (name == "constant") {
    return std::make_unique<Constant>(TRY(read_text(node, "constant")));
  }
  if (name == "concat") {
    return std::make_unique<Concat>(TRY(read_all(argument, depth)));
  }
  if (name == "first_of") {
    return std::make_unique<FirstOf>(TRY(read_all(argument, depth)));
  }
  if (name == "map") {
    return read_map(argument, depth);
  }
  if (name == "prefix") {
    return read_prefix(argument, depth);
  }
  if (name == "number") {
    return read_number(argument, depth);
  }
  if (name == "key_value") {
    TRY(check_members(argument, file_, {"input", "key"}));
    OperationPtr input = TRY(read_input(argument, depth));
    return std::make_unique<KeyValue>(std::move(input), TRY(read_text(argument, "key")));
  }
  if (name == "hash") {
    TRY(check_members(argument, file_, {"input", "algorithm"}));
    OperationPtr input = TRY(read_input(argument, depth));
    return std::make_unique<Hashes>(std::move(input), TRY(read_text(argument, "algorithm")));
  }
  return bad(node, "'" + name + "' is not an operation");
}

Result<OperationPtr> ExpressionReader::read_field(const YamlNode& node) {
  if (!node.is_scalar() || node.kind == YamlKind::kNull || node.text.empty()) {
    return bad(node, "the name of a field is needed here");
  }
  auto found = std::find(inputs_.begin(), inputs_.end(), node.text);
  auto index = static_cast<std::size_t>(found - inputs_.begin());
  if (found == inputs_.end()) {
    if (inputs_.size() == kMaxOperationInputs) {
      return bad(node, "an expression reads at most " + std::to_string(kMaxOperationInputs) +
                           " different fields");
    }
    inputs_.push_back(node.text);
  }
  return std::make_unique<RawField>(index);
}

Result<std::string> ExpressionReader::read_text(const YamlNode& node, std::string_view member) {
  const YamlNode* found = node.find(member);
  if (found == nullptr || !found->is_scalar() || found->kind == YamlKind::kNull) {
    return bad(node, "'" + std::string(member) + "' must be a text");
  }
  return found->text;
}

Result<OperationPtr> ExpressionReader::read_input(const YamlNode& node, int depth) {
  const YamlNode* input = node.find("input");
  if (input == nullptr) {
    return bad(node, "'input' is missing");
  }
  return read(*input, depth + 1);
}

Result<std::vector<OperationPtr>> ExpressionReader::read_all(const YamlNode& node, int depth) {
  if (node.kind != YamlKind::kSequence || node.items.empty()) {
    return bad(node, "a list of expressions is needed here");
  }
  std::vector<OperationPtr> operations;
  for (const YamlNode& item : node.items) {
    operations.push_back(TRY(read(item, depth + 1)));
  }
  return operations;
}

Result<OperationPtr> ExpressionReader::read_map(const YamlNode& node, int depth) {
  TRY(check_members(node, file_, {"input", "values", "otherwise"}));
  OperationPtr input = TRY(read_input(node, depth));
  const YamlNode* values = node.find("values");
  if (values == nullptr || values->kind != YamlKind::kMapping) {
    return bad(node, "'values' must be a mapping of text to text or null");
  }
  std::vector<ValueMap::Pair> pairs;
  for (const auto& [from, to] : values->members) {
    if (!to.is_scalar()) {
      return bad(to, "'" + from + "' must stand for a text or null");
    }
    pairs.push_back({from, to.kind == YamlKind::kNull ? std::nullopt : std::optional(to.text)});
  }
  std::string_view otherwise = node.text_of("otherwise", "input");
  if (otherwise != "input" && otherwise != "absent") {
    return bad(node, "'otherwise' must be input or absent");
  }
  return std::make_unique<ValueMap>(
      std::move(input), std::move(pairs),
      otherwise == "input" ? ValueMap::Otherwise::kInput : ValueMap::Otherwise::kAbsent);
}

Result<OperationPtr> ExpressionReader::read_prefix(const YamlNode& node, int depth) {
  TRY(check_members(node, file_, {"input", "rewrite"}));
  OperationPtr input = TRY(read_input(node, depth));
  const YamlNode* rewrite = node.find("rewrite");
  if (rewrite == nullptr || rewrite->kind != YamlKind::kMapping) {
    return bad(node, "'rewrite' must be a mapping of prefix to prefix");
  }
  PrefixRewrite::Rewrites rewrites;
  for (const auto& [from, to] : rewrite->members) {
    if (!to.is_scalar() || to.kind == YamlKind::kNull) {
      return bad(to, "'" + from + "' must become a text");
    }
    rewrites.emplace_back(from, to.text);
  }
  return std::make_unique<PrefixRewrite>(std::move(input), std::move(rewrites));
}

Result<OperationPtr> ExpressionReader::read_number(const YamlNode& node, int depth) {
  auto base = NumberBase::Base::kDecimal;
  if (node.is_scalar()) {
    return std::make_unique<NumberBase>(TRY(read_field(node)), base, 1);
  }
  TRY(check_members(node, file_, {"input", "base", "digits"}));
  OperationPtr input = TRY(read_input(node, depth));
  if (const YamlNode* member = node.find("base")) {
    if (member->kind != YamlKind::kInteger || (member->integer != 10 && member->integer != 16)) {
      return bad(*member, "'base' must be 10 or 16");
    }
    base = member->integer == 10 ? NumberBase::Base::kDecimal : NumberBase::Base::kHexadecimal;
  }
  std::size_t digits = 1;
  if (const YamlNode* member = node.find("digits")) {
    if (member->kind != YamlKind::kInteger || member->integer < 1 ||
        member->integer > static_cast<std::int64_t>(NumberBase::kMaxDigits)) {
      return bad(*member,
                 "'digits' must be a number from 1 to " + std::to_string(NumberBase::kMaxDigits));
    }
    digits = static_cast<std::size_t>(member->integer);
  }
  return std::make_unique<NumberBase>(std::move(input), base, digits);
}

}  // namespace noroshi
