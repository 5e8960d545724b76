// The worker of `noroshi hunt`: filter, match, render.
#pragma once

#include <memory>
#include <string>

#include "match/matcher.h"
#include "pipeline/record_filter.h"
#include "pipeline/record_worker.h"
#include "report/details.h"
#include "report/detection_json.h"
#include "report/hunt_summary.h"
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
  std::shared_ptr<const RuleJson> rule_json;
  const DetailsTable* details = nullptr;
  const SourceList* sources = nullptr;
  RecordFilter filter;
  DetectionFormat format = DetectionFormat::kJsonLines;
  Colour colour = Colour::kNo;
};

class HuntWorker final : public RecordWorker {
 public:
  explicit HuntWorker(const HuntSetup& setup);

  void on_record(const Record& record) override;

  // After the run.
  [[nodiscard]] const HuntSummary& summary() const { return summary_; }
  [[nodiscard]] const RuleTable& table() const { return table_; }

 private:
  void on_hits(const Record& record, std::span<const Hit> hits);
  void render(FoundDetection& detection, const Hit& hit);
  [[nodiscard]] std::string_view details_of(const Record& record);

  const HuntSetup& setup_;
  bool filters_;
  Matcher matcher_;
  DetectionJson json_;
  DetailsRenderer details_renderer_;
  HuntSummary summary_;
  RuleTable table_;
  // Of the record at hand; kept for their memory.
  std::string host_;
  std::string identity_;
  std::string details_;
  bool has_details_ = false;
  std::string line_;
};

}  // namespace noroshi
