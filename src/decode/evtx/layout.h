// Layout: a Shape, and how a record's values come from what was read ("sources").
//
// Mostly a value is a source in place (`direct`). Otherwise values are composed: pieces of text are
// joined to one, and elements that occur repeatedly are gathered to a list.
//
//   source 0        source 1     source 2            sources, in order of the structure
//   <Data>a</Data>  <Data>b</Data>  <P>x%2y</P>
//   value 0 = list(source 0, source 1)     value 1 = join("x", source 2, "y")
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/arena.h"
#include "decode/evtx/name_table.h"
#include "decode/evtx/problem.h"
#include "decode/evtx/step.h"
#include "event/record.h"
#include "event/shape.h"

namespace noroshi::evtx {

struct Layout {
  static constexpr std::uint32_t kLiteral = 0x80000000;  // in `parts`: index into `literals`

  struct Range {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };

  Problem problem = Problem::kNone;  // if set, records of this structure cannot be had
  ShapePtr shape;
  bool direct = true;                 // values are the sources
  std::uint32_t steps = 0;            // of one record
  std::uint32_t time_slot = 0;        // of TimeCreated_SystemTime, or kConstant
  std::size_t footprint = 0;          // bytes, about
  std::vector<Range> values;          // not direct: each value's range in `occurrences`
  std::vector<Range> occurrences;     // each occurrence's range in `parts`
  std::vector<std::uint32_t> parts;   // index of a source, or of a literal
  std::vector<std::string> literals;  // UTF-8
};

// From the steps of a whole record, in which nothing is embedded any more. `literals` are those
// that the steps refer to. Never fails: what cannot be is said by Layout::problem.
// Cost: some microseconds; meant for once per structure.
[[nodiscard]] std::unique_ptr<Layout> build_layout(std::span<const Step> steps,
                                                   const NameTable& names,
                                                   std::span<const std::string> literals,
                                                   std::uint32_t sources);

// Not for direct layouts. Fills `values` (shape->slots() of them); what has to be built is built in
// `arena`. Fails only with kListItems and kComposed.
[[nodiscard]] Problem compose(const Layout& layout, std::span<const Value> sources, Arena& arena,
                              std::span<Value> values);

}  // namespace noroshi::evtx
