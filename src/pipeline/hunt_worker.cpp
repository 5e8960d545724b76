#include "pipeline/hunt_worker.h"

#include "event/identity.h"
#include "event/value_text.h"
#include "pipeline/time_order.h"
#include "report/detection_csv.h"
#include "report/detection_timeline.h"

namespace noroshi {
namespace {

bool sets_anything(const RecordFilter& filter) {
  return filter.from || filter.to || !filter.hosts.empty() || !filter.channels.empty() ||
         !filter.event_ids.empty();
}

}  // namespace

HuntWorker::HuntWorker(const HuntSetup& setup)
    : setup_(setup),
      filters_(sets_anything(setup.filter)),
      matcher_(setup.rules),
      json_(setup.rules->views(), setup.rule_json),
      details_renderer_(*setup.details),
      table_(setup.rules->rules()) {}

void HuntWorker::on_record(const Record& record) {
  observe(record);
  if (filters_ && !setup_.filter.admits(record)) {
    return;
  }
  std::span<const Hit> hits = matcher_.match(record);
  if (!hits.empty()) [[unlikely]] {
    on_hits(record, hits);
  }
}

void HuntWorker::on_hits(const Record& record, std::span<const Hit> hits) {
  hits_.assign(hits.begin(), hits.end());
  count_detections(hits_.size());
  host_.clear();
  append_text(record.field(WellKnown::kComputer), host_);
  identity_.clear();
  if (setup_.format != DetectionFormat::kTable) {
    append_identity(record, identity_);
  }
  details_.clear();
  details_renderer_.append(record, details_);
  std::vector<MatchedValue> matched;
  for (const Hit& hit : hits_) {
    if (setup_.format == DetectionFormat::kJsonLines || setup_.format == DetectionFormat::kCsv) {
      matched = matcher_.why(record, hit);
    }
    FoundDetection detection;
    detection.record = &record;
    detection.rule = setup_.rules->rules()[hit.rule].get();
    detection.rule_number = hit.rule;
    detection.view = hit.view;
    detection.matched = matched;
    detection.host = host_;
    detection.details = details_;
    detection.file = setup_.sources->files[record.origins.front().source].path;
    detection.identity = identity_;
    summary_.add(detection);
    render(detection);
    flush_if_large();
  }
}

void HuntWorker::render(const FoundDetection& detection) {
  switch (setup_.format) {
    case DetectionFormat::kTable:
      table_.add(detection);
      break;
    case DetectionFormat::kJsonLines:
      json_.append(detection, output());
      break;
    case DetectionFormat::kCsv:
      append_csv(detection, output());
      break;
    case DetectionFormat::kTimeline:
      line_.clear();
      append_timeline(detection, setup_.colour, line_);
      append_frame(detection.record->time, detection.record->id,
                   detection_id(detection.identity, rule_key(*detection.rule)), line_, output());
      break;
  }
}

}  // namespace noroshi
