// A record in its own nesting, as one line of JSON:
//
//   {"Event":{"#attributes":{"xmlns":"..."},"System":{"Provider":{"#attributes":{"Name":"..."}},
//    "EventID":4688,...},"EventData":{"NewProcessName":"...",...}}}
//
// An element with attributes is an object; its text, if it has any, stands there as "#text". Of
// several fields with one path the later ones get "_1", "_2", ... behind their names. Absent values
// are left out, empty ones are null.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "event/record.h"

namespace noroshi {

// Keeps the nesting of each Shape it has seen, up to kMaxShapes. One a thread.
class RecordJson {
 public:
  static constexpr std::size_t kMaxShapes = 4096;

  RecordJson();
  ~RecordJson();

  // Appends the object, with no line feed behind it.
  void append(const Record& record, std::string& out);

 private:
  struct Element;

  std::unordered_map<std::uint64_t, std::unique_ptr<Element>> shapes_;
};

}  // namespace noroshi
