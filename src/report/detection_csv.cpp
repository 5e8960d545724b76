#include "report/detection_csv.h"

#include <fmt/format.h>

#include "base/timezone.h"
#include "base/uuid.h"
#include "event/value_text.h"
#include "report/csv_cell.h"

namespace noroshi {
namespace {

std::string matched_text(std::span<const MatchedValue> matched) {
  std::string out;
  for (const MatchedValue& leaf : matched) {
    if (!out.empty()) {
      out += "; ";
    }
    out += leaf.field.empty() ? "keyword" : leaf.field;
    if (!leaf.modifiers.empty()) {
      out += '|';
      out += leaf.modifiers;
    }
    out += ": ";
    out += leaf.pattern;
  }
  return out;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) {
    if (!out.empty()) {
      out += ' ';
    }
    out += text;
  }
  return out;
}

}  // namespace

void append_csv_header(std::string& out) {
  out +=
      "time,level,host,title,details,channel,event_id,record,rule_id,status,tags,matched,file,"
      "offset,id\n";
}

void append_csv(const FoundDetection& detection, std::string& out) {
  const Record& record = *detection.record;
  const Rule& rule = *detection.rule;
  auto cell = [&out](std::string_view text) {
    append_csv_cell(text, out);
    out += ',';
  };
  append_iso(record.time, display_zone(), out);
  out += ',';
  cell(to_string(rule.level));
  cell(detection.host);
  cell(rule.title);
  cell(detection.details);
  cell(to_text(record.field(WellKnown::kChannel)));
  cell(to_text(record.field(WellKnown::kEventId)));
  cell(std::to_string(record.id));
  cell(rule_key(rule));
  cell(to_string(rule.status));
  cell(joined(rule.tags));
  cell(matched_text(detection.matched));
  cell(detection.file);
  cell(std::to_string(record.origins.front().offset));
  append_uuid(detection.id, out);
  out += '\n';
}

}  // namespace noroshi
