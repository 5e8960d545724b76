#include "report/details.h"

#include <gtest/gtest.h>

#include "event/value_text.h"

namespace noroshi {
namespace {

class TestRecord {
 public:
  using Named = std::pair<std::string, Value>;

  TestRecord(std::string channel, std::string provider, std::string id,
             std::initializer_list<Named> data)
      : shape_(make_shape({{"Channel", channel}, {"Provider_Name", provider}, {"EventID", id}},
                          data)) {
    for (const Named& field : data) {
      values_.push_back(field.second);
    }
    record_.shape = &shape_;
    record_.values = values_;
  }
  TestRecord(const TestRecord&) = delete;

  [[nodiscard]] const Record& record() const { return record_; }

 private:
  static Shape make_shape(std::initializer_list<std::pair<std::string, std::string>> header,
                          std::initializer_list<Named> data) {
    std::vector<ShapeField> fields;
    for (const auto& [name, text] : header) {
      ShapeField field;
      field.name = name;
      field.section = FieldSection::kHeader;
      field.constant_text = text;
      fields.push_back(field);
    }
    std::uint32_t slot = 0;
    for (const Named& named : data) {
      ShapeField field;
      field.name = named.first;
      field.slot = slot++;
      fields.push_back(field);
    }
    return {std::move(fields), slot};
  }

