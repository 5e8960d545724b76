// Reads the steps once, keeping the open elements on a stack; a field is made where an attribute or
// an element ends. Fields of one path are one field (gathered), except those of named <Data>, of
// which the last counts, as the contract of Shape has it. "One path" is decided by numbers: each
// (parent, name) is a node of a tree of paths, so that nothing compares paths.
#include "decode/evtx/layout.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "decode/evtx/limits.h"
#include "event/value_text.h"

namespace noroshi::evtx {
namespace {

using Parts = std::vector<std::uint32_t>;

struct Draft {
  ShapeField field;
  std::vector<Parts> occurrences;
};

struct Frame {
  NameId name = 0;     // of the element, or the name that <Data> has
  bool named = false;  // by its attribute Name
  bool has_children = false;
  bool has_fields = false;  // an attribute of it is a field
  std::uint32_t path = 0;   // node in the tree of paths
  std::uint32_t attributes = 0;
  Parts parts;  // its own text
  bool only_blank = true;
};

std::string without_spaces(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c != ' ') {
      out += c;
    }
  }
  return out.empty() ? std::string(text) : out;
}

bool is_namespace(std::string_view attribute) {
  return attribute == "xmlns" || attribute.starts_with("xmlns:");
}

class Builder {
 public:
  Builder(const NameTable& names, std::span<const std::string> literals, Layout& layout)
      : names_(names), literals_(literals), layout_(layout) {}

  Problem read(std::span<const Step> steps) {
    for (const Step& step : steps) {
      const bool is_piece = step.kind == StepKind::kSource || step.kind == StepKind::kLiteral;
      if (in_attribute_ && !(is_piece && step.place == PiecePlace::kAttribute)) {
        EVTX_CHECK(end_attribute());
      }
      EVTX_CHECK(take(step));
    }
    return stack_.empty() ? Problem::kNone : Problem::kTruncated;
  }

  void finish(std::uint32_t sources) {
    // Rules mean the data field where header and data have the same name: Shape wants it later.
    std::stable_partition(drafts_.begin(), drafts_.end(), [](const Draft& draft) {
      return draft.field.section == FieldSection::kHeader;
    });
    layout_.direct = std::all_of(drafts_.begin(), drafts_.end(), [](const Draft& draft) {
      return is_constant(draft) ||
             (draft.occurrences.size() == 1 && draft.occurrences[0].size() == 1);
    });
    std::vector<ShapeField> fields;
    fields.reserve(drafts_.size());
    for (Draft& draft : drafts_) {
      if (is_constant(draft)) {
        for (std::uint32_t part : draft.occurrences[0]) {
          draft.field.constant_text += literals_[part & ~Layout::kLiteral];
        }
      } else if (layout_.direct) {
        draft.field.slot = draft.occurrences[0][0];
      } else {
        draft.field.slot = add_value(draft);
      }
      fields.push_back(std::move(draft.field));
    }
    const auto slots = layout_.direct ? sources : static_cast<std::uint32_t>(layout_.values.size());
    layout_.shape = std::make_shared<const Shape>(std::move(fields), slots);
    const std::uint32_t time = layout_.shape->well_known(WellKnown::kTime);
    layout_.time_slot =
        time == Shape::kNone ? ShapeField::kConstant : layout_.shape->fields()[time].slot;
    layout_.footprint = path_bytes_ + drafts_.size() * sizeof(ShapeField) +
                        layout_.values.size() * 24 + layout_.parts.size() * 4;
  }

 private:
  static bool is_literal(std::uint32_t part) { return (part & Layout::kLiteral) != 0; }
  static bool is_constant(const Draft& draft) {
    return draft.occurrences.size() == 1 &&
           std::all_of(draft.occurrences[0].begin(), draft.occurrences[0].end(), is_literal);
  }

  Problem take(const Step& step) {
    switch (step.kind) {
      case StepKind::kOpen:
        return open(step.id);
      case StepKind::kDataName:
        stack_.back().name = step.id;
        stack_.back().named = true;
        stack_.back().path = ++last_path_;
        break;
      case StepKind::kAttribute:
        if (++stack_.back().attributes > kMaxAttributes) {
          return Problem::kAttributes;
        }
        in_attribute_ = true;
        attribute_ = step.id;
        attribute_parts_.clear();
        break;
      case StepKind::kClose:
        return close();
      case StepKind::kSource:
        add_part(step.id, step.piece);
        break;
      case StepKind::kLiteral:
        add_part(step.id | Layout::kLiteral, step.piece);
        break;
      case StepKind::kEmbedded:
        return Problem::kToken;
    }
    return Problem::kNone;
  }

