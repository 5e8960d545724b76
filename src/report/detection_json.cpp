#include "report/detection_json.h"

#include <fmt/format.h>

#include "base/json_writer.h"
#include "base/uuid.h"
#include "event/identity.h"

namespace noroshi {
namespace {

void append_member(std::string_view key, std::string_view text, std::string& out) {
  out += key;
  append_json_string(text, out);
}

std::string rule_json(const Rule& rule) {
  std::string out;
  append_member("\"rule\":{\"id\":", rule_key(rule), out);
  append_member(",\"title\":", rule.title, out);
  append_member(",\"level\":", to_string(rule.level), out);
  append_member(",\"status\":", to_string(rule.status), out);
  out += ",\"tags\":[";
  for (std::size_t i = 0; i < rule.tags.size(); ++i) {
    append_member(i == 0 ? "" : ",", rule.tags[i], out);
  }
  out += "]},\"logsource\":{";
  for (auto [key, text] :
       {std::pair<std::string_view, std::string_view>{"\"category\":", rule.log_source.category},
        {"\"product\":", rule.log_source.product},
        {"\"service\":", rule.log_source.service}}) {
    if (!text.empty()) {
      append_member(key, text, out);
      out += ',';
    }
  }
  return out;
}

}  // namespace

RuleJson::RuleJson(std::span<const RulePtr> rules) {
  texts_.reserve(rules.size());
  for (const RulePtr& rule : rules) {
    texts_.push_back(rule_json(*rule));
  }
}

void append_matched_json(std::span<const MatchedValue> matched, std::string& out) {
  out += '[';
  for (const MatchedValue& leaf : matched) {
    if (out.back() != '[') {
      out += ',';
    }
    append_member("{\"selection\":", leaf.selection, out);
    append_member(",\"field\":", leaf.field, out);
    append_member(",\"modifier\":", leaf.modifiers, out);
    append_member(",\"pattern\":", leaf.pattern, out);
    append_member(",\"value\":", leaf.value, out);
    fmt::format_to(std::back_inserter(out), ",\"position\":{},\"length\":{}}}", leaf.position,
                   leaf.length);
  }
  out += ']';
}

void DetectionJson::append_source(const FoundDetection& detection, std::string& out) {
  if (detection.file != file_ || file_json_.empty()) {
    file_ = detection.file;
    file_json_.clear();
    append_member(",\"source\":{\"file\":", file_, file_json_);
  }
  out += file_json_;
  fmt::format_to(std::back_inserter(out), ",\"offset\":{},\"record\":{}",
                 detection.record->origins.front().offset, detection.record->id);
  if (detection.record->recovery == Recovery::kRecovered) {
    out += ",\"recovered\":true";
  }
  out += '}';
}

void DetectionJson::append(const FoundDetection& detection, std::string& out) {
  const Record& record = *detection.record;
  out += "{\"version\":1,\"id\":\"";
  append_uuid(detection_id(detection.identity, rule_key(*detection.rule)), out);
  out += "\",\"time\":\"";
  record.time.append_iso(out);
  append_member("\",\"host\":", detection.host, out);
  out += ',';
  out += rules_->of(detection.rule_number);
  append_member("\"view\":", views_.name(detection.view), out);
  out += '}';
  append_source(detection, out);
  append_member(",\"details\":", detection.details, out);
  out += ",\"matched\":";
  append_matched_json(detection.matched, out);
  out += ",\"record\":";
  canonical_.append(record, detection.view, out);
  out += "}\n";
}

}  // namespace noroshi
