#include "support/oracle/flat_record.h"

#include "support/oracle/text.h"

namespace noroshi::oracle {

FlatRecord::FlatRecord(const Record& record) {
  const std::vector<ShapeField>& fields = record.shape->fields();
  for (std::uint32_t i = 0; i < fields.size(); ++i) {
    fields_.push_back({fields[i].name, fields[i].section, field_value(record.field(i))});
  }
}

const FlatField* FlatRecord::find(std::string_view name) const {
  const FlatField* exact = nullptr;
  const FlatField* folded = nullptr;
  for (const FlatField& field : fields_) {
    exact = field.name == name ? &field : exact;
    folded = same_but_case(field.name, name) ? &field : folded;
  }
  return exact != nullptr ? exact : folded;
}

const FlatField* FlatRecord::header(std::string_view name) const {
  for (const FlatField& field : fields_) {
    if (field.section == FieldSection::kHeader && field.name == name) {
      return &field;
    }
  }
  return nullptr;
}

}  // namespace noroshi::oracle
