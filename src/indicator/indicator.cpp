#include "indicator/indicator.h"

namespace noroshi {

std::string_view to_string(IndicatorKind kind) {
  switch (kind) {
    case IndicatorKind::kAddress:
      return "address";
    case IndicatorKind::kNetwork:
      return "network";
    case IndicatorKind::kDomain:
      return "domain";
    case IndicatorKind::kUrl:
      return "url";
    case IndicatorKind::kEmail:
      return "email";
    case IndicatorKind::kHash:
      return "hash";
    case IndicatorKind::kPath:
      return "path";
    case IndicatorKind::kFileName:
      return "file name";
    case IndicatorKind::kRegistry:
      return "registry key";
    case IndicatorKind::kText:
      return "text";
  }
  return "";
}

}  // namespace noroshi
