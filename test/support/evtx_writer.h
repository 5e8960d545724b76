// EvtxWriter: event log files as Windows writes them, at the speed of a benchmark.
//
// Records go into 64 KiB chunks until the next one does not fit. Names and template definitions are
// written where a chunk first needs them and referred to afterwards. A record is written either as
// an instance of its templates, or, as collectors of forwarded events write it, as one inline
// element whose values are all text.
//
//   EvtxWriter writer(stream);
//   const TemplateId root = writer.define({guid, element(...)});
//   TRY(writer.add({1, time}, {root, values}));
//   TRY(writer.finish());
//
// Memory: one chunk, and the definitions. One owner, one thread.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <ostream>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "support/binxml.h"

namespace noroshi::evidence {

using TemplateId = std::uint32_t;

struct TemplateInstance {
  TemplateId definition = 0;
  std::span<const WireValue> values;
};

// What stands in a record's own header. The number is the file's; the record id that Windows shows
// is a value in the record's XML.
struct RecordMark {
  std::uint64_t number = 0;
  Time written;
};

struct WriterTotals {
  std::uint64_t records = 0;
  std::uint64_t chunks = 0;
  std::uint64_t bytes = 0;  // of the whole file
};

class EvtxWriter {
 public:
  // `out` must outlive the writer and be seekable; the file starts where it stands at 0.
  explicit EvtxWriter(std::ostream& out);

  TemplateId define(Template definition);

  // Fails with kLimit, and writes nothing, if the record cannot fit into a chunk.
  [[nodiscard]] Result<void> add(const RecordMark& mark, const TemplateInstance& root);
  [[nodiscard]] Result<void> add_inline(const RecordMark& mark, const TemplateInstance& root);

  // What has been written so far; the chunk under way is not in `chunks` and `bytes`.
  [[nodiscard]] const WriterTotals& totals() const { return totals_; }

  // Ends the chunk under way, though it is not full.
  void end_chunk();
  // Ends the file: the last chunk and the file header. Nothing may be added afterwards.
  [[nodiscard]] Result<WriterTotals> finish();

 private:
  enum class Form : std::uint8_t { kTemplates, kInline };

  struct Name {
    std::vector<std::byte> utf16;
    std::uint16_t hash = 0;
    std::uint32_t offset = 0;
    std::uint64_t epoch = 0;  // the chunk that holds it at `offset`
  };
  struct Definition {
    Template content;
    std::uint32_t offset = 0;
    std::uint64_t epoch = 0;
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Values = std::span<const WireValue>;

  Result<void> add_record(const RecordMark& mark, const TemplateInstance& root, Form form);
  bool try_record(const RecordMark& mark, const TemplateInstance& root, Form form);

  void put(Bytes bytes);
  template <typename T>
  void put_number(T value);
  template <typename T>
  void patch(std::uint32_t offset, T value);
  void put_units(std::u16string_view units);
  void put_name(std::string_view name);
  void put_instance(const TemplateInstance& instance);
  void put_definition(Definition& definition);

  void put_element(const Element& element, Form form, Values values);
  void put_element_once(const Element& element, Form form, Values values);
  void put_attributes(const Element& element, Form form, Values values);
  void put_nodes(const std::vector<Node>& nodes, Form form, Values values);
  void put_text_value(const WireValue& value);
  void put_text_token(Bytes utf16);
  [[nodiscard]] bool is_dropped(const Attribute& attribute, Values values) const;

  std::ostream& out_;
  std::vector<std::byte> chunk_;
  std::uint32_t used_ = 0;
  bool overflow_ = false;
  std::uint64_t epoch_ = 1;
  std::array<std::uint32_t, 64> name_table_{};
  std::array<std::uint32_t, 32> template_table_{};
  std::uint32_t last_record_offset_ = 0;
  std::uint64_t chunk_first_number_ = 0;
  std::uint64_t last_number_ = 0;
  std::unordered_map<std::string, Name, TextHash, std::equal_to<>> names_;
  std::deque<Definition> definitions_;
  WriterTotals totals_;
  std::string text_;              // scratch
  std::vector<std::byte> units_;  // scratch
};

}  // namespace noroshi::evidence
