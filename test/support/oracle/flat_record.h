// A record as the oracle sees it: a list of names and values, searched from end to end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "event/record.h"
#include "support/oracle/evaluate.h"

namespace noroshi::oracle {

// A record as a list of names and values, header first.
struct FlatField {
  std::string name;
  FieldSection section = FieldSection::kData;
  FieldValue value;
};

class FlatRecord {
 public:
  explicit FlatRecord(const Record& record);

  [[nodiscard]] const std::vector<FlatField>& fields() const { return fields_; }
  // The last field of exactly this name, else the last that differs in ASCII case only; or null.
  // Data fields come last.
  [[nodiscard]] const FlatField* find(std::string_view name) const;
  // The first header field of exactly this name; or null.
  [[nodiscard]] const FlatField* header(std::string_view name) const;

 private:
  std::vector<FlatField> fields_;
};

}  // namespace noroshi::oracle
