// cidr: an IPv4 or IPv6 network, or a bare address.
#include "rule/modifiers/modifiers.h"
#include "rule/network.h"

namespace noroshi {

Result<void> apply_cidr(ItemDraft& draft) {
  TRY(draft.require_first());
  TRY(draft.require_field());
  TRY(draft.require({DraftType::kText}, "a network"));
  draft.item.kind = ItemKind::kCidr;
  for (std::size_t i = 0; i < draft.types.size(); ++i) {
    ItemValue& value = draft.item.values[i];
    value.network = TRY(parse_network(value.written));
    value.alternatives.clear();
    draft.types[i] = DraftType::kNetwork;
  }
  return {};
}

}  // namespace noroshi
