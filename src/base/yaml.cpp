// libyaml's event stream becomes a tree of YamlNodes. Events, not libyaml's own documents: they are
// ten times faster and carry a mark for every scalar.
//
//   selection:            mapping-start  scalar("selection")
//     Image: 'a.exe'        mapping-start  scalar("Image") scalar('a.exe', quoted) mapping-end
//
// An alias is a copy of the anchored node, charged against the limits, so that a few lines of
// nested aliases cannot grow into gigabytes.
#include "base/yaml.h"

#include <fmt/format.h>
#include <yaml.h>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

#include "base/ensure.h"
#include "base/yaml_scalar.h"
#include "base/yaml_segment.h"

namespace noroshi {
namespace {

constexpr std::size_t kMaxAliasBytes = std::size_t{64} << 20;  // text copied by aliases
constexpr std::size_t kPairwiseKeys = 16;  // up to here, comparing keys pairwise beats sorting

int line_of(const yaml_mark_t& mark) {
  constexpr auto kLast = static_cast<std::size_t>(std::numeric_limits<int>::max() - 1);
  return static_cast<int>(std::min(mark.line, kLast)) + 1;
}

std::string_view view_of(const yaml_char_t* text) {
  return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

// One event, deleted when it goes out of scope or is overwritten.
class Event {
 public:
  Event() = default;
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  ~Event() { yaml_event_delete(&event_); }

  [[nodiscard]] bool read(yaml_parser_t& parser) {
    yaml_event_delete(&event_);
    return yaml_parser_parse(&parser, &event_) != 0;
  }
  [[nodiscard]] yaml_event_type_t type() const { return event_.type; }
  [[nodiscard]] const yaml_event_t& raw() const { return event_; }

 private:
  yaml_event_t event_{};
};

struct Size {
  std::size_t nodes = 0;
  std::size_t bytes = 0;
};

Size size_of(const YamlNode& node) {
  Size size{1, node.text.size()};
  auto add = [&](const YamlNode& child) {
    Size inner = size_of(child);
    size.nodes += inner.nodes;
    size.bytes += inner.bytes;
  };
  std::ranges::for_each(node.items, add);
  for (const auto& [key, value] : node.members) {
    size.bytes += key.size();
    add(value);
  }
  return size;
}

// What one call may still spend.
struct Budget {
  std::size_t nodes = kYamlMaxNodes;
  std::size_t alias_bytes = kMaxAliasBytes;
};

class Builder {
 public:
  // `first_line` is the 0-based line of `text` in its file.
  Builder(std::string_view text, std::string_view name, int first_line, Budget& budget)
      : text_(text), name_(name), first_line_(first_line), budget_(budget) {
    ENSURE(yaml_parser_initialize(&parser_) != 0);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
  }
  Builder(const Builder&) = delete;
  Builder& operator=(const Builder&) = delete;
  ~Builder() { yaml_parser_delete(&parser_); }

  // Of the last error.
  [[nodiscard]] int error_line() const { return error_line_; }

  Result<std::vector<YamlNode>> run() {
    std::vector<YamlNode> documents;
    Event event;
    while (true) {
      TRY(next(event));
      switch (event.type()) {
        case YAML_STREAM_END_EVENT:
          return documents;
        case YAML_STREAM_START_EVENT:
        case YAML_DOCUMENT_END_EVENT:
          break;
        case YAML_DOCUMENT_START_EVENT:
          anchors_.clear();
          break;
        default:
          TRY(build(event, documents.emplace_back(), 0));
      }
    }
  }

 private:
  std::unexpected<Error> fail_at(int line, std::string message,
                                 ErrorCode code = ErrorCode::kInvalidInput) {
    error_line_ = line;
    return fail(code, std::move(message), fmt::format("{}:{}", name_, line));
  }

  [[nodiscard]] int line_at(const yaml_mark_t& mark) const { return line_of(mark) + first_line_; }

  Result<void> next(Event& event) {
    if (event.read(parser_)) [[likely]] {
      return {};
    }
    std::string_view problem = parser_.problem == nullptr ? "unreadable" : parser_.problem;
    if (parser_.error == YAML_READER_ERROR) {
      auto end = text_.begin() +
                 static_cast<std::ptrdiff_t>(std::min(parser_.problem_offset, text_.size()));
      auto line = static_cast<int>(std::count(text_.begin(), end, '\n')) + 1 + first_line_;
      return fail_at(line, fmt::format("not valid text: {} (save the file as UTF-8 without control "
                                       "characters)",
                                       problem));
    }
    if (parser_.context != nullptr) {
      return fail_at(
          line_at(parser_.problem_mark),
          fmt::format("not valid YAML: {} ({}, line {}, column {})", problem, parser_.context,
                      line_at(parser_.context_mark), parser_.problem_mark.column + 1));
    }
    return fail_at(
        line_at(parser_.problem_mark),
        fmt::format("not valid YAML: {} (column {})", problem, parser_.problem_mark.column + 1));
  }

  Result<void> charge(std::size_t nodes, int line) {
    if (nodes > budget_.nodes) {
      return fail_at(line, fmt::format("more than {} values; split the file", kYamlMaxNodes),
                     ErrorCode::kLimit);
    }
    budget_.nodes -= nodes;
    return {};
  }

  // Makes `node` from `event` and those that follow it.
  Result<void> build(Event& event, YamlNode& node, int depth) {
    node.line = line_at(event.raw().start_mark);
    TRY(charge(1, node.line));
    switch (event.type()) {
      case YAML_SCALAR_EVENT:
        return build_scalar(event, node);
      case YAML_ALIAS_EVENT:
        return build_alias(event, node);
      case YAML_SEQUENCE_START_EVENT:
      case YAML_MAPPING_START_EVENT:
        break;
      default:
        return fail_at(node.line, "not valid YAML: a value was expected");
    }
    if (depth >= kYamlMaxDepth) {
      return fail_at(node.line, fmt::format("nested deeper than {} levels", kYamlMaxDepth),
                     ErrorCode::kLimit);
    }
    bool is_sequence = event.type() == YAML_SEQUENCE_START_EVENT;
    const yaml_event_t& raw = event.raw();
    std::string anchor(view_of(is_sequence ? raw.data.sequence_start.anchor  //
                                           : raw.data.mapping_start.anchor));
    std::string_view tag =
        view_of(is_sequence ? raw.data.sequence_start.tag : raw.data.mapping_start.tag);
    if (!tag.empty() && tag != "!" && tag != (is_sequence ? YAML_SEQ_TAG : YAML_MAP_TAG)) {
      return unknown_tag(tag, node.line);
    }
    if (is_sequence) {
      TRY(build_sequence(event, node, depth));
    } else {
      TRY(build_mapping(event, node, depth));
    }
    return remember(anchor, node);
  }

  std::unexpected<Error> unknown_tag(std::string_view tag, int line) {
    return fail_at(line, fmt::format("the YAML tag '{}' has no meaning here; remove it", tag));
  }

  Result<void> build_scalar(const Event& event, YamlNode& node) {
    const auto& scalar = event.raw().data.scalar;
    node.text.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
    std::string_view tag = view_of(scalar.tag);
    node.kind = YamlKind::kString;
    if (tag.empty()) {
      if (scalar.style == YAML_PLAIN_SCALAR_STYLE) {
        resolve_yaml_scalar(node);
      }
    } else if (tag != YAML_STR_TAG && tag != "!") {
      resolve_yaml_scalar(node);
      bool agrees = (tag == YAML_INT_TAG && node.kind == YamlKind::kInteger) ||
                    (tag == YAML_FLOAT_TAG &&
                     (node.kind == YamlKind::kReal || node.kind == YamlKind::kInteger)) ||
                    (tag == YAML_BOOL_TAG && node.kind == YamlKind::kBoolean) ||
                    (tag == YAML_NULL_TAG && node.kind == YamlKind::kNull);
      if (!agrees) {
        return unknown_tag(tag, node.line);
      }
    }
    return remember(view_of(scalar.anchor), node);
  }

  Result<void> build_alias(const Event& event, YamlNode& node) {
    std::string_view anchor = view_of(event.raw().data.alias.anchor);
    auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      return fail_at(node.line, fmt::format("the alias '*{}' names no anchor above it; quote the "
                                            "value if the '*' is meant as text",
                                            anchor));
    }
    int line = node.line;
    TRY(charge_copy(found->second.second, line));
    node = found->second.first;
    node.line = line;
    return {};
  }

  Result<void> remember(std::string_view anchor, const YamlNode& node) {
    if (anchor.empty()) {
      return {};
    }
    Size size = size_of(node);
    TRY(charge_copy(size, node.line));
    anchors_.insert_or_assign(std::string(anchor), std::pair(node, size));
    return {};
  }

  Result<void> charge_copy(const Size& size, int line) {
    if (size.bytes > budget_.alias_bytes) {
      return fail_at(line, "aliases repeat too much text; write the values out", ErrorCode::kLimit);
    }
    budget_.alias_bytes -= size.bytes;
    return charge(size.nodes, line);
  }

  Result<void> build_sequence(Event& event, YamlNode& node, int depth) {
    node.kind = YamlKind::kSequence;
    while (true) {
      TRY(next(event));
      if (event.type() == YAML_SEQUENCE_END_EVENT) {
        return {};
      }
      TRY(build(event, node.items.emplace_back(), depth + 1));
    }
  }

  Result<void> build_mapping(Event& event, YamlNode& node, int depth) {
    node.kind = YamlKind::kMapping;
    while (true) {
      TRY(next(event));
      if (event.type() == YAML_MAPPING_END_EVENT) {
        return check_keys(node);
      }
      if (event.type() != YAML_SCALAR_EVENT) {
        return fail_at(line_at(event.raw().start_mark), "a mapping key must be plain text");
      }
      const auto& scalar = event.raw().data.scalar;
      node.key_lines.push_back(line_at(event.raw().start_mark));
      auto& [key, value] = node.members.emplace_back();
      key.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
      TRY(next(event));
      TRY(build(event, value, depth + 1));
    }
  }

  Result<void> check_keys(const YamlNode& node) {
    std::size_t count = node.members.size();
    if (count <= kPairwiseKeys) {
      for (std::size_t later = 1; later < count; ++later) {
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
          if (node.members[earlier].first == node.members[later].first) {
            return duplicate_key(node, earlier, later);
          }
        }
      }
      return {};
    }
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) {
      return std::pair(std::string_view(node.members[i].first), i);
    });
    for (std::size_t i = 1; i < count; ++i) {
      if (node.members[order[i - 1]].first == node.members[order[i]].first) {
        return duplicate_key(node, order[i - 1], order[i]);
      }
    }
    return {};
  }

  Result<void> duplicate_key(const YamlNode& node, std::size_t earlier, std::size_t later) {
    return fail_at(node.key_lines[later],
                   fmt::format("the key '{}' stands here and on line {}; keep one of them",
                               node.members[later].first, node.key_lines[earlier]));
  }

  std::string_view text_;
  std::string_view name_;
  yaml_parser_t parser_{};
  int first_line_ = 0;
  int error_line_ = 0;
  Budget& budget_;
  std::map<std::string, std::pair<YamlNode, Size>, std::less<>> anchors_;
};

