// Starts are taken in order of time, so that "the process with this number" always means the
// latest one that started before and has not ended: Windows gives numbers again.
//
//   09:00  4 starts 700   |  700 is smss
//   09:05  700 ends       |
//   09:06  4 starts 700   |  700 is now cmd
//   09:07  700 starts 812 |  812 is a child of cmd
//
// A ProcessGuid is never given again, and decides where a record has one. A parent found by number
// must also have the image that the child's record names (if it names one): else the number was
// given again to a process that is not in the log, and a stub stands for it.
//
// GUIDs come from the file and may be forged into a ring. Once all parents are known each chain is
// walked once; the earliest process of a ring loses its parent.
#include "incident/process_tree.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "base/ascii.h"
#include "base/fold.h"

namespace noroshi {
namespace {

constexpr std::string_view kNullGuid = "{00000000-0000-0000-0000-000000000000}";

using Standing = ProcessNode::Standing;
using Link = ProcessNode::Link;

void normalise_guid(std::string& guid) {
  std::ranges::transform(guid, guid.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  });
  if (guid == kNullGuid) {
    guid.clear();
  }
}

bool same_text(std::string_view a, std::string_view b) {
  return a == b || fold(a) == fold(b);
}

// "cmd.exe" names what "C:\Windows\System32\cmd.exe" does; two whole paths must be equal.
bool same_image(std::string_view a, std::string_view b) {
  bool whole = file_name_of(a) != a && file_name_of(b) != b;
  return whole ? same_text(a, b) : same_text(file_name_of(a), file_name_of(b));
}

auto order_of(const ProcessEvent& event) {
  return std::tie(event.host, event.time, event.log, event.pid, event.guid, event.place.record,
                  event.image, event.command_line, event.place);
}

void fill(std::string& text, std::string& with) {
  if (text.empty()) {
    text = std::move(with);
  }
}

}  // namespace

std::string_view file_name_of(std::string_view path) {
  std::size_t slash = path.find_last_of("\\/");
  return slash == path.npos ? path : path.substr(slash + 1);
}

class ProcessTreeBuilder {
 public:
  ProcessTree build(std::vector<ProcessEvent> events) {
    for (ProcessEvent& event : events) {
      std::string host = ascii_lowered(event.host);
      auto [name, added] = host_names_.try_emplace(host, event.host);
      name->second = added ? event.host : std::min(name->second, event.host);
      event.host = std::move(host);
      normalise_guid(event.guid);
      normalise_guid(event.parent_guid);
    }
    std::ranges::sort(events,
                      [](const auto& a, const auto& b) { return order_of(a) < order_of(b); });
    each(events, ProcessEventKind::kStart, [this](ProcessEvent& event) { add_start(event); });
    each(events, ProcessEventKind::kEnd, [this](ProcessEvent& event) { add_end(event); });
    logged_ = tree_.nodes_.size();
    for (std::uint32_t i = 0; i < logged_; ++i) {
      find_parent(i);
    }
    each(events, ProcessEventKind::kOther, [this](ProcessEvent& event) { add_other(event); });
    cut_rings();
    finish();
    return std::move(tree_);
  }

 private:
  struct Parent {  // as the start's record names it
    std::string guid, image, user, command_line;
  };
  using Key = std::pair<std::string, std::string>;  // host, and what names the process there

  static void each(std::vector<ProcessEvent>& events, ProcessEventKind kind, auto visit) {
    for (ProcessEvent& event : events) {
      if (event.kind == kind) {
        visit(event);
      }
    }
  }

  ProcessNode& node(std::uint32_t index) { return tree_.nodes_[index]; }

  static Key number_key(const std::string& host, std::uint32_t pid) {
    return {host, std::to_string(pid)};
  }

  // The latest process with this number that started by `time`; kNone if there is none.
  std::uint32_t by_number(const std::string& host, ProcessNumber pid, Time time,
                          std::uint32_t except = ProcessNode::kNone) {
    auto found = pid ? numbers_.find(number_key(host, *pid)) : numbers_.end();
    if (found == numbers_.end()) {
      return ProcessNode::kNone;
    }
    const std::vector<std::uint32_t>& list = found->second;  // in order of time
    auto at = std::ranges::upper_bound(list, time, {}, [this](auto i) { return node(i).time; });
    while (at != list.begin()) {
      --at;
      if (*at < except) {  // of two that start at one moment the earlier in order is the parent
        return *at;
      }
    }
    return ProcessNode::kNone;
  }

  // The latest process with this GUID that started by `time`, else the first with it.
  std::uint32_t by_guid(const std::string& host, const std::string& guid, Time time) {
    auto found = guid.empty() ? guids_.end() : guids_.find(Key{host, guid});
    if (found == guids_.end()) {
      return ProcessNode::kNone;
    }
    const std::vector<std::uint32_t>& list = found->second;
    auto at = std::ranges::upper_bound(list, time, {}, [this](auto i) { return node(i).time; });
    return at == list.begin() ? list.front() : *std::prev(at);
  }

