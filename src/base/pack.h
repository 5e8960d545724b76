// Packing: numbers and texts to bytes and back, for what a run hands from thread to thread or puts
// into a temporary file. Never for files that outlive the process: no version, no check.
//
//   std::string bytes;
//   Packer(bytes).number(7).text("DC01");
//   Unpacker from(bytes);
//   from.number(); from.text();            7, "DC01"
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace noroshi {

class Packer {
 public:
  explicit Packer(std::string& out) : out_(&out) {}

  Packer& number(std::uint64_t value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out_->append(bytes, sizeof value);
    return *this;
  }
  Packer& text(std::string_view value) {
    number(value.size());
    *out_ += value;
    return *this;
  }

 private:
  std::string* out_;
};

// Once something is not there, everything is 0 or empty and ok() is false.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    if (bytes_.size() < sizeof value) {
      give_up();
      return 0;
    }
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
    return value;
  }
  // A view into what is unpacked.
  std::string_view text() {
    std::uint64_t size = number();
    if (bytes_.size() < size) {
      give_up();
      return {};
    }
    std::string_view value = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return value;
  }
  [[nodiscard]] bool at_end() const { return bytes_.empty(); }
  [[nodiscard]] bool ok() const { return ok_; }

 private:
  void give_up() {
    ok_ = false;
    bytes_ = {};
  }

  std::string_view bytes_;
  bool ok_ = true;
};

}  // namespace noroshi