// Each document on its own, after a first reading of the whole has failed.
std::vector<YamlDocument> parse_segments(std::string_view text, std::string_view name) {
  std::vector<YamlDocument> documents;
  Budget budget;
  int line = 0;
  int errors = 0;
  for (std::size_t start = 0; start < text.size();) {
    if (errors == kYamlMaxErrors) {
      documents.push_back({fail(ErrorCode::kLimit,
                                fmt::format("more than {} unreadable documents; the rest of the "
                                            "file is not read",
                                            kYamlMaxErrors),
                                fmt::format("{}:{}", name, line + 1)),
                           line + 1});
      break;
    }
    std::size_t end = yaml_segment_end(text, start);
    std::string_view segment = text.substr(start, end - start);
    Builder builder(segment, name, line, budget);
    auto result = builder.run();
    if (result) {
      for (YamlNode& root : *result) {
        int root_line = root.line;
        documents.push_back({std::move(root), root_line});
      }
    } else {
      ++errors;
      documents.push_back({std::unexpected(std::move(result).error()), builder.error_line()});
    }
    line += static_cast<int>(std::ranges::count(segment, '\n'));
    start = end;
  }
  return documents;
}

}  // namespace

Result<std::vector<YamlNode>> parse_yaml(std::string_view text, std::string_view name) {
  Budget budget;
  return Builder(text, name, 0, budget).run();
}

std::vector<YamlDocument> parse_yaml_documents(std::string_view text, std::string_view name) {
  auto whole = parse_yaml(text, name);
  if (!whole) {
    return parse_segments(text, name);
  }
  std::vector<YamlDocument> documents;
  documents.reserve(whole->size());
  for (YamlNode& root : *whole) {
    int line = root.line;
    documents.push_back({std::move(root), line});
  }
  return documents;
}

}  // namespace noroshi
