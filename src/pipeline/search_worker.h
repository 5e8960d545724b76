// The worker of `noroshi search`: filter, look, render. Its output are frames for a TimeOrder.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "match/matcher.h"
#include "match/record_text.h"
#include "pipeline/record_worker.h"
#include "pipeline/search_setup.h"
#include "report/record_json.h"

namespace noroshi {

// How often an indicator was found.
struct FoundIndicator {
  std::uint64_t records = 0;
  Time first, last;

  void add(const FoundIndicator& other);
};

class SearchWorker final : public RecordWorker {
 public:
  static constexpr std::size_t kMaxShapes = 4096;  // of which it is known where to look

  explicit SearchWorker(const SearchSetup& setup);

  void on_record(const Record& record) override;
  [[nodiscard]] bool can_forget() const override { return true; }
  [[nodiscard]] std::unique_ptr<ItemState> take_state() override;
  void keep(std::unique_ptr<ItemState> state) override;

  // All that a search leaves behind, besides its output.
  struct Figures final : ItemState {
    std::uint64_t looked_at = 0;  // records that the filter admits
    std::uint64_t found = 0;
    std::unordered_map<std::uint32_t, FoundIndicator> indicators;  // by number in the set

    void add(const Figures& other);
  };
  // After the run.
  [[nodiscard]] const Figures& figures() const { return kept_; }

 private:
  static constexpr std::uint32_t kNoIndicator = 0xffffffff;
  // Why a record is shown: what was sought, and where it stands.
  struct Reason {
    std::string_view kind;  // "word", "regex", "field", or an indicator's
    std::string_view sought;
    std::uint32_t indicator = kNoIndicator;
    std::string_view field;
    std::string value;
  };
  using FieldIndicator = std::pair<std::uint32_t, std::uint32_t>;
  // What is known of a Shape.
  struct ShapeNotes {
    RecordText::Fields fields;
    std::vector<std::uint32_t> all_fields;
    std::vector<FieldIndicator> constant_hits;
  };

  // Each appends to reasons_ what it found.
  [[nodiscard]] bool find_indicators(const Record& record);
  [[nodiscard]] bool conditions_hold(const Record& record);
  [[nodiscard]] bool word_holds(const Record& record, const SoughtWord& word);
  [[nodiscard]] bool regex_holds(const Record& record, const SoughtRegex& regex);
  [[nodiscard]] bool field_holds(std::uint32_t condition);

  void find_in_texts(const Record& record, std::span<const std::uint32_t> fields,
                     std::vector<FieldIndicator>& out);
  void find_in_binaries(const Record& record, std::span<const std::uint32_t> fields,
                        std::vector<FieldIndicator>& out);
  void add_indicator(const Record& record, FieldIndicator found);
  void count_indicators(const Record& record);
  const ShapeNotes& notes_of(const Record& record);

  void show(const Record& record);
  void append_matched_json(std::string& out) const;
  void append_matched_text(std::string& out) const;

  const SearchSetup& setup_;
  RecordText text_;
  RecordText::Values indicator_values_;
  std::optional<Matcher> matcher_;
  std::vector<Hit> field_hits_;
  std::vector<IndicatorHit> hits_;
  std::vector<FieldIndicator> found_at_;
  std::unordered_map<std::uint64_t, ShapeNotes> shapes_;  // by serial
  std::uint64_t last_serial_ = UINT64_MAX;
  const ShapeNotes* last_notes_ = nullptr;

  // Of the record at hand; kept for their memory.
  std::vector<Reason> reasons_;
  std::vector<std::uint32_t> seen_;
  std::string host_, channel_, details_text_, matched_, event_, identity_, line_;
  DetailsRenderer details_;
  RecordJson record_json_;

  std::unique_ptr<Figures> gathered_;  // in the item at hand
  Figures kept_;
};

}  // namespace noroshi
