// ENSURE(condition): a programmer's promise, checked in every build. It ends the program with the
// place and the condition; it is never used on input.
#pragma once

namespace noroshi {

[[noreturn]] void ensure_failed(const char* condition, const char* file, int line);

}  // namespace noroshi

#define ENSURE(condition)                                       \
  do {                                                          \
    if (!(condition)) [[unlikely]] {                            \
      ::noroshi::ensure_failed(#condition, __FILE__, __LINE__); \
    }                                                           \
  } while (false)
