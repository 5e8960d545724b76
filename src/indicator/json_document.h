// JSON of others, read whole: a thin cover over the JSON library, so that its headers stay in one
// file. Nodes are small, are copied freely, and hold as long as their document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "base/result.h"

namespace noroshi {

class JsonNode {
 public:
  // Absent members and wrong types read as nothing: hostile input needs no special care.
  [[nodiscard]] bool is_object() const;
  [[nodiscard]] bool is_array() const;
  [[nodiscard]] std::optional<std::string_view> text() const;
  [[nodiscard]] std::optional<bool> boolean() const;          // true, false, 1, 0
  [[nodiscard]] std::optional<std::uint64_t> number() const;  // not negative, whole
  [[nodiscard]] std::optional<JsonNode> member(std::string_view name) const;
  // text() of a member, or "".
  [[nodiscard]] std::string_view text_of(std::string_view name) const;
  void each_element(const std::function<void(JsonNode)>& call) const;
  void each_member(const std::function<void(std::string_view, JsonNode)>& call) const;

 private:
  friend class JsonDocument;
  template <typename Element>
  friend JsonNode to_node(const Element& element);
  template <typename Element>
  friend Element to_element(const JsonNode& node);

  alignas(8) std::byte storage_[16] = {};
};

class JsonDocument {
 public:
  ~JsonDocument();
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;

  // `text` may go away afterwards. Cost: about 1 ns a byte; memory about 10 times the text's size
  // at worst.
  [[nodiscard]] static Result<JsonDocument> parse(std::string_view text);
  [[nodiscard]] JsonNode root() const;

 private:
  JsonDocument();
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace noroshi
