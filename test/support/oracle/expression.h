// An expression of the field tables (docs/design/normalise.md, section 3) as the oracle computes
// it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/oracle/flat_record.h"

namespace noroshi::oracle {

struct Expression {
  enum class Kind {
    kField,
    kConstant,
    kMap,
    kConcat,
    kPrefix,
    kNumber,
    kKeyValue,
    kHash,
    kFirstOf,
  };
  Kind kind = Kind::kField;
  std::string text;                // kField, kConstant, kKeyValue, kHash: name, text or key
  std::vector<Expression> inputs;  // one; kConcat, kFirstOf: several
  std::vector<std::pair<std::string, std::optional<std::string>>> pairs;  // kMap, kPrefix
  bool otherwise_input = true;                                            // kMap
  unsigned base = 10;                                                     // kNumber
  std::size_t digits = 1;                                                 // kNumber
};

[[nodiscard]] FieldValue evaluate(const Expression& expression, const FlatRecord& record);

}  // namespace noroshi::oracle
