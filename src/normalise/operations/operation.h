// FieldOperation: makes one canonical value from raw fields of a record. The list of operations is
// closed (docs/design/normalise.md, section 3); each is a node of a small tree with raw fields at
// its leaves.
//
//   first_of( map(SubjectUserSid), concat(SubjectDomainName, constant("\"), SubjectUserName) )
//     inputs: 0 SubjectUserSid, 1 SubjectDomainName, 2 SubjectUserName
//
// Immutable, shared by all threads. Results live in the arena, in the inputs' buffers, or as long
// as the operation itself.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "event/value.h"

namespace noroshi {

inline constexpr std::size_t kMaxOperationInputs = 16;
inline constexpr int kMaxOperationDepth = 8;

class FieldOperation {
 public:
  FieldOperation() = default;
  FieldOperation(const FieldOperation&) = delete;
  FieldOperation& operator=(const FieldOperation&) = delete;
  virtual ~FieldOperation() = default;

  // `inputs[i]` is the record's value of the expression's i-th raw field.
  [[nodiscard]] virtual Value evaluate(std::span<const Value> inputs, Arena& arena) const = 0;
  // Whether the value can be other than absent in records whose Shape has just the inputs i with
  // present[i].
  [[nodiscard]] virtual bool possible(std::span<const bool> present) const = 0;
};

using OperationPtr = std::unique_ptr<const FieldOperation>;

// The text of `value` as valid UTF-8: its own bytes if it is that already, else in the arena.
[[nodiscard]] std::string_view text_in(const Value& value, Arena& arena);

}  // namespace noroshi
