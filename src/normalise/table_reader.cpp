// Table files (docs/design/normalise.md, section 1): YAML to ViewDefinitions.
#include <algorithm>

#include "base/ascii.h"
#include "base/yaml.h"
#include "normalise/expression_reader.h"
#include "normalise/view_definition.h"

namespace noroshi {
namespace {

class TableReader {
 public:
  TableReader(const EmbeddedFile& file, std::vector<ViewDefinition>& views)
      : content_(file.content), file_(file.path), views_(&views) {}

  Result<void> read();

 private:
  Result<void> read_service(const YamlNode& node);
  Result<void> read_category(const YamlNode& node);
  Result<void> read_channels(const YamlNode& node, ViewDefinition& view);
  Result<void> read_entries(const YamlNode& node, std::vector<FieldEntry>& entries);
  Result<void> use_sets(const YamlNode& node, std::vector<FieldEntry>& entries);
  Result<FieldEntry> read_entry(const std::string& name, const YamlNode& node);
  Result<void> read_guards(const YamlNode& node, ViewDefinition& view);
  Result<std::string> text(const YamlNode& node, std::string_view member);
  Result<std::vector<std::string>> texts(const YamlNode& node, std::string_view member);
  Result<void> add(ViewDefinition view, const YamlNode& node);
  std::unexpected<Error> bad(const YamlNode& node, std::string message) {
    return fail(ErrorCode::kConfiguration, std::move(message), place_of(file_, node));
  }