  Shape shape_;
  std::vector<Value> values_;
  Record record_;
};

const DetailsTable& table() {
  static const DetailsTable kTable = [] {
    auto loaded = DetailsTable::built_in();
    EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().to_string());
    return std::move(*loaded);
  }();
  return kTable;
}

// By the table and, twice, by one renderer: always the same line.
std::string details(const TestRecord& record) {
  static DetailsRenderer renderer(table());
  std::string line;
  table().append(record.record(), line);
  for (int i = 0; i < 2; ++i) {
    std::string again;
    renderer.append(record.record(), again);
    EXPECT_EQ(again, line);
  }
  return line;
}

std::string security(std::string id, std::initializer_list<TestRecord::Named> data) {
  return details(TestRecord("Security", "Microsoft-Windows-Security-Auditing", id, data));
}

Value text(std::string_view content) {
  return Value::utf8(content);
}

TEST(Details, Process) {
  EXPECT_EQ(
      details(TestRecord("Microsoft-Windows-Sysmon/Operational", "Microsoft-Windows-Sysmon", "1",
                         {{"ProcessId", text("77")},
                          {"Image", text(R"(C:\cmd.exe)")},
                          {"CommandLine", text("cmd /c dir")},
                          {"User", text(R"(CORP\ueda)")},
                          {"ParentImage", text(R"(C:\a.exe)")},
                          {"ParentCommandLine", text("-")}})),
      R"(Proc: C:\cmd.exe ¦ Cmd: cmd /c dir ¦ User: CORP\ueda ¦ Parent: C:\a.exe ¦ PID: 77)");
  EXPECT_EQ(security("4688", {{"SubjectUserName", text("ueda")},
                              {"SubjectDomainName", text("CORP")},
                              {"TargetUserName", text("-")},
                              {"TargetDomainName", text("-")},
                              {"NewProcessName", text(R"(C:\cmd.exe)")},
                              {"NewProcessId", text("0x10")},
                              {"TokenElevationType", text("%%1937")}}),
            R"(Proc: C:\cmd.exe ¦ User: CORP\ueda ¦ PID: 16 ¦ Token: elevated)");
}

TEST(Details, Logons) {
  EXPECT_EQ(security("4625", {{"TargetUserName", text("admin")},
                              {"TargetDomainName", text("")},
                              {"LogonType", text("10")},
                              {"Status", text("0xc000006d")},
                              {"SubStatus", text("0xC000006A")},
                              {"IpAddress", text("::ffff:10.0.0.9")},
                              {"IpPort", text("50000")},
                              {"WorkstationName", text("-")}}),
            "User: admin ¦ Type: 10 remote desktop ¦ Reason: 0xC000006A wrong password ¦ "
            "Source: 10.0.0.9:50000");
  // A sub-status of zero says nothing: the status counts. A code without words stays a code.
  EXPECT_EQ(security("4625", {{"Status", text("0xc000006e")}, {"SubStatus", text("0x0")}}),
            "Reason: 0xc000006e account restriction");
  EXPECT_EQ(security("4625", {{"Status", text("0xc0001234")}}), "Reason: 0xc0001234");
  EXPECT_EQ(security("4768", {{"TargetUserName", text("ueda")},
                              {"IpAddress", text("::1")},
                              {"IpPort", text("4000")},
                              {"Status", text("0x00000000")},
                              {"TicketEncryptionType", text("0x17")},
                              {"PreAuthType", text("0")}}),
            "User: ueda ¦ Source: [::1]:4000 ¦ Result: 0x00000000 success ¦ Ticket: 0x17 RC4, weak "
            "¦ PreAuth: 0 none");
}

TEST(Details, AccountsThatNameTheirDomain) {
  EXPECT_EQ(security("4769", {{"TargetUserName", text("ueda@CORP.EXAMPLE")},
                              {"TargetDomainName", text("CORP.EXAMPLE")}}),
            "User: ueda@CORP.EXAMPLE");
}

TEST(Details, StatusStoredAsSignedNumber) {
  const std::int32_t status = static_cast<std::int32_t>(0xc000006a);
  Value value{reinterpret_cast<const std::byte*>(&status), 4, ValueType::kSigned};
  EXPECT_EQ(security("4776", {{"TargetUserName", text("a")}, {"Status", value}}),
            "User: a ¦ Result: -1073741718 wrong password");
}

TEST(Details, TaskTellsItsCommand) {
  EXPECT_EQ(security("4698", {{"TaskName", text("\\T")},
                              {"TaskContent",
                               text("<?xml?><Task><Principals><Principal id=\"A\"><UserId>S-1-5-18"
                                    "</UserId></Principal></Principals><Actions><Exec><Command>cmd"
                                    "</Command><Arguments>/c a &amp;&amp; b</Arguments></Exec>"
                                    "<Exec><Command>c:\\x.exe</Command></Exec></Actions></Task>")},
                              {"SubjectUserName", text("ueda")}}),
            "Task: \\T ¦ Cmd: cmd /c a && b c:\\x.exe ¦ Account: S-1-5-18 ¦ By: ueda");
  EXPECT_EQ(security("4698", {{"TaskName", text("\\T")}, {"TaskContent", text("<Command")}}),
            "Task: \\T");
}

TEST(Details, ListsAndBits) {
  EXPECT_EQ(security("5145", {{"ShareName", text(R"(\\*\C$)")},
                              {"AccessList", text("%%1541\r\n\t\t\t\t%%4416\r\n\t%%9999\r\n")}}),
            R"(Share: \\*\C$ ¦ Access: synchronize, read data, %%9999)");
  EXPECT_EQ(security("4719", {{"AuditPolicyChanges", text("%%8448, %%8450")}}),
            "Change: success no longer audited, failure no longer audited");
  EXPECT_EQ(details(TestRecord("Microsoft-Windows-Sysmon/Operational", "Microsoft-Windows-Sysmon",
                               "10", {{"GrantedAccess", text("0x1010")}})),
            "Access: 0x1010 (VM read, query limited information)");
  EXPECT_EQ(details(TestRecord("Microsoft-Windows-Sysmon/Operational", "Microsoft-Windows-Sysmon",
                               "10", {{"GrantedAccess", text("0x1fffff")}})),
            "Access: 0x1fffff (all access)");
}

TEST(Details, PowerShell) {
  const Value blocks[] = {text("Available"),
                          text("\tHostApplication=powershell -enc A=\r\n\tEngineVersion=2.0\r\n")};
  EXPECT_EQ(details(TestRecord("Windows PowerShell", "PowerShell", "400",
                               {{"Data", Value::list_of(blocks)}})),
            "Cmd: powershell -enc A= ¦ Engine: 2.0");
  EXPECT_EQ(
      details(TestRecord("Microsoft-Windows-PowerShell/Operational", "Microsoft-Windows-PowerShell",
                         "4104", {{"ScriptBlockText", text("\r\n{\r\n\tWrite-Host   1\r\n}")}})),
      "Script: { Write-Host 1 }");
  EXPECT_EQ(
      details(TestRecord("Microsoft-Windows-PowerShell/Operational", "Microsoft-Windows-PowerShell",
                         "4103", {{"ContextInfo", text("  User = CORP\\ueda\r\n  X = y\r\n")}})),
      "User: CORP\\ueda");
}

TEST(Details, SystemNeedsTheProvider) {
  EXPECT_EQ(details(TestRecord("System", "Service Control Manager", "7045",
                               {{"ServiceName", text("s")}, {"ImagePath", text("x.exe")}})),
            "Service: s ¦ Cmd: x.exe");
  EXPECT_EQ(details(TestRecord("System", "Somebody", "7045", {{"ServiceName", text("s")}})),
            "ServiceName=s");
}

TEST(Details, AnyOtherRecordShowsItsFirstFields) {
  const std::uint64_t bytes = 7;
  Value binary{reinterpret_cast<const std::byte*>(&bytes), 8, ValueType::kBinary};
  EXPECT_EQ(details(TestRecord("Some/Log", "Maker", "9",
                               {{"a", text("1")},
                                {"b", text("-")},
                                {"c", text("")},
                                {"raw", binary},
                                {"d", text("2")},
                                {"e", text("3")},
                                {"f", text("4")},
                                {"g", text("5")},
                                {"h", text("6")},
                                {"i", text("7")}})),
            "a=1 ¦ d=2 ¦ e=3 ¦ f=4 ¦ g=5 ¦ h=6");
  EXPECT_EQ(details(TestRecord("Some/Log", "Maker", "9", {})), "");
  EXPECT_EQ(details(TestRecord("Some/Log", "Maker", "9",
                               {{"SubjectLogonId", text("0x3e7")}, {"a", text("1")}})),
            "a=1");
  // A known event whose known values are all missing.
  EXPECT_EQ(security("4625", {{"Other", text("x")}}), "Other=x");
}

TEST(Details, HostileTextStaysInItsPlace) {
  EXPECT_EQ(security("4720", {{"TargetUserName", text("a \u00a6 By: nobody\x1b[2J\n\u202e")}}),
            "Account: a \\u00a6 By: nobody\\u001b[2J\\n\\u202e");
}

TEST(Details, LongValuesAreCutBetweenCharacters) {
  std::string name;
  for (int i = 0; i < 300; ++i) {
    name += "\u65e5";
  }
  std::string line = security("4720", {{"TargetUserName", text(name)}});
  EXPECT_EQ(line, "Account: " + name.substr(0, 240 * 3) + "\u2026");
  name.resize(240 * 3);
  EXPECT_EQ(security("4720", {{"TargetUserName", text(name)}}), "Account: " + name);
}

std::string error_of(std::string_view content) {
  const EmbeddedFile file{"d.yml", content};
  auto loaded = DetailsTable::load({&file, 1});
  return loaded ? "(fine)" : loaded.error().to_string();
}

// Only the beginning of a long script is made into text; what a person reads is the same.
TEST(Details, LongScriptsAreReadFromTheirBeginning) {
  auto line = [](const std::string& script) {
    return details(TestRecord("Microsoft-Windows-PowerShell/Operational",
                              "Microsoft-Windows-PowerShell", "4104",
                              {{"ScriptBlockText", text(script)}}));
  };
  const std::string words = "Write-Output\n    'x'; ";
  std::string script;
  for (int i = 0; i < 4000; ++i) {
    script += words;
  }
  const std::string shown = line(script);
  EXPECT_TRUE(shown.starts_with("Script: Write-Output 'x'; Write-Output 'x'; ")) << shown;
  EXPECT_TRUE(shown.ends_with("\u2026")) << shown;
  const std::string far = std::string(100'000, ' ') + "Get-Date";
  EXPECT_EQ(line(far), "Script: Get-Date");
  EXPECT_EQ(line(script + far).size(), shown.size());
}

TEST(DetailsTable, SaysWhatIsWrongAndWhere) {
  auto line = [](const std::string& value) {
    return "codes: {c: {1: one}}\ndetails:\n  - channels: [C]\n    line:\n      - L: " + value +
           "\n";
  };
  EXPECT_EQ(error_of(line("F")), "(fine)");
  EXPECT_EQ(error_of(line("{field: F, as: code, codes: c}")), "(fine)");
  EXPECT_EQ(error_of(line("{field: F, as: code, codes: d}")),
            "d.yml:5: there is no table of codes 'd'");
  EXPECT_EQ(error_of(line("{field: F, as: poem}")), "d.yml:5: 'poem' is not a form of a value");
  EXPECT_EQ(error_of(line("{as: text}")), "d.yml:5: 'L' names no field");
  EXPECT_EQ(error_of(line("{field: F, limit: 2001}")),
            "d.yml:5: 'limit' must be a number from 1 to 2000");
  EXPECT_EQ(error_of(line("{field: F, as: key_value}")),
            "d.yml:5: 'key' belongs to key_value and 'elements' to xml");
  EXPECT_EQ(error_of(line("{field: [A, B, C], as: account}")),
            "d.yml:5: an account is pairs of domain and name");
  EXPECT_EQ(error_of("codes: {c: {x: one}}\n"),
            "d.yml:1: 'x' is neither a number nor of the form %%1234");
  EXPECT_EQ(error_of("details: [{line: [{L: F}]}]\n"),
            "d.yml:1: 'channels' must be a list of texts");
}

TEST(DetailsTable, SaysWhatACodeMeans) {
  DetailsTable table = *DetailsTable::built_in();
  EXPECT_EQ(table.word("logon_type", 3), "network");
  EXPECT_EQ(table.word("logon_type", 99), "");
  EXPECT_EQ(table.word("no such table", 3), "");
}

}  // namespace
}  // namespace noroshi
