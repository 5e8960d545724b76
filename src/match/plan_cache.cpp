#include "match/plan_cache.h"

#include <cstring>

namespace noroshi {

bool PlanCache::Entry::matches(const std::array<Value, 3>& key) const {
  const char* at = bytes.data();
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (key[i].type != types[i] || key[i].size != sizes[i]) {
      return false;
    }
    // Lists are not compared by content: they never match, and cost a Plan each.
    if (key[i].type == ValueType::kList ||
        (sizes[i] != 0 && std::memcmp(at, key[i].data, sizes[i]) != 0)) {
      return false;
    }
    at += sizes[i];
  }
  return true;
}

PlanCache::Family& PlanCache::family_of(const Record& record) {
  std::uint64_t serial = record.shape->serial();
  Recent& recent = recent_[serial % recent_.size()];
  if (recent.family == nullptr || recent.serial != serial) {
    recent = {serial, &families_[serial]};  // the map's nodes do not move
  }
  return *recent.family;
}

const Plan& PlanCache::add(const Record& record, const std::array<Value, 3>& key, Plan plan) {
  if (plans_ >= kMaxPlans || families_.size() > kMaxPlans) {
    families_.clear();
    recent_.fill({});
    plans_ = 0;
  }
  auto entry = std::make_unique<Entry>();
  for (std::size_t i = 0; i < key.size(); ++i) {
    entry->types[i] = key[i].type;
    entry->sizes[i] = key[i].size;
    if (key[i].type != ValueType::kList && key[i].size != 0) {
      entry->bytes.append(reinterpret_cast<const char*>(key[i].data), key[i].size);
    }
  }
  entry->plan = std::move(plan);
  ++plans_;
  ++made_;
  Family& family = family_of(record);
  family.entries.push_back(std::move(entry));
  return family.entries.back()->plan;
}

}  // namespace noroshi
