#include "support/oracle/item_reader.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "support/oracle/encoding.h"
#include "support/oracle/expand.h"
#include "support/oracle/text.h"

namespace noroshi::oracle {
namespace {

std::unexpected<Error> bad(const YamlNode& node, std::string message) {
  return fail(ErrorCode::kInvalidInput, std::move(message), "line " + std::to_string(node.line));
}

// A value on its way through the modifiers.
struct Draft {
  const YamlNode* node = nullptr;
  std::string written;       // after `expand`
  std::vector<Units> forms;  // one; more behind expand, base64offset, or base64 behind windash
  std::vector<std::string> bytes;  // behind wide and its kin, until Base64 makes text of them
  std::optional<Quantity> quantity;
};

// What an encoding encodes: the bytes of an earlier one, or the UTF-8 of the text. Several where
// windash came before.
std::vector<std::string> bytes_of(const Draft& draft) {
  if (!draft.bytes.empty()) {
    return draft.bytes;
  }
  std::vector<std::string> out;
  for (const Units& form : draft.forms) {
    for (const std::u32string& text : texts_of(form)) {
      out.push_back(to_utf8(text));
    }
  }
  return out;
}

class ItemReader {
 public:
  ItemReader(const YamlNode& values, const PlaceholderValues& placeholders)
      : values_(values), placeholders_(placeholders) {}

  bool unresolved = false;

  Result<RuleItem> read(const std::string& key) {
    std::vector<std::string> modifiers = split(key);
    item_.field = modifiers.front();
    modifiers.erase(modifiers.begin());
    std::vector<const YamlNode*> nodes;
    if (values_.kind == YamlKind::kSequence) {
      for (const YamlNode& node : values_.items) {
        nodes.push_back(&node);
      }
    } else {
      nodes.push_back(&values_);
    }
    if (nodes.empty()) {
      return bad(values_, "a list without values");
    }
    bool expands = std::ranges::find(modifiers, "expand") != modifiers.end();
    for (const YamlNode* node : nodes) {
      if (!node->is_scalar()) {
        return bad(*node, "a value must be one scalar");
      }
      drafts_.push_back(draft(*node));
      if (expands && node->kind == YamlKind::kString) {
        drafts_.back().forms = expand_pattern(node->text, placeholders_, unresolved);
        drafts_.back().written = expand_regex(node->text, placeholders_, unresolved);
      }
    }
    for (const std::string& modifier : modifiers) {
      if (auto done = apply(modifier); !done) {
        return std::unexpected(done.error());
      }
    }
    return finish();
  }

 private:
  static std::vector<std::string> split(const std::string& key) {
    std::vector<std::string> parts(1);
    for (char c : key) {
      if (c == '|') {
        parts.emplace_back();
      } else {
        parts.back().push_back(c);
      }
    }
    return parts;
  }

  static Draft draft(const YamlNode& node) {
    Draft made;
    made.node = &node;
    made.written = node.text;
    if (node.kind == YamlKind::kBoolean) {
      made.forms = {literal(node.boolean ? U"true" : U"false")};
    } else if (node.kind == YamlKind::kString) {
      made.forms = {parse_pattern(node.text)};
    } else if (node.kind == YamlKind::kInteger) {
      made.forms = {literal(code_points(std::to_string(node.integer)))};
      made.quantity = Quantity{true, node.integer, static_cast<double>(node.integer)};
    } else {
      made.forms = {literal(code_points(node.text))};
      if (node.kind == YamlKind::kReal && std::isfinite(node.real)) {
        made.quantity = Quantity{false, 0, node.real};
      }
    }
    return made;
  }

  Result<void> only_strings(const std::string& modifier) {
    for (const Draft& made : drafts_) {
      if (made.node->kind != YamlKind::kString) {
        return bad(*made.node, modifier + " needs strings");
      }
    }
    return {};
  }

  Result<void> only_numbers(const std::string& modifier) {
    for (const Draft& made : drafts_) {
      if (!made.quantity) {
        return bad(*made.node, modifier + " needs numbers");
      }
    }
    return {};
  }

  Result<void> apply(const std::string& modifier) {
    if (modifier == "all") {
      item_.all = true;
    } else if (modifier == "neq") {
      item_.negated = true;
    } else if (modifier == "expand") {
      TRY(only_strings(modifier));
    } else if (modifier == "cased") {
      TRY(only_strings(modifier));
      item_.case_rule = CaseRule::kCased;
    } else if (modifier == "contains" || modifier == "startswith" || modifier == "endswith") {
      TRY(only_strings(modifier));
      affix(modifier != "startswith", modifier != "endswith");
    } else if (modifier == "windash") {
      TRY(only_strings(modifier));
      for (Draft& made : drafts_) {
        std::ranges::for_each(made.forms, free_dashes);
      }
    } else if (modifier == "base64" || modifier == "base64offset") {
      TRY(only_strings(modifier));
      return encode(modifier);
    } else if (modifier == "wide" || modifier == "utf16le" || modifier == "utf16be" ||
               modifier == "utf16") {
      TRY(only_strings(modifier));
      return widen(modifier);
    } else if (modifier == "re") {
      item_.question = Question::kRegex;
    } else if (modifier == "i" || modifier == "ignorecase") {
      flags_.ignore_case = true;
    } else if (modifier == "m" || modifier == "multiline") {
      flags_.multi_line = true;
    } else if (modifier == "s" || modifier == "dotall") {
      flags_.dot_matches_newline = true;
    } else if (modifier == "cidr") {
      TRY(only_strings(modifier));
      item_.question = Question::kCidr;
    } else if (modifier == "exists") {
      item_.question = Question::kExists;
    } else if (modifier == "fieldref") {
      TRY(only_strings(modifier));
      item_.question = Question::kFieldReference;
    } else {
      return number_modifier(modifier);
    }
    return {};
  }

