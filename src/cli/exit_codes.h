// Exit codes of every command; documented in docs/user/exit-codes.md.
#pragma once

#include <string_view>

#include "base/result.h"

namespace noroshi::cli {

enum ExitCode : int {
  kDone = 0,
  kFound = 1,           // --fail-on: something at or above the level; rules check: errors
  kUsage = 2,           // the command line is wrong, or names a path that does not exist
  kUnreadable = 65,     // --strict: some evidence could not be read
  kInternal = 70,       // a defect of ours
  kInputOutput = 74,    // output could not be written
  kConfiguration = 78,  // rules, tables or settings cannot be used
  kInterrupted = 130,   // Ctrl-C: what was written is valid and incomplete
  kReaderGone = 141,    // the reader of our output closed it
};

[[nodiscard]] ExitCode exit_code_for(const Error& error);
// Says the error on standard error and gives its exit code.
int report_error(const Error& error);
// The same for a command line that cannot be understood; gives kUsage.
int report_usage(std::string_view sentence);

}  // namespace noroshi::cli
