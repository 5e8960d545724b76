// The built-in Windows tables, on records as Windows writes them, and against the log sources of
// all published rules.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <gtest/gtest.h>

#include "base/yaml.h"
#include "normalise/view.h"
#include "normalise/view_test_support.h"

namespace noroshi {
namespace {

const ViewTable& table() {
  static const ViewTable kTable = [] {
    auto loaded = ViewTable::built_in();
    EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().to_string());
    return std::move(*loaded);
  }();
  return kTable;
}

ViewId view(std::string_view name) {
  for (ViewId id = 0; id < table().size(); ++id) {
    if (table().name(id) == name) {
      return id;
    }
  }
  ADD_FAILURE() << "no view " << name;
  return 0;
}

std::vector<std::string> selected(std::string_view channel, std::string_view provider,
                                  std::int64_t id) {
  std::vector<std::string> out;
  for (ViewId found : table().select(channel, provider, id)) {
    out.emplace_back(table().name(found));
  }
  return out;
}

using Names = std::vector<std::string>;
constexpr std::string_view kAuditing = "Microsoft-Windows-Security-Auditing";
constexpr std::string_view kSysmon = "Microsoft-Windows-Sysmon/Operational";

Value text(std::string_view content) {
  return Value::utf8(content);
}

TEST(WindowsTables, WhichViews) {
  EXPECT_EQ(selected("Security", kAuditing, 4688),
            (Names{"windows", "windows/security", "windows/process_creation/security"}));
  EXPECT_EQ(selected(kSysmon, "Microsoft-Windows-Sysmon", 12),
            (Names{"windows", "windows/sysmon", "windows/registry_add/sysmon",
                   "windows/registry_delete/sysmon", "windows/registry_event/sysmon"}));
  EXPECT_EQ(selected(kSysmon, "Somebody else", 1), (Names{"windows", "windows/sysmon"}));
  EXPECT_EQ(selected("System", "Microsoft-Windows-Sysmon", 1),
            (Names{"windows", "windows/system"}));
  EXPECT_EQ(selected("PowerShellCore/Operational", "PowerShellCore", 4104),
            (Names{"windows", "windows/powershell", "windows/ps_script/powershell"}));
  EXPECT_EQ(selected("Microsoft-Windows-Hyper-V-Worker-Admin", "x", 1),
            (Names{"windows", "windows/hyper-v-worker"}));
  EXPECT_EQ(selected("microsoft-windows-dns-client/operational", "x", 3008),
            (Names{"windows", "windows/dns-client"}));
}

TEST(WindowsTables, CategoryWithService) {
  auto views = table().views_for({"process_creation", "windows", "sysmon"});
  ASSERT_EQ(views.size(), 1u);
  EXPECT_EQ(table().name(views[0]), "windows/process_creation/sysmon");
  views = table().views_for({"ps_script", "windows", "powershell"});
  EXPECT_EQ(views.size(), 1u);
  views = table().views_for({"antivirus", "", ""});
  EXPECT_EQ(views.size(), 1u);
}

TEST(WindowsTables, ProcessCreationOfSecurity) {
  TestRecord record({{"SubjectUserSid", text("S-1-5-18")},
                     {"SubjectUserName", text("PC1$")},
                     {"SubjectDomainName", text("CORP")},
                     {"SubjectLogonId", text("0x3e7")},
                     {"NewProcessId", text("0x116c")},
                     {"NewProcessName", text(R"(C:\Windows\System32\cmd.exe)")},
                     {"ProcessId", text("0x2a0")},
                     {"CommandLine", text("cmd /c")},
                     {"TargetUserSid", text("S-1-0-0")},
                     {"TargetUserName", text("-")},
                     {"TargetDomainName", text("-")},
                     {"ParentProcessName", text(R"(C:\a.exe)")},
                     {"MandatoryLabel", text("S-1-16-16384")}});
  ViewId id = view("windows/process_creation/security");
  auto read = [&](std::string_view name) { return record.read(table(), id, name); };
  EXPECT_EQ(read("Image"), R"(C:\Windows\System32\cmd.exe)");
  EXPECT_EQ(read("ParentImage"), R"(C:\a.exe)");
  EXPECT_EQ(read("ProcessId"), "4460");
  EXPECT_EQ(read("ParentProcessId"), "672");
  EXPECT_EQ(read("User"), R"(NT AUTHORITY\SYSTEM)");
  EXPECT_EQ(read("LogonId"), "0x3e7");
  EXPECT_EQ(read("IntegrityLevel"), "System");
  EXPECT_EQ(read("CommandLine"), "cmd /c");
  EXPECT_EQ(read("OriginalFileName"), "(absent)");
  EXPECT_EQ(read("NewProcessId"), "(absent)");
  EXPECT_EQ(record.read(table(), view("windows/security"), "ProcessId"), "0x2a0");
}

TEST(WindowsTables, UserOfProcessCreation) {
  auto user = [](std::string_view target_sid, std::string_view target_domain,
                 std::string_view target_name) {
    TestRecord record({{"SubjectUserSid", text("S-1-5-21-1-2-3-1001")},
                       {"SubjectUserName", text("ueda")},
                       {"SubjectDomainName", text("CORP")},
                       {"TargetUserSid", text(target_sid)},
                       {"TargetUserName", text(target_name)},
                       {"TargetDomainName", text(target_domain)}});
    return record.read(table(), view("windows/process_creation/security"), "User");
  };
  EXPECT_EQ(user("S-1-0-0", "-", "-"), R"(CORP\ueda)");
  EXPECT_EQ(user("S-1-5-21-1-2-3-500", "CORP", "admin"), R"(CORP\admin)");
  EXPECT_EQ(user("S-1-5-20", "CORP", "PC1$"), R"(NT AUTHORITY\NETWORK SERVICE)");
  // Windows 7 has no target subject.
  TestRecord old({{"SubjectUserName", text("ueda")}, {"SubjectDomainName", text("CORP")}});
  EXPECT_EQ(old.read(table(), view("windows/process_creation/security"), "User"), R"(CORP\ueda)");
}

TEST(WindowsTables, RegistryValueOfSecurity) {
  TestRecord record({{"SubjectUserSid", text("S-1-5-21-1-2-3-1001")},
                     {"SubjectUserName", text("ueda")},
                     {"SubjectDomainName", text("CORP")},
                     {"ObjectName", text(R"(\REGISTRY\MACHINE\SYSTEM\ControlSet001\Control\Lsa)")},
                     {"ObjectValueName", text("RunAsPPL")},
                     {"OperationType", text("%%1905")},
                     {"NewValueType", text("%%1876")},
                     {"NewValue", text("1")},
                     {"ProcessId", text("0x10")},
                     {"ProcessName", text(R"(C:\reg.exe)")}});
  ViewId set = view("windows/registry_set/security");
  auto read = [&](std::string_view name) { return record.read(table(), set, name); };
  EXPECT_EQ(read("TargetObject"), R"(HKLM\System\CurrentControlSet\Control\Lsa\RunAsPPL)");
  EXPECT_EQ(read("Details"), "DWORD (0x00000001)");
  EXPECT_EQ(read("EventType"), "SetValue");
  EXPECT_EQ(read("Image"), R"(C:\reg.exe)");
  EXPECT_EQ(read("ProcessId"), "16");
  EXPECT_EQ(read("User"), R"(CORP\ueda)");
  EXPECT_EQ(record.read(table(), view("windows/registry_add/security"), "EventType"), "%%1905");
  TestRecord created({{"OperationType", text("%%1904")},
                      {"NewValueType", text("%%1873")},
                      {"NewValue", text("text")}});
  EXPECT_EQ(created.read(table(), view("windows/registry_add/security"), "EventType"), "CreateKey");
  EXPECT_EQ(created.read(table(), set, "EventType"), "SetValue");
  EXPECT_EQ(created.read(table(), set, "Details"), "text");
}

TEST(WindowsTables, ConnectionOfSecurity) {
  TestRecord record({{"ProcessID", text("4")},
                     {"Application", text(R"(\device\harddiskvolume2\a.exe)")},
                     {"Direction", text("%%14593")},
                     {"SourceAddress", text("10.0.0.1")},
                     {"SourcePort", text("50000")},
                     {"DestAddress", text("10.0.0.2")},
                     {"DestPort", text("445")},
                     {"Protocol", text("6")}});
  ViewId id = view("windows/network_connection/security");
  auto read = [&](std::string_view name) { return record.read(table(), id, name); };
  EXPECT_EQ(read("Image"), R"(\device\harddiskvolume2\a.exe)");
  EXPECT_EQ(read("Initiated"), "true");
  EXPECT_EQ(read("SourceIp"), "10.0.0.1");
  EXPECT_EQ(read("SourcePort"), "50000");
  EXPECT_EQ(read("DestinationIp"), "10.0.0.2");
  EXPECT_EQ(read("DestinationPort"), "445");
  EXPECT_EQ(read("Protocol"), "tcp");
  EXPECT_EQ(read("ProcessId"), "4");
  EXPECT_EQ(read("ProcessID"), "4");
  std::vector<std::string> names;
  for (const auto& field : table().fields(id, record.shape())) {
    names.push_back(field.first);
  }
  EXPECT_EQ(names, (Names{"ProcessId", "Image", "SourceIp", "SourcePort", "DestinationIp",
                          "DestinationPort", "Initiated", "Protocol"}));
}

TEST(WindowsTables, HashesOfSysmon) {
  TestRecord record({{"Hashes", text("SHA1=A1,MD5=B2,SHA256=C3,IMPHASH=D4")}});
  ViewId id = view("windows/process_creation/sysmon");
  EXPECT_EQ(record.read(table(), id, "sha1"), "A1");
  EXPECT_EQ(record.read(table(), id, "md5"), "B2");
  EXPECT_EQ(record.read(table(), id, "sha256"), "C3");
  EXPECT_EQ(record.read(table(), id, "Imphash"), "D4");
  EXPECT_EQ(record.read(table(), id, "Hashes"), "SHA1=A1,MD5=B2,SHA256=C3,IMPHASH=D4");
  TestRecord stream({{"Hash", text("MD5=B2")}});
  EXPECT_EQ(stream.read(table(), view("windows/create_stream_hash/sysmon"), "md5"), "B2");
}

TEST(WindowsTables, ClassicPowerShell) {
  const Value blocks[] = {text("Available"), text("None"),
                          text("\tNewEngineState=Available\n\tHostApplication=powershell -enc AAA\n"
                               "\tEngineVersion=2.0\n")};
  TestRecord record({{"Data", Value::list_of(blocks)}});
  ViewId id = view("windows/ps_classic_start/powershell-classic");
  EXPECT_EQ(record.read(table(), id, "HostApplication"), "powershell -enc AAA");
  EXPECT_EQ(record.read(table(), id, "EngineVersion"), "2.0");
  EXPECT_EQ(table().resolve(id, record.shape(), "Data").kind, Accessor::Kind::kField);
}

TEST(WindowsTables, OtherTwins) {
  TestRecord threat({{"ThreatName", text("Bad")}, {"Path", text("file:_C:\\x")}});
  EXPECT_EQ(threat.read(table(), view("windows/antivirus/defender"), "Signature"), "Bad");
  EXPECT_EQ(threat.read(table(), view("windows/antivirus/defender"), "Filename"), "file:_C:\\x");
  TestRecord consumer({{"PossibleCause", text("Binding EventFilter")}});
  EXPECT_EQ(consumer.read(table(), view("windows/wmi_event/wmi-activity"), "Destination"),
            "Binding EventFilter");
  TestRecord ended({{"ProcessName", text("a.exe")}, {"ProcessId", text("0x10")}});
  EXPECT_EQ(ended.read(table(), view("windows/process_termination/security"), "Image"), "a.exe");
}

// Every log source of the published Windows rules is mapped, but for these.
const std::map<std::string, int> kUnmapped = {
    {"windows file_access", 13},
    {"windows file_rename", 2},
};

TEST(WindowsTables, EveryPublishedLogSource) {
  const char* corpus = std::getenv("NOROSHI_CORPUS");
  if (corpus == nullptr) {
    GTEST_SKIP() << "NOROSHI_CORPUS is not set: the log sources of published rules are not checked";
  }
  std::map<std::string, int> unmapped;
  int mapped = 0;
  for (const auto& folder :
       std::filesystem::directory_iterator(std::filesystem::path(corpus) / "sigma")) {
    if (!folder.path().filename().string().starts_with("rules")) {
      continue;
    }
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
      if (file.path().extension() != ".yml") {
        continue;
      }
      std::ostringstream content;
      content << std::ifstream(file.path()).rdbuf();
      auto documents = parse_yaml(content.str(), file.path().string());
      ASSERT_TRUE(documents) << documents.error().to_string();
      for (const YamlNode& rule : *documents) {
        const YamlNode* source = rule.find("logsource");
        if (source == nullptr) {
          continue;
        }
        LogSourceKey key{source->text_of("category"), source->text_of("product"),
                         source->text_of("service")};
        if (key.product != "windows" && key.category != "antivirus") {
          continue;
        }
        if (table().views_for(key).empty()) {
          std::string name(key.product);
          for (std::string_view part : {key.category, key.service}) {
            name += part.empty() ? "" : " " + std::string(part);
          }
          ++unmapped[name];
        } else {
          ++mapped;
        }
      }
    }
  }
  EXPECT_EQ(unmapped, kUnmapped);
  EXPECT_GT(mapped, 2800);
  RecordProperty("mapped", mapped);
  std::printf("%d Windows rules have a mapped log source\n", mapped);
}

}  // namespace
}  // namespace noroshi
