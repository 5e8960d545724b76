// Names (of elements, attributes, named data) as numbers. Chunks refer to names by offset, which
// means something else in every chunk; a number means the same name in all of them.
//
// Bounded (kMaxNames, kMaxNameBytes). A name that finds no room gets a *transient* number, which
// holds until forget_transient(); structures with such names are not cached.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace noroshi::evtx {

using NameId = std::uint32_t;

class NameTable {
 public:
  // Names that mean something to the decoder; they are always in the table.
  static constexpr NameId kEvent = 0;
  static constexpr NameId kSystem = 1;
  static constexpr NameId kRenderingInfo = 2;
  static constexpr NameId kData = 3;
  static constexpr NameId kComplexData = 4;
  static constexpr NameId kNameAttribute = 5;
  static constexpr NameId kTransient = 0x80000000;
  static constexpr NameId kNoName = 0xffffffff;

  NameTable();

  // `utf16`: the name's bytes. Cost: one hash and, nearly always, one comparison.
  NameId intern(Bytes utf16);
  // As intern, where `before` was the name that came before it: mostly only a comparison.
  NameId intern_after(NameId before, Bytes utf16);

  // Holds until the next intern() for transient names, for ever for others.
  [[nodiscard]] std::string_view text(NameId id) const {
    return is_transient(id) ? std::string_view(transient_[id & ~kTransient].utf8)
                            : std::string_view(entries_[id].utf8);
  }
  [[nodiscard]] static bool is_transient(NameId id) { return (id & kTransient) != 0; }
  // Whether its attribute Name is the name of the value that it holds.
  [[nodiscard]] static bool is_data(NameId id) { return id == kData || id == kComplexData; }

  void forget_transient() { transient_.clear(); }

 private:
  struct Entry {
    std::string utf16;
    std::string utf8;
    NameId successor = kNoName;  // the name that followed it last time
  };

  [[nodiscard]] static bool equal(const Entry& entry, Bytes utf16);

  std::vector<Entry> entries_;
  std::vector<Entry> transient_;
  std::vector<std::uint32_t> slots_;  // open addressing; entry number + 1
  std::size_t bytes_ = 0;
};

}  // namespace noroshi::evtx
