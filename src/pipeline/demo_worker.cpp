#include "pipeline/demo_worker.h"

#include <algorithm>
#include <tuple>

#include "event/value_text.h"

namespace noroshi {
namespace {

bool goes_before(const ShownDetection& a, const ShownDetection& b) {
  return std::tuple(a.command_line.empty(), a.time.ticks, a.place.source, a.place.offset) <
         std::tuple(b.command_line.empty(), b.time.ticks, b.place.source, b.place.offset);
}

void keep_better(std::optional<ShownDetection>& mine, const ShownDetection& theirs) {
  if (!mine || goes_before(theirs, *mine)) {
    mine = theirs;
  }
}

}  // namespace

DemoWorker::DemoWorker(std::shared_ptr<const RuleSet> rules, const DetailsTable& details)
    : rules_(std::move(rules)), matcher_(rules_), details_(details) {
  findings_.shown.resize(rules_->rules().size());
}

void DemoWorker::on_record(const Record& record) {
  observe(record);
  DemoFindings& found = findings_;
  ++found.records;
  found.first = found.first ? std::min(*found.first, record.time) : record.time;
  found.last = found.last ? std::max(*found.last, record.time) : record.time;
  for (auto [map, field] : {std::pair(&found.hosts, WellKnown::kComputer),
                            std::pair(&found.channels, WellKnown::kChannel)}) {
    text_.clear();
    append_text(record.field(field), text_);
    if (DemoFindings::Count* count = map->find_or_add(text_)) {
      ++count->records;
    }
  }
  std::span<const Hit> hits = matcher_.match(record);
  count_detections(hits.size());
  for (const Hit& hit : hits) {
    ++found.by_level[static_cast<std::size_t>(rules_->rules()[hit.rule]->level)];
    consider(hit.rule, record);
  }
}

void DemoWorker::consider(std::uint32_t rule, const Record& record) {
  ShownDetection detection;
  detection.time = record.time;
  detection.place = record.origins.front();
  append_text(record.field(WellKnown::kComputer), detection.host);
  append_text(record.field(record.shape->find("CommandLine")), detection.command_line);
  details_.append(record, detection.details);
  keep_better(findings_.shown[rule], detection);
}

void DemoFindings::merge(const DemoFindings& other) {
  records += other.records;
  if (other.first) {
    first = first ? std::min(*first, *other.first) : *other.first;
    last = last ? std::max(*last, *other.last) : *other.last;
  }
  auto add = [](Count& mine, const Count& theirs) { mine.records += theirs.records; };
  hosts.merge(other.hosts, add);
  channels.merge(other.channels, add);
  for (std::size_t i = 0; i < kLevels; ++i) {
    by_level[i] += other.by_level[i];
  }
  shown.resize(std::max(shown.size(), other.shown.size()));
  for (std::size_t rule = 0; rule < other.shown.size(); ++rule) {
    if (other.shown[rule]) {
      keep_better(shown[rule], *other.shown[rule]);
    }
  }
}

}  // namespace noroshi
