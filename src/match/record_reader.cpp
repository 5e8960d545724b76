#include "match/record_reader.h"

#include "base/fold.h"
#include "event/value_text.h"

namespace noroshi {

void RecordReader::start(const Record& record, const Plan& plan) {
  record_ = &record;
  plan_ = &plan;
  view_ = nullptr;
  arena_.reset();
  if (++epoch_ == 0) [[unlikely]] {  // after 2^32 records: no stale slot may look fresh
    slots_.clear();
    fields_.clear();
    epoch_ = 1;
  }
  if (slots_.size() < plan.accessors.size()) {
    slots_.resize(plan.accessors.size());
  }
  if (fields_.size() < record.shape->fields().size()) {
    fields_.resize(record.shape->fields().size());
  }
}

Value RecordReader::accessor_value(std::uint32_t accessor) {
  Slot& slot = slots_[accessor];
  if (slot.value_epoch != epoch_) {
    slot.value = plan_->accessors[accessor].read(*record_, arena_);
    slot.value_epoch = epoch_;
  }
  return slot.value;
}

std::string_view RecordReader::text(const Value& value, Casing casing) {
  switch (value.type) {
    case ValueType::kTextUtf16:
      if (casing == Casing::kFolded) {
        return fold_utf16(value.bytes(), arena_);
      }
      break;
    case ValueType::kTextUtf8:
      if (casing == Casing::kFolded) {
        return fold_utf8({reinterpret_cast<const char*>(value.data), value.size}, arena_);
      }
      break;
    case ValueType::kUnsigned:
    case ValueType::kSigned:
      break;
    default:
      break;
  }
  std::string plain = to_text(value);
  return casing == Casing::kFolded ? fold_utf8(plain, arena_) : arena_.copy(plain);
}

std::span<const std::string_view> RecordReader::texts(const Value& value, Casing casing) {
  if (value.type == ValueType::kAbsent) {
    return {};
  }
  if (value.type == ValueType::kList) {
    auto list = value.list();
    auto out = arena_.allocate_array<std::string_view>(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
      out[i] = text(list[i], casing);
    }
    return out;
  }
  auto out = arena_.allocate_array<std::string_view>(1);
  out[0] = text(value, casing);
  return out;
}

std::span<const std::string_view> RecordReader::accessor_folded(std::uint32_t accessor) {
  Slot& slot = slots_[accessor];
  if (slot.folded_epoch != epoch_) {
    slot.folded = texts(accessor_value(accessor), Casing::kFolded);
    slot.folded_epoch = epoch_;
  }
  return slot.folded;
}

std::span<const std::string_view> RecordReader::accessor_plain(std::uint32_t accessor) {
  Slot& slot = slots_[accessor];
  if (slot.plain_epoch != epoch_) {
    slot.plain = texts(accessor_value(accessor), Casing::kCased);
    slot.plain_epoch = epoch_;
  }
  return slot.plain;
}

Value RecordReader::value(std::uint32_t field) {
  std::uint32_t accessor = view_->accessor_of_field[field];
  return accessor == kNoAccessor ? Value{} : accessor_value(accessor);
}

std::span<const std::string_view> RecordReader::folded(std::uint32_t field) {
  std::uint32_t accessor = view_->accessor_of_field[field];
  return accessor == kNoAccessor ? std::span<const std::string_view>{} : accessor_folded(accessor);
}

std::span<const std::string_view> RecordReader::plain(std::uint32_t field) {
  std::uint32_t accessor = view_->accessor_of_field[field];
  return accessor == kNoAccessor ? std::span<const std::string_view>{} : accessor_plain(accessor);
}

std::size_t RecordReader::value_count() {
  return record_->shape->fields().size();
}

std::span<const std::string_view> RecordReader::value_folded(std::size_t index) {
  Slot& slot = fields_[index];
  if (slot.folded_epoch != epoch_) {
    slot.folded = texts(record_->field(static_cast<std::uint32_t>(index)), Casing::kFolded);
    slot.folded_epoch = epoch_;
  }
  return slot.folded;
}

std::span<const std::string_view> RecordReader::value_plain(std::size_t index) {
  Slot& slot = fields_[index];
  if (slot.plain_epoch != epoch_) {
    slot.plain = texts(record_->field(static_cast<std::uint32_t>(index)), Casing::kCased);
    slot.plain_epoch = epoch_;
  }
  return slot.plain;
}

}  // namespace noroshi
