// The tables' YAML becomes views.
#include <algorithm>
#include <set>

#include "base/yaml.h"
#include "support/oracle/tables.h"

namespace noroshi::oracle {
namespace {

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

}  // namespace

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

}  // namespace noroshi::oracle
