#include <sstream>

#include "cli/command.h"
#include "cli/sample.h"
#include "support/event_spec.h"
#include "support/evtx_writer.h"

namespace noroshi::test {
namespace {

// Three wrong passwords, a session with privileges, and a service, on one server.
class LogonsProgram : public SampleFolder {
 protected:
  std::string write_security_log(std::string_view name) const {
    std::ostringstream stream;
    evidence::EvtxWriter log(stream);
    evidence::EventWriter events(log, evidence::EventStyle::kManifest);
    evidence::EventSpec event;
    event.provider = "Microsoft-Windows-Security-Auditing";
    event.provider_guid = evidence::guid_from_text("security");
    event.channel = "Security";
    event.computer = "FS01.example.org";
    event.time = Time::from_civil(2026, 11, 23, 5, 0, 0, 0);
    event.record_id = 0;
    auto begin = [&](std::uint16_t id) -> evidence::EventSpec& {
      event.clear_fields();
      event.event_id = id;
      ++event.record_id;
      event.time.ticks += Time::kTicksPerSecond;
      return event;
    };
    auto target = [](evidence::EventSpec& to, std::string_view user) -> evidence::EventSpec& {
      return to.text("TargetUserName", user).text("TargetDomainName", "CORP");
    };
    for (int i = 0; i < 3; ++i) {
      target(begin(4625), "ueda").hex32("Status", 0xc000006d).hex32("SubStatus", 0xc000006a);
      event.u32("LogonType", 3).text("IpAddress", "::ffff:10.0.0.7");
      event.text("WorkstationName", "\x1b[2JWS01");
      EXPECT_TRUE(events.write(event).has_value());
    }
    auto logon = [&](std::string_view user, std::uint64_t id, std::uint32_t type) {
      target(begin(4624), user).hex64("TargetLogonId", id).u32("LogonType", type);
      event.text("IpAddress", type == 5 ? "-" : "10.0.0.7").text("WorkstationName", "-");
      event.text("AuthenticationPackageName", "NTLM");
      EXPECT_TRUE(events.write(event).has_value());
    };
    logon("ueda", 0x1f, 3);
    begin(4672).text("SubjectUserName", "ueda").text("SubjectDomainName", "CORP");
    event.hex64("SubjectLogonId", 0x1f);
    EXPECT_TRUE(events.write(event).has_value());
    logon("svc", 0x2f, 5);
    target(begin(4634), "ueda").hex64("TargetLogonId", 0x1f).u32("LogonType", 3);
    EXPECT_TRUE(events.write(event).has_value());
    EXPECT_TRUE(log.finish().has_value());
    return write(name, stream.str());
  }

  Outcome logons(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "logons");
    return run_program(arguments);
  }
};

TEST_F(LogonsProgram, FailuresAndTheSessionAfterThem) {
  std::string log = write_security_log("a.evtx");
  Outcome outcome = logons({log});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  ASSERT_EQ(lines_of(outcome.out), 2U) << outcome.out;
  EXPECT_TRUE(outcome.out.contains(
      "{\"start\":\"2026-11-23T05:00:04.0000000Z\",\"end\":\"2026-11-23T05:00:07.0000000Z\","
      "\"seconds\":3,\"ended\":\"logoff\",\"event\":\"session\",\"computer\":\"FS01.example.org\","
      "\"account\":\"CORP\\\\ueda\",\"logon_type\":3,\"logon_type_name\":\"network\","
      "\"source\":\"10.0.0.7\",\"first_pair\":true,\"privileged\":true,\"failures_before\":3,"))
      << outcome.out;
  EXPECT_TRUE(outcome.out.contains("\"event\":\"failure\"")) << outcome.out;
  EXPECT_TRUE(outcome.out.contains("\"count\":3,\"detail\":\"wrong password\"")) << outcome.out;
  EXPECT_TRUE(outcome.out.contains("\"source\":\"10.0.0.7\",\"source_host\":\"\\u001b[2JWS01\""));
  EXPECT_TRUE(outcome.err.contains("left out: 1 rows of services")) << outcome.err;
  EXPECT_EQ(lines_of(logons({log, "--all"}).out), 3U);
}

TEST_F(LogonsProgram, PairsOfSourceAndAccount) {
  Outcome outcome = logons({write_security_log("a.evtx"), "--pairs", "--format", "csv"});
  EXPECT_EQ(lines_of(outcome.out), 2U) << outcome.out;
  EXPECT_TRUE(
      outcome.out.contains(",CORP\\ueda,10.0.0.7,\\u001b[2JWS01,1,3,network,"
                           "FS01.example.org,false\n"))
      << outcome.out;
}

TEST_F(LogonsProgram, ACopyOfTheLogChangesNothing) {
  std::string log = write_security_log("a.evtx");
  std::string once = logons({log, "--all"}).out;
  std::string copy = write_security_log("b.evtx");
  for (std::string threads : {"1", "4"}) {
    EXPECT_EQ(logons({copy, log, "--all", "--threads", threads}).out, once);
  }
  Outcome table = logons({log, "--format", "table"});
  EXPECT_TRUE(table.out.contains("wrong password"));
  EXPECT_FALSE(table.out.contains('\x1b'));
}

}  // namespace
}  // namespace noroshi::test
