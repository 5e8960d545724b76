// YAML as a tree that remembers lines. Scalars keep the type that their text has under the YAML 1.2
// core schema (so `yes` is text and `true` a boolean; see yaml_scalar.h).
//
// Contract: no aliases that expand beyond kMaxNodes, no nesting beyond kMaxDepth, duplicate mapping
// keys are an error; every error names its line. Owned by the caller; plain data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace noroshi {

enum class YamlKind : std::uint8_t {
  kNull,
  kBoolean,
  kInteger,
  kReal,
  kString,
  kSequence,
  kMapping
};

struct YamlNode {
  // Out of line: `members` holds pairs of this very type, which is complete only below.
  YamlNode();
  YamlNode(const YamlNode& other);
  YamlNode(YamlNode&& other) noexcept;
  YamlNode& operator=(const YamlNode& other);
  YamlNode& operator=(YamlNode&& other) noexcept;
  ~YamlNode();

  YamlKind kind = YamlKind::kNull;
  int line = 0;                 // 1-based
  std::string text;             // scalars: the text as written, after YAML's own unescaping
  bool boolean = false;         // kBoolean
  std::int64_t integer = 0;     // kInteger (a number outside int64 is kReal)
  double real = 0;              // kReal; also set for kInteger
  std::vector<YamlNode> items;  // kSequence
  std::vector<std::pair<std::string, YamlNode>> members;  // kMapping, in order of the text
  std::vector<int> key_lines;                             // kMapping: line of each key

  // The member called `key`, or null. Linear.
  [[nodiscard]] const YamlNode* find(std::string_view key) const;
  [[nodiscard]] bool is_scalar() const { return kind < YamlKind::kSequence; }
  // Of a mapping: the text of a scalar member, or `otherwise`.
  [[nodiscard]] std::string_view text_of(std::string_view key,
                                         std::string_view otherwise = {}) const;
  // Of a mapping: a member that is one scalar or a list of scalars, as texts. Empty if absent.
  [[nodiscard]] std::vector<std::string> texts_of(std::string_view key) const;
};

inline constexpr int kYamlMaxDepth = 64;
inline constexpr std::size_t kYamlMaxNodes = 2'000'000;

// All documents of `text`. `name` stands in errors ("name:line"). Cost: linear, about 100 MB/s.
[[nodiscard]] Result<std::vector<YamlNode>> parse_yaml(std::string_view text,
                                                       std::string_view name);

// One document, or why it cannot be read.
struct YamlDocument {
  Result<YamlNode> root;
  int line = 0;  // of the root, or of the error
};

// Like parse_yaml, but an error costs only its own document: reading goes on at the next line that
// starts with "---". After kYamlMaxErrors the rest is one more error.
[[nodiscard]] std::vector<YamlDocument> parse_yaml_documents(std::string_view text,
                                                             std::string_view name);
inline constexpr int kYamlMaxErrors = 100;

}  // namespace noroshi
