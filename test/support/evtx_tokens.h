// Inner to EvtxWriter: the tokens of binary XML, and how numbers are put.
#pragma once

#include <array>
#include <cstring>

#include "support/evtx_layout.h"
#include "support/evtx_writer.h"

namespace noroshi::evidence {

inline constexpr std::array<std::byte, 4> kFragmentHeader = {std::byte{0x0f}, std::byte{1},
                                                             std::byte{1}, std::byte{0}};
enum Token : std::uint8_t {
  kEndOfFragment = 0x00,
  kOpenElement = 0x01,
  kCloseStartTag = 0x02,
  kCloseEmptyTag = 0x03,
  kEndTag = 0x04,
  kValueText = 0x05,
  kAttributeToken = 0x06,
  kCdataSection = 0x07,
  kCharacterReference = 0x08,
  kEntityReference = 0x09,
  kInstructionTarget = 0x0a,
  kInstructionData = 0x0b,
  kTemplateInstance = 0x0c,
  kNormalSubstitution = 0x0d,
  kOptionalSubstitution = 0x0e,
  kMore = 0x40,
};

template <typename T>
void EvtxWriter::put_number(T value) {
  if (sizeof(T) > kChunkSize - used_) {
    overflow_ = true;
    return;
  }
  std::memcpy(chunk_.data() + used_, &value, sizeof(T));
  used_ += static_cast<std::uint32_t>(sizeof(T));
}

template <typename T>
void EvtxWriter::patch(std::uint32_t offset, T value) {
  if (!overflow_) {
    std::memcpy(chunk_.data() + offset, &value, sizeof(T));
  }
}

}  // namespace noroshi::evidence
