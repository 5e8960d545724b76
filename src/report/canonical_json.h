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

  // {"Image":"...",...}; absent fields are left out. Cost: about 2 us, most of it for the values.
  void append(const Record& record, ViewId view, std::string& out);

 private:
  struct Field {
    std::string key;  // "CommandLine":
    Accessor accessor;
  };
  using Family = std::vector<Field>;

  const Family& family(const Record& record, ViewId view);

  const ViewTable& views_;
  std::unordered_map<std::uint64_t, Family> families_;
  Arena arena_;
};

}  // namespace noroshi
