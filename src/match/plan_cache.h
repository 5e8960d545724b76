// PlanCache: from a record to its Plan. Keyed by the Shape and by the bytes of the three values
// that choose the log source, which in most Windows records are values and not constants.
//
// Bounded: a stream of ever new Shapes or event ids (a hostile file) makes the cache start over, so
// that such records cost a Plan each and give the same results.
#pragma once

#include <array>
#include <memory>
#include <unordered_map>
#include <vector>

#include "match/plan.h"

namespace noroshi {

class PlanCache {
 public:
  static constexpr std::size_t kMaxPlans = 8192;

  template <typename Make>
  const Plan& get(const Record& record, Make&& make) {
    Family& family = family_of(record);
    std::array<Value, 3> key = {record.field(WellKnown::kEventId),
                                record.field(WellKnown::kChannel),
                                record.field(WellKnown::kProvider)};
    for (std::size_t i = 0; i < family.entries.size(); ++i) {
      if (family.entries[i]->matches(key)) {
        if (i != 0) {
          std::swap(family.entries[i], family.entries[i / 2]);  // common ones drift to the front
          i /= 2;
        }
        return family.entries[i]->plan;
      }
    }
    return add(record, key, make(record));
  }

  [[nodiscard]] std::size_t size() const { return plans_; }
  [[nodiscard]] std::uint64_t made() const { return made_; }

 private:
  struct Entry {
    std::array<ValueType, 3> types;
    std::array<std::uint32_t, 3> sizes;
    std::string bytes;
    Plan plan;

    [[nodiscard]] bool matches(const std::array<Value, 3>& key) const;
  };
  struct Family {
    std::vector<std::unique_ptr<Entry>> entries;
  };

  Family& family_of(const Record& record);
  const Plan& add(const Record& record, const std::array<Value, 3>& key, Plan plan);

  std::unordered_map<std::uint64_t, Family> families_;  // by Shape::serial()
  // The Shapes of a log take turns: by the low bits of their serial, the family of each.
  struct Recent {
    std::uint64_t serial = 0;
    Family* family = nullptr;
  };
  std::array<Recent, 256> recent_{};
  std::size_t plans_ = 0;
  std::uint64_t made_ = 0;
};

}  // namespace noroshi
