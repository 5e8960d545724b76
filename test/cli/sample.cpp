#include "cli/sample.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "support/event_spec.h"
#include "support/evtx_writer.h"

namespace noroshi::test {

namespace fs = std::filesystem;

void SampleFolder::SetUp() {
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  folder_ = fs::temp_directory_path() / ("noroshi-" + std::to_string(::getpid()) + test->name());
  fs::remove_all(folder_);
  fs::create_directories(folder_);
}

void SampleFolder::TearDown() {
  fs::remove_all(folder_);
}

std::string SampleFolder::path(std::string_view name) const {
  return (folder_ / name).string();
}

std::string SampleFolder::write(std::string_view name, std::string_view content) const {
  fs::path file = folder_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
  return file.string();
}

std::string SampleFolder::read(std::string_view name) const {
  std::ostringstream text;
  text << std::ifstream(folder_ / name, std::ios::binary).rdbuf();
  return text.str();
}

std::string SampleFolder::write_log(std::string_view name, std::string_view host,
                                    std::uint64_t records) const {
  std::ostringstream stream;
  evidence::EvtxWriter log(stream);
  evidence::EventWriter events(log, evidence::EventStyle::kManifest);
  evidence::EventSpec event;
  event.provider = "Microsoft-Windows-Sysmon";
  event.provider_guid = evidence::guid_from_text("sysmon");
  event.channel = "Microsoft-Windows-Sysmon/Operational";
  event.computer = host;
  event.event_id = 1;
  event.time = Time::from_civil(2026, 11, 23, 5, 0, 0, 0);
  for (std::uint64_t i = 1; i <= records; ++i) {
    event.clear_fields();
    event.record_id = i;
    event.time.ticks += Time::kTicksPerSecond;
    std::string image = i % 10 == 0 ? "C:\\Temp\\evil.exe" : "C:\\Windows\\System32\\svchost.exe";
    std::string command = image + " -number " + std::to_string(i) + std::string(150, 'x');
    event.text("Image", image).text("CommandLine", command).text("User", "CORP\\ueda");
    EXPECT_TRUE(events.write(event).has_value());
  }
  EXPECT_TRUE(log.finish().has_value());
  return write(name, stream.str());
}

std::string SampleFolder::write_rule(std::string_view name) const {
  return write(name,
               "title: Evil Process\n"
               "id: 5a1f7d0e-6c1b-4a56-9d1c-0d5a3b0f6e11\n"
               "status: test\n"
               "level: high\n"
               "logsource:\n"
               "  product: windows\n"
               "  category: process_creation\n"
               "detection:\n"
               "  selection:\n"
               "    Image|endswith: '\\evil.exe'\n"
               "  condition: selection\n");
}

std::size_t lines_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

}  // namespace noroshi::test
