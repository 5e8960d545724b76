#include "match/predicate.h"

#include <algorithm>

#include "base/utf.h"
#include "match/time_part.h"

namespace noroshi {
namespace {

bool is_nothing(const Value& value) {
  return value.type == ValueType::kAbsent || value.type == ValueType::kEmpty;
}

// Element `index` of a value that is a list, or the value itself.
Value element(const Value& value, std::size_t index) {
  return value.type == ValueType::kList ? value.list()[index] : value;
}

bool compares(int order, Comparison comparison) {
  switch (comparison) {
    case Comparison::kEqual:
      return order == 0;
    case Comparison::kLess:
      return order < 0;
    case Comparison::kLessEqual:
      return order <= 0;
    case Comparison::kGreater:
      return order > 0;
    case Comparison::kGreaterEqual:
      return order >= 0;
  }
  return false;
}

bool is_nan(const Number& number) {
  return !number.is_integer && number.real != number.real;
}

bool affixed(std::string_view text, std::string_view other, Affix affix) {
  switch (affix) {
    case Affix::kWhole:
      return text == other;
    case Affix::kContains:
      return text.find(other) != std::string_view::npos;
    case Affix::kStartsWith:
      return text.starts_with(other);
    case Affix::kEndsWith:
      return text.ends_with(other);
  }
  return false;
}

}  // namespace

bool Predicate::holds_when_absent() const {
  bool held = false;
  if (item_->kind == ItemKind::kNull) {
    held = true;
  } else if (item_->kind == ItemKind::kExists) {
    held = !item_->expected;
  } else if (item_->kind == ItemKind::kPattern) {
    auto is_null = [](const PredicateValue& value) { return value.is_null; };
    held = item_->linking == Linking::kAny
               ? std::any_of(values_.begin(), values_.end(), is_null)
               : std::all_of(values_.begin(), values_.end(), is_null) && !values_.empty();
  }
  return held != (item_->negation == Negation::kNegated);
}

bool Predicate::holds(FieldReader& reader) const {
  bool held = false;
  if (item_->kind == ItemKind::kNull) {
    held = is_nothing(reader.value(field_));
  } else if (item_->kind == ItemKind::kExists) {
    held = (reader.value(field_).type != ValueType::kAbsent) == item_->expected;
  } else if (way_ == Way::kScan) {
    held = any_literal(reader.folded(field_));
  } else if (way_ == Way::kNetworks) {
    held = any_network(reader.plain(field_));
  } else if (way_ == Way::kNumbers) {
    held = any_number(reader);
  } else {
    auto holds_here = [&](const PredicateValue& value) { return value_holds(reader, value); };
    held = item_->linking == Linking::kAny
               ? std::any_of(values_.begin(), values_.end(), holds_here)
               : std::all_of(values_.begin(), values_.end(), holds_here) && !values_.empty();
  }
  return held != (item_->negation == Negation::kNegated);
}

bool Predicate::any_literal(std::span<const std::string_view> texts) const {
  std::call_once(scanner_made_, [&] {
    std::vector<Literal> literals;
    for (const PredicateValue& value : values_) {
      for (const TextPattern& pattern : value.patterns) {
        auto needle = pattern.needle();
        literals.push_back(
            {std::string(needle.text), needle.anchor, static_cast<std::uint32_t>(scanned_.size())});
        scanned_.push_back(&pattern);
      }
    }
    scanner_ = std::make_unique<LiteralScanner>(std::move(literals));
  });
  for (std::string_view text : texts) {
    bool found = false;
    scanner_->scan(text, [&](std::uint32_t payload) {
      // The needle is all of a simple pattern, and only a part of one with inner wildcards.
      found = scanned_[payload]->is_needle() || scanned_[payload]->matches(text);
      return !found;
    });
    if (found) {
      return true;
    }
  }
  return false;
}

bool Predicate::any_network(std::span<const std::string_view> texts) const {
  for (std::string_view text : texts) {
    auto address = parse_address(text);
    if (address && std::any_of(values_.begin(), values_.end(), [&](const PredicateValue& value) {
          return value.network && contains(*value.network, *address);
        })) {
      return true;
    }
  }
  return false;
}

bool Predicate::any_number(FieldReader& reader) const {
  Value value = reader.value(field_);
  if (value.type == ValueType::kList) {
    return std::any_of(values_.begin(), values_.end(),
                       [&](const PredicateValue& wanted) { return value_holds(reader, wanted); });
  }
  auto number = to_number(value);
  if (!number || is_nan(*number)) {
    auto texts = reader.folded(field_);
    return !number && !texts.empty() &&
           std::any_of(values_.begin(), values_.end(),
                       [&](const PredicateValue& wanted) { return text_holds(wanted, texts[0]); });
  }
  return std::any_of(values_.begin(), values_.end(), [&](const PredicateValue& wanted) {
    return compare(*number, *wanted.number) == 0;
  });
}

bool Predicate::text_holds(const PredicateValue& value, std::string_view text) const {
  return std::any_of(value.patterns.begin(), value.patterns.end(),
                     [&](const TextPattern& pattern) { return pattern.matches(text); });
}

bool Predicate::part_holds(const Value& value, std::string_view text,
                           const PredicateValue& wanted) const {
  if (item_->kind == ItemKind::kTimePart) {
    auto part = time_part(text, item_->time_part);
    if (!part || !wanted.number) {
      return false;
    }
    Number number;
    number.is_negative = *part < 0;
    number.magnitude = static_cast<std::uint64_t>(*part < 0 ? -*part : *part);
    number.real = static_cast<double>(*part);
    return compares(compare(number, *wanted.number), item_->comparison);
  }
  auto number = to_number(value);
  return number && wanted.number && !is_nan(*number) &&
         compares(compare(*number, *wanted.number), item_->comparison);
}

bool Predicate::reference_holds(FieldReader& reader, FieldNumber other) const {
  bool folded = item_->casing == Casing::kFolded;
  auto ours = folded ? reader.folded(field_) : reader.plain(field_);
  auto theirs = folded ? reader.folded(other) : reader.plain(other);
  for (std::string_view left : ours) {
    for (std::string_view right : theirs) {
      if (affixed(left, right, item_->affix)) {
        return true;
      }
    }
  }
  return false;
}

bool Predicate::value_holds(FieldReader& reader, const PredicateValue& wanted) const {
  if (wanted.is_null) {
    return !is_keyword() && is_nothing(reader.value(field_));
  }
  bool plain = item_->casing == Casing::kCased;
  auto any_text = [&](std::span<const std::string_view> texts, auto&& holds_on) {
    return std::any_of(texts.begin(), texts.end(), holds_on);
  };
  auto on_text = [&](std::string_view text) { return text_holds(wanted, text); };
  // The folded text is at hand or cheap, and rules most texts out before the plain one is made.
  auto regex_holds = [&](std::span<const std::string_view> folded, auto&& plain_texts) {
    for (std::size_t i = 0; i < folded.size(); ++i) {
      if (wanted.regex->allows(folded[i]) && wanted.regex->matches(plain_texts()[i])) {
        return true;
      }
    }
    return false;
  };
  if (is_keyword()) {
    for (std::size_t i = 0; i < reader.value_count(); ++i) {
      bool held = wanted.regex != nullptr
                      ? regex_holds(reader.value_folded(i), [&] { return reader.value_plain(i); })
                      : any_text(plain ? reader.value_plain(i) : reader.value_folded(i), on_text);
      if (held) {
        return true;
      }
    }
    return false;
  }
  switch (item_->kind) {
    case ItemKind::kPattern: {
      auto texts = plain ? reader.plain(field_) : reader.folded(field_);
      if (!wanted.number) {
        return any_text(texts, on_text);
      }
      Value value = reader.value(field_);
      for (std::size_t i = 0; i < texts.size(); ++i) {
        auto number = to_number(element(value, i));
        if (number ? compare(*number, *wanted.number) == 0 && !is_nan(*number)
                   : on_text(texts[i])) {
          return true;
        }
      }
      return false;
    }
    case ItemKind::kRegex:
      return wanted.regex != nullptr &&
             regex_holds(reader.folded(field_), [&] { return reader.plain(field_); });
    case ItemKind::kCidr:
      return any_text(reader.plain(field_), [&](std::string_view text) {
        auto address = parse_address(text);
        return address && wanted.network && contains(*wanted.network, *address);
      });
    case ItemKind::kCompare:
    case ItemKind::kTimePart: {
      Value value = reader.value(field_);
      auto texts = reader.plain(field_);
      for (std::size_t i = 0; i < texts.size(); ++i) {
        if (part_holds(element(value, i), texts[i], wanted)) {
          return true;
        }
      }
      return false;
    }
    case ItemKind::kFieldReference:
      return reference_holds(reader, wanted.reference);
    case ItemKind::kNull:
    case ItemKind::kExists:
      return false;  // asked in holds()
  }
  return false;
}

std::optional<Predicate::ValueMatch> Predicate::find(FieldReader& reader, std::size_t index) const {
  const PredicateValue& wanted = values_[index];
  if (!value_holds(reader, wanted)) {
    return std::nullopt;
  }
  bool plain = item_->casing == Casing::kCased || wanted.regex != nullptr;
  auto locate = [&](std::span<const std::string_view> texts,
                    std::span<const std::string_view> plains) -> std::optional<ValueMatch> {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      std::optional<TextMatch> found;
      if (wanted.regex != nullptr) {
        found = wanted.regex->find(texts[i]);
      } else {
        for (const TextPattern& pattern : wanted.patterns) {
          if ((found = pattern.find(texts[i]))) {
            break;
          }
        }
      }
      if (found) {
        // Folding keeps the number of code points, so a position counted in them holds for both.
        return ValueMatch{plains[i], count_code_points(texts[i].substr(0, found->position)),
                          count_code_points(texts[i].substr(found->position, found->length))};
      }
    }
    return std::nullopt;
  };
  if (is_keyword()) {
    for (std::size_t i = 0; i < reader.value_count(); ++i) {
      auto texts = plain ? reader.value_plain(i) : reader.value_folded(i);
      if (auto found = locate(texts, reader.value_plain(i))) {
        return found;
      }
    }
    return std::nullopt;
  }
  auto plains = reader.plain(field_);
  if (item_->kind == ItemKind::kPattern || item_->kind == ItemKind::kRegex) {
    if (auto found = locate(plain ? plains : reader.folded(field_), plains)) {
      return found;
    }
  }
  // Numbers, networks, times, references: the whole value is what matched.
  for (std::size_t i = 0; i < plains.size(); ++i) {
    bool here = true;
    if (plains.size() > 1) {
      Value value = element(reader.value(field_), i);
      if (wanted.network) {
        auto address = parse_address(plains[i]);
        here = address && contains(*wanted.network, *address);
      } else if (wanted.number && item_->kind == ItemKind::kPattern) {
        auto number = to_number(value);
        here = number && compare(*number, *wanted.number) == 0;
      } else if (wanted.number) {
        here = part_holds(value, plains[i], wanted);
      }
    }
    if (here) {
      return ValueMatch{plains[i], 0, count_code_points(plains[i])};
    }
  }
  return ValueMatch{};
}

}  // namespace noroshi
