#include "support/generate/item_parts.h"

#include <utility>
#include <vector>

namespace noroshi::test {
namespace {

// A NUL, an unpaired surrogate, or bytes that are no UTF-8, somewhere in a text.
void damage(OwnedValue& value, Choice& choice) {
  bool wide = value.type == ValueType::kTextUtf16;
  constexpr std::array<std::string_view, 5> kWide = {
      std::string_view("\0\0", 2), std::string_view("\x00\xD8", 2), std::string_view("\x3D\xD8", 2),
      std::string_view("\x00\xDC", 2), std::string_view("\x00\xDC\x00\xD8", 4)};
  constexpr std::array<std::string_view, 7> kNarrow = {std::string_view("\0", 1),
                                                       "\xFF",
                                                       "\xC3",
                                                       "\xE2\x80",
                                                       "\xF0\x9F\x98",
                                                       "\xED\xA0\x80",
                                                       "\xC0\xAF"};
  std::string_view what = wide ? choice.of(kWide) : choice.of(kNarrow);
  std::size_t at = choice.below(value.bytes.size() + 1);
  value.bytes.insert(wide ? at / 2 * 2 : at, what);
}

}  // namespace

OwnedValue text_value(const std::string& text, Choice& choice) {
  auto one = [&choice](const std::string& content) {
    OwnedValue value = choice.one_in(3) ? utf8(content) : utf16(content);
    if (choice.one_in(40)) {
      damage(value, choice);
    }
    return value;
  };
  if (!choice.one_in(8)) {
    return one(text);
  }
  std::vector<OwnedValue> elements;
  for (std::size_t i = choice.below(3); i > 0; --i) {
    elements.push_back(one(make_text(choice, 2)));
  }
  elements.push_back(one(text));
  if (choice.one_in(2)) {
    elements.push_back(choice.one_in(3) ? empty() : one(make_text(choice, 2)));
  }
  return list(std::move(elements));
}

std::string spoiled(const std::string& text, Wish wish, Choice& choice) {
  return wish == Wish::kMisses ? slightly_wrong(text, choice) : text;
}

std::string surrounded(const std::string& text, std::string_view affix, Choice& choice) {
  std::string out = text;
  if (affix == "contains" || affix == "endswith") {
    out = (choice.one_in(3) ? "" : make_text(choice, 2)) + out;
  }
  if (affix == "contains" || affix == "startswith") {
    out += choice.one_in(3) ? "" : make_text(choice, 2);
  }
  return out;
}

void note_wildcards(const PatternPieces& pieces, MadeItem& item) {
  for (const PatternPiece& piece : pieces) {
    if (piece.kind == PatternPiece::Kind::kAnyRun) {
      item.features.push_back("wildcard *");
    } else if (piece.kind == PatternPiece::Kind::kAnyOne) {
      item.features.push_back("wildcard ?");
    } else if (piece.text.find('\\') != std::string::npos) {
      item.features.push_back("backslash");
    }
  }
}

}  // namespace noroshi::test
