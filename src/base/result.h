// Result<T>: a value or an Error. The house uses no exceptions across folders; a function that
// can fail returns a Result and its caller writes TRY(...) or looks at it.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <utility>

namespace noroshi {

enum class ErrorCode : std::uint8_t {
  kInvalidInput,   // the bytes or text are not what they should be
  kLimit,          // well-formed, but larger or deeper than a stated limit
  kNotFound,       // a named thing does not exist
  kIo,             // the operating system refused
  kUnsupported,    // recognised, and not handled by this version
  kConfiguration,  // the user's settings contradict each other or are incomplete
  kInternal,       // a defect of ours
};

struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;  // what is wrong and what to do, for a system administrator
  std::string where;    // file, file:line or source; may be empty

  // "where: message", or the message alone.
  [[nodiscard]] std::string to_string() const {
    return where.empty() ? message : where + ": " + message;
  }
};

template <typename T>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string message,
                                                 std::string where = {}) {
  return std::unexpected(Error{code, std::move(message), std::move(where)});
}

}  // namespace noroshi

// Unwraps a Result, or returns its error from the enclosing function.
#define TRY(expression)                                       \
  __extension__({                                             \
    auto&& try_result_ = (expression);                        \
    if (!try_result_.has_value()) {                           \
      return std::unexpected(std::move(try_result_).error()); \
    }                                                         \
    *std::move(try_result_);                                  \
  })
