#include "pipeline/hunt_worker.h"

#include <algorithm>
#include <optional>

#include "event/identity.h"
#include "event/value_text.h"
#include "pipeline/time_order.h"
#include "report/detection_timeline.h"

namespace noroshi {
HuntWorker::HuntWorker(const HuntSetup& setup)
    : setup_(setup),
      filters_(setup.filter.sets_anything()),
      matcher_(setup.rules),
      json_(setup.rules->views(), setup.rule_json),
      details_renderer_(*setup.details),
      table_(setup.reported()) {
  if (setup.tuning) {
    tuner_.emplace(setup.tuning);
  }
  if (setup.profile) {
    RowFormat format = setup.format == DetectionFormat::kCsv         ? RowFormat::kCsv
                       : setup.format == DetectionFormat::kJsonLines ? RowFormat::kJsonLines
                                                                     : RowFormat::kTable;
    row_.emplace(*setup.profile, setup.rules->views(), format);
  }
}

void HuntWorker::on_record(const Record& record) {
  observe(record);
  if (filters_ && !setup_.filter.admits(record)) {
    return;
  }
  std::span<const Hit> hits = matcher_.match(record);
  if (setup_.scripts != nullptr && ScriptParts::may_be_part(record)) [[unlikely]] {
    setup_.scripts->add(record, hits);
  }
  if (!hits.empty()) [[unlikely]] {
    on_hits(record, hits);
  }
}

// Leaves away what tunings exclude.
std::span<const Hit> HuntWorker::tuned(const Record& record, std::span<const Hit> hits) {
  hits_.clear();
  reported_.clear();
  tuner_->start_record();
  for (const Hit& hit : hits) {
    TuneOutcome outcome = tuner_->decide(record, hit.rule);
    if (outcome.kind == TuneOutcome::Kind::kReported) {
      hits_.push_back(hit);
      reported_.push_back(outcome.rule);
    }
  }
  return hits_;
}

void HuntWorker::on_joined(const Record& record, const ScriptBlock& block) {
  std::vector<Hit> hits;
  std::ranges::copy_if(matcher_.match(record), std::back_inserter(hits), [&](const Hit& hit) {
    return !std::ranges::binary_search(block.held, hit.rule);
  });
  if (!hits.empty()) {
    joined_ = {block.parts, block.of};
    on_hits(record, hits);
    joined_ = {};
  }
}

void HuntWorker::on_hits(const Record& record, std::span<const Hit> hits) {
  if (tuner_) {
    hits = tuned(record, hits);
    if (hits.empty()) {
      return;
    }
  }
  if (gathered_ == nullptr) {
    gathered_ = std::make_unique<Gathered>(setup_.reported());
  }
  count_detections(hits.size());
  host_.clear();
  append_text(record.field(WellKnown::kComputer), host_);
  has_details_ = false;
  json_.start_record();
  std::optional<DetectionIds> ids;
  if (setup_.format != DetectionFormat::kTable) {
    identity_.clear();
    append_identity(record, identity_);
    ids.emplace(identity_);
  }
  LevelCounts levels{};
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const Hit& hit = hits[i];
    std::uint32_t rule = tuner_ ? reported_[i] : hit.rule;
    FoundDetection detection;
    detection.record = &record;
    detection.rule = setup_.reported()[rule].get();
    detection.rule_number = rule;
    detection.view = hit.view;
    detection.host = host_;
    detection.joined = joined_;
    detection.file = setup_.sources->files[record.origins.front().source].path;
    if (ids) {
      detection.id = ids->of(rule_key(*detection.rule));
    }
    ++levels[static_cast<std::size_t>(detection.rule->level)];
    render(detection, hit);
    flush_if_large();
  }
  gathered_->summary.add(host_, record.time, levels);
}

std::unique_ptr<ItemState> HuntWorker::take_state() {
  return std::move(gathered_);
}

void HuntWorker::keep(std::unique_ptr<ItemState> state) {
  if (state != nullptr) {
    const auto& gathered = static_cast<const Gathered&>(*state);
    summary_.merge(gathered.summary);
    table_.merge(gathered.table);
  }
}

std::string_view HuntWorker::details_of(const Record& record) {
  if (!has_details_) {
    details_.clear();
    if (joined_.parts > 0) {
      details_ = "Joined: " + std::to_string(joined_.parts) + " of " + std::to_string(joined_.of) +
                 " parts \u00a6 ";
    }
    details_renderer_.append(record, details_);
    has_details_ = true;
  }
  return details_;
}

// Each format asks for what it shows, and nothing else is made.
void HuntWorker::render(FoundDetection& detection, const Hit& hit) {
  const Record& record = *detection.record;
  auto add_reasons = [&] { detection.matched = matcher_.why(hit); };
  if (setup_.format != DetectionFormat::kTable || gathered_->table.wants_details(detection)) {
    detection.details = details_of(record);
  }
  switch (setup_.format) {
    case DetectionFormat::kTable:
      gathered_->table.add(detection);
      break;
    case DetectionFormat::kJsonLines:
      add_reasons();
      row_ ? row_->append(detection, output()) : json_.append(detection, output());
      break;
    case DetectionFormat::kCsv:
      add_reasons();
      row_->append(detection, output());
      break;
    case DetectionFormat::kTimeline:
      line_.clear();
      if (row_) {
        add_reasons();
        row_->append_line(detection, setup_.colour, line_);
      } else {
        append_timeline(detection, setup_.colour, line_);
      }
      append_frame(record.time, record.id, detection.id, line_, output());
      break;
  }
}

}  // namespace noroshi
