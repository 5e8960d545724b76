#include "support/oracle/tables.h"

#include <algorithm>
#include <cstdio>
#include <set>

#include "base/yaml.h"
#include "support/oracle/text.h"

namespace noroshi::oracle {
namespace {

bool same(std::string_view left, std::string_view right) {
  return left.size() == right.size() && ascii_lower(left) == ascii_lower(right);
}

bool among(const std::vector<std::string>& texts, std::string_view text) {
  return std::ranges::any_of(texts, [&](const std::string& one) { return same(one, text); });
}

bool has_channel(const OracleView& view, std::string_view channel) {
  return among(view.channels, channel) ||
         std::ranges::any_of(view.channel_prefixes, [&](const std::string& prefix) {
           return channel.size() >= prefix.size() && same(channel.substr(0, prefix.size()), prefix);
         });
}

// --- reading the tables ---------------------------------------------------------------------

std::unexpected<Error> bad(const YamlNode& node, std::string message) {
  return fail(ErrorCode::kInvalidInput, std::move(message), "line " + std::to_string(node.line));
}

Result<Expression> read_expression(const YamlNode& node);

Result<std::vector<Expression>> read_expressions(const YamlNode& node) {
  std::vector<Expression> out;
  for (const YamlNode& item : node.items) {
    out.push_back(TRY(read_expression(item)));
  }
  return out;
}

// The operations whose arguments are a mapping with `input`.
Result<Expression> read_operation(const std::string& name, const YamlNode& arguments) {
  const YamlNode* input = arguments.find("input");
  if (input == nullptr) {
    return bad(arguments, "no input");
  }
  Expression made;
  made.inputs.push_back(TRY(read_expression(*input)));
  if (name == "map" || name == "prefix") {
    made.kind = name == "map" ? Expression::Kind::kMap : Expression::Kind::kPrefix;
    const YamlNode* pairs = arguments.find(name == "map" ? "values" : "rewrite");
    if (pairs == nullptr) {
      return bad(arguments, "nothing to map");
    }
    for (const auto& [from, to] : pairs->members) {
      made.pairs.emplace_back(
          from, to.kind == YamlKind::kNull ? std::optional<std::string>() : std::optional(to.text));
    }
    made.otherwise_input = arguments.text_of("otherwise", "input") == "input";
  } else if (name == "number") {
    made.kind = Expression::Kind::kNumber;
    if (const YamlNode* base = arguments.find("base")) {
      made.base = static_cast<unsigned>(base->integer);
    }
    if (const YamlNode* digits = arguments.find("digits")) {
      made.digits = static_cast<std::size_t>(digits->integer);
    }
  } else if (name == "key_value") {
    made.kind = Expression::Kind::kKeyValue;
    made.text = arguments.text_of("key");
  } else if (name == "hash") {
    made.kind = Expression::Kind::kHash;
    made.text = arguments.text_of("algorithm");
  } else {
    return bad(arguments, "unknown operation " + name);
  }
  return made;
}

Result<Expression> read_expression(const YamlNode& node) {
  Expression made;
  if (node.is_scalar()) {
    made.text = node.text;
    return made;
  }
  if (node.kind != YamlKind::kMapping || node.members.size() != 1) {
    return bad(node, "an expression is a field or one operation");
  }
  const auto& [name, arguments] = node.members.front();
  if (name == "constant" || name == "field") {
    made.kind = name == "field" ? Expression::Kind::kField : Expression::Kind::kConstant;
    made.text = arguments.text;
    return made;
  }
  if (name == "concat" || name == "first_of") {
    made.kind = name == "concat" ? Expression::Kind::kConcat : Expression::Kind::kFirstOf;
    made.inputs = TRY(read_expressions(arguments));
    return made;
  }
  if (name == "number" && arguments.is_scalar()) {
    made.kind = Expression::Kind::kNumber;
    made.inputs.push_back(TRY(read_expression(arguments)));
    return made;
  }
  return read_operation(name, arguments);
}

// Entries of `fields`; one of a name that is there already takes its place.
Result<void> add_entries(const YamlNode& fields,
                         std::vector<std::pair<std::string, std::pair<Expression, bool>>>& out) {
  for (const auto& [name, node] : fields.members) {
    std::pair<Expression, bool> made{TRY(read_expression(node)), node.is_scalar()};
    auto found = std::ranges::find_if(out, [&](const auto& entry) { return entry.first == name; });
    if (found == out.end()) {
      out.emplace_back(name, std::move(made));
    } else {
      found->second = std::move(made);
    }
  }
  return {};
}

Result<OracleView> read_category(const YamlNode& node, const YamlNode& file) {
  OracleView view;
  view.product = file.text_of("product");
  view.category = node.text_of("category");
  view.name = view.product + "/" + view.category + "/" + std::string(node.text_of("source"));
  view.channels = node.texts_of("channels");
  view.providers = node.texts_of("providers");
  if (const YamlNode* ids = node.find("event_ids")) {
    for (const YamlNode& id : ids->items) {
      view.event_ids.push_back(id.integer);
    }
  }
  std::vector<std::pair<std::string, std::pair<Expression, bool>>> entries;
  for (const std::string& set : node.texts_of("use")) {
    const YamlNode* sets = file.find("field_sets");
    const YamlNode* fields = sets == nullptr ? nullptr : sets->find(set);
    if (fields == nullptr) {
      return bad(node, "no field set " + set);
    }
    TRY(add_entries(*fields, entries));
  }
  if (const YamlNode* fields = node.find("fields")) {
    TRY(add_entries(*fields, entries));
  }
  view.hidden = node.texts_of("hide");
  for (auto& [name, entry] : entries) {
    if (entry.second) {
      view.hidden.push_back(entry.first.text);  // a rename hides what it renames
    }
    view.entries.emplace_back(name, std::move(entry.first));
  }
  if (const YamlNode* guards = node.find("guards")) {
    for (const auto& [name, texts] : guards->members) {
      view.guards.emplace_back(name, guards->texts_of(name));
    }
  }
  return view;
}

// --- values ---------------------------------------------------------------------------------

FieldValue absent() {
  return {};
}

FieldValue one_value(ValueType type, const std::string& text) {
  FieldValue value;
  value.present = true;
  value.text = text;
  value.elements.emplace_back(type, text);
  return value;
}

FieldValue text_value(const std::string& text) {
  return one_value(ValueType::kTextUtf8, text);
}

// A raw field, hidden or not.
FieldValue raw(const FlatRecord& record, const std::string& name) {
  const FlatField* field = record.find(name);
  return field == nullptr ? absent() : field->value;
}

FieldValue rewrite_prefix(const Expression& expression, const FieldValue& input) {
  for (const auto& [from, to] : expression.pairs) {
    std::string_view text = input.text;
    if (text.size() >= from.size() && same(text.substr(0, from.size()), from) &&
        (text.size() == from.size() || text[from.size()] == '\\')) {
      return text_value(to.value_or("") + std::string(text.substr(from.size())));
    }
  }
  return input;
}

FieldValue as_number(const Expression& expression, const FieldValue& input) {
  if (input.is_list || !input.elements.front().quantity() ||
      !input.elements.front().quantity()->is_integer ||
      input.elements.front().quantity()->integer < 0) {
    return input;
  }
  auto number = static_cast<unsigned long long>(input.elements.front().quantity()->integer);
  char text[128];
  std::snprintf(text, sizeof(text), expression.base == 16 ? "%0*llx" : "%0*llu",
                static_cast<int>(expression.digits), number);
  bool stays_number = expression.base == 10 && expression.digits <= 1;
  return one_value(stays_number ? ValueType::kUnsigned : ValueType::kTextUtf8, text);
}

FieldValue key_value(const Expression& expression, const FieldValue& input) {
  std::string key = expression.text + "=";
  for (const Element& element : input.elements) {
    std::string text = element.text;
    for (std::size_t start = 0; start <= text.size();) {
      std::size_t end = std::min(text.find('\n', start), text.size());
      std::string line = text.substr(start, end - start);
      if (end < text.size() && line.ends_with('\r')) {
        line.pop_back();
      }
      line.erase(0, std::min(line.find_first_not_of(" \t"), line.size()));
      if (line.starts_with(key)) {
        return text_value(line.substr(key.size()));
      }
      start = end + 1;
    }
  }
  return absent();
}

FieldValue hash(const Expression& expression, const FieldValue& input) {
  std::string text = input.text + ",";
  for (std::size_t start = 0; start < text.size();) {
    std::size_t end = text.find(',', start);
    std::string part = text.substr(start, end - start);
    part.erase(0, std::min(part.find_first_not_of(' '), part.size()));
    part.erase(part.find_last_not_of(' ') + 1);
    std::size_t equals = part.find('=');
    if (equals != std::string::npos && same(part.substr(0, equals), expression.text)) {
      return text_value(part.substr(equals + 1));
    }
    start = end + 1;
  }
  return absent();
}

FieldValue evaluate(const Expression& expression, const FlatRecord& record);

FieldValue map_value(const Expression& expression, const FieldValue& input) {
  for (const auto& [from, to] : expression.pairs) {
    if (same(from, input.text)) {
      return to ? text_value(*to) : absent();
    }
  }
  return expression.otherwise_input ? input : absent();
}

FieldValue concatenated(const Expression& expression, const FlatRecord& record) {
  std::string text;
  for (const Expression& input : expression.inputs) {
    FieldValue value = evaluate(input, record);
    if (!value.present) {
      return absent();
    }
    text += value.text;
  }
  return text_value(text);
}

FieldValue first_of(const Expression& expression, const FlatRecord& record) {
  for (const Expression& input : expression.inputs) {
    FieldValue value = evaluate(input, record);
    if (value.present && !value.text.empty()) {
      return value;
    }
  }
  return absent();
}

FieldValue evaluate(const Expression& expression, const FlatRecord& record) {
  switch (expression.kind) {
    case Expression::Kind::kField:
      return raw(record, expression.text);
    case Expression::Kind::kConstant:
      return text_value(expression.text);
    case Expression::Kind::kConcat:
      return concatenated(expression, record);
    case Expression::Kind::kFirstOf:
      return first_of(expression, record);
    default:
      break;
  }
  FieldValue input = evaluate(expression.inputs.front(), record);
  if (!input.present) {
    return absent();
  }
  switch (expression.kind) {
    case Expression::Kind::kMap:
      return map_value(expression, input);
    case Expression::Kind::kPrefix:
      return rewrite_prefix(expression, input);
    case Expression::Kind::kNumber:
      return as_number(expression, input);
    case Expression::Kind::kKeyValue:
      return key_value(expression, input);
    case Expression::Kind::kHash:
      return hash(expression, input);
    default:
      return absent();
  }
}

// The value whose name equals `name`: exactly if there is one, else but for ASCII case.
template <typename Pairs>
auto find_name(const Pairs& pairs, const std::string& name) {
  auto found = std::ranges::find_if(pairs, [&](const auto& pair) { return pair.first == name; });
  return found != pairs.end() ? found : std::ranges::find_if(pairs, [&](const auto& pair) {
    return same(pair.first, name);
  });
}

}  // namespace

FlatRecord::FlatRecord(const Record& record) {
  const std::vector<ShapeField>& fields = record.shape->fields();
  for (std::uint32_t i = 0; i < fields.size(); ++i) {
    fields_.push_back({fields[i].name, fields[i].section, field_value(record.field(i))});
  }
}

const FlatField* FlatRecord::find(std::string_view name) const {
  const FlatField* exact = nullptr;
  const FlatField* folded = nullptr;
  for (const FlatField& field : fields_) {
    exact = field.name == name ? &field : exact;
    folded = same(field.name, name) ? &field : folded;
  }
  return exact != nullptr ? exact : folded;
}

const FlatField* FlatRecord::header(std::string_view name) const {
  for (const FlatField& field : fields_) {
    if (field.section == FieldSection::kHeader && field.name == name) {
      return &field;
    }
  }
  return nullptr;
}

Result<OracleTables> OracleTables::load(std::span<const EmbeddedFile> files) {
  OracleTables tables;
  std::set<std::string> products;
  for (const EmbeddedFile& file : files) {
    std::vector<YamlNode> documents = TRY(parse_yaml(file.content, file.path));
    for (const YamlNode& document : documents) {
      std::size_t first = tables.views_.size();
      std::string product(document.text_of("product"));
      if (products.insert(product).second) {
        OracleView own;
        own.name = product;
        own.product = product;
        tables.views_.push_back(own);
      }
      if (const YamlNode* services = document.find("services")) {
        for (const YamlNode& node : services->items) {
          OracleView view;
          view.product = product;
          view.service = node.text_of("service");
          view.name = product + "/" + view.service;
          view.channels = node.texts_of("channels");
          view.channel_prefixes = node.texts_of("channel_prefixes");
          tables.views_.push_back(view);
        }
      }
      if (const YamlNode* views = document.find("views")) {
        for (const YamlNode& node : views->items) {
          tables.views_.push_back(TRY(read_category(node, document)));
        }
      }
      for (std::size_t i = first; i < tables.views_.size(); ++i) {
        if (const YamlNode* aliases = document.find("aliases")) {
          for (const auto& [name, field] : aliases->members) {
            tables.views_[i].aliases.emplace_back(name, field.text);
          }
        }
      }
    }
  }
  return tables;
}

std::vector<std::size_t> OracleTables::views_for(const OracleRule& rule) const {
  auto belongs = [&](const OracleView& view) {
    return std::ranges::any_of(views_, [&](const OracleView& service) {
      return !service.service.empty() && same(service.service, rule.service) &&
             (rule.product.empty() || same(service.product, rule.product)) &&
             std::ranges::all_of(view.channels, [&](const std::string& channel) {
               return has_channel(service, channel);
             });
    });
  };
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < views_.size(); ++i) {
    const OracleView& view = views_[i];
    bool fits = rule.product.empty() || same(rule.product, view.product);
    if (!rule.category.empty()) {
      fits = fits && same(rule.category, view.category) && (rule.service.empty() || belongs(view));
    } else if (!rule.service.empty()) {
      fits = fits && same(rule.service, view.service);
    } else {
      fits = !rule.product.empty() && same(rule.product, view.product) && view.category.empty() &&
             view.service.empty();
    }
    if (fits) {
      out.push_back(i);
    }
  }
  return out;
}

