// SHA-256, and the hash of a file, read in pieces. For custody: everything else that needs a hash
// here takes a quicker one.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace noroshi {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void add(std::string_view bytes);
  // 64 lower-case hex digits. To be called once.
  [[nodiscard]] std::string finish();

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

struct FileHash {
  std::uint64_t size = 0;  // bytes that were read
  std::string sha256;
};

// `on_bytes` is told of every piece (may be empty); false from it ends the reading with an error.
[[nodiscard]] Result<FileHash> hash_file(const std::string& path,
                                         const std::function<bool(std::uint64_t)>& on_bytes = {});

}  // namespace noroshi