  std::string_view content_;
  std::string_view file_;
  std::vector<ViewDefinition>* views_;
  const YamlNode* root_ = nullptr;
  std::string product_;
  std::shared_ptr<AliasList> aliases_ = std::make_shared<AliasList>();
};

Result<void> TableReader::read() {
  std::vector<YamlNode> documents = TRY(parse_yaml(content_, file_));
  if (documents.size() != 1) {
    return fail(ErrorCode::kConfiguration, "a table is one YAML document", std::string(file_));
  }
  root_ = &documents.front();
  TRY(check_members(*root_, file_, {"product", "aliases", "field_sets", "services", "views"}));
  product_ = TRY(text(*root_, "product"));
  if (const YamlNode* aliases = root_->find("aliases")) {
    if (aliases->kind != YamlKind::kMapping) {
      return bad(*aliases, "'aliases' must be a mapping");
    }
    for (const auto& [name, raw] : aliases->members) {
      aliases_->emplace_back(name, TRY(text(*aliases, name)));
    }
  }
  bool known = std::any_of(views_->begin(), views_->end(),
                           [&](const ViewDefinition& view) { return view.name == product_; });
  if (!known) {
    ViewDefinition view;
    view.name = product_;
    view.product = product_;
    view.any_channel = true;
    TRY(add(std::move(view), *root_));
  }
  for (std::string_view list : {"services", "views"}) {
    const YamlNode* node = root_->find(list);
    if (node == nullptr) {
      continue;
    }
    if (node->kind != YamlKind::kSequence) {
      return bad(*node, "'" + std::string(list) + "' must be a list");
    }
    for (const YamlNode& item : node->items) {
      TRY(list == "services" ? read_service(item) : read_category(item));
    }
  }
  return {};
}

Result<std::string> TableReader::text(const YamlNode& node, std::string_view member) {
  const YamlNode* found = node.find(member);
  if (found == nullptr || !found->is_scalar() || found->text.empty()) {
    return bad(node, "'" + std::string(member) + "' must be a text");
  }
  return found->text;
}

// An absent member gives none.
Result<std::vector<std::string>> TableReader::texts(const YamlNode& node, std::string_view member) {
  const YamlNode* found = node.find(member);
  if (found == nullptr) {
    return std::vector<std::string>{};
  }
  bool fine = found->kind == YamlKind::kSequence && !found->items.empty() &&
              std::all_of(found->items.begin(), found->items.end(), [](const YamlNode& item) {
                return item.is_scalar() && !item.text.empty();
              });
  if (!fine) {
    return bad(*found, "'" + std::string(member) + "' must be a list of texts");
  }
  return node.texts_of(member);
}

Result<void> TableReader::add(ViewDefinition view, const YamlNode& node) {
  for (const ViewDefinition& other : *views_) {
    if (other.name == view.name) {
      return bad(node, "there is already a view '" + view.name + "'");
    }
  }
  view.aliases = aliases_;
  views_->push_back(std::move(view));
  return {};
}

Result<void> TableReader::read_channels(const YamlNode& node, ViewDefinition& view) {
  auto lowered = [](std::vector<std::string> names) {
    for (std::string& name : names) {
      name = ascii_lowered(name);
    }
    return names;
  };
  view.channels = lowered(TRY(texts(node, "channels")));
  view.channel_prefixes = lowered(TRY(texts(node, "channel_prefixes")));
  view.providers = lowered(TRY(texts(node, "providers")));
  if (view.channels.empty() && view.channel_prefixes.empty()) {
    return bad(node, "'" + view.name + "' names no channel");
  }
  return {};
}

Result<void> TableReader::read_service(const YamlNode& node) {
  TRY(check_members(node, file_, {"service", "channels", "channel_prefixes"}));
  ViewDefinition view;
  view.product = product_;
  view.service = TRY(text(node, "service"));
  view.name = product_ + "/" + view.service;
  TRY(read_channels(node, view));
  return add(std::move(view), node);
}

Result<void> TableReader::read_category(const YamlNode& node) {
  TRY(check_members(node, file_,
                    {"category", "source", "channels", "providers", "event_ids", "use", "fields",
                     "hide", "guards"}));
  ViewDefinition view;
  view.product = product_;
  view.category = TRY(text(node, "category"));
  view.name = product_ + "/" + view.category + "/" + TRY(text(node, "source"));
  TRY(read_channels(node, view));
  const YamlNode* ids = node.find("event_ids");
  if (ids == nullptr || ids->kind != YamlKind::kSequence || ids->items.empty()) {
    return bad(node, "'event_ids' must be a list of integers");
  }
  for (const YamlNode& id : ids->items) {
    if (id.kind != YamlKind::kInteger) {
      return bad(id, "'event_ids' must be a list of integers");
    }
    view.event_ids.push_back(id.integer);
  }
  TRY(use_sets(node, view.entries));
  if (const YamlNode* fields = node.find("fields")) {
    TRY(read_entries(*fields, view.entries));
  }
  view.hidden = TRY(texts(node, "hide"));
  for (const FieldEntry& entry : view.entries) {
    if (!entry.renames.empty()) {
      view.hidden.push_back(entry.renames);
    }
  }
  TRY(read_guards(node, view));
  return add(std::move(view), node);
}

Result<void> TableReader::use_sets(const YamlNode& node, std::vector<FieldEntry>& entries) {
  const YamlNode* sets = root_->find("field_sets");
  for (const std::string& name : TRY(texts(node, "use"))) {
    const YamlNode* set = sets == nullptr ? nullptr : sets->find(name);
    if (set == nullptr) {
      return bad(node, "there is no field set '" + name + "' in this file");
    }
    TRY(read_entries(*set, entries));
  }
  return {};
}

// A later entry of the same name takes the place of the earlier one.
Result<void> TableReader::read_entries(const YamlNode& node, std::vector<FieldEntry>& entries) {
  if (node.kind != YamlKind::kMapping) {
    return bad(node, "a mapping of names to expressions is needed here");
  }
  for (const auto& [name, expression] : node.members) {
    FieldEntry entry = TRY(read_entry(name, expression));
    auto same = std::find_if(entries.begin(), entries.end(),
                             [&](const FieldEntry& other) { return other.name == entry.name; });
    if (same != entries.end()) {
      *same = std::move(entry);
    } else {
      entries.push_back(std::move(entry));
    }
  }
  return {};
}

Result<FieldEntry> TableReader::read_entry(const std::string& name, const YamlNode& node) {
  FieldEntry entry;
  entry.name = name;
  ExpressionReader reader(file_);
  OperationPtr operation = TRY(reader.read(node));
  if (node.is_scalar()) {
    entry.renames = node.text;
  } else {
    entry.operation = std::move(operation);
    entry.inputs = reader.take_inputs();
  }
  return entry;
}

Result<void> TableReader::read_guards(const YamlNode& node, ViewDefinition& view) {
  const YamlNode* guards = node.find("guards");
  if (guards == nullptr) {
    return {};
  }
  if (guards->kind != YamlKind::kMapping) {
    return bad(*guards, "'guards' must be a mapping of names to lists of texts");
  }
  for (const auto& [name, any_of] : guards->members) {
    view.guards.push_back({name, TRY(texts(*guards, name))});
    if (view.guards.back().any_of.empty()) {
      return bad(any_of, "the guard '" + name + "' lists nothing");
    }
  }
  return {};
}

}  // namespace

Result<void> read_view_table(const EmbeddedFile& file, std::vector<ViewDefinition>& views) {
  return TableReader(file, views).read();
}

}  // namespace noroshi
