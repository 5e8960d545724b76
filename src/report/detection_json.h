// Detections as JSON Lines: the interface for other programs, docs/user/output.md. Names do not
// change without a new kDetectionFormat.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "report/canonical_json.h"
#include "report/found_detection.h"

namespace noroshi {

inline constexpr int kDetectionFormat = 1;

// The parts of a line that depend on the rule alone, made once. Shared by all threads.
class RuleJson {
 public:
  explicit RuleJson(std::span<const RulePtr> rules);
  // "rule":{...},"logsource":{... without the closing brace
  [[nodiscard]] std::string_view of(std::uint32_t rule) const { return texts_[rule]; }

 private:
  std::vector<std::string> texts_;
};

// One a thread.
class DetectionJson {
 public:
  // `views` must outlive this.
  DetectionJson(const ViewTable& views, std::shared_ptr<const RuleJson> rules)
      : views_(views), rules_(std::move(rules)), canonical_(views) {}

  // Appends one line. Cost: 2 to 5 us, most of it for the values.
  void append(const FoundDetection& detection, std::string& out);

 private:
  void append_source(const FoundDetection& detection, std::string& out);

  const ViewTable& views_;
  std::shared_ptr<const RuleJson> rules_;
  CanonicalJson canonical_;
  std::string file_;       // the last one, and
  std::string file_json_;  // how it stands in JSON
};

// [{"selection":...,"field":...},...]
void append_matched_json(std::span<const MatchedValue> matched, std::string& out);

}  // namespace noroshi