  Problem open(NameId name) {
    if (stack_.size() == kMaxDepth) {
      return Problem::kDepth;
    }
    if (++elements_ > kMaxElements) {
      return Problem::kElements;
    }
    std::uint32_t parent = 0;
    if (!stack_.empty()) {
      stack_.back().has_children = true;
      parent = stack_.back().path;
    }
    Frame frame;
    frame.name = name;
    frame.path = path_of(parent, name);
    stack_.push_back(std::move(frame));
    return Problem::kNone;
  }

  std::uint32_t path_of(std::uint32_t parent, NameId name) {
    const auto [found, is_new] = paths_.try_emplace({parent, name}, last_path_ + 1);
    last_path_ += is_new ? 1 : 0;
    return found->second;
  }

  void add_part(std::uint32_t part, PieceKind kind) {
    if (in_attribute_) {
      attribute_parts_.push_back(part);
      return;
    }
    stack_.back().parts.push_back(part);
    stack_.back().only_blank = stack_.back().only_blank && kind == PieceKind::kBlank;
  }

  Problem end_attribute() {
    in_attribute_ = false;
    const std::string_view text = names_.text(attribute_);
    const bool is_header = is_namespace(text) || stack_.size() == 1;
    if (!is_namespace(text)) {
      stack_.back().has_fields = true;
    }
    return add_field(attribute_, is_header, std::exchange(attribute_parts_, {}));
  }

  Problem close() {
    Frame& frame = stack_.back();
    const bool has_text =
        frame.has_children ? !frame.only_blank : !frame.parts.empty() || !frame.has_fields;
    Problem problem = Problem::kNone;
    if (has_text) {
      problem = add_field(NameTable::kNoName, false, std::move(frame.parts));
    }
    stack_.pop_back();
    return problem;
  }

  [[nodiscard]] bool in_header_element() const {
    return stack_.size() >= 2 && stack_[0].name == NameTable::kEvent && !stack_[1].named &&
           (stack_[1].name == NameTable::kSystem || stack_[1].name == NameTable::kRenderingInfo);
  }

  // A field of the innermost element: its attribute, or with kNoName its text.
  Problem add_field(NameId attribute, bool is_header, Parts parts) {
    const bool is_attribute = attribute != NameTable::kNoName;
    const Frame& frame = stack_.back();
    // Of named <Data> the path is its own, so these never meet another.
    const auto [found, is_new] =
        fields_.try_emplace({frame.path, attribute}, static_cast<std::uint32_t>(drafts_.size()));
    if (!is_new) {
      drafts_[found->second].occurrences.push_back(std::move(parts));
      return Problem::kNone;
    }
    Draft draft;
    draft.occurrences.push_back(std::move(parts));
    ShapeField& field = draft.field;
    field.part = is_attribute ? FieldPart::kAttribute : FieldPart::kElement;
    is_header = is_header || in_header_element();
    field.section = is_header ? FieldSection::kHeader : FieldSection::kData;
    field.path.reserve(stack_.size() + 1);
    for (const Frame& element : stack_) {
      field.path.emplace_back(names_.text(element.name));
    }
    field.name = without_spaces(field.path.back());
    if (is_attribute) {
      field.path.emplace_back(names_.text(attribute));
      field.name += '_';
      field.name += without_spaces(field.path.back());
    }
    for (const std::string& part : field.path) {
      path_bytes_ += part.size() + sizeof(std::string);
    }
    if (path_bytes_ > kMaxPathBytes) {
      return Problem::kPathBytes;
    }
    name_header_field(field);
    drafts_.push_back(std::move(draft));
    return Problem::kNone;
  }

  // RenderingInfo repeats Level, Task, Keywords and so on in words; rules mean those of System.
  void name_header_field(ShapeField& field) {
    if (field.section != FieldSection::kHeader) {
      return;
    }
    if (stack_.size() >= 2 && stack_[1].name == NameTable::kRenderingInfo &&
        header_names_.contains(field.name)) {
      field.name.insert(0, "RenderingInfo_");
    }
    header_names_.insert(field.name);
  }

  std::uint32_t add_value(const Draft& draft) {
    Layout::Range value{static_cast<std::uint32_t>(layout_.occurrences.size()),
                        static_cast<std::uint32_t>(draft.occurrences.size())};
    for (const Parts& parts : draft.occurrences) {
      layout_.occurrences.push_back({static_cast<std::uint32_t>(layout_.parts.size()),
                                     static_cast<std::uint32_t>(parts.size())});
      for (std::uint32_t part : parts) {
        if (!is_literal(part)) {
          layout_.parts.push_back(part);
          continue;
        }
        layout_.parts.push_back(static_cast<std::uint32_t>(layout_.literals.size()) |
                                Layout::kLiteral);
        layout_.literals.push_back(literals_[part & ~Layout::kLiteral]);
        path_bytes_ += layout_.literals.back().size() + sizeof(std::string);
      }
    }
    layout_.values.push_back(value);
    return static_cast<std::uint32_t>(layout_.values.size() - 1);
  }

