// Steps: the structure of a fragment, without its values. Both paths turn tokens into steps, and
// one builder (layout.h) turns steps into fields; so the paths can only differ in what they feed
// it.
//
//   <Event><System><EventID Qualifiers="16384">7036</EventID>...
//   open Event, open System, open EventID, attribute Qualifiers, source 0 (attribute), source 1
//   (content), close, ...
//   <Data Name="param1">%7</Data>
//   open Data, data-name param1, source 7 (content), close
#pragma once

#include <cstdint>

namespace noroshi::evtx {

enum class StepKind : std::uint8_t {
  kOpen,       // id: name. An element begins.
  kDataName,   // id: name. The element holds the value of that name.
  kAttribute,  // id: name. Pieces in the attribute that follow are its text.
  kClose,      // the element ends, from its start tag or from its content
  kSource,     // id: index of a value. A piece of text.
  kLiteral,    // id: index of a text that is the same in every record. A piece of text.
  kEmbedded,   // id: index of a value. Another fragment's steps stand here.
};

enum class PieceKind : std::uint8_t {
  kText,
  kBlank,  // literal white space, or nothing: counts only where there is no more than that
};

enum class PiecePlace : std::uint8_t { kAttribute, kContent };

struct Step {
  StepKind kind = StepKind::kOpen;
  PieceKind piece = PieceKind::kText;
  PiecePlace place = PiecePlace::kContent;
  std::uint32_t id = 0;

  bool operator==(const Step&) const = default;
};
static_assert(sizeof(Step) == 8);

}  // namespace noroshi::evtx
