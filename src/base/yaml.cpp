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
#include <charconv>
#include <limits>
#include <map>
#include <numeric>
#include <system_error>

#include "base/ensure.h"

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
  [[nodiscard]] int line() const { return line_of(event_.start_mark); }
  [[nodiscard]] const yaml_event_t& raw() const { return event_; }

 private:
  yaml_event_t event_{};
};

bool all_of_class(std::string_view text, bool (*holds)(char)) {
  return !text.empty() && std::ranges::all_of(text, holds);
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_octal(char c) {
  return c >= '0' && c <= '7';
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

void set_real(YamlNode& node, std::string_view digits) {
  double value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc::result_out_of_range) {
    // from_chars leaves the value alone; strtod says whether it was too large or too small.
    value = std::strtod(std::string(digits).c_str(), nullptr);
  }
  node.kind = YamlKind::kReal;
  node.real = value;
}

// `digits` may carry a '-' when base is 10.
void set_integer(YamlNode& node, std::string_view digits, int base) {
  auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), node.integer, base);
  if (error == std::errc{}) {
    node.kind = YamlKind::kInteger;
    node.real = static_cast<double>(node.integer);
    return;
  }
  node.integer = 0;
  if (base == 10) {
    set_real(node, digits);
    return;
  }
  node.kind = YamlKind::kReal;
  node.real = std::accumulate(digits.begin(), digits.end(), 0.0, [base](double sum, char c) {
    int digit = is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
    return sum * base + digit;
  });
}

// Whether `text` is (\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
bool is_real(std::string_view text) {
  std::size_t at = 0;
  auto digits = [&] {
    std::size_t start = at;
    while (at < text.size() && is_digit(text[at])) {
      ++at;
    }
    return at - start;
  };
  std::size_t whole = digits();
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (digits() == 0 && whole == 0) {
      return false;
    }
  } else if (whole == 0) {
    return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) {
      ++at;
    }
    if (digits() == 0) {
      return false;
    }
  }
  return at == text.size();
}

void resolve_number(YamlNode& node) {
  std::string_view text = node.text;
  if (text.starts_with("0o") && all_of_class(text.substr(2), is_octal)) {
    set_integer(node, text.substr(2), 8);
    return;
  }
  if (text.starts_with("0x") && all_of_class(text.substr(2), is_hex)) {
    set_integer(node, text.substr(2), 16);
    return;
  }
  bool negative = text.starts_with('-');
  std::string_view unsigned_text = text.substr(negative || text.starts_with('+') ? 1 : 0);
  std::string_view digits = negative ? text : unsigned_text;  // from_chars takes '-' but not '+'
  if (all_of_class(unsigned_text, is_digit)) {
    set_integer(node, digits, 10);
  } else if (is_real(unsigned_text)) {
    set_real(node, digits);
  } else if (unsigned_text == ".inf" || unsigned_text == ".Inf" || unsigned_text == ".INF") {
    node.kind = YamlKind::kReal;
    node.real = negative ? -std::numeric_limits<double>::infinity()
                         : std::numeric_limits<double>::infinity();
  } else if (text == ".nan" || text == ".NaN" || text == ".NAN") {
    node.kind = YamlKind::kReal;
    node.real = std::numeric_limits<double>::quiet_NaN();
  }
}

// The type of a plain scalar under the core schema (YAML 1.2.2, section 10.3.2).
void resolve_plain(YamlNode& node) {
  std::string_view text = node.text;
  node.kind = YamlKind::kString;
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") {
    node.kind = YamlKind::kNull;
    return;
  }
  char first = text.front();
  if (first == 't' || first == 'T' || first == 'f' || first == 'F') {
    bool is_true = text == "true" || text == "True" || text == "TRUE";
    if (is_true || text == "false" || text == "False" || text == "FALSE") {
      node.kind = YamlKind::kBoolean;
      node.boolean = is_true;
    }
    return;
  }
  if (is_digit(first) || first == '+' || first == '-' || first == '.') {
    resolve_number(node);
  }
}

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

class Builder {
 public:
  Builder(std::string_view text, std::string_view name) : text_(text), name_(name) {
    ENSURE(yaml_parser_initialize(&parser_) != 0);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
  }
  Builder(const Builder&) = delete;
  Builder& operator=(const Builder&) = delete;
  ~Builder() { yaml_parser_delete(&parser_); }

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
  struct Done {};

  std::unexpected<Error> fail_at(int line, std::string message,
                                 ErrorCode code = ErrorCode::kInvalidInput) {
    return fail(code, std::move(message), fmt::format("{}:{}", name_, line));
  }

  Result<Done> next(Event& event) {
    if (event.read(parser_)) [[likely]] {
      return Done{};
    }
    std::string_view problem = parser_.problem == nullptr ? "unreadable" : parser_.problem;
    if (parser_.error == YAML_READER_ERROR) {
      auto end = text_.begin() +
                 static_cast<std::ptrdiff_t>(std::min(parser_.problem_offset, text_.size()));
      auto line = static_cast<int>(std::count(text_.begin(), end, '\n')) + 1;
      return fail_at(line, fmt::format("not valid text: {} (save the file as UTF-8 without control "
                                       "characters)",
                                       problem));
    }
    if (parser_.context != nullptr) {
      return fail_at(
          line_of(parser_.problem_mark),
          fmt::format("not valid YAML: {} ({}, line {}, column {})", problem, parser_.context,
                      line_of(parser_.context_mark), parser_.problem_mark.column + 1));
    }
    return fail_at(
        line_of(parser_.problem_mark),
        fmt::format("not valid YAML: {} (column {})", problem, parser_.problem_mark.column + 1));
  }