bool OracleTables::satisfies(const OracleView& view, const FlatRecord& record) {
  const FlatField* channel_field = record.header("Channel");
  const FlatField* provider_field = record.header("Provider_Name");
  const FlatField* id_field = record.header("EventID");
  std::string channel = channel_field == nullptr ? "" : channel_field->value.text;
  std::string provider = provider_field == nullptr ? "" : provider_field->value.text;
  bool is_own = view.category.empty() && view.service.empty();
  if (is_own ? channel.empty() : !has_channel(view, channel)) {
    return false;
  }
  if (!view.providers.empty() && !provider.empty() && !among(view.providers, provider)) {
    return false;
  }
  if (!view.event_ids.empty()) {
    if (id_field == nullptr || id_field->value.is_list || id_field->value.elements.empty()) {
      return false;
    }
    const std::optional<Quantity>& id = id_field->value.elements.front().quantity();
    if (!id || !id->is_integer || !std::ranges::any_of(view.event_ids, [&](std::int64_t wanted) {
          return id->integer == wanted;
        })) {
      return false;
    }
  }
  return std::ranges::all_of(view.guards, [&](const auto& guard) {
    FieldValue value = read(view, record, guard.first);
    return std::ranges::any_of(
        value.elements, [&](const Element& element) { return among(guard.second, element.text); });
  });
}

FieldValue OracleTables::read(const OracleView& view, const FlatRecord& record,
                              const std::string& name) {
  auto entry = find_name(view.entries, name);
  if (entry != view.entries.end()) {
    return evaluate(entry->second, record);
  }
  if (const FlatField* field = record.find(name)) {
    bool hidden = std::ranges::find(view.hidden, field->name) != view.hidden.end();
    return hidden ? absent() : field->value;
  }
  auto alias = find_name(view.aliases, name);
  return alias == view.aliases.end() ? absent() : raw(record, alias->second);
}

}  // namespace noroshi::oracle
