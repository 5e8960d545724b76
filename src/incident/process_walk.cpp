// Three passes over the nodes, none of them recursive: mark what is admitted with its ancestors;
// hand "descends from something admitted" down; then go through the marked part from the top.
#include "incident/process_walk.h"

#include <charconv>

#include "base/fold.h"

namespace noroshi {
namespace {

// The GUID with braces and hyphens, or nothing if `text` is none.
std::string guid_from(std::string_view text) {
  constexpr std::size_t kDigits = 32;
  if (text.starts_with('{') && text.ends_with('}')) {
    text = text.substr(1, text.size() - 2);
  }
  std::string out = "{";
  std::size_t digits = 0;
  for (char c : text) {
    bool letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (c == '-') {
      continue;
    }
    if ((!letter && (c < '0' || c > '9')) || digits == kDigits) {
      return {};
    }
    if (digits == 8 || digits == 12 || digits == 16 || digits == 20) {
      out += '-';
    }
    out += c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    ++digits;
  }
  return digits == kDigits ? out + '}' : std::string();
}

class Walker {
 public:
  Walker(const ProcessTree& tree, const WalkLimits& limits) : tree_(tree), limits_(limits) {}

  ProcessWalk walk(const ProcessQuery& query) {
    mark(query);
    for (std::size_t i = tree_.roots().size(); i-- > 0;) {
      push(tree_.roots()[i], ProcessNode::kNone, 0, 0, true);
    }
    while (!stack_.empty()) {
      Step step = stack_.back();
      stack_.pop_back();
      visit(step);
    }
    return std::move(out_);
  }

 private:
  enum Mark : std::uint8_t { kNothing = 0, kAsked = 1, kAbove = 2, kBelow = 4 };

  struct Step {
    std::uint32_t node;
    std::uint32_t parent_line;
    std::uint32_t depth;
    std::uint32_t below;  // generations below what was asked for
    bool is_last;
  };

  void mark(const ProcessQuery& query) {
    marks_.assign(tree_.nodes().size(), kNothing);
    for (std::uint32_t i = 0; i < marks_.size(); ++i) {
      if (!query.admits(tree_.node(i))) {
        continue;
      }
      ++out_.asked;
      marks_[i] |= kAsked;
      for (std::uint32_t up = tree_.node(i).parent;
           up != ProcessNode::kNone && (marks_[up] & kAbove) == 0; up = tree_.node(up).parent) {
        marks_[up] |= kAbove;
      }
    }
    std::vector<std::uint32_t> list(tree_.roots().rbegin(), tree_.roots().rend());
    while (!list.empty()) {
      std::uint32_t at = list.back();
      list.pop_back();
      for (std::uint32_t child : tree_.node(at).children) {
        if ((marks_[at] & (kAsked | kBelow)) != 0) {
          marks_[child] |= kBelow;
        }
        list.push_back(child);
      }
    }
  }

  void push(std::uint32_t node, std::uint32_t parent_line, std::uint32_t depth, std::uint32_t below,
            bool is_last) {
    if (marks_[node] != kNothing) {
      stack_.push_back({node, parent_line, depth, below, is_last});
    }
  }

  void visit(const Step& step) {
    if (step.depth > WalkLimits::kDeepest || step.below > limits_.depth ||
        out_.lines.size() >= limits_.lines) {
      hide(step);
      return;
    }
    WalkLine line;
    line.node = step.node;
    line.parent_line = step.parent_line;
    line.depth = step.depth;
    line.is_last = step.is_last;
    std::uint8_t mark = marks_[step.node];
    line.role = (mark & kAsked) != 0   ? WalkRole::kAsked
                : (mark & kAbove) != 0 ? WalkRole::kAncestor
                                       : WalkRole::kDescendant;
    if ((mark & kBelow) != 0 && line.role == WalkRole::kAncestor) {
      line.role = WalkRole::kDescendant;  // between two that were asked for
    }
    auto number = static_cast<std::uint32_t>(out_.lines.size());
    out_.lines.push_back(line);
    bool counts = (mark & (kAsked | kBelow)) != 0;
    const auto& children = tree_.node(step.node).children;
    bool last = true;
    for (std::size_t i = children.size(); i-- > 0;) {
      if (marks_[children[i]] != kNothing) {
        push(children[i], number, step.depth + 1, step.below + (counts ? 1 : 0), last);
        last = false;
      }
    }
  }

  // Counts what is left out, at the line above it too.
  void hide(const Step& step) {
    std::uint64_t count = 0;
    std::vector<std::uint32_t> list{step.node};
    while (!list.empty()) {
      std::uint32_t at = list.back();
      list.pop_back();
      if (marks_[at] != kNothing) {
        ++count;
        list.insert(list.end(), tree_.node(at).children.begin(), tree_.node(at).children.end());
      }
    }
    out_.hidden += count;
    if (step.parent_line != ProcessNode::kNone) {
      out_.lines[step.parent_line].hidden += count;
    }
  }

  const ProcessTree& tree_;
  const WalkLimits& limits_;
  ProcessWalk out_;
  std::vector<std::uint8_t> marks_;
  std::vector<Step> stack_;
};

}  // namespace

ProcessQuery ProcessQuery::parse(std::string_view text) {
  ProcessQuery query;
  if (text.empty()) {
    return query;
  }
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), query.pid);
  if (error == std::errc{} && end == text.data() + text.size()) {
    query.by = By::kNumber;
    return query;
  }
  query.text = guid_from(text);
  if (!query.text.empty()) {
    query.by = By::kGuid;
    return query;
  }
  query.by = text.find_first_of("\\/") == text.npos ? By::kName : By::kPath;
  query.text = fold(text);
  return query;
}

bool ProcessQuery::admits(const ProcessNode& process) const {
  switch (by) {
    case By::kEvery:
      return true;
    case By::kNumber:
      return process.pid == pid;
    case By::kGuid:
      return process.guid == text;
    case By::kName: {
      std::string name = fold(file_name_of(process.image));
      return name == text || name == text + ".exe";
    }
    case By::kPath:
      return fold(process.image) == text;
  }
  return false;
}

ProcessWalk walk_processes(const ProcessTree& tree, const ProcessQuery& query,
                           const WalkLimits& limits) {
  return Walker(tree, limits).walk(query);
}

}  // namespace noroshi
