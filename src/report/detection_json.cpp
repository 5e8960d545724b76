#include "report/detection_json.h"

#include <charconv>

#include "base/json_writer.h"
#include "base/timezone.h"
#include "base/uuid.h"

namespace noroshi {
namespace {

void append_member(std::string_view key, std::string_view text, std::string& out) {
  out += key;
  append_json_string(text, out);
}

void append_number(std::string_view key, std::uint64_t number, std::string& out) {
  char buffer[24];
  auto [end, error] = std::to_chars(buffer, buffer + sizeof(buffer), number);
  out += key;
  out.append(buffer, static_cast<std::size_t>(end - buffer));
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
    append_number(",\"position\":", leaf.position, out);
    append_number(",\"length\":", leaf.length, out);
    out += '}';
  }
  out += ']';
}

DetectionJson::DetectionJson(const ViewTable& views, std::shared_ptr<const RuleJson> rules)
    : rules_(std::move(rules)), canonical_(views) {
  for (ViewId view = 0; view < views.size(); ++view) {
    append_member("\"view\":", views.name(view), view_names_.emplace_back());
  }
}

void DetectionJson::append_source(const FoundDetection& detection) {
  if (detection.file != file_ || file_json_.empty()) {
    file_ = detection.file;
    file_json_.clear();
    append_member("},\"source\":{\"file\":", file_, file_json_);
  }
  middle_ += file_json_;
  append_number(",\"offset\":", detection.record->origins.front().offset, middle_);
  append_number(",\"record\":", detection.record->id, middle_);
  if (detection.record->recovery == Recovery::kRecovered) {
    middle_ += ",\"recovered\":true";
  }
  middle_ += '}';
  if (detection.joined.parts > 0) {
    append_number(",\"joined\":{\"parts\":", detection.joined.parts, middle_);
    append_number(",\"of\":", detection.joined.of, middle_);
    middle_ += '}';
  }
}

void DetectionJson::render_shared(const FoundDetection& detection) {
  head_ = "\",\"time\":\"";
  append_iso(detection.record->time, display_zone(), head_);
  append_member("\",\"host\":", detection.host, head_);
  head_ += ',';
  middle_.clear();
  append_source(detection);
  append_member(",\"details\":", detection.details, middle_);
  middle_ += ",\"matched\":";
  canonicals_used_ = 0;
  is_started_ = true;
}

std::string_view DetectionJson::canonical_of(const FoundDetection& detection) {
  for (std::size_t i = 0; i < canonicals_used_; ++i) {
    if (canonicals_[i].view == detection.view) {
      return canonicals_[i].json;
    }
  }
  if (canonicals_used_ == canonicals_.size()) {
    canonicals_.emplace_back();
  }
  Canonical& made = canonicals_[canonicals_used_++];
  made.view = detection.view;
  made.json.clear();
  canonical_.append(*detection.record, detection.view, made.json);
  return made.json;
}

void DetectionJson::append(const FoundDetection& detection, std::string& out) {
  if (!is_started_) {
    render_shared(detection);
  }
  out += "{\"version\":1,\"id\":\"";
  append_uuid(detection.id, out);
  out += head_;
  out += rules_->of(detection.rule_number);
  out += view_names_[detection.view];
  out += middle_;
  append_matched_json(detection.matched, out);
  out += ",\"record\":";
  out += canonical_of(detection);
  out += "}\n";
}

}  // namespace noroshi
