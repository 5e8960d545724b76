// What the tables say about one view, checked and ready; inner to this folder.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "normalise/operations/operation.h"
#include "normalise/view.h"

namespace noroshi {

// NAME: EXPRESSION.
struct FieldEntry {
  std::string name;
  std::string
      renames;  // the raw field, if the expression is a plain name; then `operation` is null
  std::shared_ptr<const FieldOperation> operation;
  std::vector<std::string> inputs;  // raw names, in the order of the operation's inputs
};

using AliasList = std::vector<std::pair<std::string, std::string>>;  // name, raw name

// Channels, prefixes and providers are in ASCII lower case.
struct ViewDefinition {
  std::string name;
  std::string category;  // empty for raw views
  std::string product;
  std::string service;  // of a service's raw view
  bool any_channel = false;
  std::vector<std::string> channels;
  std::vector<std::string> channel_prefixes;
  std::vector<std::string> providers;   // empty: any
  std::vector<std::int64_t> event_ids;  // empty: any
  std::vector<FieldEntry> entries;
  std::vector<std::string> hidden;  // raw names, as written; includes those that are renamed
  std::vector<ViewGuard> guards;
  std::shared_ptr<const AliasList> aliases;
};

// The views of one table file, appended to `views`. Errors carry file and line.
[[nodiscard]] Result<void> read_view_table(const EmbeddedFile& file,
                                           std::vector<ViewDefinition>& views);

}  // namespace noroshi
