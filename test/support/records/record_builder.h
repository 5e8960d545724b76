// Records for tests, built field by field without any file format.
//
//   BuiltRecord record = RecordBuilder()
//       .header("Channel", utf16("Security"))
//       .data("CommandLine", utf16("cmd /c"))
//       .build();
//   matcher.match(record.record());
//
// A value's bytes are kept by the built record, in allocations of exactly their size, so that a
// sanitizer sees any read beyond them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "event/record.h"

namespace noroshi::test {

// A value with its bytes.
struct OwnedValue {
  ValueType type = ValueType::kAbsent;
  std::string bytes;
  std::vector<OwnedValue> elements;  // kList
};

[[nodiscard]] OwnedValue absent();
[[nodiscard]] OwnedValue empty();
[[nodiscard]] OwnedValue utf8(std::string_view text);
[[nodiscard]] OwnedValue utf16(std::string_view utf8_text);
[[nodiscard]] OwnedValue unsigned_integer(std::uint64_t number, std::size_t size);
[[nodiscard]] OwnedValue signed_integer(std::int64_t number, std::size_t size);
[[nodiscard]] OwnedValue hex(std::uint64_t number, std::size_t size);
[[nodiscard]] OwnedValue real(double number);
[[nodiscard]] OwnedValue boolean(bool yes);
[[nodiscard]] OwnedValue filetime(std::uint64_t ticks);
[[nodiscard]] OwnedValue raw(ValueType type, std::string bytes);
[[nodiscard]] OwnedValue list(std::vector<OwnedValue> elements);

class BuiltRecord {
 public:
  // Holds as long as this object, which may be moved.
  [[nodiscard]] const Record& record() const { return record_; }
  // "name = [type] text" for each field, one a line; for messages.
  [[nodiscard]] std::string describe() const;

 private:
  friend class RecordBuilder;
  Value keep(const OwnedValue& value);

  ShapePtr shape_;
  std::vector<std::unique_ptr<char[]>> bytes_;
  std::vector<std::unique_ptr<Value[]>> lists_;
  std::unique_ptr<Value[]> values_;
  std::unique_ptr<Origin> origin_ = std::make_unique<Origin>();
  Record record_;
};

class RecordBuilder {
 public:
  RecordBuilder& header(std::string name, OwnedValue value);
  RecordBuilder& data(std::string name, OwnedValue value);
  // A constant of the Shape.
  RecordBuilder& data_constant(std::string name, std::string text);
  // Calls `change` with every value that is no constant.
  void change_values(const std::function<void(OwnedValue&)>& change);
  [[nodiscard]] BuiltRecord build() const;
  // The same, on a Shape that an earlier build made; the fields must be the same.
  [[nodiscard]] BuiltRecord build_on(const BuiltRecord& earlier) const;

 private:
  struct Field {
    ShapeField shape;
    OwnedValue value;
    bool is_constant = false;
  };
  RecordBuilder& add(std::string name, FieldSection section, OwnedValue value);
  [[nodiscard]] BuiltRecord with_values(ShapePtr shape) const;
  std::vector<Field> fields_;
};

}  // namespace noroshi::test
