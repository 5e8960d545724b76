// FieldWays: how to read a field that a person names from records of one kind. A name is looked for
// in the views of categories first, then in those of services, then among the record's own names:
// `ProcessId` of a process creation is the child, not the parent that Security 4688 calls so.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "normalise/view.h"

namespace noroshi {

class FieldWays {
 public:
  FieldWays() = default;
  // `record` stands for all of its Shape, channel, provider and event id; `views` must outlive
  // this. With a `category` only its views are asked.
  FieldWays(const ViewTable& views, const Record& record, std::string_view field,
            std::string_view category = {});

  [[nodiscard]] bool empty() const { return ways_.empty(); }
  // The first that is there, else absent. What is computed lives in `arena`.
  [[nodiscard]] Value read(const Record& record, Arena& arena) const;

 private:
  struct Guard {
    Accessor field;
    const std::vector<std::string>* any_of = nullptr;  // of the view
  };
  // The field as one view names it.
  struct Way {
    std::vector<Guard> guards;
    Accessor field;
  };
  [[nodiscard]] static bool holds(const Way& way, const Record& record, Arena& arena);

  std::vector<Way> ways_;
};

}  // namespace noroshi