  const NameTable& names_;
  std::span<const std::string> literals_;
  Layout& layout_;
  std::vector<Frame> stack_;
  std::vector<Draft> drafts_;
  std::map<std::pair<std::uint32_t, NameId>, std::uint32_t> paths_;
  std::map<std::pair<std::uint32_t, NameId>, std::uint32_t> fields_;
  std::unordered_set<std::string> header_names_;
  std::uint32_t last_path_ = 0;
  std::uint32_t elements_ = 0;
  std::size_t path_bytes_ = 0;
  bool in_attribute_ = false;
  NameId attribute_ = 0;
  Parts attribute_parts_;
};

Value part_value(const Layout& layout, std::span<const Value> sources, std::uint32_t part) {
  return (part & Layout::kLiteral) != 0 ? Value::utf8(layout.literals[part & ~Layout::kLiteral])
                                        : sources[part];
}

class Composer {
 public:
  Composer(const Layout& layout, std::span<const Value> sources, Arena& arena)
      : layout_(layout), sources_(sources), arena_(arena) {}

  Problem value(const Layout::Range& range, Value& out) {
    return range.count == 1 ? join(layout_.occurrences[range.first], out) : gather(range, out);
  }

 private:
  Problem charge(std::size_t bytes) {
    composed_ += bytes;
    return composed_ > kMaxComposed ? Problem::kComposed : Problem::kNone;
  }

  // Absent only if there are parts and all of them are.
  Problem join(const Layout::Range& parts, Value& out) {
    if (parts.count <= 1) {
      out = parts.count == 0 ? Value::empty()
                             : part_value(layout_, sources_, layout_.parts[parts.first]);
      return Problem::kNone;
    }
    text_.clear();
    bool is_absent = true;
    for (std::uint32_t i = 0; i < parts.count; ++i) {
      const Value part = part_value(layout_, sources_, layout_.parts[parts.first + i]);
      is_absent = is_absent && part.type == ValueType::kAbsent;
      const std::size_t before = text_.size();
      append_text(part, text_);
      EVTX_CHECK(charge(text_.size() - before));
    }
    out = is_absent ? Value{} : Value::utf8(arena_.copy(text_));
    return Problem::kNone;
  }

  Problem gather(const Layout::Range& range, Value& out) {
    std::size_t most = 0;
    for (std::uint32_t i = 0; i < range.count; ++i) {
      const Layout::Range& parts = layout_.occurrences[range.first + i];
      const Value first =
          parts.count == 1 ? part_value(layout_, sources_, layout_.parts[parts.first]) : Value{};
      most += first.type == ValueType::kList ? first.size : 1;
    }
    if (most > kMaxListItems) {
      return Problem::kListItems;
    }
    EVTX_CHECK(charge(most * sizeof(Value)));
    const auto items = arena_.allocate_array<Value>(most);
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < range.count; ++i) {
      Value item;
      EVTX_CHECK(join(layout_.occurrences[range.first + i], item));
      if (item.type == ValueType::kList) {
        for (const Value& inner : item.list()) {
          items[count++] = inner;
        }
      } else if (item.type != ValueType::kAbsent) {
        items[count++] = item;
      }
    }
    out = count == 0 ? Value{} : Value::list_of(items.first(count));
    return Problem::kNone;
  }

  const Layout& layout_;
  std::span<const Value> sources_;
  Arena& arena_;
  std::size_t composed_ = 0;
  std::string text_;
};

}  // namespace

std::unique_ptr<Layout> build_layout(std::span<const Step> steps, const NameTable& names,
                                     std::span<const std::string> literals, std::uint32_t sources) {
  auto layout = std::make_unique<Layout>();
  layout->steps = static_cast<std::uint32_t>(steps.size());
  Builder builder(names, literals, *layout);
  layout->problem = steps.size() > kMaxSteps ? Problem::kSteps : builder.read(steps);
  if (layout->problem == Problem::kNone) {
    builder.finish(sources);
  }
  return layout;
}

Problem compose(const Layout& layout, std::span<const Value> sources, Arena& arena,
                std::span<Value> values) {
  Composer composer(layout, sources, arena);
  for (std::size_t i = 0; i < values.size(); ++i) {
    EVTX_CHECK(composer.value(layout.values[i], values[i]));
  }
  return Problem::kNone;
}

}  // namespace noroshi::evtx
