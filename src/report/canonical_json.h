// The canonical fields of a record in a view, as a JSON object.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "event/record.h"
#include "normalise/view.h"

namespace noroshi {

// One a thread. Keeps the field names of each (Shape, view), up to kMaxFamilies.
class CanonicalJson {
 public:
  static constexpr std::size_t kMaxFamilies = 4096;

  // `views` must outlive this.
  explicit CanonicalJson(const ViewTable& views) : views_(views) {}

  // {"Image":"...",...}; absent fields are left out. Cost: about 0.5 us, most of it for the values.
  void append(const Record& record, ViewId view, std::string& out);

 private:
  // A piece of the object, with the comma before it.
  struct Part {
    enum class Kind : std::uint8_t {
      kText,      // `text` as it is: fields that are constants of the Shape
      kSlot,      // `text` is the key; the value stands in `slot`
      kComputed,  // `text` is the key; `accessor` makes the value
    };
    Kind kind = Kind::kText;
    std::uint32_t slot = 0;
    std::string text;  // ,"CommandLine":
    Accessor accessor;
  };
  using Family = std::vector<Part>;

  const Family& family(const Record& record, ViewId view);
  [[nodiscard]] Family make_family(const Shape& shape, ViewId view) const;

  const ViewTable& views_;
  std::unordered_map<std::uint64_t, Family> families_;
  std::uint64_t last_key_ = 0;
  const Family* last_ = nullptr;  // of last_key_
  Arena arena_;
};

}  // namespace noroshi
