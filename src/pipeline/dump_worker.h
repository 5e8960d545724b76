// Workers of `noroshi dump`.
#pragma once

#include "pipeline/record_worker.h"
#include "report/canonical_json.h"
#include "report/record_json.h"
#include "source/files.h"

namespace noroshi {

// Each record as a line of JSON in its own nesting; a recovered one says so.
class DumpWorker final : public RecordWorker {
 public:
  void on_record(const Record& record) override;

 private:
  RecordJson json_;
};

// Each record once for every view that it satisfies, under that view's canonical names:
//   {"view":"windows/process_creation/sysmon","source":{"file":...,"offset":...,"record":...},
//    "record":{"Image":...}}
// A record that satisfies none stands once, under its raw names, with "view":null.
class FlatDumpWorker final : public RecordWorker {
 public:
  // Both must outlive the worker.
  FlatDumpWorker(const ViewTable& views, const SourceList& sources)
      : views_(views), sources_(sources), canonical_(views) {}

  void on_record(const Record& record) override;

 private:
  [[nodiscard]] bool passes_guards(const Record& record, ViewId view);
  void begin_line(std::string_view view_json, const Record& record);
  void append_raw(const Record& record);

  const ViewTable& views_;
  const SourceList& sources_;
  CanonicalJson canonical_;
  Arena arena_;
};

// Counts only: for the account of what was read, and for measuring decoding alone.
class CountWorker final : public RecordWorker {
 public:
  void on_record(const Record& record) override { observe(record); }
};

}  // namespace noroshi
