// Runs both paths of the EVTX decoder over a chunk and says where they differ. Used by the corpus
// test and by the fuzz target.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "decode/evtx/evtx.h"
#include "event/value_text.h"

namespace noroshi::support {

// A record as a list of (path, text), and what else it says of itself. Absent values are left out:
// a Shape may have fields that a record does not.
struct FlatRecord {
  std::uint64_t id = 0;
  std::uint64_t offset = 0;
  std::int64_t time = 0;
  Recovery recovery = Recovery::kLive;
  std::vector<std::pair<std::string, std::string>> fields;

  bool operator==(const FlatRecord&) const = default;
};

inline std::string flat_path(const ShapeField& field) {
  std::string path = field.section == FieldSection::kHeader ? "header" : "data";
  for (const std::string& part : field.path) {
    path += '/';
    path += part;
  }
  path += field.part == FieldPart::kAttribute ? " @ " : " = ";
  return path + field.name;
}

inline FlatRecord flatten(const Record& record) {
  FlatRecord flat;
  flat.id = record.id;
  flat.offset = record.origins[0].offset;
  flat.time = record.time.ticks;
  flat.recovery = record.recovery;
  const auto& fields = record.shape->fields();
  for (std::uint32_t i = 0; i < fields.size(); ++i) {
    const Value value = record.field(i);
    if (value.type == ValueType::kAbsent) {
      continue;
    }
    std::string text;
    if (value.type == ValueType::kList) {
      for (const Value& item : value.list()) {
        text += '[' + to_text(item) + ']';
      }
    } else {
      text = to_text(value);
    }
    flat.fields.emplace_back(flat_path(fields[i]), std::move(text));
  }
  return flat;
}

class FlatSink : public RecordSink {
 public:
  void on_record(const Record& record) override { records.push_back(flatten(record)); }
  void on_diagnostic(Diagnostic diagnostic) override {
    diagnostics.push_back(std::move(diagnostic));
  }
  [[nodiscard]] std::size_t count(std::string_view kind) const {
    std::size_t count = 0;
    for (const Diagnostic& diagnostic : diagnostics) {
      count += diagnostic.kind == kind ? 1 : 0;
    }
    return count;
  }

  std::vector<FlatRecord> records;
  std::vector<Diagnostic> diagnostics;
};

// What is wrong with the sums of `report`, or nothing.
inline std::string check_sums(const evtx::ChunkReport& report, std::size_t given) {
  if (report.header_bytes + report.record_bytes + report.slack_bytes + report.diagnosed_bytes !=
      given) {
    return "the bytes do not add up";
  }
  if (report.last_record - report.first_record + 1 !=
      report.decoded + report.diagnosed + report.gaps) {
    return "the record numbers do not add up";
  }
  return {};
}

// Both paths, each with a decoder that lives as long as this, so that caches work across chunks.
class PathComparer {
 public:
  // Empty if both paths agree and the sums are right; else what is wrong.
  std::string compare(Bytes chunk, const Origin& origin) {
    FlatSink left;
    FlatSink right;
    const evtx::ChunkReport a = templates_.decode(chunk, origin, left);
    const evtx::ChunkReport b = general_.decode(chunk, origin, right);
    records_ += left.records.size();
    for (const evtx::ChunkReport& report : {a, b}) {
      if (std::string wrong = check_sums(report, chunk.size()); !wrong.empty()) {
        return wrong;
      }
    }
    // The general path gives up where a chunk expands beyond all measure; the other need not.
    if (right.count("evtx.limit.chunk-steps") != 0) {
      return {};
    }
    if (left.records.size() != right.records.size()) {
      return "different numbers of records";
    }
    for (std::size_t i = 0; i < left.records.size(); ++i) {
      if (left.records[i] != right.records[i]) {
        return "record " + std::to_string(left.records[i].id) + ": " +
               difference(left.records[i], right.records[i]);
      }
    }
    if (left.diagnostics.size() != right.diagnostics.size()) {
      return "different diagnostics";
    }
    return {};
  }

  [[nodiscard]] std::uint64_t records() const { return records_; }

 private:
  static std::string difference(const FlatRecord& left, const FlatRecord& right) {
    for (std::size_t i = 0; i < left.fields.size() || i < right.fields.size(); ++i) {
      const auto none = std::pair<std::string, std::string>("nothing", "");
      const auto& a = i < left.fields.size() ? left.fields[i] : none;
      const auto& b = i < right.fields.size() ? right.fields[i] : none;
      if (a != b) {
        return "templates: " + a.first + " " + a.second + "; general: " + b.first + " " + b.second;
      }
    }
    return "number, offset or time differ";
  }

  evtx::ChunkDecoder templates_{{evtx::Recover::kSlack, evtx::Path::kTemplates}};
  evtx::ChunkDecoder general_{{evtx::Recover::kSlack, evtx::Path::kGeneral}};
  std::uint64_t records_ = 0;
};

}  // namespace noroshi::support
