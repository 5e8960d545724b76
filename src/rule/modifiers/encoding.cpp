#include "rule/modifiers/encoding.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>

namespace noroshi {
namespace {

constexpr std::array<std::string_view, 5> kDashes = {"-", "/", "\u2013", "\u2014", "\u2015"};

}  // namespace

std::string base64(std::string_view bytes) {
  static constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8 | (j < count ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      out += j <= count ? kAlphabet[group >> (18 - 6 * j) & 63] : '=';
    }
  }
  return out;
}

Result<std::vector<std::string>> encodable_texts(const ItemDraft& draft, const ItemValue& value) {
  std::vector<std::string> all;
  for (const Pattern& pattern : value.alternatives) {
    std::vector<std::string> texts(1);
    for (const PatternToken& token : pattern.tokens) {
      if (token.part == PatternPart::kLiteral) {
        for (std::string& text : texts) {
          text += token.text;
        }
        continue;
      }
      if (token.part != PatternPart::kDash) {
        return fail(ErrorCode::kInvalidInput,
                    fmt::format("'{}' cannot encode the wildcard in '{}'; escape it with a "
                                "backslash, or put contains, startswith or endswith after '{}'",
                                draft.modifier, value.written, draft.modifier));
      }
      std::vector<std::string> longer;
      for (const std::string& text : texts) {
        for (std::string_view dash : kDashes) {
          longer.push_back(text + std::string(dash));
        }
      }
      texts = std::move(longer);
      if (texts.size() > kMaxEncodedTexts) {
        break;
      }
    }
    if (texts.size() > kMaxEncodedTexts) {
      return fail(ErrorCode::kLimit,
                  fmt::format("'{}' makes more than {} forms under '{}'; split the value",
                              value.written, kMaxEncodedTexts, draft.modifier));
    }
    all.insert(all.end(), texts.begin(), texts.end());
    if (all.size() > kMaxItemPatterns) {
      break;  // the caller's count refuses the item
    }
  }
  return all;
}

}  // namespace noroshi
