// KindCache: remembers something for each kind of record. A kind is the Shape and the bytes of the
// three values that choose log sources (event id, channel, provider), which in most Windows records
// are values and not constants.
//
//   const Fields& fields = cache.get(record, [&](const Record& of) { return look_up(of); });
//
// Bounded: a stream of ever new Shapes or event ids (a hostile file) makes the cache start over, so
// that such records cost a look-up each and give the same results. So nothing that is counted may
// live here. Not thread-safe; one a thread. Cost: about 20 ns a record.
#pragma once

#include <array>
#include <cstring>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "event/record.h"

namespace noroshi {

template <typename Remembered>
class KindCache {
 public:
  static constexpr std::size_t kMaxKinds = 8192;

  // What `make(record)` gave for the first record of this kind. Holds until the next call.
  template <typename Make>
  const Remembered& get(const Record& record, Make&& make) {
    Family& family = family_of(record);
    std::array<Value, 3> key = {record.field(WellKnown::kEventId),
                                record.field(WellKnown::kChannel),
                                record.field(WellKnown::kProvider)};
    for (std::size_t i = 0; i < family.entries.size(); ++i) {
      if (family.entries[i]->matches(key)) {
        if (i != 0) {
          std::swap(family.entries[i], family.entries[i / 2]);  // common ones drift to the front
          i /= 2;
        }
        return family.entries[i]->remembered;
      }
    }
    return add(record, key, make(record));
  }

  [[nodiscard]] std::size_t size() const { return kinds_; }
  [[nodiscard]] std::uint64_t made() const { return made_; }

 private:
  struct Entry {
    std::array<ValueType, 3> types;
    std::array<std::uint32_t, 3> sizes;
    std::string bytes;
    Remembered remembered;

    [[nodiscard]] bool matches(const std::array<Value, 3>& key) const {
      const char* at = bytes.data();
      for (std::size_t i = 0; i < key.size(); ++i) {
        if (key[i].type != types[i] || key[i].size != sizes[i]) {
          return false;
        }
        // Lists are not compared by content: they never match, and cost a look-up each.
        if (key[i].type == ValueType::kList ||
            (sizes[i] != 0 && std::memcmp(at, key[i].data, sizes[i]) != 0)) {
          return false;
        }
        at += sizes[i];
      }
      return true;
    }
  };
  struct Family {
    std::vector<std::unique_ptr<Entry>> entries;
  };

  Family& family_of(const Record& record) {
    std::uint64_t serial = record.shape->serial();
    Recent& recent = recent_[serial % recent_.size()];
    if (recent.family == nullptr || recent.serial != serial) {
      recent = {serial, &families_[serial]};  // the map's nodes do not move
    }
    return *recent.family;
  }

  const Remembered& add(const Record& record, const std::array<Value, 3>& key,
                        Remembered remembered) {
    if (kinds_ >= kMaxKinds || families_.size() > kMaxKinds) {
      families_.clear();
      recent_.fill({});
      kinds_ = 0;
    }
    auto entry = std::make_unique<Entry>();
    for (std::size_t i = 0; i < key.size(); ++i) {
      entry->types[i] = key[i].type;
      entry->sizes[i] = key[i].size;
      if (key[i].type != ValueType::kList && key[i].size != 0) {
        entry->bytes.append(reinterpret_cast<const char*>(key[i].data), key[i].size);
      }
    }
    entry->remembered = std::move(remembered);
    ++kinds_;
    ++made_;
    Family& family = family_of(record);
    family.entries.push_back(std::move(entry));
    return family.entries.back()->remembered;
  }

  std::unordered_map<std::uint64_t, Family> families_;  // by Shape::serial()
  // The Shapes of a log take turns: by the low bits of their serial, the family of each.
  struct Recent {
    std::uint64_t serial = 0;
    Family* family = nullptr;
  };
  std::array<Recent, 256> recent_{};
  std::size_t kinds_ = 0;
  std::uint64_t made_ = 0;
};

}  // namespace noroshi
