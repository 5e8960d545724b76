// ProcessTree: which process started which, from records of starts and ends.
//
//   ProcessTree tree = ProcessTree::build(std::move(events));
//   for (std::uint32_t root : tree.roots()) ... tree.node(root).children ...
//
// Sysmon names a process by its ProcessGuid, Security by number and time; a start that both logged
// is one node. Where the log lacks a parent, a stub stands for it, with what its children say of
// it. The answer depends on the events alone, not on their order, and holds no cycle whatever the
// records claim.
//
// Memory: about 400 bytes a process and its texts. Cost: n log n, some microseconds a process.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"

namespace noroshi {

enum class ProcessEventKind : std::uint8_t {
  kStart,
  kEnd,
  kOther,  // something else that a process did; counts only for its rules
};

enum class ProcessLog : std::uint8_t { kSysmon, kSecurity, kOther };
inline constexpr std::size_t kProcessLogs = 3;

// Where the record of an event lies.
struct ProcessPlace {
  std::uint32_t source = 0;
  std::uint64_t offset = 0;
  std::uint64_t record = 0;

  auto operator<=>(const ProcessPlace&) const = default;
};

using ProcessNumber = std::optional<std::uint32_t>;

// What a record says of a process. Texts that the record lacks are empty.
struct ProcessEvent {
  ProcessEventKind kind = ProcessEventKind::kStart;
  ProcessLog log = ProcessLog::kSysmon;
  Time time;
  ProcessNumber pid;
  ProcessNumber parent_pid;
  ProcessPlace place;
  std::string host;
  std::string guid;  // "{...}", any case; the null GUID counts as none
  std::string image;
  std::string user;
  std::string command_line;
  std::string parent_guid;
  std::string parent_image;
  std::string parent_user;
  std::string parent_command_line;
  std::vector<std::uint32_t> rules;  // that held on the record; numbers of the caller's
};

struct ProcessNode {
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  enum class Standing : std::uint8_t {
    kLogged,
    kStub,  // its start is in no record; `time` is that of the first event that names it
  };
  // How the parent was found.
  enum class Link : std::uint8_t {
    kNone,
    kGuid,
    kNumber,  // by process number and time
    kCut,     // the records claim a parent that descends from this process; not believed
  };

  Standing standing = Standing::kLogged;
  Link link = Link::kNone;
  Time time;
  std::optional<Time> end;
  ProcessNumber pid;
  ProcessNumber parent_pid;
  ProcessPlace place;                                      // of the first record of the start
  std::array<std::optional<Time>, kProcessLogs> logged{};  // when each log recorded the start
  std::string host;
  std::string guid;
  std::string image;
  std::string user;
  std::string command_line;
  std::uint32_t parent = kNone;
  std::vector<std::uint32_t> children;                         // in order of time
  std::vector<std::pair<std::uint32_t, std::uint64_t>> rules;  // rule, records it held on; sorted
};

class ProcessTree {
 public:
  // Two logs' records of one start lie within this; so do a start and an end out of order.
  static constexpr std::int64_t kSameMoment = 2 * Time::kTicksPerSecond;

  [[nodiscard]] static ProcessTree build(std::vector<ProcessEvent> events);

  [[nodiscard]] std::span<const ProcessNode> nodes() const { return nodes_; }
  [[nodiscard]] const ProcessNode& node(std::uint32_t index) const { return nodes_[index]; }
  // Nodes without a parent, by host, then time.
  [[nodiscard]] const std::vector<std::uint32_t>& roots() const { return roots_; }
  // Events with rules that belong to no process that is known.
  [[nodiscard]] std::uint64_t unattached() const { return unattached_; }

 private:
  friend class ProcessTreeBuilder;

  std::vector<ProcessNode> nodes_;
  std::vector<std::uint32_t> roots_;
  std::uint64_t unattached_ = 0;
};

// The part of a path behind its last separator.
[[nodiscard]] std::string_view file_name_of(std::string_view path);

}  // namespace noroshi