  // The node that stands for the same start: the same record read twice, or the other log's.
  std::uint32_t same_start(const ProcessEvent& event) {
    auto found = event.pid ? numbers_.find(number_key(event.host, *event.pid)) : numbers_.end();
    if (found == numbers_.end()) {
      return ProcessNode::kNone;
    }
    const std::vector<std::uint32_t>& list = found->second;
    for (auto at = list.rbegin(); at != list.rend(); ++at) {
      const ProcessNode& known = node(*at);
      if (event.time.ticks - known.time.ticks > ProcessTree::kSameMoment) {
        break;
      }
      const auto& logged = known.logged[static_cast<std::size_t>(event.log)];
      bool same = logged ? *logged == event.time && known.guid == event.guid &&
                               known.command_line == event.command_line
                         : same_image(known.image, event.image) &&
                               (known.guid.empty() || event.guid.empty());
      if (same) {
        return *at;
      }
    }
    return ProcessNode::kNone;
  }

  void add_start(ProcessEvent& event) {
    std::uint32_t index = same_start(event);
    if (index == ProcessNode::kNone) {
      index = add_node(event.host, event.guid, event.pid, event.time);
      node(index).place = event.place;
      parents_.emplace_back();
    } else if (node(index).guid.empty() && !event.guid.empty()) {
      node(index).guid = event.guid;
      guids_[Key{event.host, event.guid}].push_back(index);
    }
    ProcessNode& process = node(index);
    Parent& parent = parents_[index];
    process.logged[static_cast<std::size_t>(event.log)] = event.time;
    process.parent_pid = process.parent_pid ? process.parent_pid : event.parent_pid;
    fill(process.image, event.image);
    fill(process.user, event.user);
    fill(process.command_line, event.command_line);
    fill(parent.guid, event.parent_guid);
    fill(parent.image, event.parent_image);
    fill(parent.user, event.parent_user);
    fill(parent.command_line, event.parent_command_line);
    add_rules(process, event);
  }

  std::uint32_t add_node(const std::string& host, const std::string& guid, ProcessNumber pid,
                         Time time) {
    auto index = static_cast<std::uint32_t>(tree_.nodes_.size());
    ProcessNode made;
    made.host = host;
    made.guid = guid;
    made.pid = pid;
    made.time = time;
    tree_.nodes_.push_back(std::move(made));
    if (!guid.empty()) {
      guids_[Key{host, guid}].push_back(index);
    }
    if (pid) {
      numbers_[number_key(host, *pid)].push_back(index);
    }
    return index;
  }

  void add_end(ProcessEvent& event) {
    std::uint32_t index = by_guid(event.host, event.guid, event.time);
    if (index == ProcessNode::kNone) {
      index = by_number(event.host, event.pid, event.time);
    }
    if (index == ProcessNode::kNone || (node(index).end && !event.guid.empty())) {
      return;
    }
    ProcessNode& process = node(index);
    process.end = process.end ? std::min(*process.end, event.time) : event.time;
    add_rules(process, event);
  }

  void find_parent(std::uint32_t index) {
    // By value: stubs move the nodes.
    const Parent parent = parents_[index];
    const std::string host = node(index).host;
    const Time time = node(index).time;
    const ProcessNumber pid = node(index).parent_pid;
    Link link = Link::kGuid;
    std::uint32_t found = by_guid(host, parent.guid, time);
    if (found == ProcessNode::kNone) {
      link = Link::kNumber;
      found = by_number(host, pid, time, index);
      if (found != ProcessNode::kNone && !fits(node(found), parent, time)) {
        found = ProcessNode::kNone;
      }
    }
    if (found == ProcessNode::kNone) {
      link = parent.guid.empty() ? Link::kNumber : Link::kGuid;
      found = stub_of(host, parent, pid, time);
    }
    if (found != ProcessNode::kNone) {
      node(index).parent = found;
      node(index).link = link;
    }
  }

  // Whether the process that was found by number can be the parent.
  static bool fits(const ProcessNode& found, const Parent& parent, Time time) {
    bool other_guid = !found.guid.empty() && !parent.guid.empty() && found.guid != parent.guid;
    bool ended = found.end && found.end->ticks + ProcessTree::kSameMoment < time.ticks;
    bool other_image =
        !found.image.empty() && !parent.image.empty() && !same_image(found.image, parent.image);
    return !other_guid && !ended && !other_image;
  }

