// Any bytes as a list of indicators: nothing of it breaks a promise, what is taken is found in a
// text that holds it alone, and reading it again gives the same.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/ensure.h"
#include "base/fold.h"
#include "base/utf.h"
#include "indicator/indicator_list.h"
#include "match/indicator_set.h"

namespace noroshi {
namespace {

// A text that holds an indicator: itself. Of a network its first address would do, and of a path
// with a variable also its folder; the value itself holds both kinds of text, but not an address.
bool is_found_in_itself(IndicatorKind kind) {
  return kind != IndicatorKind::kNetwork && kind != IndicatorKind::kAddress;
}

void check(std::string_view text) {
  auto list = read_indicators(text);
  if (!list) {
    ENSURE(!list.error().message.empty());
    return;
  }
  ENSURE(list->left_aside.size() <= IndicatorList::kMostNamed);
  ENSURE(list->left_aside.size() <= list->left_aside_count);
  for (const UnusedIndicator& entry : list->left_aside) {
    ENSURE(is_valid_utf8(entry.text) && !entry.reason.empty());
  }
  IndicatorSet set(list->indicators);
  ENSURE(set.indicators().size() + set.repeated() == list->indicators.size());
  std::vector<IndicatorHit> hits;
  for (std::uint32_t i = 0; i < set.indicators().size(); ++i) {
    const Indicator& indicator = set.indicators()[i];
    ENSURE(is_valid_utf8(indicator.value) && !indicator.value.empty());
    std::string folded = fold(std::string_view(indicator.value));
    hits.clear();
    set.find(folded, hits);
    ENSURE(std::ranges::all_of(hits, [&](const IndicatorHit& hit) {
      return hit.indicator < set.indicators().size() && hit.position < folded.size();
    }));
    ENSURE(!is_found_in_itself(indicator.kind) ||
           std::ranges::any_of(hits, [&](const IndicatorHit& hit) { return hit.indicator == i; }));
  }
  hits.clear();
  set.find(fold(text), hits);
}

}  // namespace
}  // namespace noroshi

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  noroshi::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
