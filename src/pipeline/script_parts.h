// PowerShell script blocks that were logged in several parts (event 4104), put together again.
//
//   part 1 of 3 "Invoke-Mi"     }
//   part 3 of 3 "'x'"           }  one ScriptBlock: "Invoke-Mi\n'x'", 2 of 3 parts, a gap at 9
//
// PowerShell cuts a long script block wherever a record is full, so a word that a rule seeks may
// lie across two records. Parts are gathered from all files in any order, sorted by block and
// number in a temporary file if they are many (TimeOrder), and handed out block by block. So memory
// is bounded, and the blocks depend on the records alone.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "event/record.h"
#include "event/record_copy.h"
#include "match/matcher.h"
#include "pipeline/record_fields.h"
#include "pipeline/time_order.h"

namespace noroshi {

struct ScriptGap {
  std::size_t at = 0;  // in ScriptBlock::text, where a line feed stands for what is missing
  std::uint64_t from = 0;
  std::uint64_t to = 0;  // numbers of the parts, both missing
};

// One block. Views hold during the call it is passed to.
struct ScriptBlock {
  static constexpr std::size_t kMostText = std::size_t{4} << 20;  // some hundred parts; then cut

  std::string host;
  std::string id;              // ScriptBlockId
  std::string path;            // of the script file, as the first part has it
  std::uint64_t of = 0;        // parts that the records say there are
  std::uint64_t parts = 0;     // that were found, each number once
  std::uint64_t versions = 0;  // further parts of the same number with another text; not joined
  std::uint64_t cut = 0;       // parts that did not fit into kMostText
  std::string text;            // parts in order; a missing one is a line feed, so that no word
                               // comes to be across a gap
  std::vector<ScriptGap> gaps;
  std::vector<std::uint32_t> held;  // rules that held on a single part; sorted
  std::string_view first;           // a copy of the first part's record without its text

  [[nodiscard]] bool is_whole() const { return gaps.empty() && cut == 0 && versions == 0; }
};

class ScriptParts {
 public:
  enum class Take : std::uint8_t { kSeveral, kAll };  // kSeveral: blocks of more than one part

  explicit ScriptParts(Take take, std::size_t memory = TimeOrder::kMemory)
      : take_(take), order_(memory) {}

  // Whether add() could want it; for other records this is one comparison.
  [[nodiscard]] static bool may_be_part(const Record& record) {
    return event_id_of(record) == kEventId;
  }
  // Any thread. What is no part is left aside. `hits`: rules that held on it. The same record twice
  // counts once. An error of the temporary file is kept for finish().
  void add(const Record& record, std::span<const Hit> hits);

  // Hands out every block, in an order that depends on the records alone. To be called once, when
  // nobody adds any more.
  [[nodiscard]] Result<void> finish(const std::function<Result<void>(const ScriptBlock&)>& take);

 private:
  static constexpr std::int64_t kEventId = 4104;

  Take take_;
  std::mutex mutex_;  // guards what follows
  TimeOrder order_;
  Result<void> state_;
};

// The record of a block: its first part with the whole text. `reader` keeps it; null if there is
// none, which only a damaged temporary file brings about.
[[nodiscard]] const Record* joined_record(const ScriptBlock& block, RecordCopyReader& reader);

}  // namespace noroshi
