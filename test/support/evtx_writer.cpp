#include "support/evtx_writer.h"

#include <cstring>

#include "base/ensure.h"
#include "support/crc32.h"
#include "support/evtx_layout.h"

namespace noroshi::evidence {
namespace {

constexpr std::array<std::byte, 4> kFragmentHeader = {std::byte{0x0f}, std::byte{1}, std::byte{1},
                                                      std::byte{0}};
enum Token : std::uint8_t {
  kEndOfFragment = 0x00,
  kOpenElement = 0x01,
  kCloseStartTag = 0x02,
  kCloseEmptyTag = 0x03,
  kEndTag = 0x04,
  kValueText = 0x05,
  kAttributeToken = 0x06,
  kCdataSection = 0x07,
  kCharacterReference = 0x08,
  kEntityReference = 0x09,
  kInstructionTarget = 0x0a,
  kInstructionData = 0x0b,
  kTemplateInstance = 0x0c,
  kNormalSubstitution = 0x0d,
  kOptionalSubstitution = 0x0e,
  kMore = 0x40,
};

std::uint16_t name_hash(Bytes utf16) {
  std::uint32_t hash = 0;
  for (std::size_t at = 0; at < utf16.size(); at += 2) {
    hash = hash * 65599 + load_le<std::uint16_t>(utf16.data() + at);
  }
  return static_cast<std::uint16_t>(hash);
}

}  // namespace

EvtxWriter::EvtxWriter(std::ostream& out) : out_(out), chunk_(kChunkSize), used_(kChunkHeaderSize) {
  const std::vector<char> header(kFileHeaderSize);
  out_.write(header.data(), static_cast<std::streamsize>(header.size()));
}

TemplateId EvtxWriter::define(Template definition) {
  definitions_.push_back({std::move(definition), 0, 0});
  return static_cast<TemplateId>(definitions_.size() - 1);
}

Result<void> EvtxWriter::add(const RecordMark& mark, const TemplateInstance& root) {
  return add_record(mark, root, Form::kTemplates);
}

Result<void> EvtxWriter::add_inline(const RecordMark& mark, const TemplateInstance& root) {
  return add_record(mark, root, Form::kInline);
}

Result<void> EvtxWriter::add_record(const RecordMark& mark, const TemplateInstance& root,
                                    Form form) {
  if (try_record(mark, root, form)) {
    return {};
  }
  end_chunk();
  if (try_record(mark, root, form)) {
    return {};
  }
  end_chunk();
  return fail(ErrorCode::kLimit, "a record is larger than a chunk");
}

// Writes the record, or leaves a half-written one behind `used_` and says false; the chunk must
// then be ended, because tables may point into it only up to `used_`.
bool EvtxWriter::try_record(const RecordMark& mark, const TemplateInstance& root, Form form) {
  const std::uint32_t start = used_;
  const auto names = name_table_;
  const auto templates = template_table_;
  overflow_ = false;
  put_number(kRecordMagic);
  put_number(std::uint32_t{0});
  put_number(mark.number);
  put_number(mark.written.to_filetime());
  if (form == Form::kTemplates) {
    put_instance(root);
  } else {
    put(kFragmentHeader);
    put_element(definitions_[root.definition].content.root, form, root.values);
    put_number(std::uint8_t{kEndOfFragment});
  }
  while ((used_ + 4 - start) % 8 != 0 && !overflow_) {
    put_number(std::uint8_t{0});
  }
  const std::uint32_t size = used_ + 4 - start;
  put_number(size);
  if (overflow_) {
    used_ = start;
    name_table_ = names;
    template_table_ = templates;
    return false;
  }
  patch(start + 4, size);
  if (start == kChunkHeaderSize) {
    chunk_first_number_ = mark.number;
  }
  last_record_offset_ = start;
  last_number_ = mark.number;
  ++totals_.records;
  return true;
}

void EvtxWriter::end_chunk() {
  ++epoch_;
  if (used_ > kChunkHeaderSize) {
    std::memset(chunk_.data() + used_, 0, kChunkSize - used_);
    ChunkHeader header;
    header.first_number = header.first_id = chunk_first_number_;
    header.last_number = header.last_id = last_number_;
    header.last_record_offset = last_record_offset_;
    header.free_space_offset = used_;
    header.names = name_table_;
    header.templates = template_table_;
    write_chunk_header(header, chunk_);
    out_.write(reinterpret_cast<const char*>(chunk_.data()), kChunkSize);
    ++totals_.chunks;
  }
  used_ = kChunkHeaderSize;
  name_table_ = {};
  template_table_ = {};
}

Result<WriterTotals> EvtxWriter::finish() {
  end_chunk();
  FileHeader header;
  header.last_chunk = totals_.chunks == 0 ? 0 : totals_.chunks - 1;
  header.next_record = last_number_ + 1;
  header.chunk_count = static_cast<std::uint16_t>(totals_.chunks);
  std::vector<std::byte> bytes(kFileHeaderSize);
  write_file_header(header, bytes);
  out_.seekp(0);
  out_.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
  out_.seekp(0, std::ios::end);
  out_.flush();
  if (!out_) {
    return fail(ErrorCode::kIo, "the log could not be written");
  }
  totals_.bytes = kFileHeaderSize + totals_.chunks * kChunkSize;
  return totals_;
}

void EvtxWriter::put(Bytes bytes) {
  if (bytes.size() > kChunkSize - used_) {
    overflow_ = true;
    return;
  }
  if (!bytes.empty()) {
    std::memcpy(chunk_.data() + used_, bytes.data(), bytes.size());
    used_ += static_cast<std::uint32_t>(bytes.size());
  }
}

template <typename T>
void EvtxWriter::put_number(T value) {
  if (sizeof(T) > kChunkSize - used_) {
    overflow_ = true;
    return;
  }
  std::memcpy(chunk_.data() + used_, &value, sizeof(T));
  used_ += static_cast<std::uint32_t>(sizeof(T));
}

template <typename T>
void EvtxWriter::patch(std::uint32_t offset, T value) {
  if (!overflow_) {
    std::memcpy(chunk_.data() + offset, &value, sizeof(T));
  }
}

void EvtxWriter::put_units(std::u16string_view units) {
  put_number(static_cast<std::uint16_t>(units.size()));
  put({reinterpret_cast<const std::byte*>(units.data()), 2 * units.size()});
}

void EvtxWriter::put_name(std::string_view text) {
  auto found = names_.find(text);
  if (found == names_.end()) {
    Name name;
    append_utf16(text, name.utf16);
    name.hash = name_hash(name.utf16);
    found = names_.emplace(std::string(text), std::move(name)).first;
  }
  Name& name = found->second;
  if (name.epoch == epoch_) {
    put_number(name.offset);
    return;
  }
  name.epoch = epoch_;
  name.offset = used_ + 4;
  std::uint32_t& bucket = name_table_[name.hash % name_table_.size()];
  put_number(name.offset);
  put_number(bucket);
  put_number(name.hash);
  put_number(static_cast<std::uint16_t>(name.utf16.size() / 2));
  put(name.utf16);
  put_number(std::uint16_t{0});
  bucket = name.offset;
}

void EvtxWriter::put_definition(Definition& definition) {
  definition.epoch = epoch_;
  definition.offset = used_ + 4;
  const Guid& guid = definition.content.guid;
  std::uint32_t& bucket =
      template_table_[load_le<std::uint32_t>(guid.data()) % template_table_.size()];
  put_number(definition.offset);
  put_number(bucket);
  put(guid);
  bucket = definition.offset;
  const std::uint32_t size_at = used_;
  put_number(std::uint32_t{0});
  put(kFragmentHeader);
  put_element(definition.content.root, Form::kTemplates, {});
  put_number(std::uint8_t{kEndOfFragment});
  patch(size_at, used_ - size_at - 4);
}

void EvtxWriter::put_instance(const TemplateInstance& instance) {
  Definition& definition = definitions_[instance.definition];
  put(kFragmentHeader);
  put_number(std::uint8_t{kTemplateInstance});
  put_number(std::uint8_t{1});
  put_number(load_le<std::uint32_t>(definition.content.guid.data()));
  if (definition.epoch == epoch_) {
    put_number(definition.offset);
  } else {
    put_definition(definition);
  }
  put_number(static_cast<std::uint32_t>(instance.values.size()));
  const std::uint32_t descriptors = used_;
  for (const WireValue& value : instance.values) {
    ENSURE(value.bytes.size() <= 0xffff);
    put_number(static_cast<std::uint16_t>(value.bytes.size()));
    put_number(static_cast<std::uint8_t>(value.type));
    put_number(std::uint8_t{0});
  }
  for (std::size_t index = 0; index < instance.values.size() && !overflow_; ++index) {
    const WireValue& value = instance.values[index];
    if (value.nested == nullptr) {
      put(value.bytes);
      continue;
    }
    const std::uint32_t start = used_;
    put_instance(*value.nested);
    patch(descriptors + 4 * static_cast<std::uint32_t>(index),
          static_cast<std::uint16_t>(used_ - start));
  }
  put_number(std::uint8_t{kEndOfFragment});
}

// An array under an element stands for that element repeated; templates leave the repetition to the
// reader, inline records spell it out.
void EvtxWriter::put_element(const Element& element, Form form, Values values) {
  if (form == Form::kInline && element.content.size() == 1 &&
      element.content[0].kind == NodeKind::kSubstitution) {
    const std::uint16_t slot = element.content[0].substitution.slot;
    if (slot < values.size() && is_array(values[slot].type)) {
      std::vector<WireValue> changed(values.begin(), values.end());
      Bytes rest = values[slot].bytes;
      ENSURE(values[slot].type == array_of(WireType::kUtf16));
      for (; rest.size() >= 2; rest = rest.subspan(2)) {
        std::size_t end = 0;
        while (end + 2 <= rest.size() && load_le<std::uint16_t>(rest.data() + end) != 0) {
          end += 2;
        }
        changed[slot] = {WireType::kUtf16, rest.first(end), nullptr};
        put_element_once(element, form, changed);
        rest = rest.subspan(end);
      }
      return;
    }
  }
  put_element_once(element, form, values);
}

void EvtxWriter::put_element_once(const Element& element, Form form, Values values) {
  bool has_attributes = false;
  for (const Attribute& attribute : element.attributes) {
    has_attributes |= form == Form::kTemplates || !is_dropped(attribute, values);
  }
  put_number(static_cast<std::uint8_t>(has_attributes ? kOpenElement | kMore : kOpenElement));
  if (form == Form::kTemplates) {
    put_number(element.dependency);
  }
  const std::uint32_t size_at = used_;
  put_number(std::uint32_t{0});
  put_name(element.name);
  if (has_attributes) {
    put_attributes(element, form, values);
  }
  if (element.content.empty()) {
    put_number(std::uint8_t{kCloseEmptyTag});
  } else {
    put_number(std::uint8_t{kCloseStartTag});
    put_nodes(element.content, form, values);
    put_number(std::uint8_t{kEndTag});
  }
  patch(size_at, used_ - size_at - 4);
}

bool EvtxWriter::is_dropped(const Attribute& attribute, Values values) const {
  for (const Node& node : attribute.value) {
    const Substitution& substitution = node.substitution;
    if (node.kind != NodeKind::kSubstitution || substitution.null_rule == NullRule::kNormal ||
        (substitution.slot < values.size() && values[substitution.slot].type != WireType::kNull)) {
      return false;
    }
  }
  return true;
}

void EvtxWriter::put_attributes(const Element& element, Form form, Values values) {
  const std::uint32_t size_at = used_;
  put_number(std::uint32_t{0});
  std::uint32_t last = 0;
  for (const Attribute& attribute : element.attributes) {
    if (form == Form::kInline && is_dropped(attribute, values)) {
      continue;
    }
    last = used_;
    put_number(static_cast<std::uint8_t>(kAttributeToken | kMore));
    put_name(attribute.name);
    const std::uint32_t value_at = used_;
    put_nodes(attribute.value, form, values);
    if (used_ == value_at) {
      put_text_token({});  // an attribute always has a value token
    }
  }
  patch(last, std::uint8_t{kAttributeToken});
  patch(size_at, used_ - size_at - 4);
}

void EvtxWriter::put_nodes(const std::vector<Node>& nodes, Form form, Values values) {
  for (std::size_t index = 0; index < nodes.size() && !overflow_; ++index) {
    const Node& node = nodes[index];
    const bool text_follows =
        index + 1 < nodes.size() && nodes[index + 1].kind != NodeKind::kElement;
    const auto token = [&](Token plain) {
      put_number(static_cast<std::uint8_t>(text_follows ? plain | kMore : plain));
    };
    switch (node.kind) {
      case NodeKind::kText:
        token(kValueText);
        put_number(static_cast<std::uint8_t>(WireType::kUtf16));
        put_units(node.text);
        break;
      case NodeKind::kSubstitution:
        if (form == Form::kTemplates) {
          put_number(static_cast<std::uint8_t>(node.substitution.null_rule == NullRule::kNormal
                                                   ? kNormalSubstitution
                                                   : kOptionalSubstitution));
          put_number(node.substitution.slot);
          put_number(static_cast<std::uint8_t>(node.substitution.type));
        } else if (node.substitution.slot < values.size()) {
          put_text_value(values[node.substitution.slot]);
        }
        break;
      case NodeKind::kElement:
        put_element(node.element.front(), form, values);
        break;
      case NodeKind::kCdata:
        token(kCdataSection);
        put_units(node.text);
        break;
      case NodeKind::kCharacter:
        token(kCharacterReference);
        put_number(node.character);
        break;
      case NodeKind::kEntity:
        token(kEntityReference);
        put_name(node.name);
        break;
      case NodeKind::kInstruction:
        put_number(std::uint8_t{kInstructionTarget});
        put_name(node.name);
        put_number(std::uint8_t{kInstructionData});
        put_units(node.text);
        break;
    }
  }
}

void EvtxWriter::put_text_value(const WireValue& value) {
  if (value.nested != nullptr) {
    put_element(definitions_[value.nested->definition].content.root, Form::kInline,
                value.nested->values);
    return;
  }
  if (value.type == WireType::kNull || value.bytes.empty()) {
    return;
  }
  Bytes units = value.bytes;
  if (value.type != WireType::kUtf16) {
    text_.clear();
    append_wire_text(value.type, value.bytes, text_);
    units_.clear();
    append_utf16(text_, units_);
    units = units_;
  }
  put_text_token(units);
}

void EvtxWriter::put_text_token(Bytes utf16) {
  put_number(std::uint8_t{kValueText});
  put_number(static_cast<std::uint8_t>(WireType::kUtf16));
  put_number(static_cast<std::uint16_t>(utf16.size() / 2));
  put(utf16);
}

}  // namespace noroshi::evidence
