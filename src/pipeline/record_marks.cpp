#include "pipeline/record_marks.h"

#include <algorithm>
#include <tuple>

#include "event/value_text.h"

namespace noroshi {
namespace {

class MarkSink final : public RecordSink {
 public:
  MarkSink(ItemMarks& marks, std::uint64_t seed) : marks_(marks), seed_(seed) {}

  void on_record(const Record& record) override {
    std::uint64_t number = record_number(record);
    if (number == 0) {
      ++marks_.without_number;
      return;
    }
    std::uint64_t origin = origin_hash(record, seed_, scratch_);
    RecordHash hash = identity_hash(record, seed_, scratch_);
    marks_.marks.push_back(
        {origin, number, hash, record.origins.front().offset, event_time(record)});
    auto [entry, is_new] = marks_.origins.try_emplace(origin);
    if (is_new) {
      entry->second = {to_text(record.field(WellKnown::kComputer)),
                       to_text(record.field(WellKnown::kChannel))};
    }
  }
  void on_diagnostic(Diagnostic) override {}  // said by the pass that reads the records

 private:
  ItemMarks& marks_;
  std::uint64_t seed_;
  std::string scratch_;
};

}  // namespace

std::size_t ItemMarks::bytes() const {
  constexpr std::size_t kOriginBytes = 200;  // a node and two texts, roughly
  return sizeof(ItemMarks) + marks.capacity() * sizeof(RecordMark) + origins.size() * kOriginBytes;
}

std::shared_ptr<const ItemMarks> MarkReader::read(const WorkItem& item) {
  auto marks = std::make_shared<ItemMarks>();
  marks->item = item;
  MarkSink sink(*marks, seed_);
  auto space = buffer_.first(item.length);
  auto got = read_source(files_[item.source], item.offset, space, reader_);
  std::uint64_t size = got.value_or(0);
  for (std::uint64_t at = 0; at < size; at += evtx::kChunkSize) {
    std::uint64_t length = std::min<std::uint64_t>(evtx::kChunkSize, size - at);
    decoder_.decode(space.subspan(at, length),
                    {item.source, item.offset + at, static_cast<std::uint32_t>(length)}, sink);
  }
  std::ranges::sort(marks->marks, [](const RecordMark& a, const RecordMark& b) {
    return std::tie(a.origin, a.number, a.offset) < std::tie(b.origin, b.number, b.offset);
  });
  marks->marks.shrink_to_fit();
  return marks;
}

std::shared_ptr<const ItemMarks> MarkCache::get(const WorkItem& item, MarkReader& reader) {
  {
    std::lock_guard lock(mutex_);
    auto found = by_number_.find(item.number);
    if (found != by_number_.end()) {
      entries_.splice(entries_.begin(), entries_, found->second);
      return entries_.front();
    }
  }
  Entry made = reader.read(item);
  std::lock_guard lock(mutex_);
  if (by_number_.contains(item.number)) {  // somebody else was as quick
    return made;
  }
  entries_.push_front(made);
  by_number_[item.number] = entries_.begin();
  bytes_ += made->bytes();
  while (bytes_ > kMemory && entries_.size() > 1) {
    bytes_ -= entries_.back()->bytes();
    by_number_.erase(entries_.back()->item.number);
    entries_.pop_back();
  }
  return made;
}

}  // namespace noroshi
