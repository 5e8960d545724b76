// Scripts as files in a folder. Names are ours: nothing in the evidence can choose a path.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace noroshi::cli {

// "000001_DC01_20261123T050209Z_4f0c....ps1.txt": of host and id only ASCII letters, digits, '-',
// '_' and '.' are kept, others are '_', at most 64 characters; a dot never begins a part.
[[nodiscard]] std::string script_file_name(std::uint64_t number, std::string_view host, Time time,
                                           std::string_view id);

class ScriptFolder {
 public:
  // Makes `path` if need be; an error if it is, or lies in, one of the `evidence`.
  [[nodiscard]] static Result<ScriptFolder> open(const std::string& path,
                                                 const std::vector<std::string>& evidence);
  // Writes a new file; one that exists is an error, and so is a link. What could not be written
  // whole is removed.
  [[nodiscard]] Result<void> write(const std::string& name, std::string_view text) const;

 private:
  explicit ScriptFolder(std::string path) : path_(std::move(path)) {}

  std::string path_;
};

}  // namespace noroshi::cli
