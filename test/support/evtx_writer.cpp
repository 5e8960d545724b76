#include "support/evtx_writer.h"

#include <cstring>

#include "base/ensure.h"
#include "support/crc32.h"
#include "support/evtx_layout.h"
#include "support/evtx_tokens.h"

namespace noroshi::evidence {
namespace {

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

}  // namespace noroshi::evidence
