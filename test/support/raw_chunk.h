// RawChunk: a chunk of an event log written token by token, so that tests can write what no Windows
// would. It keeps no rules: whoever calls it decides what is well-formed.
//
//   RawChunk chunk;
//   chunk.begin_record(1);
//   chunk.fragment().open("Event").close_start().text("x").end_element().end();
//   chunk.end_record();
//   chunk.finish()  -> 64 KiB
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "decode/evtx/crc32.h"

namespace noroshi::support {

inline constexpr std::size_t kRawChunkSize = 65536;
inline constexpr std::uint64_t kRawTime = 133'000'000'000'000'000;  // 2022-06-18, as FILETIME

inline std::string utf16(std::string_view ascii) {
  std::string out;
  for (char c : ascii) {
    out += c;
    out += '\0';
  }
  return out;
}

template <typename T>
std::string little_endian(T value) {
  return {reinterpret_cast<const char*>(&value), sizeof(value)};
}

struct RawValue {
  std::uint8_t type = 0;
  std::string bytes;
};
inline RawValue raw_text(std::string_view ascii) {
  return {1, utf16(ascii)};
}
inline RawValue raw_null() {
  return {0, {}};
}
template <typename T>
RawValue raw_number(std::uint8_t type, T value) {
  return {type, little_endian(value)};
}

class RawChunk {
 public:
  // Elements in definitions carry a dependency number.
  enum class Dependency : std::uint8_t { kAbsent, kPresent };

  RawChunk() : bytes_(512, '\0') {}

  [[nodiscard]] std::uint32_t at() const { return static_cast<std::uint32_t>(bytes_.size()); }
  template <typename T>
  RawChunk& number(T value) {
    bytes_ += little_endian(value);
    return *this;
  }
  RawChunk& raw(std::string_view bytes) {
    bytes_ += bytes;
    return *this;
  }
  template <typename T>
  RawChunk& patch(std::uint32_t offset, T value) {
    std::memcpy(bytes_.data() + offset, &value, sizeof(value));
    return *this;
  }

  RawChunk& begin_record(std::uint64_t id, std::uint64_t written = kRawTime) {
    record_ = at();
    if (first_ == 0) {
      first_ = id;
    }
    last_ = id;
    return number<std::uint32_t>(0x2a2a).number<std::uint32_t>(0).number(id).number(written);
  }
  RawChunk& end_record() {
    while ((at() - record_) % 8 != 4) {
      bytes_ += '\0';
    }
    const std::uint32_t size = at() - record_ + 4;
    number(size);
    return patch(record_ + 4, size);
  }

  RawChunk& fragment() { return number<std::uint32_t>(0x0001010f); }
  RawChunk& end() { return number<std::uint8_t>(0); }
  RawChunk& name(std::string_view text) {
    const auto [found, is_new] = names_.try_emplace(std::string(text), at() + 4);
    number(found->second);
    return is_new ? name_here(text) : *this;
  }
  RawChunk& name_here(std::string_view text) {
    number<std::uint32_t>(0).number<std::uint16_t>(0);
    number(static_cast<std::uint16_t>(text.size()));
    return raw(utf16(text)).number<std::uint16_t>(0);
  }
  RawChunk& open(std::string_view text) { return open_token(0x01, text); }
  RawChunk& open_with_attributes(std::string_view text) {
    return open_token(0x41, text).number<std::uint32_t>(0);
  }
  RawChunk& attribute(std::string_view text) { return number<std::uint8_t>(0x46).name(text); }
  RawChunk& attribute(std::string_view text, std::string_view value) {
    return attribute(text).text(value);
  }
  RawChunk& text(std::string_view ascii) {
    number<std::uint8_t>(5).number<std::uint8_t>(1);
    return number(static_cast<std::uint16_t>(ascii.size())).raw(utf16(ascii));
  }
  RawChunk& close_start() { return number<std::uint8_t>(2); }
  RawChunk& close_empty() { return number<std::uint8_t>(3); }
  RawChunk& end_element() { return number<std::uint8_t>(4); }
  RawChunk& normal(std::uint16_t index, std::uint8_t type) {
    return number<std::uint8_t>(0x0d).number(index).number(type);
  }
  RawChunk& optional(std::uint16_t index, std::uint8_t type) {
    return number<std::uint8_t>(0x0e).number(index).number(type);
  }
  // <name>text</name>
  RawChunk& leaf(std::string_view element, std::string_view value) {
    return open(element).close_start().text(value).end_element();
  }

  // An instance of the definition called `key`. True: it is new, and its tokens come next, then
  // end_definition().
  bool begin_instance(std::string_view key) {
    number<std::uint8_t>(0x0c).number<std::uint8_t>(1);
    const auto id = static_cast<std::uint32_t>(std::hash<std::string_view>{}(key));
    number(id);
    const auto [found, is_new] = definitions_.try_emplace(std::string(key), at() + 4);
    number(found->second);
    if (!is_new) {
      return false;
    }
    number<std::uint32_t>(0).number(id).raw(std::string(12, 'g'));
    definition_ = at();
    number<std::uint32_t>(0);
    dependency_ = Dependency::kPresent;
    fragment();
    return true;
  }
  RawChunk& end_definition() {
    end();
    dependency_ = Dependency::kAbsent;
    return patch(definition_, at() - definition_ - 4);
  }
  RawChunk& values(const std::vector<RawValue>& values) {
    number(static_cast<std::uint32_t>(values.size()));
    for (const RawValue& value : values) {
      number(static_cast<std::uint16_t>(value.bytes.size())).number(value.type).end();
    }
    for (const RawValue& value : values) {
      raw(value.bytes);
    }
    return *this;
  }

  // The header and its checksums as they should be; space behind the records is zero, or `slack`.
  [[nodiscard]] std::string finish(std::string_view slack = {}) const {
    std::string out = bytes_;
    const std::uint32_t free_space = at();
    out += slack;
    out.resize(kRawChunkSize);
    std::memcpy(out.data(), "ElfChnk", 8);
    const std::uint64_t numbers[] = {first_, last_, first_, last_};
    std::memcpy(out.data() + 8, numbers, sizeof(numbers));
    put(out, 40, 128);
    put(out, 44, record_);
    put(out, 48, free_space);
    seal(out);
    return out;
  }
  // Makes the checksums right after a change.
  static void seal(std::string& chunk) {
    const Bytes bytes = std::as_bytes(std::span(chunk));
    const auto free_space = load_le<std::uint32_t>(chunk.data() + 48);
    put(chunk, 52, evtx::crc32_scalar(bytes.subspan(512, free_space - 512)));
    put(chunk, 124,
        evtx::crc32_scalar(bytes.subspan(128, 384), evtx::crc32_scalar(bytes.first(120))));
  }
  static void put(std::string& chunk, std::size_t offset, std::uint32_t value) {
    std::memcpy(chunk.data() + offset, &value, sizeof(value));
  }

 private:
  RawChunk& open_token(std::uint8_t token, std::string_view text) {
    number(token);
    if (dependency_ == Dependency::kPresent) {
      number<std::uint16_t>(0xffff);
    }
    return number<std::uint32_t>(0).name(text);
  }

  std::string bytes_;
  std::map<std::string, std::uint32_t, std::less<>> names_;
  std::map<std::string, std::uint32_t, std::less<>> definitions_;
  std::uint32_t record_ = 512;
  std::uint32_t definition_ = 0;
  std::uint64_t first_ = 0;
  std::uint64_t last_ = 0;
  Dependency dependency_ = Dependency::kAbsent;
};

}  // namespace noroshi::support
