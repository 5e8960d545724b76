// Binary XML as data: elements, attributes and substitutions from which event log records are
// written. Names of the BinXML tokens follow [MS-EVEN6] 2.2.12.
//
//   element("EventData", {}, {element("Data", {{"Name", text("Image")}}, substitute(0, kUtf16))})
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"

namespace noroshi::evidence {

// Types of values, as the wire has them.
enum class WireType : std::uint8_t {
  kNull = 0x00,
  kUtf16 = 0x01,
  kAnsi = 0x02,
  kInt8 = 0x03,
  kUint8 = 0x04,
  kInt16 = 0x05,
  kUint16 = 0x06,
  kInt32 = 0x07,
  kUint32 = 0x08,
  kInt64 = 0x09,
  kUint64 = 0x0a,
  kReal32 = 0x0b,
  kReal64 = 0x0c,
  kBoolean = 0x0d,
  kBinary = 0x0e,
  kGuid = 0x0f,
  kSize = 0x10,
  kFiletime = 0x11,
  kSystemtime = 0x12,
  kSid = 0x13,
  kHex32 = 0x14,
  kHex64 = 0x15,
  kBinXml = 0x21,
};
inline constexpr std::uint8_t kArrayFlag = 0x80;

[[nodiscard]] constexpr WireType array_of(WireType type) {
  return static_cast<WireType>(static_cast<std::uint8_t>(type) | kArrayFlag);
}
[[nodiscard]] constexpr bool is_array(WireType type) {
  return (static_cast<std::uint8_t>(type) & kArrayFlag) != 0;
}

enum class NullRule : std::uint8_t {
  kNormal,    // token 0x0d: a null leaves an empty element
  kOptional,  // token 0x0e: a null removes the attribute or element
};

struct Substitution {
  std::uint16_t slot = 0;
  WireType type = WireType::kNull;
  NullRule null_rule = NullRule::kNormal;
};

enum class NodeKind : std::uint8_t {
  kText,          // 0x05, always of type string
  kSubstitution,  // 0x0d, 0x0e
  kElement,       // 0x01
  kCdata,         // 0x07
  kCharacter,     // 0x08, one UTF-16 unit by number
  kEntity,        // 0x09, "amp", "lt", ...
  kInstruction,   // 0x0a and 0x0b, target in `name`
};

struct Element;

struct Node {
  NodeKind kind = NodeKind::kText;
  std::u16string text;           // kText, kCdata, kInstruction
  std::string name;              // kEntity, kInstruction
  std::uint16_t character = 0;   // kCharacter
  Substitution substitution;     // kSubstitution
  std::vector<Element> element;  // kElement: exactly one
};

struct Attribute {
  std::string name;
  std::vector<Node> value;
};

struct Element {
  std::string name;
  std::vector<Attribute> attributes;
  std::vector<Node> content;          // none: written as <name/>
  std::uint16_t dependency = 0xffff;  // slot whose null removes the element; 0xffff none
};

using Guid = std::array<std::byte, 16>;

struct Template {
  Guid guid{};
  Element root;
};

[[nodiscard]] Node text(std::string_view utf8);
[[nodiscard]] Node substitute(std::uint16_t slot, WireType type,
                              NullRule null_rule = NullRule::kNormal);
[[nodiscard]] Node child(Element element);
[[nodiscard]] Node cdata(std::string_view utf8);
[[nodiscard]] Node character(std::uint16_t code);
[[nodiscard]] Node entity(std::string_view name);
[[nodiscard]] Node instruction(std::string_view target, std::string_view data);

// A value as it lies on the wire, or the instance of a template nested in it.
struct TemplateInstance;
struct WireValue {
  WireType type = WireType::kNull;
  Bytes bytes;
  const TemplateInstance* nested = nullptr;  // kBinXml; `bytes` then go unused
};

// UTF-8 to UTF-16; invalid bytes become U+FFFD. The first form appends little-endian bytes.
void append_utf16(std::string_view utf8, std::vector<std::byte>& out);
[[nodiscard]] std::u16string to_utf16(std::string_view utf8);

// A GUID from "{54849625-5478-4994-A5BA-3E3B0328C30D}", in Microsoft's byte order. The text is a
// programmer's: a malformed one ends the program.
[[nodiscard]] Guid parse_guid(std::string_view text);
// The bytes of a SID from "S-1-5-21-1-2-3-1001"; likewise.
[[nodiscard]] std::vector<std::byte> parse_sid(std::string_view text);

// What Windows prints for a value (not kUtf16, not kBinXml, no arrays), as ASCII.
void append_wire_text(WireType type, Bytes bytes, std::string& out);

}  // namespace noroshi::evidence
