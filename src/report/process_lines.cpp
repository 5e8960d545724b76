#include "report/process_lines.h"

#include <algorithm>

#include "base/json_writer.h"
#include "base/message.h"
#include "report/found_detection.h"

namespace noroshi {
namespace {

constexpr std::size_t kWidestName = 60;
constexpr std::uint32_t kDeepestDrawn = 24;  // deeper lines say their depth instead

constexpr Column kColumns[] = {
    {"time", translatable("Started"), ColumnKind::kWhole},
    {"line", "", ColumnKind::kNumber, ColumnIn::kFilesOnly},
    {"parent_line", "", ColumnKind::kNumber, ColumnIn::kFilesOnly},
    {"depth", "", ColumnKind::kNumber, ColumnIn::kFilesOnly},
    {"role", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"standing", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"parent_by", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"host", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"level", translatable("Level"), ColumnKind::kLevel},
    {"process", translatable("Process"), ColumnKind::kWhole, ColumnIn::kTableOnly},
    {"image", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"pid", "", ColumnKind::kNumber, ColumnIn::kFilesOnly},
    {"guid", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"parent_pid", "", ColumnKind::kNumber, ColumnIn::kFilesOnly},
    {"end", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"user", translatable("User")},
    {"command_line", translatable("Command line")},
    {"detections", translatable("Detections")},
    {"rules", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"logs", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"hidden", "", ColumnKind::kNumber, ColumnIn::kFilesOnly},
    {"file", "", ColumnKind::kText, ColumnIn::kFilesOnly},
    {"offset", "", ColumnKind::kNumber, ColumnIn::kFilesOnly},
    {"record", "", ColumnKind::kNumber, ColumnIn::kFilesOnly},
};

std::string_view role_name(WalkRole role) {
  switch (role) {
    case WalkRole::kAsked:
      return "asked";
    case WalkRole::kAncestor:
      return "ancestor";
    case WalkRole::kDescendant:
      break;
  }
  return "descendant";
}

std::string_view link_name(ProcessNode::Link link) {
  switch (link) {
    case ProcessNode::Link::kNone:
      break;
    case ProcessNode::Link::kGuid:
      return "guid";
    case ProcessNode::Link::kNumber:
      return "pid";
    case ProcessNode::Link::kCut:
      return "cut";
  }
  return "";
}

Cell text_or_nothing(std::string_view text) {
  return text.empty() ? Cell() : Cell::text(text);
}

Cell number_or_nothing(ProcessNumber number) {
  return number ? Cell::number(*number) : Cell();
}

class Printer {
 public:
  Printer(const ProcessTree& tree, const ProcessWalk& walk, const ProcessLineContext& context)
      : tree_(tree), walk_(walk), context_(context) {}

  Result<void> print(std::uint32_t number, RowWriter& rows) {
    const WalkLine& line = walk_.lines[number];
    const ProcessNode& node = tree_.node(line.node);
    bool is_logged = node.standing == ProcessNode::Standing::kLogged;
    read_rules(node);
    std::string drawn = drawing(line) + name(line, node);
    std::vector<std::string> logs;
    for (std::size_t log = 0; log < kProcessLogs; ++log) {
      if (node.logged[log]) {
        logs.emplace_back(log == 0 ? "sysmon" : log == 1 ? "security" : "other");
      }
    }
    return rows.add(
        {is_logged ? Cell::time(node.time) : Cell(),
         Cell::number(number),
         line.parent_line == ProcessNode::kNone ? Cell() : Cell::number(line.parent_line),
         Cell::number(line.depth),
         Cell::text(role_name(line.role)),
         Cell::text(is_logged ? "logged" : "stub"),
         text_or_nothing(link_name(node.link)),
         Cell::text(node.host),
         text_or_nothing(level_),
         Cell::text(drawn),
         text_or_nothing(node.image),
         number_or_nothing(node.pid),
         text_or_nothing(node.guid),
         number_or_nothing(node.parent_pid),
         node.end ? Cell::time(*node.end) : Cell(),
         text_or_nothing(node.user),
         text_or_nothing(node.command_line),
         titles_.empty() ? Cell() : Cell::list(titles_),
         titles_.empty() ? Cell() : Cell::json(rules_json_),
         logs.empty() ? Cell() : Cell::list(logs),
         line.hidden == 0 ? Cell() : Cell::number(line.hidden),
         is_logged ? Cell::text(context_.files[node.place.source].path) : Cell(),
         is_logged ? Cell::number(node.place.offset) : Cell(),
         is_logged ? Cell::number(node.place.record) : Cell()});
  }