  Result<Done> charge(std::size_t nodes, int line) {
    nodes_ += nodes;
    if (nodes_ > kYamlMaxNodes) {
      return fail_at(line, fmt::format("more than {} values; split the file", kYamlMaxNodes),
                     ErrorCode::kLimit);
    }
    return Done{};
  }

  // Makes `node` from `event` and those that follow it.
  Result<Done> build(Event& event, YamlNode& node, int depth) {
    node.line = event.line();
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

  Result<Done> build_scalar(const Event& event, YamlNode& node) {
    const auto& scalar = event.raw().data.scalar;
    node.text.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
    std::string_view tag = view_of(scalar.tag);
    node.kind = YamlKind::kString;
    if (tag.empty()) {
      if (scalar.style == YAML_PLAIN_SCALAR_STYLE) {
        resolve_plain(node);
      }
    } else if (tag != YAML_STR_TAG && tag != "!") {
      resolve_plain(node);
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

  Result<Done> build_alias(const Event& event, YamlNode& node) {
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
    return Done{};
  }

  Result<Done> remember(std::string_view anchor, const YamlNode& node) {
    if (anchor.empty()) {
      return Done{};
    }
    Size size = size_of(node);
    TRY(charge_copy(size, node.line));
    anchors_.insert_or_assign(std::string(anchor), std::pair(node, size));
    return Done{};
  }

  Result<Done> charge_copy(const Size& size, int line) {
    alias_bytes_ += size.bytes;
    if (alias_bytes_ > kMaxAliasBytes) {
      return fail_at(line, "aliases repeat too much text; write the values out", ErrorCode::kLimit);
    }
    return charge(size.nodes, line);
  }

  Result<Done> build_sequence(Event& event, YamlNode& node, int depth) {
    node.kind = YamlKind::kSequence;
    while (true) {
      TRY(next(event));
      if (event.type() == YAML_SEQUENCE_END_EVENT) {
        return Done{};
      }
      TRY(build(event, node.items.emplace_back(), depth + 1));
    }
  }

  Result<Done> build_mapping(Event& event, YamlNode& node, int depth) {
    node.kind = YamlKind::kMapping;
    while (true) {
      TRY(next(event));
      if (event.type() == YAML_MAPPING_END_EVENT) {
        return check_keys(node);
      }
      if (event.type() != YAML_SCALAR_EVENT) {
        return fail_at(event.line(), "a mapping key must be plain text");
      }
      const auto& scalar = event.raw().data.scalar;
      node.key_lines.push_back(event.line());
      auto& [key, value] = node.members.emplace_back();
      key.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
      TRY(next(event));
      TRY(build(event, value, depth + 1));
    }
  }

  Result<Done> check_keys(const YamlNode& node) {
    std::size_t count = node.members.size();
    if (count <= kPairwiseKeys) {
      for (std::size_t later = 1; later < count; ++later) {
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
          if (node.members[earlier].first == node.members[later].first) {
            return duplicate_key(node, earlier, later);
          }
        }
      }
      return Done{};
    }
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(
        order, {}, [&](std::size_t i) { return std::string_view(node.members[i].first); });
    for (std::size_t i = 1; i < count; ++i) {
      if (node.members[order[i - 1]].first == node.members[order[i]].first) {
        return duplicate_key(node, order[i - 1], order[i]);
      }
    }
    return Done{};
  }

  Result<Done> duplicate_key(const YamlNode& node, std::size_t earlier, std::size_t later) {
    return fail_at(node.key_lines[later],
                   fmt::format("the key '{}' stands here and on line {}; keep one of them",
                               node.members[later].first, node.key_lines[earlier]));
  }

  std::string_view text_;
  std::string_view name_;
  yaml_parser_t parser_{};
  std::size_t nodes_ = 0;
  std::size_t alias_bytes_ = 0;
  std::map<std::string, std::pair<YamlNode, Size>, std::less<>> anchors_;
};

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const auto& [name, value] : members) {
    if (name == key) {
      return &value;
    }
  }
  return nullptr;
}

std::string_view YamlNode::text_of(std::string_view key, std::string_view otherwise) const {
  const YamlNode* node = find(key);
  bool has_text = node != nullptr && node->is_scalar() && node->kind != YamlKind::kNull;
  return has_text ? std::string_view(node->text) : otherwise;
}

std::vector<std::string> YamlNode::texts_of(std::string_view key) const {
  std::vector<std::string> texts;
  const YamlNode* node = find(key);
  if (node == nullptr) {
    return texts;
  }
  if (node->is_scalar() && node->kind != YamlKind::kNull) {
    texts.push_back(node->text);
  }
  for (const YamlNode& item : node->items) {
    if (item.is_scalar() && item.kind != YamlKind::kNull) {
      texts.push_back(item.text);
    }
  }
  return texts;
}

Result<std::vector<YamlNode>> parse_yaml(std::string_view text, std::string_view name) {
  return Builder(text, name).run();
}

}  // namespace noroshi
