// base64offset: what stays of the value in base 64 wherever it stands in the encoded data.
//
// Base 64 turns 3 bytes into 4 characters, so that the value can start at 3 offsets in a group. For
// each, encode it after that many spaces and drop the characters in which the spaces, or what would
// follow the value, have a part:
//
//   'ping'   cGluZ  (cGluZw==)     Bpbm  (IHBpbmc=)     waW5n  (ICBwaW5n)
#include <fmt/format.h>

#include <array>

#include "rule/modifiers/encoding.h"
#include "rule/modifiers/modifiers.h"

namespace noroshi {
namespace {

constexpr std::array<std::size_t, 3> kDropFront = {0, 2, 3};  // by offset
constexpr std::array<std::size_t, 3> kDropBack = {0, 3, 2};   // by (bytes + offset) mod 3
constexpr std::size_t kFewestBytes = 2;  // one byte has an offset at which nothing of it stays

}  // namespace

Result<void> apply_base64offset(ItemDraft& draft) {
  TRY(draft.require({DraftType::kText, DraftType::kBytes}, "text"));
  draft.is_encoded = true;
  auto encode = [](const std::string& text, std::vector<std::string>& out) -> Result<void> {
    if (text.size() < kFewestBytes) {
      return fail(ErrorCode::kInvalidInput,
                  fmt::format("'{}' is too short for 'base64offset': one of its three forms would "
                              "be empty and match everything; use at least two characters",
                              text));
    }
    for (std::size_t offset = 0; offset < 3; ++offset) {
      std::string encoded = base64(std::string(offset, ' ') + text);
      std::size_t back = kDropBack[(text.size() + offset) % 3];
      out.push_back(encoded.substr(kDropFront[offset], encoded.size() - kDropFront[offset] - back));
    }
    return {};
  };
  return encode_values(draft, DraftType::kText, encode);
}

}  // namespace noroshi
