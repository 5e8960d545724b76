// Views: which log sources a record satisfies, and what its fields are called there.
//
// A record satisfies one View per log source. Security 4688 is the raw view of service `security`
// (NewProcessName, ProcessId = the parent) AND the view `process_creation` under Sysmon's names
// (Image, ProcessId = the child). A canonical name has meaning only inside a View.
//
//   tables (data/**.yml) --load--> ViewTable --select(channel, provider, event id)--> ViewIds
//   ViewTable + Shape + canonical name --resolve--> Accessor --read(record)--> Value
//
// Everything but read() is meant for once per (Shape, channel, provider, event id).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/embedded_file.h"
#include "base/result.h"
#include "event/record.h"
#include "event/shape.h"

namespace noroshi {

using ViewId = std::uint32_t;

// The log source of a rule; see rule/rule.h. Floors forbid sharing the type.
struct LogSourceKey {
  std::string_view category;
  std::string_view product;
  std::string_view service;
};

class FieldOperation;  // one of the closed list of operations; operations/*.h

// Reads one canonical field from records of one Shape. Cheap to copy; holds while its ViewTable
// and its Shape live.
struct Accessor {
  enum class Kind : std::uint8_t {
    kAbsent,    // this Shape cannot have the field in this View
    kField,     // a field of the Shape: `field` is its index
    kComputed,  // `operation` makes it from fields of the record, into the arena
  };
  Kind kind = Kind::kAbsent;
  std::uint32_t field = Shape::kNone;
  const FieldOperation* operation = nullptr;
  // Fields that the operation reads, by input number: resolved for this Shape.
  std::vector<std::uint32_t> inputs;

  bool operator==(const Accessor&) const = default;

  // Cost: none for kField. Computed values live in `arena`.
  [[nodiscard]] Value read(const Record& record, Arena& arena) const;
};

// A condition that a record must meet to be in the View at all, beyond channel, provider and event
// id, e.g. EventType = CreateKey for registry_add. Compared without regard to ASCII case.
struct ViewGuard {
  std::string field;  // canonical name in this View
  std::vector<std::string> any_of;
};

class ViewTable {
 public:
  ~ViewTable();
  ViewTable(ViewTable&&) noexcept;
  ViewTable& operator=(ViewTable&&) noexcept;

  // Reads the tables. Errors carry file and line. `files` may go away afterwards.
  [[nodiscard]] static Result<ViewTable> load(std::span<const EmbeddedFile> files);
  // The tables that were built in.
  [[nodiscard]] static Result<ViewTable> built_in();

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::string_view name(ViewId view) const;      // "windows/process_creation/sysmon"
  [[nodiscard]] std::string_view category(ViewId view) const;  // "" for a service's raw view
  [[nodiscard]] std::string_view product(ViewId view) const;
  [[nodiscard]] std::span<const ViewGuard> guards(ViewId view) const;

  // The views in which a rule with this log source runs. Empty: the log source is not mapped.
  [[nodiscard]] std::vector<ViewId> views_for(const LogSourceKey& key) const;

  // The views that a record satisfies, guards aside, in ascending order. Channel and provider are
  // compared without regard to case; event_id is -1 when the record has none.
  [[nodiscard]] std::vector<ViewId> select(std::string_view channel, std::string_view provider,
                                           std::int64_t event_id) const;

  // How to read `canonical` from records of `shape` in `view`.
  [[nodiscard]] Accessor resolve(ViewId view, const Shape& shape, std::string_view canonical) const;

  // The canonical names under which fields of `shape` appear in `view`, for rendering: header
  // fields, then data fields in order, renamed; computed ones last. Sorted as shown to people.
  [[nodiscard]] std::vector<std::pair<std::string, Accessor>> fields(ViewId view,
                                                                     const Shape& shape) const;

 private:
  ViewTable();
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace noroshi
