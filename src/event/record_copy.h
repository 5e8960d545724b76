// A record that outlives its batch: packed into bytes, which may go through a temporary file, and
// read back later as a Record with the same fields and values.
//
//   std::string bytes;
//   append_record_copy(record, Shape::kNone, bytes);
//   RecordCopyReader reader;
//   const Record* copy = reader.read(bytes);        null if the bytes are not what was written
//
// Constants of the Shape become values; nothing else differs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "event/record.h"

namespace noroshi {

// `left_out`: a field whose value is not kept (it reads as absent until replace()), or kNone.
// Cost: about 1 us and the bytes of the values.
void append_record_copy(const Record& record, std::uint32_t left_out, std::string& out);

// One owner, one thread.
class RecordCopyReader {
 public:
  static constexpr std::size_t kMaxShapes = 256;  // that are kept, so that equal ones are one

  // The record refers to `bytes` and to this, and holds until the next read().
  [[nodiscard]] const Record* read(std::string_view bytes);
  // Gives the field of that name another value in the record last read. What `value` points to must
  // hold as long. False if there is no such field.
  bool replace(std::string_view name, const Value& value);

 private:
  std::unordered_map<std::string, ShapePtr> shapes_;  // by their packed form
  ShapePtr shape_;
  std::vector<Value> values_;
  std::vector<Origin> origins_;
  Arena arena_;
  Record record_;
};

}  // namespace noroshi