 private:
  // Titles worst first, each with how often if more than once.
  void read_rules(const ProcessNode& node) {
    auto rules = node.rules;
    std::ranges::stable_sort(rules, [this](const auto& a, const auto& b) {
      return context_.rules[a.first]->level > context_.rules[b.first]->level;
    });
    level_ = rules.empty() ? "" : to_string(context_.rules[rules.front().first]->level);
    titles_.clear();
    rules_json_.clear();
    JsonWriter json(rules_json_);
    json.begin_array();
    for (const auto& [number, count] : rules) {
      const Rule& rule = *context_.rules[number];
      titles_.push_back(count == 1 ? rule.title : rule.title + " x" + std::to_string(count));
      json.begin_object();
      json.key("id").string(rule_key(rule));
      json.key("title").string(rule.title);
      json.key("level").string(to_string(rule.level));
      json.key("count").unsigned_integer(count);
      json.end_object();
    }
    json.end_array();
  }

  // The branches in front of a name.
  std::string drawing(const WalkLine& line) const {
    bool ascii = context_.lines == Lines::kAscii;
    if (line.depth > kDeepestDrawn) {
      return std::string(std::size_t{3} * kDeepestDrawn, ' ') + '[' + std::to_string(line.depth) +
             "] ";
    }
    std::vector<std::string_view> parts;
    for (const WalkLine* at = &line; at->parent_line != ProcessNode::kNone;
         at = &walk_.lines[at->parent_line]) {
      if (at == &line) {
        parts.emplace_back(at->is_last ? (ascii ? "`- " : "└─ ") : (ascii ? "|- " : "├─ "));
      } else {
        parts.emplace_back(at->is_last ? "   " : (ascii ? "|  " : "│  "));
      }
    }
    std::string out;
    for (std::size_t i = parts.size(); i-- > 0;) {
      out += parts[i];
    }
    return out;
  }

  std::string name(const WalkLine& line, const ProcessNode& node) const {
    std::string out = context_.is_narrowed && line.role == WalkRole::kAsked ? "*" : "";
    std::string_view file = file_name_of(node.image);
    out += file.empty() ? "?" : fit(file, kWidestName, context_.lines);
    if (node.pid) {
      out += " (" + std::to_string(*node.pid) + ")";
    }
    if (node.standing == ProcessNode::Standing::kStub) {
      out += tr(" [not in the log]");
    }
    if (node.link == ProcessNode::Link::kCut) {
      out += tr(" [its parents form a ring]");
    }
    if (line.hidden > 0) {
      out += tr_format(" [{0} more below]", line.hidden);
    }
    return out;
  }

  const ProcessTree& tree_;
  const ProcessWalk& walk_;
  const ProcessLineContext& context_;
  std::string_view level_;
  std::vector<std::string> titles_;
  std::string rules_json_;
};

}  // namespace

std::span<const Column> process_columns() {
  return kColumns;
}

Result<void> print_processes(const ProcessTree& tree, const ProcessWalk& walk,
                             const ProcessLineContext& context, RowWriter& rows) {
  Printer printer(tree, walk, context);
  std::string_view host;
  for (std::uint32_t i = 0; i < walk.lines.size(); ++i) {
    const ProcessNode& node = tree.node(walk.lines[i].node);
    if (i == 0 || node.host != host) {
      host = node.host;
      TRY(rows.begin_section(host));
    }
    TRY(printer.print(i, rows));
  }
  return {};
}

}  // namespace noroshi