  Result<void> number_modifier(const std::string& modifier) {
    constexpr std::pair<std::string_view, Relation> kRelations[] = {
        {"lt", Relation::kLess},
        {"lte", Relation::kLessEqual},
        {"gt", Relation::kGreater},
        {"gte", Relation::kGreaterEqual}};
    constexpr std::pair<std::string_view, Part> kParts[] = {
        {"minute", Part::kMinute}, {"hour", Part::kHour},   {"day", Part::kDay},
        {"week", Part::kWeek},     {"month", Part::kMonth}, {"year", Part::kYear}};
    for (const auto& [name, relation] : kRelations) {
      if (modifier == name) {
        item_.relation = relation;
        if (item_.question != Question::kTimePart) {
          item_.question = Question::kCompare;
        }
        return only_numbers(modifier);
      }
    }
    for (const auto& [name, part] : kParts) {
      if (modifier == name) {
        item_.part = part;
        item_.question = Question::kTimePart;
        return only_numbers(modifier);
      }
    }
    return bad(values_, "unknown modifier '" + modifier + "'");
  }

  void affix(bool front, bool behind) {
    if (item_.question == Question::kFieldReference) {
      item_.contains_front = item_.contains_front || front;
      item_.contains_back = item_.contains_back || behind;
      return;
    }
    for (Draft& made : drafts_) {
      for (Units& form : made.forms) {
        if (front) {
          put_run_in_front(form);
        }
        if (behind) {
          put_run_behind(form);
        }
      }
    }
  }

  Result<void> encode(const std::string& modifier) {
    for (Draft& made : drafts_) {
      if (std::ranges::any_of(made.forms, has_wildcard)) {
        return bad(*made.node, modifier + " cannot encode a wildcard");
      }
      std::vector<Units> encoded;
      for (const std::string& bytes : bytes_of(made)) {
        if (modifier == "base64") {
          encoded.push_back(literal(code_points(base64(bytes))));
          continue;
        }
        if (bytes.size() < 2) {
          return bad(*made.node, "too short for base64offset: nothing certain is left of it");
        }
        for (const std::string& text : base64_offsets(bytes)) {
          encoded.push_back(literal(code_points(text)));
        }
      }
      made.bytes.clear();
      made.forms = std::move(encoded);
    }
    return {};
  }

  Result<void> widen(const std::string& modifier) {
    Utf16 form = modifier == "utf16be" ? Utf16::kBig
                 : modifier == "utf16" ? Utf16::kLittleWithMark
                                       : Utf16::kLittle;
    for (Draft& made : drafts_) {
      if (std::ranges::any_of(made.forms, has_wildcard)) {
        return bad(*made.node, modifier + " cannot encode a wildcard");
      }
      std::vector<std::string> wide;
      for (const std::string& bytes : bytes_of(made)) {
        wide.push_back(utf16(code_points(bytes), form));
      }
      made.bytes = std::move(wide);
    }
    return {};
  }

  Result<RuleItem> finish() {
    for (Draft& made : drafts_) {
      RuleValue value;
      value.quantity = made.quantity;
      switch (item_.question) {
        case Question::kPattern:
          value.is_null = made.node->kind == YamlKind::kNull;
          if (value.is_null && item_.field.empty()) {
            return bad(*made.node, "null cannot be a keyword");
          }
          if (!made.bytes.empty()) {
            return bad(*made.node, "bytes that nothing makes text of; base64 must follow");
          }
          value.alternatives = made.forms;
          if (item_.field.empty()) {
            for (Units& units : value.alternatives) {
              put_run_in_front(units);
              put_run_behind(units);
            }
          }
          break;
        case Question::kRegex:
          value.regex = TRY(Regex::compile(made.written, flags_));
          break;
        case Question::kCidr:
          value.block = parse_block(made.written);
          if (!value.block) {
            return bad(*made.node, "no network: " + made.written);
          }
          break;
        case Question::kExists:
          if (made.node->kind != YamlKind::kBoolean || item_.field.empty()) {
            return bad(*made.node, "exists needs a field and true or false");
          }
          value.yes = made.node->boolean;
          break;
        case Question::kCompare:
        case Question::kTimePart:
          break;
        case Question::kFieldReference:
          value.other_field = made.written;
          break;
      }
      item_.values.push_back(std::move(value));
    }
    return std::move(item_);
  }

  const YamlNode& values_;
  const PlaceholderValues& placeholders_;
  RuleItem item_;
  RegexFlags flags_;
  std::vector<Draft> drafts_;
};

}  // namespace

Result<ReadItem> read_item(const std::string& key, const YamlNode& values,
                           const PlaceholderValues& placeholders) {
  ItemReader reader(values, placeholders);
  ReadItem made;
  made.item = TRY(reader.read(key));
  made.unresolved = reader.unresolved;
  return made;
}

}  // namespace noroshi::oracle
