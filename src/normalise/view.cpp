// ViewTable: definitions, looked up. Nothing here is clever, since all of it happens once per
// Shape; what happens per record is Accessor::read, which for a plain field is an index.
#include "normalise/view.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/ascii.h"
#include "base/ensure.h"
#include "normalise/tables.h"
#include "normalise/view_definition.h"

namespace noroshi {

Value Accessor::read(const Record& record, Arena& arena) const {
  if (kind == Kind::kField) {
    return record.field(field);
  }
  if (kind == Kind::kAbsent) {
    return {};
  }
  std::array<Value, kMaxOperationInputs> values;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    values[i] = record.field(inputs[i]);
  }
  return operation->evaluate({values.data(), inputs.size()}, arena);
}

struct ViewTable::Implementation {
  std::vector<ViewDefinition> views;
  std::unordered_map<std::string, std::vector<ViewId>> by_channel;  // lower case
  std::vector<ViewId> by_prefix;                                    // and those of any channel

  [[nodiscard]] const ViewDefinition& view(ViewId id) const {
    ENSURE(id < views.size());
    return views[id];
  }
  // Every channel of `view` is one of the channels of `service`.
  [[nodiscard]] bool belongs(const ViewDefinition& view, std::string_view service) const;
};

namespace {

Accessor field_accessor(std::uint32_t index) {
  Accessor accessor;
  if (index != Shape::kNone) {
    accessor.kind = Accessor::Kind::kField;
    accessor.field = index;
  }
  return accessor;
}

Accessor entry_accessor(const FieldEntry& entry, const Shape& shape) {
  if (entry.operation == nullptr) {
    return field_accessor(shape.find(entry.renames));
  }
  Accessor accessor;
  std::array<bool, kMaxOperationInputs> present{};
  for (std::size_t i = 0; i < entry.inputs.size(); ++i) {
    accessor.inputs.push_back(shape.find(entry.inputs[i]));
    present[i] = accessor.inputs.back() != Shape::kNone;
  }
  if (!entry.operation->possible({present.data(), entry.inputs.size()})) {
    return {};
  }
  accessor.kind = Accessor::Kind::kComputed;
  accessor.operation = entry.operation.get();
  return accessor;
}

// The element that `name` of gives `wanted`: exactly, else without regard to case; else null.
template <typename List, typename NameOf>
auto find_named(const List& list, std::string_view wanted, NameOf name) -> decltype(list.data()) {
  for (const auto& element : list) {
    if (name(element) == wanted) {
      return &element;
    }
  }
  for (const auto& element : list) {
    if (equal_ignoring_case(name(element), wanted)) {
      return &element;
    }
  }
  return nullptr;
}

bool contains(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool has_entry_named(const ViewDefinition& view, std::string_view name) {
  return std::any_of(view.entries.begin(), view.entries.end(),
                     [&](const FieldEntry& entry) { return entry.name == name; });
}

bool has_prefix(const ViewDefinition& view, std::string_view channel) {
  return std::any_of(view.channel_prefixes.begin(), view.channel_prefixes.end(),
                     [&](const std::string& prefix) { return channel.starts_with(prefix); });
}

}  // namespace

bool ViewTable::Implementation::belongs(const ViewDefinition& view,
                                        std::string_view service) const {
  for (const ViewDefinition& other : views) {
    if (other.service != service || other.product != view.product) {
      continue;
    }
    auto covered = [&](const std::string& channel) {
      return contains(other.channels, channel) || has_prefix(other, channel);
    };
    return std::all_of(view.channels.begin(), view.channels.end(), covered) &&
           std::all_of(view.channel_prefixes.begin(), view.channel_prefixes.end(), covered);
  }
  return false;
}

ViewTable::ViewTable() : implementation_(std::make_unique<Implementation>()) {}
ViewTable::~ViewTable() = default;
ViewTable::ViewTable(ViewTable&&) noexcept = default;
ViewTable& ViewTable::operator=(ViewTable&&) noexcept = default;

Result<ViewTable> ViewTable::load(std::span<const EmbeddedFile> files) {
  ViewTable table;
  Implementation& inner = *table.implementation_;
  for (const EmbeddedFile& file : files) {
    TRY(read_view_table(file, inner.views));
  }
  for (ViewId id = 0; id < inner.views.size(); ++id) {
    const ViewDefinition& view = inner.views[id];
    for (const std::string& channel : view.channels) {
      inner.by_channel[channel].push_back(id);
    }
    if (view.any_channel || !view.channel_prefixes.empty()) {
      inner.by_prefix.push_back(id);
    }
  }
  return table;
}

Result<ViewTable> ViewTable::built_in() {
  return load(normalise_tables());
}

std::size_t ViewTable::size() const {
  return implementation_->views.size();
}

std::string_view ViewTable::name(ViewId view) const {
  return implementation_->view(view).name;
}

std::string_view ViewTable::category(ViewId view) const {
  return implementation_->view(view).category;
}

std::string_view ViewTable::product(ViewId view) const {
  return implementation_->view(view).product;
}

std::span<const ViewGuard> ViewTable::guards(ViewId view) const {
  return implementation_->view(view).guards;
}

std::vector<ViewId> ViewTable::views_for(const LogSourceKey& key) const {
  std::vector<ViewId> found;
  for (ViewId id = 0; id < implementation_->views.size(); ++id) {
    const ViewDefinition& view = implementation_->views[id];
    if (!key.product.empty() && view.product != key.product) {
      continue;
    }
    bool fits = false;
    if (!key.category.empty()) {
      fits = view.category == key.category &&
             (key.service.empty() || implementation_->belongs(view, key.service));
    } else if (!key.service.empty()) {
      fits = view.service == key.service;
    } else {
      fits = !key.product.empty() && view.any_channel;
    }
    if (fits) {
      found.push_back(id);
    }
  }
  return found;
}

std::vector<ViewId> ViewTable::select(std::string_view channel, std::string_view provider,
                                      std::int64_t event_id) const {
  if (channel.empty()) {
    return {};
  }
  std::string lowered_channel = ascii_lowered(channel);
  std::string lowered_provider = ascii_lowered(provider);
  std::vector<ViewId> found;
  auto consider = [&](ViewId id) {
    const ViewDefinition& view = implementation_->views[id];
    bool from_provider =
        view.providers.empty() || provider.empty() || contains(view.providers, lowered_provider);
    bool has_id = view.event_ids.empty() || std::find(view.event_ids.begin(), view.event_ids.end(),
                                                      event_id) != view.event_ids.end();
    if (from_provider && has_id) {
      found.push_back(id);
    }
  };
  if (auto exact = implementation_->by_channel.find(lowered_channel);
      exact != implementation_->by_channel.end()) {
    std::for_each(exact->second.begin(), exact->second.end(), consider);
  }
  for (ViewId id : implementation_->by_prefix) {
    const ViewDefinition& view = implementation_->views[id];
    if (view.any_channel || has_prefix(view, lowered_channel)) {
      consider(id);
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

Accessor ViewTable::resolve(ViewId id, const Shape& shape, std::string_view canonical) const {
  const ViewDefinition& view = implementation_->view(id);
  auto entry_name = [](const FieldEntry& entry) -> std::string_view { return entry.name; };
  if (const FieldEntry* entry = find_named(view.entries, canonical, entry_name)) {
    return entry_accessor(*entry, shape);
  }
  std::uint32_t index = shape.find(canonical);
  if (index != Shape::kNone) {
    return contains(view.hidden, shape.fields()[index].name) ? Accessor{} : field_accessor(index);
  }
  auto alias_name = [](const auto& alias) -> std::string_view { return alias.first; };
  if (const auto* alias = find_named(*view.aliases, canonical, alias_name)) {
    return field_accessor(shape.find(alias->second));
  }
  return {};
}

std::vector<std::pair<std::string, Accessor>> ViewTable::fields(ViewId id,
                                                                const Shape& shape) const {
  const ViewDefinition& view = implementation_->view(id);
  std::vector<std::pair<std::string, Accessor>> found;
  // A name is listed once, and only if a rule that asks for it gets this very field.
  auto add = [&](const std::string& name, std::uint32_t index) {
    Accessor accessor = resolve(id, shape, name);
    if (accessor.kind == Accessor::Kind::kField && accessor.field == index) {
      found.emplace_back(name, std::move(accessor));
    }
  };
  for (FieldSection section : {FieldSection::kHeader, FieldSection::kData}) {
    for (std::uint32_t i = 0; i < shape.fields().size(); ++i) {
      // A namespace says nothing of the event; rules may still ask for it by name.
      bool is_namespace = shape.fields()[i].part == FieldPart::kAttribute &&
                          shape.fields()[i].path.back() == "xmlns";
      if (shape.fields()[i].section != section || is_namespace) {
        continue;
      }
      // A raw name that was renamed away may still fold to an entry's: 5156's ProcessID, ProcessId.
      if (!contains(view.hidden, shape.fields()[i].name) ||
          has_entry_named(view, shape.fields()[i].name)) {
        add(shape.fields()[i].name, i);
      }
      for (const FieldEntry& entry : view.entries) {
        if (!entry.renames.empty() && entry.name != shape.fields()[i].name &&
            shape.find(entry.renames) == i) {
          add(entry.name, i);
        }
      }
    }
  }
  for (const FieldEntry& entry : view.entries) {
    if (entry.operation == nullptr) {
      continue;
    }
    Accessor accessor = entry_accessor(entry, shape);
    if (accessor.kind != Accessor::Kind::kAbsent) {
      found.emplace_back(entry.name, std::move(accessor));
    }
  }
  return found;
}

}  // namespace noroshi
