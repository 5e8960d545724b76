// Why a record could not be decoded.
#pragma once

#include <cstdint>
#include <string_view>

namespace noroshi::evtx {

enum class Problem : std::uint8_t {
  kNone,
  kTruncated,
  kToken,
  kName,
  kDefinition,
  kDepth,
  kElements,
  kAttributes,
  kNameLength,
  kValues,
  kNesting,
  kListItems,
  kSteps,
  kPathBytes,
  kComposed,
  kChunkSteps,
  kIrregular,  // only inside: not for the template path, let the general path decide
};

[[nodiscard]] std::string_view problem_kind(Problem problem);     // of a Diagnostic
[[nodiscard]] std::string_view problem_message(Problem problem);  // one sentence

}  // namespace noroshi::evtx

// Leaves the enclosing function with the problem, if there is one.
#define EVTX_CHECK(expression)                                      \
  do {                                                              \
    const ::noroshi::evtx::Problem problem_ = (expression);         \
    if (problem_ != ::noroshi::evtx::Problem::kNone) [[unlikely]] { \
      return problem_;                                              \
    }                                                               \
  } while (false)
