#include "pipeline/process_events.h"

#include <array>

#include "base/pack.h"
#include "event/value_text.h"
#include "pipeline/record_fields.h"

namespace noroshi {
namespace {

// Canonical names, in the order of Field.
constexpr std::array<std::string_view, 10> kNames = {
    "ProcessGuid",       "ProcessId",       "Image",       "User",       "CommandLine",
    "ParentProcessGuid", "ParentProcessId", "ParentImage", "ParentUser", "ParentCommandLine"};
enum Field : std::uint8_t {
  kGuid,
  kPid,
  kImage,
  kUser,
  kCommandLine,
  kParentGuid,
  kParentPid,
  kParentImage,
  kParentUser,
  kParentCommandLine,
};

ProcessNumber number_of(const Value& value) {
  auto number = to_number(value);
  if (!number || !number->is_integer || number->is_negative || number->magnitude > UINT32_MAX) {
    return {};
  }
  return static_cast<std::uint32_t>(number->magnitude);
}

ProcessLog log_of(const Record& record) {
  if (equals_ascii(record.field(WellKnown::kProvider), "Microsoft-Windows-Sysmon")) {
    return ProcessLog::kSysmon;
  }
  return equals_ascii(record.field(WellKnown::kChannel), "Security") ? ProcessLog::kSecurity
                                                                     : ProcessLog::kOther;
}

Value named(const Record& record, std::string_view name) {
  return record.field(record.shape->find(name));
}

}  // namespace

std::string ProcessEventReader::text_of(const Accessor& accessor, const Record& record) {
  std::string text = to_text(accessor.read(record, arena_));
  return text == "-" ? std::string() : text;
}

ProcessEvent ProcessEventReader::base_event(const Record& record) const {
  ProcessEvent event;
  event.log = log_of(record);
  event.time = record.time;
  const Origin& origin = record.origins.front();
  event.place = {origin.source, origin.offset, record.id};
  append_text(record.field(WellKnown::kComputer), event.host);
  return event;
}

std::optional<ProcessEvent> ProcessEventReader::life(const Record& record) {
  // What the tables of data/windows know as process_creation and process_termination.
  std::int64_t id = event_id_of(record);
  if (id != 1 && id != 5 && id != 4688 && id != 4689) {
    return std::nullopt;
  }
  for (ViewId view : views_.select(to_text(record.field(WellKnown::kChannel)),
                                   to_text(record.field(WellKnown::kProvider)), id)) {
    bool start = views_.category(view) == "process_creation";
    if (!start && views_.category(view) != "process_termination") {
      continue;
    }
    if (fields_.size() > kMaxShapes) {
      fields_.clear();
    }
    auto& fields = fields_[record.shape->serial() * views_.size() + view];
    if (fields.empty()) {
      for (std::string_view name : kNames) {
        fields.push_back(views_.resolve(view, *record.shape, name));
      }
    }
    arena_.reset();
    ProcessEvent event = base_event(record);
    event.kind = start ? ProcessEventKind::kStart : ProcessEventKind::kEnd;
    event.guid = text_of(fields[kGuid], record);
    event.pid = number_of(fields[kPid].read(record, arena_));
    event.image = text_of(fields[kImage], record);
    event.user = text_of(fields[kUser], record);
    if (start) {
      event.command_line = text_of(fields[kCommandLine], record);
      event.parent_guid = text_of(fields[kParentGuid], record);
      event.parent_pid = number_of(fields[kParentPid].read(record, arena_));
      event.parent_image = text_of(fields[kParentImage], record);
      event.parent_user = text_of(fields[kParentUser], record);
      event.parent_command_line = text_of(fields[kParentCommandLine], record);
    }
    return event;
  }
  return std::nullopt;
}

// Sysmon: the process that acted, or did so to another. PowerShell writes its records itself, so
// the header names the process. Security's ProcessId is the caller's.
ProcessEvent ProcessEventReader::act(const Record& record) {
  ProcessEvent event = base_event(record);
  event.kind = ProcessEventKind::kOther;
  Value provider = record.field(WellKnown::kProvider);
  if (event.log == ProcessLog::kSysmon) {
    bool other = record.shape->find("SourceProcessGuid") != Shape::kNone;
    event.guid = to_text(named(record, other ? "SourceProcessGuid" : "ProcessGuid"));
    event.pid = number_of(named(record, other ? "SourceProcessId" : "ProcessId"));
    event.image = to_text(named(record, other ? "SourceImage" : "Image"));
    event.user = to_text(named(record, other ? "SourceUser" : "User"));
  } else if (event.log == ProcessLog::kSecurity) {
    event.pid = number_of(named(record, "ProcessId"));
    event.image = to_text(named(record, "ProcessName"));
  } else if (equals_ascii(provider, "Microsoft-Windows-PowerShell") ||
             equals_ascii(provider, "PowerShellCore")) {
    event.pid = number_of(named(record, "Execution_ProcessID"));
  }
  for (std::string* text : {&event.image, &event.user}) {
    if (*text == "-") {
      text->clear();
    }
  }
  return event;
}

void append_process_event(const ProcessEvent& event, std::string& out) {
  auto number = [](ProcessNumber value) { return value ? std::uint64_t{*value} + 1 : 0; };
  Packer pack(out);
  pack.number(static_cast<std::uint64_t>(event.kind))
      .number(static_cast<std::uint64_t>(event.log))
      .number(static_cast<std::uint64_t>(event.time.ticks))
      .number(number(event.pid))
      .number(number(event.parent_pid))
      .number(event.place.source)
      .number(event.place.offset)
      .number(event.place.record);
  for (const std::string* text :
       {&event.host, &event.guid, &event.image, &event.user, &event.command_line,
        &event.parent_guid, &event.parent_image, &event.parent_user, &event.parent_command_line}) {
    pack.text(*text);
  }
  pack.number(event.rules.size());
  for (std::uint32_t rule : event.rules) {
    pack.number(rule);
  }
}

void ProcessEventStore::add(std::string_view bytes) {
  Unpacker from(bytes);
  while (!from.at_end()) {
    ProcessEvent event;
    std::size_t size = sizeof(ProcessEvent);
    auto number = [&]() -> ProcessNumber {
      std::uint64_t value = from.number();
      return value == 0 ? ProcessNumber() : static_cast<std::uint32_t>(value - 1);
    };
    event.kind = static_cast<ProcessEventKind>(from.number());
    event.log = static_cast<ProcessLog>(from.number());
    event.time.ticks = static_cast<std::int64_t>(from.number());
    event.pid = number();
    event.parent_pid = number();
    event.place.source = static_cast<std::uint32_t>(from.number());
    event.place.offset = from.number();
    event.place.record = from.number();
    for (std::string* text : {&event.host, &event.guid, &event.image, &event.user,
                              &event.command_line, &event.parent_guid, &event.parent_image,
                              &event.parent_user, &event.parent_command_line}) {
      *text = from.text();
      size += text->size();
    }
    std::uint64_t rules = from.number();
    for (std::uint64_t i = 0; i < rules && from.ok(); ++i) {
      event.rules.push_back(static_cast<std::uint32_t>(from.number()));
      size += sizeof(std::uint32_t);
    }
    if (bytes_ + size > most_bytes_) {
      ++left_out_;
      continue;
    }
    bytes_ += size;
    events_.push_back(std::move(event));
  }
}

}  // namespace noroshi
