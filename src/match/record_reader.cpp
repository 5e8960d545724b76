#include "match/record_reader.h"

#include <algorithm>

#include "base/fold.h"
#include "event/value_text.h"

namespace noroshi {
namespace {

std::string_view utf8_of(const Value& value) {
  return {reinterpret_cast<const char*>(value.data), value.size};
}

}  // namespace

void RecordReader::start(const Record& record, const Plan& plan) {
  record_ = &record;
  plan_ = &plan;
  view_ = nullptr;
  arena_.reset();
  memory_.start_record();
  if (++epoch_ == 0) [[unlikely]] {  // after 2^32 records: no stale slot may look fresh
    computed_.clear();
    fields_.clear();
    epoch_ = 1;
  }
  // Handed-out spans point into the slots: they must not move while a record is read.
  if (computed_.size() < plan.computed.size()) {
    computed_.resize(plan.computed.size());
  }
  if (fields_.size() < record.shape->fields().size()) {
    fields_.resize(record.shape->fields().size());
  }
}

std::string_view RecordReader::text(const Value& value, Casing casing) {
  if (casing == Casing::kFolded && value.type == ValueType::kTextUtf16) {
    return fold_utf16(value.bytes(), arena_);
  }
  if (casing == Casing::kFolded && value.type == ValueType::kTextUtf8) {
    return fold_utf8(utf8_of(value), arena_);
  }
  scratch_.clear();
  append_text(value, scratch_);
  return casing == Casing::kFolded ? fold_utf8(scratch_, arena_) : arena_.copy(scratch_);
}

std::span<const std::string_view> RecordReader::read(Texts& texts, const Value& value,
                                                     Casing casing) {
  if (texts.epoch == epoch_) {
    return texts.all();
  }
  texts.epoch = epoch_;
  texts.is_many = value.type == ValueType::kList || value.type == ValueType::kAbsent;
  if (value.type == ValueType::kAbsent) {
    texts.many = {};
  } else if (texts.is_many) {
    auto list = value.list();
    auto out = arena_.allocate_array<std::string_view>(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
      out[i] = text(list[i], casing);
    }
    texts.many = out;
  } else {
    texts.one = text(value, casing);
  }
  return texts.all();
}

char* RecordReader::fold_to(const Value& value, char* out) {
  if (value.type == ValueType::kTextUtf16) {
    return fold_utf16_to(value.bytes(), out);
  }
  return fold_utf8_to(value.type == ValueType::kTextUtf8 ? utf8_of(value) : scratch_, out);
}

std::string_view RecordReader::fold_side_by_side(std::span<const KeywordField> fields,
                                                 Include include) {
  auto value_of = [this](const KeywordField& field) {
    return field.slot == ShapeField::kConstant ? record_->field(field.field)
                                               : record_->values[field.slot];
  };
  // Room first: the arena must not move under the texts. What is no text is short as text, but for
  // binary values, which are two digits a byte.
  long_fields_.clear();
  constexpr std::size_t kShown = 256;
  std::size_t room = 16;
  auto make_room = [&](const Value& value) {
    room += fold_capacity(is_text(value) ? value.size : std::size_t{2} * value.size + kShown) + 1;
  };
  for (const KeywordField& field : fields) {
    const Value value = value_of(field);
    if (value.type == ValueType::kList) {
      std::ranges::for_each(value.list(), make_room);
    } else if (ValueMemory::is_worth(value)) {
      long_fields_.push_back(field.field);
    } else if (is_text(value) || include == Include::kEverything) {
      make_room(value);
    }
  }
  std::byte* start = arena_.allocate(room, 1);
  char* const begin = reinterpret_cast<char*>(start);
  char* out = begin;
  auto add = [&](const Value& value) {
    char* from = out;
    if (!is_text(value)) {
      scratch_.clear();
      append_text(value, scratch_);
    }
    out = fold_to(value, out);
    std::string_view text(from, static_cast<std::size_t>(out - from));
    *out++ = kSeparator;
    return text;
  };
  for (const KeywordField& field : fields) {
    const Value value = value_of(field);
    if (value.type == ValueType::kList) {
      for (const Value& element : value.list()) {
        if (is_text(element) || include == Include::kEverything) {
          add(element);
        }
      }
    } else if (ValueMemory::is_worth(value)) {
      continue;
    } else if (is_text(value) ||
               (include == Include::kEverything && value.type != ValueType::kAbsent)) {
      Texts& texts = fields_[field.field].folded;
      texts.one = add(value);
      texts.is_many = false;
      texts.epoch = epoch_;
    }
  }
  auto size = static_cast<std::size_t>(out - begin);
  arena_.shrink_last(start, size);
  return {begin, size};
}

Value RecordReader::accessor_value(std::uint32_t accessor) {
  if (!is_computed(accessor)) {
    return record_->field(accessor);
  }
  std::uint32_t index = accessor & ~kComputedBit;
  Slot& slot = computed_[index];
  if (slot.value_epoch != epoch_) {
    slot.value = plan_->computed[index].read(*record_, arena_);
    slot.value_epoch = epoch_;
  }
  return slot.value;
}

std::span<const std::string_view> RecordReader::accessor_folded(std::uint32_t accessor) {
  return is_computed(accessor) ? read(computed_[accessor & ~kComputedBit].folded,
                                      accessor_value(accessor), Casing::kFolded)
                               : value_folded(accessor);
}

std::span<const std::string_view> RecordReader::accessor_plain(std::uint32_t accessor) {
  return is_computed(accessor) ? read(computed_[accessor & ~kComputedBit].plain,
                                      accessor_value(accessor), Casing::kCased)
                               : value_plain(accessor);
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
  Texts& texts = fields_[index].folded;
  if (texts.epoch == epoch_) {
    return texts.all();
  }
  if (ValueMemory::Entry* entry = remembered_value(index)) {
    texts.one = entry->folded;
    texts.is_many = false;
    texts.epoch = epoch_;
    return texts.all();
  }
  return read(texts, record_->field(static_cast<std::uint32_t>(index)), Casing::kFolded);
}

ValueMemory::Entry* RecordReader::remembered_value(std::size_t index) {
  const Value value = record_->field(static_cast<std::uint32_t>(index));
  if (!ValueMemory::is_worth(value)) [[likely]] {
    return nullptr;
  }
  Slot& slot = fields_[index];
  if (slot.memory_epoch != epoch_) {
    slot.memory = memory_.find(value);
    slot.memory_epoch = epoch_;
  }
  return slot.memory;
}

ValueMemory::Entry* RecordReader::remembered(std::uint32_t field) {
  std::uint32_t accessor = view_->accessor_of_field[field];
  return is_computed(accessor) ? nullptr : remembered_value(accessor);  // kNoAccessor has the bit
}

std::span<const std::string_view> RecordReader::value_plain(std::size_t index) {
  return read(fields_[index].plain, record_->field(static_cast<std::uint32_t>(index)),
              Casing::kCased);
}

}  // namespace noroshi
