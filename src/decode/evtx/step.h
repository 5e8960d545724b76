// Steps: the structure of a fragment, without its values. Both paths turn tokens into steps, and
// one builder (layout.h) turns steps into fields; so the paths can only differ in what they feed
// it.
//
//   <Event><System><EventID Qualifiers="16384">7036</EventID>...
//   open Event, content, open System, content, open EventID, attribute Qualifiers, source 0,
//   content, source 1, close, ...
//   <Data Name="param1">%7</Data>
//   open Data, data-name param1, content, source 7, close
#pragma once

#include <cstdint>

namespace noroshi::evtx {

enum class StepKind : std::uint8_t {
  kOpen,       // id: name. An element begins.
  kDataName,   // id: name. The element holds the value of that name.
  kAttribute,  // id: name. Sources and literals until the next other step are its text.
  kContent,    // the start tag ends
  kClose,      // the element ends, from its start tag or from its content
  kSource,     // id: index of a value. A piece of text.
  kLiteral,    // id: index of a text that is the same in every record. A piece of text.
  kEmbedded,   // id: index of a value. Another fragment's steps stand here.
};

enum class PieceKind : std::uint8_t {
  kText,
  kBlank,  // literal white space, or nothing: counts only where there is no more than that
};

struct Step {
  StepKind kind = StepKind::kOpen;
  PieceKind piece = PieceKind::kText;
  std::uint32_t id = 0;

  bool operator==(const Step&) const = default;
};
static_assert(sizeof(Step) == 8);

}  // namespace noroshi::evtx