  // One stub for a GUID; without one, one for a number and image as long as no process with the
  // number is logged in between.
  std::uint32_t stub_of(const std::string& host, const Parent& parent, ProcessNumber pid,
                        Time time) {
    if (parent.guid.empty() && !pid && parent.image.empty()) {
      return ProcessNode::kNone;
    }
    std::string name = std::to_string(pid.value_or(0)) + ' ' +
                       std::to_string(by_number(host, pid, time)) + ' ' +
                       fold(file_name_of(parent.image));
    std::uint32_t index = ProcessNode::kNone;
    auto known = stubs_.find(Key{host, name});
    if (known != stubs_.end() && (parent.guid.empty() || node(known->second).guid.empty())) {
      index = known->second;
    }
    if (index == ProcessNode::kNone) {
      index = add_stub(host, parent.guid, pid, time);
      stubs_.insert_or_assign(Key{host, name}, index);
    }
    describe_stub(node(index), parent, time);
    return index;
  }

  // Stubs are found by GUID, never by number: nobody knows how long they ran.
  std::uint32_t add_stub(const std::string& host, const std::string& guid, ProcessNumber pid,
                         Time time) {
    std::uint32_t index = add_node(host, guid, {}, time);
    node(index).pid = pid;
    node(index).standing = Standing::kStub;
    return index;
  }

  static void describe_stub(ProcessNode& stub, const Parent& parent, Time time) {
    stub.time = std::min(stub.time, time);
    stub.image = stub.image.empty() ? parent.image : stub.image;
    stub.user = stub.user.empty() ? parent.user : stub.user;
    stub.command_line = stub.command_line.empty() ? parent.command_line : stub.command_line;
  }

  void add_other(ProcessEvent& event) {
    std::uint32_t index = by_guid(event.host, event.guid, event.time);
    if (index == ProcessNode::kNone) {
      index = by_number(event.host, event.pid, event.time);
      if (index != ProcessNode::kNone &&
          !fits(node(index), {event.guid, event.image, {}, {}}, event.time)) {
        index = ProcessNode::kNone;
      }
    }
    if (index == ProcessNode::kNone && !event.guid.empty()) {
      index = add_stub(event.host, event.guid, event.pid, event.time);
      describe_stub(node(index), {{}, event.image, event.user, {}}, event.time);
    }
    if (index == ProcessNode::kNone) {
      ++tree_.unattached_;
      return;
    }
    add_rules(node(index), event);
  }

  static void add_rules(ProcessNode& process, const ProcessEvent& event) {
    for (std::uint32_t rule : event.rules) {
      auto at = std::ranges::lower_bound(process.rules, rule, {},
                                         [](const auto& entry) { return entry.first; });
      if (at == process.rules.end() || at->first != rule) {
        at = process.rules.insert(at, {rule, 0});
      }
      ++at->second;
    }
  }

  void cut_rings() {
    enum class Mark : std::uint8_t { kNew, kOnPath, kDone };
    std::vector<Mark> marks(tree_.nodes_.size(), Mark::kNew);
    std::vector<std::uint32_t> path;
    for (std::uint32_t start = 0; start < marks.size(); ++start) {
      path.clear();
      std::uint32_t at = start;
      while (at != ProcessNode::kNone && marks[at] == Mark::kNew) {
        marks[at] = Mark::kOnPath;
        path.push_back(at);
        at = node(at).parent;
      }
      if (at != ProcessNode::kNone && marks[at] == Mark::kOnPath) {
        std::uint32_t first = *std::min_element(std::ranges::find(path, at), path.end());
        node(first).parent = ProcessNode::kNone;
        node(first).link = Link::kCut;
      }
      for (std::uint32_t done : path) {
        marks[done] = Mark::kDone;
      }
    }
  }

  void finish() {
    std::vector<std::uint32_t> order(tree_.nodes_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      order[i] = i;
    }
    std::ranges::sort(order, [this](std::uint32_t a, std::uint32_t b) {
      return std::tie(node(a).host, node(a).time, a) < std::tie(node(b).host, node(b).time, b);
    });
    for (std::uint32_t index : order) {
      std::uint32_t parent = node(index).parent;
      (parent == ProcessNode::kNone ? tree_.roots_ : node(parent).children).push_back(index);
    }
    for (ProcessNode& process : tree_.nodes_) {
      process.host = host_names_[process.host];
    }
  }

  ProcessTree tree_;
  std::map<std::string, std::string> host_names_;  // lowered, and as one of its records has it
  std::vector<Parent> parents_;                    // of the logged nodes
  std::map<Key, std::vector<std::uint32_t>> guids_;
  std::map<Key, std::vector<std::uint32_t>> numbers_;
  std::map<Key, std::uint32_t> stubs_;
  std::size_t logged_ = 0;
};

ProcessTree ProcessTree::build(std::vector<ProcessEvent> events) {
  return ProcessTreeBuilder().build(std::move(events));
}

}  // namespace noroshi
