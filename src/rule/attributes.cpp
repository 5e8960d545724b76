#include "rule/attributes.h"

#include "base/message.h"
#include "base/utf.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rule/attribute_formats.h"

namespace noroshi {
namespace {

constexpr std::size_t kLongestTitle = 256;  // characters; specification, "Title"
constexpr std::array<std::string_view, 5> kRelations = {"derived", "merged", "obsolete", "renamed",
                                                        "similar"};

std::vector<std::string> texts(const YamlNode& node) {
  std::vector<std::string> out;
  auto add = [&](const YamlNode& entry) {
    if (entry.is_scalar() && entry.kind != YamlKind::kNull) {
      out.push_back(entry.text);
    }
  };
  add(node);
  std::ranges::for_each(node.items, add);
  return out;
}

Result<void> read_title(RuleDraft& draft, const YamlNode& node) {
  draft.rule.title = node.is_scalar() && node.kind != YamlKind::kNull ? node.text : "";
  if (count_code_points(draft.rule.title) > kLongestTitle) {
    draft.warn(fmt::format("the title is longer than {} characters; shorten it", kLongestTitle));
  }
  return {};
}

Result<void> read_id(RuleDraft& draft, const YamlNode& node) {
  draft.rule.id = node.text;
  if (!is_uuid(node.text)) {
    draft.warn(
        tr_format("the id '{0}' is not a UUID; make one, for example with uuidgen", node.text));
  }
  return {};
}

Result<void> read_status(RuleDraft& draft, const YamlNode& node) {
  auto status = status_from(ascii_lower(node.text));
  if (!status) {
    return fail(ErrorCode::kInvalidInput,
                tr_format("the status '{0}' is not known; write stable, test, experimental, "
                          "deprecated or unsupported",
                          node.text));
  }
  draft.rule.status = *status;
  return {};
}

Result<void> read_level(RuleDraft& draft, const YamlNode& node) {
  auto level = level_from(ascii_lower(node.text));
  if (!level) {
    return fail(ErrorCode::kInvalidInput,
                tr_format("the level '{0}' is not known; write informational, low, medium, high "
                          "or critical",
                          node.text));
  }
  draft.rule.level = *level;
  return {};
}

Result<void> read_taxonomy(RuleDraft& draft, const YamlNode& node) {
  draft.rule.taxonomy = node.text;
  if (node.text != "sigma") {
    return fail(ErrorCode::kInvalidInput,
                fmt::format("the taxonomy '{}' is not known here, so that its field names have no "
                            "meaning; rewrite the rule with the fields of the 'sigma' taxonomy",
                            node.text));
  }
  return {};
}

template <std::string Rule::* kMember>
Result<void> read_date(RuleDraft& draft, const YamlNode& node) {
  draft.rule.*kMember = node.text;
  if (!is_date(node.text)) {
    draft.warn(tr_format("'{0}' is not a date; write YYYY-MM-DD", node.text));
  }
  return {};
}

Result<void> read_tags(RuleDraft& draft, const YamlNode& node) {
  draft.rule.tags = texts(node);
  for (const std::string& tag : draft.rule.tags) {
    if (!is_tag(tag)) {
      draft.warn(tr_format("the tag '{0}' is not of the form namespace.name in lower case", tag));
    }
  }
  return {};
}

Result<void> read_related(RuleDraft& draft, const YamlNode& node) {
  for (const YamlNode& entry : node.items) {
    draft.line = entry.line;
    RelatedRule related{std::string(entry.text_of("id")), std::string(entry.text_of("type"))};
    if (related.id.empty() || std::ranges::find(kRelations, related.type) == kRelations.end()) {
      draft.warn(fmt::format("an entry of 'related' needs an id and a type, one of {}",
                             fmt::join(kRelations, ", ")));
      continue;
    }
    draft.rule.related.push_back(std::move(related));
  }
  return {};
}

Result<void> read_log_source(RuleDraft& draft, const YamlNode& node) {
  LogSource& source = draft.rule.log_source;
  for (std::size_t i = 0; i < node.members.size(); ++i) {
    const auto& [key, value] = node.members[i];
    std::string* part = key == "category"  ? &source.category
                        : key == "product" ? &source.product
                        : key == "service" ? &source.service
                                           : nullptr;
    if (part == nullptr || value.kind == YamlKind::kNull) {
      continue;  // `definition` and keys of the author's own are for people
    }
    draft.line = node.key_lines[i];
    if (!value.is_scalar()) {
      return fail(ErrorCode::kInvalidInput, tr_format("'{0}' must be one text", key));
    }
    *part = ascii_lower(value.text);
  }
  if (source == LogSource{}) {
    return fail(
        ErrorCode::kInvalidInput,
        tr_format(
            "'logsource' needs a category, a product or a service; without one the rule would "
            "run on every record"));
  }
  return {};
}

template <std::string Rule::* kMember>
Result<void> read_text(RuleDraft& draft, const YamlNode& node) {
  draft.rule.*kMember = fmt::format("{}", fmt::join(texts(node), ", "));
  return {};
}

template <std::vector<std::string> Rule::* kMember>
Result<void> read_texts(RuleDraft& draft, const YamlNode& node) {
  draft.rule.*kMember = texts(node);
  return {};
}

Result<void> skip(RuleDraft&, const YamlNode&) {
  return {};
}

enum class Shape : std::uint8_t { kScalar, kMapping, kAny };

struct Attribute {
  std::string_view key;
  Shape shape;  // what its value must be; null is taken as absent
  Result<void> (*read)(RuleDraft& draft, const YamlNode& node);
};

// Sorted by key. `detection` is read apart; `scope` is known and not kept.
constexpr std::array kAttributes = {
    Attribute{"author", Shape::kAny, read_text<&Rule::author>},
    Attribute{"date", Shape::kScalar, read_date<&Rule::date>},
    Attribute{"description", Shape::kAny, read_text<&Rule::description>},
    Attribute{"detection", Shape::kAny, skip},
    Attribute{"falsepositives", Shape::kAny, read_texts<&Rule::false_positives>},
    Attribute{"fields", Shape::kAny, read_texts<&Rule::fields>},
    Attribute{"id", Shape::kScalar, read_id},
    Attribute{"level", Shape::kScalar, read_level},
    Attribute{"license", Shape::kAny, read_text<&Rule::license>},
    Attribute{"logsource", Shape::kMapping, read_log_source},
    Attribute{"modified", Shape::kScalar, read_date<&Rule::modified>},
    Attribute{"name", Shape::kScalar, read_text<&Rule::name>},
    Attribute{"references", Shape::kAny, read_texts<&Rule::references>},
    Attribute{"related", Shape::kAny, read_related},
    Attribute{"scope", Shape::kAny, skip},
    Attribute{"status", Shape::kScalar, read_status},
    Attribute{"tags", Shape::kAny, read_tags},
    Attribute{"taxonomy", Shape::kScalar, read_taxonomy},
    Attribute{"title", Shape::kScalar, read_title},
};
static_assert(std::ranges::is_sorted(kAttributes, {}, &Attribute::key));

Result<void> check_shape(const Attribute& attribute, const YamlNode& node) {
  if (attribute.shape == Shape::kScalar && !node.is_scalar()) {
    return fail(ErrorCode::kInvalidInput, tr_format("'{0}' must be one text", attribute.key));
  }
  if (attribute.shape == Shape::kMapping && node.kind != YamlKind::kMapping) {
    return fail(ErrorCode::kInvalidInput, tr_format("'{0}' must be a mapping", attribute.key));
  }
  return {};
}

}  // namespace

Result<void> read_attributes(RuleDraft& draft, const YamlNode& document) {
  for (std::size_t i = 0; i < document.members.size(); ++i) {
    const auto& [key, node] = document.members[i];
    if (node.kind == YamlKind::kNull) {
      continue;
    }
    draft.line = document.key_lines[i];
    auto found = std::ranges::lower_bound(kAttributes, key, {}, &Attribute::key);
    if (found != kAttributes.end() && found->key == key) {
      TRY(check_shape(*found, node));
      TRY(found->read(draft, node));
    } else if (node.is_scalar()) {
      draft.rule.custom.emplace_back(key, node.text);
    }
  }
  draft.line = document.line;
  if (draft.rule.title.empty()) {
    return fail(ErrorCode::kInvalidInput,
                tr_format("the rule has no title; add a line  title: ..."));
  }
  if (draft.rule.log_source == LogSource{}) {
    return fail(ErrorCode::kInvalidInput,
                tr_format("the rule has no 'logsource'; add one, or it would run on every record"));
  }
  return {};
}

}  // namespace noroshi
