// EventSpec: one Windows event as its provider would report it, and EventWriter, which turns events
// into records of a log.
//
//   EventSpec event;
//   event.provider = "Microsoft-Windows-Sysmon"; event.event_id = 1; ...
//   event.text("Image", "C:\\Windows\\explorer.exe").u32("ProcessId", 4711);
//   TRY(event_writer.write(event));
//
// Reuse one EventSpec for many events: clear_fields() keeps its memory.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "support/evtx_writer.h"

namespace noroshi::evidence {

// One value of EventData. Names are not owned: literals, or text that outlives the write.
struct EventField {
  std::string_view name;  // empty: an un-named <Data>
  WireType declared = WireType::kUtf16;
  WireType actual = WireType::kUtf16;  // kNull, or as declared
  std::uint32_t offset = 0;            // in EventSpec::bytes
  std::uint32_t size = 0;
};

class EventSpec {
 public:
  std::string provider;
  Guid provider_guid{};
  std::string channel;
  std::string computer;
  std::uint16_t event_id = 0;
  std::uint16_t qualifiers = 0;  // classic providers
  std::uint8_t version = 0;
  std::uint8_t level = 4;
  std::uint16_t task = 0;
  std::uint8_t opcode = 0;
  std::uint64_t keywords = 0x8000000000000000;
  std::uint64_t record_id = 1;
  std::uint64_t record_number = 0;  // 0: the record id
  Time time;
  std::uint32_t process_id = 4;
  std::uint32_t thread_id = 4;
  std::vector<std::byte> user;  // SID; empty: none
  std::optional<Guid> activity;
  // Element inside <UserData>, e.g. "LogFileCleared"; empty: the fields stand in <EventData>.
  std::string user_data;
  std::string user_data_namespace;

  void clear_fields();
  EventSpec& text(std::string_view name, std::string_view utf8);
  EventSpec& u8(std::string_view name, std::uint8_t value);
  EventSpec& u16(std::string_view name, std::uint16_t value);
  EventSpec& u32(std::string_view name, std::uint32_t value);
  EventSpec& u64(std::string_view name, std::uint64_t value);
  EventSpec& i32(std::string_view name, std::int32_t value);
  EventSpec& hex32(std::string_view name, std::uint32_t value);
  EventSpec& hex64(std::string_view name, std::uint64_t value);
  EventSpec& boolean(std::string_view name, bool value);
  EventSpec& time_value(std::string_view name, Time value);
  EventSpec& guid(std::string_view name, const Guid& value);
  EventSpec& sid(std::string_view name, Bytes value);
  EventSpec& texts(std::string_view name, const std::vector<std::string>& values);  // an array
  EventSpec& raw(std::string_view name, WireType type, Bytes value);
  EventSpec& null(std::string_view name, WireType declared);

  [[nodiscard]] const std::vector<EventField>& fields() const { return fields_; }
  [[nodiscard]] Bytes bytes(const EventField& field) const {
    return Bytes(bytes_).subspan(field.offset, field.size);
  }

 private:
  std::vector<EventField> fields_;
  std::vector<std::byte> bytes_;
};

enum class EventStyle : std::uint8_t {
  kManifest,  // a root template whose provider, channel and ids are values, one nested per event
  kClassic,   // one template per source with provider and channel as literals, un-named Data
  kInline,    // no templates: what a collector writes for forwarded events
};

// Not thread-safe. Templates are made when an event of their kind is first written.
class EventWriter {
 public:
  // `writer` must outlive this.
  EventWriter(EvtxWriter& writer, EventStyle style) : writer_(writer), style_(style) {}

  [[nodiscard]] Result<void> write(const EventSpec& event) { return write(event, style_); }
  [[nodiscard]] Result<void> write(const EventSpec& event, EventStyle style);

 private:
  TemplateId manifest_root(const EventSpec& event);
  TemplateId classic_root(const EventSpec& event);
  TemplateId nested(const EventSpec& event);
  template <typename Make>
  TemplateId cached(Make make);

  EvtxWriter& writer_;
  EventStyle style_;
  std::unordered_map<std::string, TemplateId> templates_;
  std::string key_;                 // scratch
  std::vector<std::byte> scratch_;  // scratch: the root's own values
  std::vector<WireValue> root_values_;
  std::vector<WireValue> data_values_;
};

// A GUID that depends on nothing but `text`.
[[nodiscard]] Guid guid_from_text(std::string_view text);

}  // namespace noroshi::evidence
