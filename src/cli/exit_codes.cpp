#include "cli/exit_codes.h"

#include <cstdio>

#include "base/json_writer.h"

namespace noroshi::cli {

ExitCode exit_code_for(const Error& error) {
  switch (error.code) {
    case ErrorCode::kNotFound:
      return kUsage;
    case ErrorCode::kInvalidInput:
    case ErrorCode::kLimit:
    case ErrorCode::kUnsupported:
      return kUnreadable;
    case ErrorCode::kIo:
      return kInputOutput;
    case ErrorCode::kConfiguration:
      return kConfiguration;
    case ErrorCode::kInternal:
      break;
  }
  return kInternal;
}

namespace {

void say(std::string_view sentence) {
  std::string text = "noroshi: ";
  append_visible(sentence, text);
  std::fprintf(stderr, "%s\n", text.c_str());
}

}  // namespace

int report_error(const Error& error) {
  say(error.to_string());
  return exit_code_for(error);
}

int report_usage(std::string_view sentence) {
  say(sentence);
  return kUsage;
}

}  // namespace noroshi::cli
