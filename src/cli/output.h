// Where results go: standard output, or a file that appears under its name only when it is whole.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace noroshi::cli {

class Output {
 public:
  // `path` empty or "-": standard output. A regular file is written under a temporary name beside
  // `path` and renamed by finish(); a device or pipe is written directly.
  [[nodiscard]] static Result<Output> open(const std::string& path);
  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  // What was not finished is removed.
  ~Output();

  // Every byte is written or an error says why not.
  [[nodiscard]] Result<void> write(std::string_view bytes);
  [[nodiscard]] Result<void> finish();
  [[nodiscard]] bool is_terminal() const;
  // The last write failed because nobody reads any more.
  [[nodiscard]] bool reader_gone() const { return reader_gone_; }

 private:
  Output() = default;

  int descriptor_ = -1;
  bool owned_ = false;
  bool reader_gone_ = false;
  std::string name_;       // for messages
  std::string path_;       // the final name; empty: nothing to rename
  std::string temporary_;  // the name until then
};

}  // namespace noroshi::cli
