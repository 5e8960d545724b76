#include "pipeline/dump_worker.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json_writer.h"
#include "event/value_text.h"
#include "pipeline/record_fields.h"
#include "report/value_json.h"

namespace noroshi {

void DumpWorker::on_record(const Record& record) {
  observe(record);
  json_.append(record, output());
  if (record.recovery == Recovery::kRecovered) {
    output().pop_back();
    output() += output().back() == '{' ? "\"recovered\":true}" : ",\"recovered\":true}";
  }
  output() += '\n';
  flush_if_large();
}

bool FlatDumpWorker::passes_guards(const Record& record, ViewId view) {
  arena_.reset();
  return std::ranges::all_of(views_.guards(view), [&](const ViewGuard& guard) {
    std::string text =
        to_text(views_.resolve(view, *record.shape, guard.field).read(record, arena_));
    return std::ranges::any_of(guard.any_of, [&](const std::string& allowed) {
      return equals_ascii(Value::utf8(text), allowed);
    });
  });
}

void FlatDumpWorker::begin_line(std::string_view view_json, const Record& record) {
  const Origin& place = record.origins.front();
  output() += "{\"view\":";
  output() += view_json;
  output() += ",\"source\":{\"file\":";
  append_json_string(sources_.files[place.source].path, output());
  fmt::format_to(std::back_inserter(output()), ",\"offset\":{},\"record\":{}", place.offset,
                 record.id);
  if (record.recovery == Recovery::kRecovered) {
    output() += ",\"recovered\":true";
  }
  output() += "},\"record\":";
}

void FlatDumpWorker::append_raw(const Record& record) {
  JsonWriter json(output());
  json.begin_object();
  const auto& fields = record.shape->fields();
  for (std::uint32_t i = 0; i < fields.size(); ++i) {
    // Of several fields of one name the last counts, here as for rules.
    bool repeated = record.shape->has_duplicate_names() && record.shape->find(fields[i].name) != i;
    if (Value value = record.field(i); value.type != ValueType::kAbsent && !repeated) {
      std::string text;
      append_value_json(value, text);
      json.key(fields[i].name).raw(text);
    }
  }
  json.end_object();
}

void FlatDumpWorker::on_record(const Record& record) {
  observe(record);
  bool any = false;
  for (ViewId view :
       views_.select(to_text(record.field(WellKnown::kChannel)),
                     to_text(record.field(WellKnown::kProvider)), event_id_of(record))) {
    if (!passes_guards(record, view)) {
      continue;
    }
    any = true;
    std::string name;
    append_json_string(views_.name(view), name);
    begin_line(name, record);
    canonical_.append(record, view, output());
    output() += "}\n";
  }
  if (!any) {
    begin_line("null", record);
    append_raw(record);
    output() += "}\n";
  }
  flush_if_large();
}

}  // namespace noroshi
