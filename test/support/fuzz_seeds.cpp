#include "support/fuzz_seeds.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "support/damage.h"
#include "support/evtx_layout.h"
#include "support/windows_events.h"

namespace noroshi::evidence {
namespace {

template <typename T>
Bytes bytes_of(const T& value) {
  return std::as_bytes(std::span(&value, 1));
}

void start(EventSpec& event) {
  event.provider = "Hillside-Watch";
  event.provider_guid = guid_from_text("hillside");
  event.channel = "Hillside/Operational";
  event.computer = "hill01.example";
  event.event_id = 7;
  event.time = Time::from_civil(2026, 6, 1, 8, 0, 0, 0);
}

EventSpec every_type() {
  EventSpec event;
  start(event);
  event.user = parse_sid("S-1-5-21-7-8-9-1001");
  event.activity = guid_from_text("activity");
  event.text("Text", "b\xc3\xa9 <&> \xe7\x8b\xbc").u8("U8", 200).u16("U16", 60000);
  event.u32("U32", 4'000'000'000).u64("U64", 1).i32("I32", -5);
  event.raw("I8", WireType::kInt8, bytes_of(std::int8_t{-7}));
  event.raw("I16", WireType::kInt16, bytes_of(std::int16_t{-8}));
  event.raw("I64", WireType::kInt64, bytes_of(std::int64_t{-6}));
  event.raw("R32", WireType::kReal32, bytes_of(1.5F));
  event.raw("R64", WireType::kReal64, bytes_of(-0.25));
  event.hex32("H32", 0xc000006a).hex64("H64", 0x3e7).boolean("Yes", true);
  event.raw("Size", WireType::kSize, bytes_of(std::uint64_t{0x10}));
  event.time_value("When", event.time);
  const std::uint16_t civil[8] = {2026, 2, 2, 3, 4, 5, 6, 789};
  event.raw("Civil", WireType::kSystemtime, bytes_of(civil)).guid("Id", guid_from_text("id"));
  event.sid("Sid", event.user).raw("Blob", WireType::kBinary, bytes_of(std::uint32_t{7}));
  event.raw("Ansi", WireType::kAnsi, bytes_of("plain")).texts("Many", {"one", "two"});
  event.null("Gone", WireType::kUtf16);
  return event;
}

EventSpec user_data() {
  EventSpec event;
  security_log_cleared(event, {"hill01.example", Time::from_civil(2026, 6, 1, 8, 0, 0, 0)},
                       {parse_sid("S-1-5-18"), "SYSTEM", "NT AUTHORITY", 0x3e7});
  return event;
}

EventSpec unnamed() {
  EventSpec event;
  start(event);
  event.text("", "first").text("", "second");
  return event;
}

// A record whose one template uses every token that events rarely have.
Template rare_tokens() {
  Element body{"EventData", {}, {}};
  body.content = {instruction("target", "some data"), cdata("<raw>"),
                  child({"Data",
                         {{"Name", {text("Mixed")}}},
                         {text("a"), entity("amp"), character(0x41),
                          substitute(0, WireType::kUtf16), text("z")}}),
                  child({"Binary", {}, {}})};
  return {guid_from_text("rare"), {"Event", {}, {child(std::move(body))}}};
}

Result<FileBytes> file_of(const std::vector<EventSpec>& events, EventStyle style) {
  std::stringstream stream;
  EvtxWriter writer(stream);
  EventWriter to(writer, style);
  std::uint64_t id = 1;
  for (EventSpec event : events) {
    event.record_id = id++;
    TRY(to.write(event));
  }
  TRY(writer.finish());
  return to_file_bytes(stream.str());
}

Result<FileBytes> rare_file() {
  std::stringstream stream;
  EvtxWriter writer(stream);
  const TemplateId id = writer.define(rare_tokens());
  std::vector<std::byte> units;
  append_utf16("middle", units);
  const WireValue value{WireType::kUtf16, units, nullptr};
  const TemplateInstance instance{id, {&value, 1}};
  TRY(writer.add({1, Time::from_civil(2026, 6, 1, 8, 0, 0, 0)}, instance));
  TRY(writer.add_inline({2, Time::from_civil(2026, 6, 1, 8, 0, 1, 0)}, instance));
  TRY(writer.finish());
  return to_file_bytes(stream.str());
}

class SeedDirectory {
 public:
  explicit SeedDirectory(std::filesystem::path directory) : directory_(std::move(directory)) {}

  Result<void> add(std::string_view name, const FileBytes& file) {
    std::size_t end = file.size();
    while (end > kFileHeaderSize && file[end - 1] == std::byte{0}) {
      --end;
    }
    const std::filesystem::path path = directory_ / name;
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(file.data()) + kFileHeaderSize,
              static_cast<std::streamsize>(end - kFileHeaderSize));
    out.flush();
    if (!out) {
      return fail(ErrorCode::kIo, "cannot be written", path.string());
    }
    ++files_;
    return {};
  }
  [[nodiscard]] std::size_t files() const { return files_; }

 private:
  std::filesystem::path directory_;
  std::size_t files_ = 0;
};

}  // namespace

Result<std::string> write_fuzz_seeds(const std::filesystem::path& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) {
    return fail(ErrorCode::kIo, "cannot make the directory: " + error.message(),
                directory.string());
  }
  SeedDirectory seeds(directory);
  const std::vector<EventSpec> mixed = {every_type(), user_data(), unnamed(), every_type()};
  const FileBytes manifest = TRY(file_of(mixed, EventStyle::kManifest));
  TRY(seeds.add("manifest", manifest));
  const FileBytes forwarded = TRY(file_of(mixed, EventStyle::kInline));
  const FileBytes classic = TRY(file_of({unnamed(), unnamed()}, EventStyle::kClassic));
  const FileBytes rare = TRY(rare_file());
  TRY(seeds.add("inline", forwarded));
  TRY(seeds.add("classic", classic));
  TRY(seeds.add("rare-tokens", rare));

  using Damage = void (*)(FileBytes&);
  const std::pair<std::string_view, Damage> damages[] = {
      {"bad-chunk-magic", [](FileBytes& file) { break_chunk_magic(file, 0); }},
      {"bad-header-checksum", [](FileBytes& file) { break_chunk_header_checksum(file, 0); }},
      {"bad-records-checksum", [](FileBytes& file) { break_records_checksum(file, 0); }},
      {"wrong-numbers", [](FileBytes& file) { claim_record_numbers(file, 0, 90, 10); }},
      {"slack", [](FileBytes& file) { leave_in_slack(file, 0, 2); }},
      {"torn-record", [](FileBytes& file) { tear_record(file, 0, 1); }},
      {"wrong-size", [](FileBytes& file) { claim_record_size(file, 0, 1, 0xfffffff0); }},
      {"bad-record-magic", [](FileBytes& file) { break_record_magic(file, 0, 1); }},
      {"truncated",
       [](FileBytes& file) { truncate(file, kFileHeaderSize + record_offsets(file, 0)[2] + 40); }},
  };
  for (const auto& [name, damage] : damages) {
    FileBytes damaged = manifest;
    damage(damaged);
    TRY(seeds.add(name, damaged));
  }
  return fmt::format("{} seeds in {}\n", seeds.files(), directory.string());
}

}  // namespace noroshi::evidence
