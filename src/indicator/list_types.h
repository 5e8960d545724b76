// What lists call the types of their values.
#pragma once

#include <string_view>

#include "base/result.h"
#include "indicator/indicator.h"
#include "indicator/indicator_list.h"

namespace noroshi {

enum class TypeMeaning : std::uint8_t {
  kUnknown,
  kIndicator,     // of `kind`
  kByContent,     // "indicator", "ioc": classify() decides
  kFirstOfPair,   // "ip-dst|port": the part before the bar, of `kind`
  kSecondOfPair,  // "filename|md5": the part behind it. The name alone would be found everywhere
  kBothOfPair,    // "domain|ip"
};

struct ListType {
  TypeMeaning meaning = TypeMeaning::kUnknown;
  IndicatorKind kind = IndicatorKind::kText;
};

// `name` as MISP, ThreatFox and hand-made lists write it; case, spaces, '-' and '_' do not count.
[[nodiscard]] ListType list_type(std::string_view name);

// Takes `value` of the type called `type` into the list, or leaves it aside.
void take_typed(IndicatorList& list, std::uint32_t line, std::string_view type,
                std::string_view value);

}  // namespace noroshi
