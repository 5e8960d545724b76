#include "decode/evtx/name_table.h"

#include <bit>
#include <cstring>

#include "base/ensure.h"
#include "base/utf.h"
#include "decode/evtx/hash.h"
#include "decode/evtx/limits.h"

namespace noroshi::evtx {
namespace {

constexpr std::size_t kSlots = std::bit_ceil(kMaxNames * 2);

}  // namespace

NameTable::NameTable() : slots_(kSlots) {
  constexpr std::string_view kKnown[] = {"Event", "System",      "RenderingInfo",
                                         "Data",  "ComplexData", "Name"};
  NameId expected = 0;
  for (std::string_view name : kKnown) {
    std::string utf16;
    for (char c : name) {
      utf16 += c;
      utf16 += '\0';
    }
    ENSURE(intern(std::as_bytes(std::span(utf16))) == expected);
    ++expected;
  }
}

bool NameTable::equal(const Entry& entry, Bytes utf16) {
  return entry.utf16.size() == utf16.size() &&
         (utf16.empty() || std::memcmp(entry.utf16.data(), utf16.data(), utf16.size()) == 0);
}

NameId NameTable::intern(Bytes utf16) {
  const std::uint64_t hash = hash_bytes(utf16);
  std::uint32_t* room = nullptr;
  for (std::uint64_t probe = 0; probe < kMaxProbes; ++probe) {
    std::uint32_t& slot = slots_[(hash + probe) & (kSlots - 1)];
    if (slot == 0) {
      room = &slot;
      break;
    }
    if (equal(entries_[slot - 1], utf16)) {
      return slot - 1;
    }
  }
  Entry entry;
  entry.utf16.assign(reinterpret_cast<const char*>(utf16.data()), utf16.size());
  append_utf16(utf16, entry.utf8);
  if (room == nullptr || entries_.size() >= kMaxNames || bytes_ + utf16.size() > kMaxNameBytes) {
    transient_.push_back(std::move(entry));
    return kTransient | static_cast<NameId>(transient_.size() - 1);
  }
  bytes_ += utf16.size();
  entries_.push_back(std::move(entry));
  *room = static_cast<std::uint32_t>(entries_.size());
  return *room - 1;
}

NameId NameTable::intern_after(NameId before, Bytes utf16) {
  if (before >= entries_.size()) {
    return intern(utf16);
  }
  const NameId guess = entries_[before].successor;
  if (guess != kNoName && equal(entries_[guess], utf16)) [[likely]] {
    return guess;
  }
  const NameId id = intern(utf16);
  if (!is_transient(id)) {
    entries_[before].successor = id;
  }
  return id;
}

}  // namespace noroshi::evtx
