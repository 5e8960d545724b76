#include "support/event_spec.h"

#include <cstring>

#include "base/ensure.h"

namespace noroshi::evidence {
namespace {

constexpr std::string_view kEventNamespace =
    "http://schemas.microsoft.com/win/2004/08/events/event";

constexpr std::size_t kScratch = 8192;

// Slots of the generic root template, in the order in which Windows numbers them.
enum Slot : std::uint16_t {
  kLevel,
  kOpcode,
  kTask,
  kEventId,
  kQualifiers,
  kKeywords,
  kTimeCreated,
  kActivityId,
  kProcessId,
  kThreadId,
  kRecordId,
  kVersion,
  kUserId,
  kRelatedActivityId,
  kProviderName,
  kProviderGuid,
  kChannel,
  kUserData,
  kSlots,
};

Node optional(Slot slot, WireType type) {
  return substitute(slot, type, NullRule::kOptional);
}

Node leaf(std::string_view name, Node value) {
  return child({std::string(name), {}, {std::move(value)}});
}

// <System>, from what differs between the styles: the provider's attributes, and the channel.
Node system(std::vector<Attribute> provider, Node channel, std::string_view computer) {
  return child(
      {"System",
       {},
       {child({"Provider", std::move(provider), {}}),
        child({"EventID",
               {{"Qualifiers", {optional(kQualifiers, WireType::kUint16)}}},
               {optional(kEventId, WireType::kUint16)},
               kEventId}),
        leaf("Version", optional(kVersion, WireType::kUint8)),
        leaf("Level", optional(kLevel, WireType::kUint8)),
        leaf("Task", optional(kTask, WireType::kUint16)),
        leaf("Opcode", optional(kOpcode, WireType::kUint8)),
        leaf("Keywords", optional(kKeywords, WireType::kHex64)),
        child({"TimeCreated", {{"SystemTime", {optional(kTimeCreated, WireType::kFiletime)}}}, {}}),
        leaf("EventRecordID", optional(kRecordId, WireType::kUint64)),
        child({"Correlation",
               {{"ActivityID", {optional(kActivityId, WireType::kGuid)}},
                {"RelatedActivityID", {optional(kRelatedActivityId, WireType::kGuid)}}},
               {}}),
        child({"Execution",
               {{"ProcessID", {optional(kProcessId, WireType::kUint32)}},
                {"ThreadID", {optional(kThreadId, WireType::kUint32)}}},
               {}}),
        leaf("Channel", std::move(channel)), leaf("Computer", text(computer)),
        child({"Security", {{"UserID", {optional(kUserId, WireType::kSid)}}}, {}})}});
}

Element event_element(Node system_node, Node body) {
  return {"Event",
          {{"xmlns", {text(kEventNamespace)}}},
          {std::move(system_node), std::move(body)},
          0xffff};
}

Node data_element(std::uint16_t slot, const EventField& field) {
  Element data{"Data", {}, {substitute(slot, field.declared)}, 0xffff};
  if (!field.name.empty()) {
    data.attributes.push_back({"Name", {text(field.name)}});
  }
  return child(std::move(data));
}

Element event_data(const EventSpec& event) {
  Element data{"EventData", {}, {}, 0xffff};
  std::uint16_t slot = 0;
  for (const EventField& field : event.fields()) {
    data.content.push_back(data_element(slot++, field));
  }
  return data;
}

Element user_data(const EventSpec& event) {
  Element inner{event.user_data, {}, {}, 0xffff};
  if (!event.user_data_namespace.empty()) {
    inner.attributes.push_back({"xmlns", {text(event.user_data_namespace)}});
  }
  std::uint16_t slot = 0;
  for (const EventField& field : event.fields()) {
    inner.content.push_back(leaf(field.name, substitute(slot++, field.declared)));
  }
  return {"UserData", {}, {child(std::move(inner))}, 0xffff};
}

// Classic providers hand over an array of strings, whatever the values were.
std::vector<std::byte> classic_strings(const EventSpec& event) {
  std::vector<std::byte> strings;
  std::string shown;
  for (const EventField& field : event.fields()) {
    const Bytes value = event.bytes(field);
    if (field.declared == WireType::kUtf16 || is_array(field.declared)) {
      strings.insert(strings.end(), value.begin(), value.end());
    } else {
      shown.clear();
      append_wire_text(field.actual, value, shown);
      append_utf16(shown, strings);
    }
    if (!is_array(field.declared)) {
      strings.resize(strings.size() + 2);
    }
  }
  return strings;
}

}  // namespace

Guid guid_from_text(std::string_view text) {
  Guid guid{};
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a, twice over
  for (std::size_t half = 0; half < 2; ++half) {
    for (const char byte : text) {
      hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
    }
    std::memcpy(guid.data() + 8 * half, &hash, 8);
  }
  return guid;
}

void EventSpec::clear_fields() {
  fields_.clear();
  bytes_.clear();
}

EventSpec& EventSpec::raw(std::string_view name, WireType type, Bytes value) {
  fields_.push_back({name, type, type, static_cast<std::uint32_t>(bytes_.size()),
                     static_cast<std::uint32_t>(value.size())});
  bytes_.insert(bytes_.end(), value.begin(), value.end());
  return *this;
}

EventSpec& EventSpec::text(std::string_view name, std::string_view utf8) {
  const std::size_t start = bytes_.size();
  append_utf16(utf8, bytes_);
  fields_.push_back({name, WireType::kUtf16, WireType::kUtf16, static_cast<std::uint32_t>(start),
                     static_cast<std::uint32_t>(bytes_.size() - start)});
  return *this;
}

EventSpec& EventSpec::texts(std::string_view name, const std::vector<std::string>& values) {
  const std::size_t start = bytes_.size();
  for (const std::string& value : values) {
    append_utf16(value, bytes_);
    bytes_.resize(bytes_.size() + 2);
  }
  constexpr WireType type = array_of(WireType::kUtf16);
  fields_.push_back({name, type, type, static_cast<std::uint32_t>(start),
                     static_cast<std::uint32_t>(bytes_.size() - start)});
  return *this;
}

EventSpec& EventSpec::null(std::string_view name, WireType declared) {
  fields_.push_back({name, declared, WireType::kNull, 0, 0});
  return *this;
}

namespace {
template <typename T>
Bytes bytes_of(const T& value) {
  return std::as_bytes(std::span(&value, 1));
}
}  // namespace

EventSpec& EventSpec::u8(std::string_view name, std::uint8_t value) {
  return raw(name, WireType::kUint8, bytes_of(value));
}
EventSpec& EventSpec::u16(std::string_view name, std::uint16_t value) {
  return raw(name, WireType::kUint16, bytes_of(value));
}
EventSpec& EventSpec::u32(std::string_view name, std::uint32_t value) {
  return raw(name, WireType::kUint32, bytes_of(value));
}
EventSpec& EventSpec::u64(std::string_view name, std::uint64_t value) {
  return raw(name, WireType::kUint64, bytes_of(value));
}
EventSpec& EventSpec::i32(std::string_view name, std::int32_t value) {
  return raw(name, WireType::kInt32, bytes_of(value));
}
EventSpec& EventSpec::hex32(std::string_view name, std::uint32_t value) {
  return raw(name, WireType::kHex32, bytes_of(value));
}
EventSpec& EventSpec::hex64(std::string_view name, std::uint64_t value) {
  return raw(name, WireType::kHex64, bytes_of(value));
}
EventSpec& EventSpec::boolean(std::string_view name, bool value) {
  const std::uint32_t wide = value ? 1 : 0;
  return raw(name, WireType::kBoolean, bytes_of(wide));
}
EventSpec& EventSpec::time_value(std::string_view name, Time value) {
  const std::uint64_t filetime = value.to_filetime();
  return raw(name, WireType::kFiletime, bytes_of(filetime));
}
EventSpec& EventSpec::guid(std::string_view name, const Guid& value) {
  return raw(name, WireType::kGuid, value);
}
EventSpec& EventSpec::sid(std::string_view name, Bytes value) {
  return raw(name, WireType::kSid, value);
}

template <typename Make>
TemplateId EventWriter::cached(Make make) {
  const auto found = templates_.find(key_);
  if (found != templates_.end()) {
    return found->second;
  }
  const TemplateId id = writer_.define({guid_from_text(key_), make()});
  templates_.emplace(key_, id);
  return id;
}

TemplateId EventWriter::manifest_root(const EventSpec& event) {
  key_.assign("root\n").append(event.computer);
  return cached([&] {
    return event_element(system({{"Name", {optional(kProviderName, WireType::kUtf16)}},
                                 {"Guid", {optional(kProviderGuid, WireType::kGuid)}}},
                                optional(kChannel, WireType::kUtf16), event.computer),
                         optional(kUserData, WireType::kBinXml));
  });
}

TemplateId EventWriter::classic_root(const EventSpec& event) {
  key_.assign("classic\n").append(event.provider).append("\n").append(event.channel);
  key_.append("\n").append(event.computer);
  return cached([&] {
    return event_element(
        system({{"Name", {text(event.provider)}}}, text(event.channel), event.computer),
        child({"EventData",
               {},
               {leaf("Data", substitute(kUserData, array_of(WireType::kUtf16))),
                leaf("Binary", optional(kSlots, WireType::kBinary))},
               0xffff}));
  });
}

TemplateId EventWriter::nested(const EventSpec& event) {
  key_.assign("data\n").append(event.provider).append("\n");
  key_.push_back(static_cast<char>(event.event_id & 0xff));
  key_.push_back(static_cast<char>(event.event_id >> 8));
  key_.push_back(static_cast<char>(event.version));
  key_.append(event.user_data);
  for (const EventField& field : event.fields()) {
    key_.append(field.name);
    key_.push_back(static_cast<char>(field.declared));
  }
  return cached([&] { return event.user_data.empty() ? event_data(event) : user_data(event); });
}

Result<void> EventWriter::write(const EventSpec& event, EventStyle style) {
  const bool is_classic = style == EventStyle::kClassic;
  scratch_.clear();
  scratch_.reserve(kScratch);  // pointers into it are kept, so it must not grow
  const auto keep = [&](WireType type, Bytes bytes) {
    const std::size_t start = scratch_.size();
    scratch_.insert(scratch_.end(), bytes.begin(), bytes.end());
    return WireValue{type, Bytes(scratch_.data() + start, bytes.size()), nullptr};
  };
  const auto number = [&](WireType type, const auto& value) { return keep(type, bytes_of(value)); };
  const auto keep_text = [&](std::string_view utf8) {
    const std::size_t start = scratch_.size();
    append_utf16(utf8, scratch_);
    return WireValue{WireType::kUtf16, Bytes(scratch_.data() + start, scratch_.size() - start),
                     nullptr};
  };
  root_values_.assign(is_classic ? kSlots + 1 : kSlots, WireValue{});
  root_values_[kLevel] = number(WireType::kUint8, event.level);
  root_values_[kOpcode] = number(WireType::kUint8, event.opcode);
  root_values_[kTask] = number(WireType::kUint16, event.task);
  root_values_[kEventId] = number(WireType::kUint16, event.event_id);
  root_values_[kKeywords] = number(WireType::kHex64, event.keywords);
  root_values_[kTimeCreated] = number(WireType::kFiletime, event.time.to_filetime());
  root_values_[kProcessId] = number(WireType::kUint32, event.process_id);
  root_values_[kThreadId] = number(WireType::kUint32, event.thread_id);
  root_values_[kRecordId] = number(WireType::kUint64, event.record_id);
  root_values_[kVersion] = number(WireType::kUint8, event.version);
  if (event.activity) {
    root_values_[kActivityId] = keep(WireType::kGuid, *event.activity);
  }
  if (!event.user.empty()) {
    root_values_[kUserId] = {WireType::kSid, event.user, nullptr};
  }

  const RecordMark mark{event.record_number == 0 ? event.record_id : event.record_number,
                        event.time};
  if (is_classic) {
    root_values_[kQualifiers] = number(WireType::kUint16, event.qualifiers);
    const std::vector<std::byte> strings = classic_strings(event);
    root_values_[kUserData] = {array_of(WireType::kUtf16), strings, nullptr};
    return writer_.add(mark, {classic_root(event), root_values_});
  }

  root_values_[kProviderName] = keep_text(event.provider);
  root_values_[kProviderGuid] = keep(WireType::kGuid, event.provider_guid);
  root_values_[kChannel] = keep_text(event.channel);
  ENSURE(scratch_.capacity() == kScratch);
  data_values_.clear();
  for (const EventField& field : event.fields()) {
    data_values_.push_back({field.actual, event.bytes(field), nullptr});
  }
  const TemplateInstance data{nested(event), data_values_};
  root_values_[kUserData] = {WireType::kBinXml, {}, &data};
  const TemplateInstance root{manifest_root(event), root_values_};
  return style == EventStyle::kInline ? writer_.add_inline(mark, root) : writer_.add(mark, root);
}

}  // namespace noroshi::evidence
