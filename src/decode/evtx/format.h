// Numbers of the format: offsets, tokens, value types. See docs/formats/evtx.md.
#pragma once

#include <cstdint>

namespace noroshi::evtx {

inline constexpr std::uint32_t kChunkHeaderSize = 512;
inline constexpr std::uint32_t kRecordSignature = 0x00002a2a;
inline constexpr std::uint32_t kRecordHeaderSize = 24;  // signature, size, number, time
inline constexpr std::uint32_t kMinRecordSize = kRecordHeaderSize + 4;  // and the copy of the size
inline constexpr std::uint32_t kDefinitionHeaderSize = 24;              // next, identifier, size
inline constexpr std::uint32_t kInstanceHeaderSize = 10;  // token, version, id, offset

enum class Token : std::uint8_t {
  kEnd = 0x00,
  kOpenElement = 0x01,
  kCloseStart = 0x02,
  kCloseEmpty = 0x03,
  kEndElement = 0x04,
  kValue = 0x05,
  kAttribute = 0x06,
  kCdata = 0x07,
  kCharacterReference = 0x08,
  kEntityReference = 0x09,
  kInstructionTarget = 0x0a,
  kInstructionData = 0x0b,
  kTemplateInstance = 0x0c,
  kNormalSubstitution = 0x0d,
  kOptionalSubstitution = 0x0e,
  kFragmentHeader = 0x0f,
};
// On elements: has attributes. On the others: more of the same kind follow. Never trusted.
inline constexpr std::uint8_t kMoreFlag = 0x40;

enum class BinaryType : std::uint8_t {
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
  kHandle = 0x20,
  kBinXml = 0x21,
  kXml = 0x23,
};
inline constexpr std::uint8_t kArrayFlag = 0x80;

}  // namespace noroshi::evtx
