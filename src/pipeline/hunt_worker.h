// The worker of `noroshi hunt`: filter, match, render.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "match/matcher.h"
#include "pipeline/record_filter.h"
#include "pipeline/record_worker.h"
#include "pipeline/script_parts.h"
#include "pipeline/tuner.h"
#include "report/details.h"
#include "report/detection_json.h"
#include "report/hunt_summary.h"
#include "report/profile_row.h"
#include "report/rule_table.h"
#include "source/files.h"

namespace noroshi {

enum class DetectionFormat : std::uint8_t {
  kTable,  // the worker only collects: see HuntWorker::table()
  kJsonLines,
  kCsv,
  kTimeline,  // frames for a TimeOrder
};

// What all workers of a hunt share. Everything outlives them.
struct HuntSetup {
  std::shared_ptr<const RuleSet> rules;
  std::shared_ptr<const TunePlan> tuning = nullptr;  // null: none
  std::shared_ptr<const RuleJson> rule_json;         // of reported()
  const DetailsTable* details = nullptr;
  const SourceList* sources = nullptr;
  RecordFilter filter;
  std::optional<Profile> profile;  // set for CSV; others have their own columns without it
  DetectionFormat format = DetectionFormat::kJsonLines;
  Colour colour = Colour::kNo;
  ScriptParts* scripts = nullptr;  // takes the parts of script blocks; may be null

  // The rules as detections show them: by their numbers, behind them those with a tuned level.
  [[nodiscard]] std::span<const RulePtr> reported() const {
    return tuning ? tuning->reported() : rules->rules();
  }
};

class HuntWorker final : public RecordWorker {
 public:
  explicit HuntWorker(const HuntSetup& setup);

  void on_record(const Record& record) override;
  // What tunings do is counted over all records, not item by item.
  [[nodiscard]] bool can_forget() const override { return !tuner_; }
  [[nodiscard]] std::unique_ptr<ItemState> take_state() override;
  void keep(std::unique_ptr<ItemState> state) override;
  // `record` is `block`, joined: what holds on it and held on no part is detected. Outside a run,
  // see RecordWorker::begin().
  void on_joined(const Record& record, const ScriptBlock& block);

  // After the run.
  [[nodiscard]] const HuntSummary& summary() const { return summary_; }
  [[nodiscard]] const RuleTable& table() const { return table_; }
  [[nodiscard]] const Tuner* tuner() const { return tuner_ ? &*tuner_ : nullptr; }

 private:
  // Of the item at hand: all that on_record() leaves behind goes here or into the output.
  struct Gathered final : ItemState {
    explicit Gathered(std::span<const RulePtr> rules) : table(rules) {}
    HuntSummary summary;
    RuleTable table;
  };

  [[nodiscard]] std::span<const Hit> tuned(const Record& record, std::span<const Hit> hits);
  void on_hits(const Record& record, std::span<const Hit> hits);
  void render(FoundDetection& detection, const Hit& hit);
  [[nodiscard]] std::string_view details_of(const Record& record);

  const HuntSetup& setup_;
  bool filters_;
  Matcher matcher_;
  DetectionJson json_;
  std::optional<ProfileRow> row_;  // if a profile is set
  DetailsRenderer details_renderer_;
  std::unique_ptr<Gathered> gathered_;  // null before the first hit
  HuntSummary summary_;
  RuleTable table_;
  std::optional<Tuner> tuner_;
  // Of the record at hand; kept for their memory.
  std::vector<Hit> hits_;                // with tunings: those that are reported
  std::vector<std::uint32_t> reported_;  // with tunings: as which rules
  std::string host_;
  std::string identity_;
  std::string details_;
  bool has_details_ = false;
  std::string line_;
  JoinedParts joined_;
};

}  // namespace noroshi
