#include "pipeline/search_worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/find_literal.h"
#include "base/json_writer.h"
#include "base/utf.h"
#include "event/detection.h"
#include "event/identity.h"
#include "event/value_text.h"
#include "pipeline/record_fields.h"
#include "pipeline/time_order.h"

namespace noroshi {
namespace {

constexpr std::size_t kMostFoundShown = 4;  // reasons in one cell; the rest is counted there

constexpr Column kColumns[] = {
    {"time", translatable("Time"), ColumnKind::kWhole},
    {"host", translatable("Host"), ColumnKind::kText},
    {"channel", translatable("Channel"), ColumnKind::kText},
    {"event_id", translatable("Event"), ColumnKind::kNumber},
    {"record", translatable("Record"), ColumnKind::kNumber},
    {"matched", translatable("Found"), ColumnKind::kText},
    {"details", translatable("Details"), ColumnKind::kText},
    {"file", translatable("File"), ColumnKind::kText, ColumnIn::kFilesOnly},
    {"offset", translatable("Offset"), ColumnKind::kNumber, ColumnIn::kFilesOnly},
    {"event", translatable("Record"), ColumnKind::kText, ColumnIn::kFilesOnly},
};

// A value as a report shows it: whole, but for very long ones.
std::string shown(const Value& value) {
  std::string text = to_text(value);
  text.resize(utf8_prefix(text, kMaxMatchedValue));
  return text;
}

}  // namespace

std::span<const Column> search_columns(WithRecord with_record) {
  std::span<const Column> all(kColumns);
  return with_record == WithRecord::kYes ? all : all.first(all.size() - 1);
}

void FoundIndicator::add(const FoundIndicator& other) {
  if (other.records == 0) {
    return;
  }
  first = records == 0 ? other.first : std::min(first, other.first);
  last = records == 0 ? other.last : std::max(last, other.last);
  records += other.records;
}

SearchWorker::SearchWorker(const SearchSetup& setup)
    : setup_(setup),
      indicator_values_(setup.indicators != nullptr && setup.indicators->seeks_plain_text()
                            ? RecordText::Values::kIdentifiers
                            : RecordText::Values::kTexts),
      details_(*setup.details),
      gathered_(std::make_unique<Figures>()) {
  if (setup.field_rules) {
    matcher_.emplace(setup.field_rules);
  }
}

void SearchWorker::Figures::add(const Figures& other) {
  looked_at += other.looked_at;
  found += other.found;
  for (const auto& [number, times] : other.indicators) {
    indicators[number].add(times);
  }
}

std::unique_ptr<ItemState> SearchWorker::take_state() {
  return std::exchange(gathered_, std::make_unique<Figures>());
}

void SearchWorker::keep(std::unique_ptr<ItemState> state) {
  if (state != nullptr) {
    kept_.add(static_cast<const Figures&>(*state));
  }
}

void SearchWorker::on_record(const Record& record) {
  observe(record);
  if (setup_.filter.sets_anything() && !setup_.filter.admits(record)) {
    return;
  }
  ++gathered_->looked_at;
  reasons_.clear();
  if (setup_.indicators != nullptr && !find_indicators(record)) [[likely]] {
    return;
  }
  if (setup_.condition_count() > 0 && !conditions_hold(record)) {
    return;
  }
  ++gathered_->found;
  count_detections(1);
  count_indicators(record);
  show(record);
  flush_if_large();
}

const SearchWorker::ShapeNotes& SearchWorker::notes_of(const Record& record) {
  std::uint64_t serial = record.shape->serial();
  if (serial == last_serial_) [[likely]] {
    return *last_notes_;
  }
  auto known = shapes_.find(serial);
  if (known == shapes_.end()) {
    if (shapes_.size() == kMaxShapes) {
      shapes_.clear();
    }
    ShapeNotes notes;
    notes.fields = RecordText::fields_of(*record.shape);
    std::ranges::merge(notes.fields.varying, notes.fields.constant,
                       std::back_inserter(notes.all_fields));
    if (setup_.indicators != nullptr) {
      find_in_texts(record, notes.fields.constant, notes.constant_hits);
    }
    known = shapes_.emplace(serial, std::move(notes)).first;
  }
  last_serial_ = serial;
  last_notes_ = &known->second;
  return *last_notes_;
}

void SearchWorker::find_in_texts(const Record& record, std::span<const std::uint32_t> fields,
                                 std::vector<FieldIndicator>& out) {
  text_.read(record, fields, indicator_values_);
  hits_.clear();
  setup_.indicators->find(text_.text(), hits_);
  for (const IndicatorHit& hit : hits_) {
    out.emplace_back(text_.piece_at(hit.position).field, hit.indicator);
  }
}

void SearchWorker::find_in_binaries(const Record& record, std::span<const std::uint32_t> fields,
                                    std::vector<FieldIndicator>& out) {
  hits_.clear();
  for (std::uint32_t field : fields) {
    const Value value = record.field(field);
    auto look = [&](const Value& one) {
      if (one.type == ValueType::kBinary) {
        setup_.indicators->find_in_binary(one.bytes(), hits_);
      }
    };
    if (value.type == ValueType::kList) {
      std::ranges::for_each(value.list(), look);
    } else {
      look(value);
    }
    for (const IndicatorHit& hit : hits_) {
      out.emplace_back(field, hit.indicator);
    }
    hits_.clear();
  }
}

bool SearchWorker::find_indicators(const Record& record) {
  const ShapeNotes& notes = notes_of(record);
  found_at_ = notes.constant_hits;
  find_in_texts(record, notes.fields.varying, found_at_);
  find_in_binaries(record, notes.fields.varying, found_at_);
  if (found_at_.empty()) [[likely]] {
    return false;
  }
  std::ranges::sort(found_at_);
  auto repeated = std::ranges::unique(found_at_);
  found_at_.erase(repeated.begin(), repeated.end());
  for (const FieldIndicator& found : found_at_) {
    add_indicator(record, found);
  }
  return true;
}

void SearchWorker::add_indicator(const Record& record, FieldIndicator found) {
  const Indicator& indicator = setup_.indicators->indicators()[found.second];
  reasons_.push_back({to_string(indicator.kind), indicator.value, found.second,
                      record.shape->fields()[found.first].name, shown(record.field(found.first))});
}

void SearchWorker::count_indicators(const Record& record) {
  seen_.clear();
  for (const Reason& reason : reasons_) {
    if (reason.indicator != kNoIndicator) {
      seen_.push_back(reason.indicator);
    }
  }
  std::ranges::sort(seen_);
  auto repeated = std::ranges::unique(seen_);
  seen_.erase(repeated.begin(), repeated.end());
  for (std::uint32_t indicator : seen_) {
    gathered_->indicators[indicator].add({1, record.time, record.time});
  }
}

bool SearchWorker::conditions_hold(const Record& record) {
  if (!setup_.words.empty() || !setup_.regexes.empty()) {
    text_.read(record, notes_of(record).all_fields, RecordText::Values::kAll);
  }
  bool needs_all = setup_.conditions == Conditions::kAll;
  bool any = false;
  // False: the record is out.
  auto take = [&](bool holds) {
    any = any || holds;
    return holds || !needs_all;
  };
  for (const SoughtWord& word : setup_.words) {
    if (!take(word_holds(record, word))) {
      return false;
    }
  }
  for (const SoughtRegex& regex : setup_.regexes) {
    if (!take(regex_holds(record, regex))) {
      return false;
    }
  }
  if (matcher_) {
    std::span<const Hit> hits = matcher_->match(record);
    field_hits_.assign(hits.begin(), hits.end());
  }
  for (std::uint32_t i = 0; i < setup_.fields.size(); ++i) {
    if (!take(field_holds(i))) {
      return false;
    }
  }
  return any;
}

bool SearchWorker::word_holds(const Record& record, const SoughtWord& word) {
  std::size_t at = find_literal(text_.text(), word.folded);
  if (at == std::string_view::npos) {
    return false;
  }
  const RecordText::Piece& piece = text_.piece_at(at);
  reasons_.push_back({"word", word.written, kNoIndicator, record.shape->fields()[piece.field].name,
                      shown(piece.value)});
  return true;
}

bool SearchWorker::regex_holds(const Record& record, const SoughtRegex& regex) {
  for (const RecordText::Piece& piece : text_.pieces()) {
    if (regex.regex.allows(text_.text_of(piece)) && regex.regex.matches(to_text(piece.value))) {
      reasons_.push_back({"regex", regex.written, kNoIndicator,
                          record.shape->fields()[piece.field].name, shown(piece.value)});
      return true;
    }
  }
  return false;
}

bool SearchWorker::field_holds(std::uint32_t condition) {
  for (const Hit& hit : field_hits_) {
    if (setup_.field_of_rule[hit.rule] == condition) {
      for (const MatchedValue& matched : matcher_->why(hit)) {
        reasons_.push_back({"field", setup_.fields[condition], kNoIndicator, matched.field,
                            std::string(matched.value)});
      }
      return true;
    }
  }
  return false;
}

void SearchWorker::append_matched_json(std::string& out) const {
  JsonWriter json(out);
  json.begin_array();
  for (const Reason& reason : reasons_) {
    json.begin_object();
    json.key("kind").string(reason.kind);
    json.key("sought").string(reason.sought);
    if (reason.indicator != kNoIndicator) {
      const Indicator& indicator = setup_.indicators->indicators()[reason.indicator];
      json.key("list").string(setup_.list_names[indicator.list]);
      json.key("line").unsigned_integer(indicator.line);
      if (indicator.written != indicator.value) {
        json.key("written").string(indicator.written);
      }
    }
    json.key("field").string(reason.field);
    json.key("value").string(reason.value);
    json.end_object();
  }
  json.end_array();
}

void SearchWorker::append_matched_text(std::string& out) const {
  std::size_t most = setup_.format == RowFormat::kTable ? kMostFoundShown : reasons_.size();
  for (std::size_t i = 0; i < std::min(most, reasons_.size()); ++i) {
    const Reason& reason = reasons_[i];
    fmt::format_to(std::back_inserter(out), "{}{} {} in {}", i == 0 ? "" : "; ", reason.kind,
                   reason.sought, reason.field);
  }
  if (reasons_.size() > most) {
    fmt::format_to(std::back_inserter(out), "; +{}", reasons_.size() - most);
  }
}

void SearchWorker::show(const Record& record) {
  auto text_of = [&](WellKnown field, std::string& out) {
    out.clear();
    append_text(record.field(field), out);
  };
  text_of(WellKnown::kComputer, host_);
  text_of(WellKnown::kChannel, channel_);
  details_text_.clear();
  details_.append(record, details_text_);
  matched_.clear();
  bool is_json = setup_.format == RowFormat::kJsonLines;
  if (is_json) {
    append_matched_json(matched_);
  } else {
    append_matched_text(matched_);
  }
  event_.clear();
  bool with_record = setup_.with_record == WithRecord::kYes;
  if (with_record) {
    record_json_.append(record, event_);
  }
  std::int64_t event_id = event_id_of(record);
  const Origin& origin = record.origins.front();
  const Cell cells[] = {
      Cell::time(record.time),     Cell::text(host_),
      Cell::text(channel_),        event_id < 0 ? Cell() : Cell::integer(event_id),
      Cell::number(record.id),     is_json ? Cell::json(matched_) : Cell::text(matched_),
      Cell::text(details_text_),   Cell::text(setup_.sources->files[origin.source].path),
      Cell::number(origin.offset), with_record ? Cell::json(event_) : Cell(),
  };
  line_.clear();
  setup_.renderer->append(std::span(cells).first(search_columns(setup_.with_record).size()), line_);
  identity_.clear();
  append_identity(record, identity_);
  append_frame(record.time, record.id, DetectionIds(identity_).of("search"), line_, output());
}

}  // namespace noroshi
