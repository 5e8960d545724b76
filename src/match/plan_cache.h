// PlanCache: from a record to its Plan.
#pragma once

#include "event/kind_cache.h"
#include "match/plan.h"

namespace noroshi {

using PlanCache = KindCache<Plan>;

}  // namespace noroshi
