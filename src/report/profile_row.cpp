#include "report/profile_row.h"

#include "base/json_writer.h"
#include "base/timezone.h"
#include "base/uuid.h"
#include "event/value_text.h"
#include "report/value_json.h"

namespace noroshi {
namespace {

// What kind of time `datetime` is, for people who look at many sources in one timeline.
constexpr std::string_view kTimestampDescription = "Event Logged";

std::vector<Column> columns_of(const Profile& profile) {
  std::vector<Column> columns;
  for (const ProfileColumn& column : profile.columns) {
    columns.push_back({column.name, column.name, ColumnKind::kText, ColumnIn::kAll});
  }
  return columns;
}

void append_matched(std::span<const MatchedValue> matched, std::string& out) {
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
}

// "2026-11-23T05:02:09.123456+00:00": Timesketch reads microseconds, and offsets as numbers.
void append_datetime(Time time, std::string& out) {
  time.append_iso(out);
  out.resize(out.size() - 2);  // the last digit, and Z
  out += "+00:00";
}

void append_log_source(const LogSource& source, std::string& out) {
  for (const std::string* part : {&source.product, &source.category, &source.service}) {
    if (!part->empty()) {
      out += out.empty() ? "" : "/";
      out += *part;
    }
  }
}

}  // namespace

ProfileRow::ProfileRow(const Profile& profile, const ViewTable& views, RowFormat format)
    : profile_(profile),
      views_(views),
      columns_(columns_of(profile)),
      format_(format),
      renderer_(columns_, format),
      canonical_(views),
      cells_(columns_.size()),
      texts_(columns_.size()) {}

const Accessor& ProfileRow::accessor(std::size_t column, const FoundDetection& detection) {
  const Shape& shape = *detection.record->shape;
  std::uint64_t key = shape.serial() * views_.size() + detection.view;
  auto at = families_.find(key);
  if (at == families_.end()) {
    if (families_.size() >= kMaxFamilies) {
      families_.clear();
    }
    std::vector<Accessor> accessors(columns_.size());
    for (std::size_t i = 0; i < accessors.size(); ++i) {
      if (profile_.columns[i].column == DetectionColumn::kRecordField) {
        accessors[i] = views_.resolve(detection.view, shape, profile_.columns[i].record_field);
      }
    }
    at = families_.emplace(key, std::move(accessors)).first;
  }
  return at->second[column];
}

Cell ProfileRow::value_cell(const Value& value, std::string& text) const {
  if (value.type == ValueType::kAbsent) {
    return {};
  }
  if (format_ == RowFormat::kJsonLines) {
    append_value_json(value, text);
    return Cell::json(text);
  }
  append_text(value, text);
  return Cell::text(text);
}

Cell ProfileRow::list_cell(std::span<const std::string> texts, std::string& text) const {
  if (format_ == RowFormat::kJsonLines) {
    return Cell::list(texts);
  }
  for (const std::string& each : texts) {
    text += text.empty() ? "" : " ";
    text += each;
  }
  return Cell::text(text);
}

Cell ProfileRow::cell_of(std::size_t column, const FoundDetection& detection) {
  const Record& record = *detection.record;
  const Rule& rule = *detection.rule;
  std::string& text = texts_[column];
  text.clear();
  switch (profile_.columns[column].column) {
    case DetectionColumn::kAuthor:
      return Cell::text(rule.author);
    case DetectionColumn::kChannel:
      return value_cell(record.field(WellKnown::kChannel), text);
    case DetectionColumn::kDatetime:
      append_datetime(record.time, text);
      return Cell::text(text);
    case DetectionColumn::kDescription:
      return Cell::text(rule.description);
    case DetectionColumn::kDetails:
      return Cell::text(detection.details);
    case DetectionColumn::kEventId:
      return value_cell(record.field(WellKnown::kEventId), text);
    case DetectionColumn::kFalsePositives:
      return list_cell(rule.false_positives, text);
    case DetectionColumn::kFields:
      canonical_.append(record, detection.view, text);
      return Cell::json(text);
    case DetectionColumn::kFile:
      return Cell::text(detection.file);
    case DetectionColumn::kHost:
      return Cell::text(detection.host);
    case DetectionColumn::kId:
      append_uuid(detection.id, text);
      return Cell::text(text);
    case DetectionColumn::kLevel:
      return Cell::text(to_string(rule.level));
    case DetectionColumn::kLogSource:
      append_log_source(rule.log_source, text);
      return Cell::text(text);
    case DetectionColumn::kMatched:
      append_matched(detection.matched, text);
      return Cell::text(text);
    case DetectionColumn::kMessage:
      text = rule.title;
      text += ": ";
      text += detection.details;
      return Cell::text(text);
    case DetectionColumn::kOffset:
      return Cell::number(record.origins.front().offset);
    case DetectionColumn::kProvider:
      return value_cell(record.field(WellKnown::kProvider), text);
    case DetectionColumn::kRecord:
      return Cell::number(record.id);
    case DetectionColumn::kReferences:
      return list_cell(rule.references, text);
    case DetectionColumn::kRuleFile:
      return Cell::text(rule.file);
    case DetectionColumn::kRuleId:
      return Cell::text(rule_key(rule));
    case DetectionColumn::kStatus:
      return Cell::text(to_string(rule.status));
    case DetectionColumn::kTags:
      return list_cell(rule.tags, text);
    case DetectionColumn::kTime:
      return Cell::time(record.time);
    case DetectionColumn::kTimestampDescription:
      return Cell::text(kTimestampDescription);
    case DetectionColumn::kTitle:
      return Cell::text(rule.title);
    case DetectionColumn::kView:
      return Cell::text(views_.name(detection.view));
    case DetectionColumn::kRecordField:
      return value_cell(accessor(column, detection).read(record, arena_), text);
  }
  return {};
}

void ProfileRow::append(const FoundDetection& detection, std::string& out) {
  arena_.reset();
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    cells_[i] = cell_of(i, detection);
  }
  renderer_.append(cells_, out);
}

void ProfileRow::append_line(const FoundDetection& detection, Colour colour, std::string& out) {
  constexpr std::size_t kLevelWidth = 13;
  arena_.reset();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    out += i == 0 ? "" : "  ";
    if (profile_.columns[i].column == DetectionColumn::kLevel) {
      out += level_text(detection.rule->level, kLevelWidth, colour);
      continue;
    }
    if (profile_.columns[i].column == DetectionColumn::kTime) {
      append_iso(detection.record->time, display_zone(), out);
      continue;
    }
    std::size_t start = out.size();
    renderer_.append_plain(cell_of(i, detection), out);
    if (out.size() == start) {
      out += '-';
    }
  }
  out += '\n';
}

}  // namespace noroshi
