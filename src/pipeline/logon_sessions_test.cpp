#include "pipeline/logon_sessions.h"

#include <gtest/gtest.h>

#include <vector>

namespace noroshi {
namespace {

constexpr std::int64_t kSecond = Time::kTicksPerSecond;

LogonFact fact(LogonEvent event, std::int64_t seconds, std::uint64_t id = 0x1f,
               std::string account = "CORP\\ueda", std::string address = "10.0.0.7") {
  LogonFact out;
  out.event = event;
  out.time = {seconds * kSecond};
  out.record = static_cast<std::uint64_t>(seconds);
  out.computer = "DC01";
  out.account = std::move(account);
  out.address = std::move(address);
  out.id = id;
  return out;
}

class LogonSessionsTest : public testing::Test {
 protected:
  LogonSessions sessions(std::size_t most_open = LogonSessions::kMostOpen,
                         std::size_t most_pairs = LogonSessions::kMostPairs) {
    return LogonSessions(
        [this](const LogonRow& row) {
          rows_.push_back(row);
          return Result<void>();
        },
        most_open, most_pairs);
  }
  void run(LogonSessions& sessions, std::vector<LogonFact> facts) {
    for (const LogonFact& one : facts) {
      ASSERT_TRUE(sessions.add(one));
    }
    ASSERT_TRUE(sessions.finish());
  }
  std::vector<LogonRow> rows_;
};

TEST_F(LogonSessionsTest, ASessionHasAStartPrivilegesAndAnEnd) {
  LogonSessions all = sessions();
  run(all, {fact(LogonEvent::kLogon, 10), fact(LogonEvent::kPrivileges, 10),
            fact(LogonEvent::kLogon, 20, 0x2f), fact(LogonEvent::kUserLogoff, 69),
            fact(LogonEvent::kLogoff, 70)});
  ASSERT_EQ(rows_.size(), 2U);
  EXPECT_EQ(rows_[0].start->ticks, 10 * kSecond);
  EXPECT_EQ(rows_[0].end->ticks, 70 * kSecond);
  EXPECT_EQ(rows_[0].ended, LogonEnd::kUser);
  EXPECT_TRUE(rows_[0].has_privileges);
  EXPECT_TRUE(rows_[0].is_first_pair);
  EXPECT_FALSE(rows_[1].end);
  EXPECT_FALSE(rows_[1].has_privileges);
  EXPECT_FALSE(rows_[1].is_first_pair) << "the same source and account came before";
}

TEST_F(LogonSessionsTest, FailuresAreOneRowAndCountForTheSessionAfterThem) {
  LogonSessions all = sessions();
  std::vector<LogonFact> facts;
  for (int i = 0; i < 5; ++i) {
    facts.push_back(fact(LogonEvent::kFailure, 10 + i));
  }
  facts.push_back(fact(LogonEvent::kFailure, 12, 0, "CORP\\Other"));
  facts.push_back(fact(LogonEvent::kLogon, 20, 0x1f, "corp\\UEDA"));
  facts.push_back(fact(LogonEvent::kLogon, 30, 0x2f));
  facts.push_back(fact(LogonEvent::kFailure, 14 + 3601));
  run(all, facts);
  ASSERT_EQ(rows_.size(), 5U);
  std::vector<std::uint64_t> counts;
  for (const LogonRow& row : rows_) {
    if (row.kind == LogonRowKind::kFailure) {
      counts.push_back(row.count);
    } else {
      EXPECT_EQ(row.failures, row.fact.id == 0x1f ? 5U : 0U);
    }
  }
  EXPECT_EQ(counts, (std::vector<std::uint64_t>{5, 1, 1}));
  EXPECT_EQ(all.pairs().size(), 2U);
  EXPECT_EQ(all.pairs().begin()->second.successes, 0U);
  EXPECT_EQ(all.pairs().rbegin()->second.failures, 6U);
}

TEST_F(LogonSessionsTest, AnEndWithoutAStartIsStillARow) {
  LogonSessions all = sessions();
  run(all, {fact(LogonEvent::kUserLogoff, 5), fact(LogonEvent::kLogoff, 6)});
  ASSERT_EQ(rows_.size(), 1U);
  EXPECT_FALSE(rows_[0].start);
  EXPECT_EQ(rows_[0].end->ticks, 6 * kSecond);
}

TEST_F(LogonSessionsTest, ARestartEndsTheSessionsOfItsComputerOnly) {
  LogonSessions all = sessions();
  LogonFact elsewhere = fact(LogonEvent::kLogon, 10);
  elsewhere.computer = "DC011";  // begins alike
  run(all, {elsewhere, fact(LogonEvent::kLogon, 11), fact(LogonEvent::kRestart, 20),
            fact(LogonEvent::kLogon, 30)});
  ASSERT_EQ(rows_.size(), 3U);
  EXPECT_EQ(rows_[0].ended, LogonEnd::kRestart);
  EXPECT_EQ(rows_[0].end->ticks, 20 * kSecond);
  EXPECT_EQ(rows_[1].fact.computer, "DC011");
  EXPECT_EQ(rows_[1].ended, LogonEnd::kNone);
  EXPECT_EQ(rows_[2].start->ticks, 30 * kSecond);
}

TEST_F(LogonSessionsTest, ReconnectionsAreOfOneSessionAndNameTheNewSource) {
  LogonSessions all = sessions();
  run(all, {fact(LogonEvent::kRdpLogon, 10, 2), fact(LogonEvent::kRdpDisconnect, 20, 2),
            fact(LogonEvent::kRdpReconnect, 30, 2, "CORP\\ueda", "10.0.0.99"),
            fact(LogonEvent::kRdpLogoff, 40, 2)});
  ASSERT_EQ(rows_.size(), 1U);
  EXPECT_EQ(rows_[0].kind, LogonRowKind::kRemoteSession);
  EXPECT_EQ(rows_[0].reconnects, 1U);
  EXPECT_EQ(rows_[0].last_address, "10.0.0.99");
  EXPECT_EQ(rows_[0].end->ticks, 40 * kSecond);
  EXPECT_TRUE(rows_[0].is_first_pair);
  EXPECT_EQ(all.pairs().size(), 2U);
}

TEST_F(LogonSessionsTest, PastTheLimitsTheOldestIsClosedAndPairsAreCounted) {
  LogonSessions all = sessions(2, 2);
  run(all, {fact(LogonEvent::kLogon, 1, 1, "a"), fact(LogonEvent::kLogon, 2, 2, "b"),
            fact(LogonEvent::kLogon, 3, 3, "c"), fact(LogonEvent::kLogoff, 4, 1, "a")});
  EXPECT_EQ(all.cut_short(), 1U);
  EXPECT_EQ(all.unremembered(), 1U);
  ASSERT_EQ(rows_.size(), 4U);
  EXPECT_EQ(rows_[0].fact.account, "a");
  EXPECT_FALSE(rows_[0].end);
  EXPECT_FALSE(rows_[1].start) << "its start was forgotten";
}

TEST(LogonFact, IsTheSameAfterPacking) {
  LogonFact one = fact(LogonEvent::kExplicit, 7);
  one.type = -1;
  one.subject = "CORP\\admin";
  one.target = "FS01";
  one.process = "C:\\a.exe";
  one.package = "NTLM";
  one.source_host = "WS01";
  one.status = 0xc000006a;
  std::string line;
  one.append_packed(line);
  std::string twice = line + line;
  std::string_view rest = twice;
  LogonFact again = LogonFact::unpack_from(rest);
  EXPECT_EQ(rest, line);
  std::string other;
  again.append_packed(other);
  EXPECT_EQ(other, line);
  EXPECT_EQ(again.type, -1);
  EXPECT_EQ(again.process, "C:\\a.exe");
}

}  // namespace
}  // namespace noroshi
