#include "incident/process_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "incident/process_walk.h"

namespace noroshi {
namespace {

using Standing = ProcessNode::Standing;
using Link = ProcessNode::Link;

Time at(std::int64_t seconds) {
  return {seconds * Time::kTicksPerSecond};
}

std::string guid(char digit) {
  return "{" + std::string(8, digit) + "-0000-0000-0000-000000000000}";
}

ProcessEvent sysmon(std::int64_t seconds, char id, char parent, std::string image) {
  ProcessEvent event;
  event.time = at(seconds);
  event.host = "WS01";
  event.guid = guid(id);
  event.parent_guid = guid(parent);
  event.pid = 1000 + static_cast<unsigned char>(id);
  event.parent_pid = 1000 + static_cast<unsigned char>(parent);
  event.image = std::move(image);
  return event;
}

ProcessEvent security(std::int64_t seconds, std::uint32_t pid, std::uint32_t parent,
                      std::string image, std::string parent_image = {}) {
  ProcessEvent event;
  event.log = ProcessLog::kSecurity;
  event.time = at(seconds);
  event.host = "WS01";
  event.pid = pid;
  event.parent_pid = parent;
  event.image = std::move(image);
  event.parent_image = std::move(parent_image);
  return event;
}

ProcessEvent ended(ProcessEvent event, std::int64_t seconds) {
  event.kind = ProcessEventKind::kEnd;
  event.time = at(seconds);
  return event;
}

// Every line as "  image", two spaces a generation; stubs in brackets.
std::string drawn(const ProcessTree& tree, std::string_view query = {}, WalkLimits limits = {}) {
  std::string out;
  for (const WalkLine& line : walk_processes(tree, ProcessQuery::parse(query), limits).lines) {
    const ProcessNode& node = tree.node(line.node);
    std::string name(file_name_of(node.image));
    if (node.standing == Standing::kStub) {
      name = "[" + name + "]";
    }
    if (line.hidden > 0) {
      name += " +" + std::to_string(line.hidden);
    }
    out += std::string(2 * std::size_t{line.depth}, ' ') + name + "\n";
  }
  return out;
}

TEST(ProcessTree, GuidsLinkAndWhatIsNotLoggedIsAStub) {
  auto tree = ProcessTree::build({sysmon(3, 'C', 'B', "C:\\c.exe"), sysmon(2, 'B', 'A', "b.exe"),
                                  sysmon(4, 'D', 'A', "d.exe")});
  EXPECT_EQ(drawn(tree), "[]\n  b.exe\n    c.exe\n  d.exe\n");
  EXPECT_EQ(tree.node(tree.roots()[0]).guid, guid('A'));
  EXPECT_EQ(tree.node(tree.roots()[0]).pid, 1000U + 'A');
}

TEST(ProcessTree, AStubKnowsWhatItsChildrenSay) {
  ProcessEvent child = sysmon(2, 'B', 'A', "b.exe");
  child.parent_image = "C:\\a.exe";
  child.parent_command_line = "a -x";
  child.parent_user = "CORP\\ueda";
  auto tree = ProcessTree::build({child});
  const ProcessNode& stub = tree.node(tree.roots()[0]);
  EXPECT_EQ(stub.image, "C:\\a.exe");
  EXPECT_EQ(stub.command_line, "a -x");
  EXPECT_EQ(stub.user, "CORP\\ueda");
}

TEST(ProcessTree, ANumberMeansTheLatestProcessThatHadIt) {
  auto tree = ProcessTree::build(
      {security(1, 700, 4, "smss.exe"), ended(security(5, 700, 0, "smss.exe"), 5),
       security(60, 700, 4, "cmd.exe"), security(70, 812, 700, "whoami.exe"),
       security(2, 500, 700, "csrss.exe")});
  EXPECT_EQ(drawn(tree), "[]\n  smss.exe\n    csrss.exe\n  cmd.exe\n    whoami.exe\n");
}

TEST(ProcessTree, AProcessThatEndedHasNoMoreChildren) {
  auto tree = ProcessTree::build({security(1, 700, 4, "smss.exe"),
                                  ended(security(5, 700, 0, "smss.exe"), 5),
                                  security(70, 812, 700, "whoami.exe")});
  EXPECT_EQ(drawn(tree), "[]\n  smss.exe\n[]\n  whoami.exe\n");
}

TEST(ProcessTree, AParentOfAnotherImageIsNotBelieved) {
  auto tree = ProcessTree::build({security(1, 700, 4, "C:\\a.exe"),
                                  security(70, 812, 700, "C:\\whoami.exe", "C:\\b.exe"),
                                  security(71, 813, 700, "C:\\net.exe", "C:\\b.exe")});
  EXPECT_EQ(drawn(tree), "[]\n  a.exe\n[b.exe]\n  whoami.exe\n  net.exe\n");
}

TEST(ProcessTree, TwoLogsOfOneStartAreOneProcess) {
  ProcessEvent first = sysmon(10, 'B', 'A', "C:\\b.exe");
  first.command_line = "b --full";
  ProcessEvent second = security(11, *first.pid, *first.parent_pid, "C:\\B.EXE");
  second.user = "CORP\\ueda";
  ProcessEvent later = security(30, *first.pid, *first.parent_pid, "C:\\b.exe");
  auto tree = ProcessTree::build({second, later, first});
  EXPECT_EQ(drawn(tree), "[]\n  b.exe\n  b.exe\n");
  const ProcessNode& both = tree.node(tree.node(tree.roots()[0]).children[0]);
  EXPECT_EQ(both.command_line, "b --full");
  EXPECT_EQ(both.user, "CORP\\ueda");
  EXPECT_EQ(both.guid, guid('B'));
  EXPECT_TRUE(both.logged[0] && both.logged[1]);
}

TEST(ProcessTree, ARecordReadTwiceIsOneProcess) {
  auto tree = ProcessTree::build({sysmon(2, 'B', 'A', "b.exe"), sysmon(2, 'B', 'A', "b.exe"),
                                  security(3, 7, 4, "c.exe"), security(3, 7, 4, "c.exe")});
  EXPECT_EQ(drawn(tree), "[]\n  b.exe\n[]\n  c.exe\n");
}

TEST(ProcessTree, RingsAreCut) {
  auto tree = ProcessTree::build({sysmon(1, 'A', 'C', "a.exe"), sysmon(2, 'B', 'A', "b.exe"),
                                  sysmon(3, 'C', 'B', "c.exe"), sysmon(4, 'D', 'D', "d.exe"),
                                  sysmon(5, 'E', 'C', "e.exe")});
  EXPECT_EQ(drawn(tree), "a.exe\n  b.exe\n    c.exe\n      e.exe\nd.exe\n");
  EXPECT_EQ(tree.node(tree.roots()[0]).link, Link::kCut);
}

TEST(ProcessTree, HostsAreApartAndTheirNamesHaveNoCase) {
  ProcessEvent other = sysmon(2, 'B', 'A', "b.exe");
  other.host = "WS02";
  ProcessEvent same = sysmon(3, 'C', 'A', "c.exe");
  same.host = "ws01";
  auto tree = ProcessTree::build({sysmon(1, 'A', '0', "a.exe"), other, same});
  EXPECT_EQ(drawn(tree), "[]\n  a.exe\n    c.exe\n[]\n  b.exe\n");
}

TEST(ProcessTree, WhatAProcessDidGivesItsRules) {
  ProcessEvent start = sysmon(1, 'A', '0', "a.exe");
  start.rules = {3};
  ProcessEvent wrote = start;
  wrote.kind = ProcessEventKind::kOther;
  wrote.time = at(9);
  wrote.rules = {1, 3};
  ProcessEvent unknown = wrote;
  unknown.guid = guid('F');
  unknown.image = "f.exe";
  ProcessEvent lost = wrote;
  lost.guid.clear();
  lost.pid = 5;
  auto tree = ProcessTree::build({start, wrote, unknown, lost});
  using Rules = std::vector<std::pair<std::uint32_t, std::uint64_t>>;
  EXPECT_EQ(tree.node(0).rules, (Rules{{1, 1}, {3, 2}}));
  EXPECT_EQ(drawn(tree), "[]\n  a.exe\n[f.exe]\n");
  EXPECT_EQ(tree.unattached(), 1U);
}

TEST(ProcessTree, TheOrderOfEventsDoesNotMatter) {
  std::mt19937 random(7);
  std::vector<ProcessEvent> events;
  for (int i = 0; i < 300; ++i) {
    auto pick = [&](unsigned below) { return static_cast<std::uint32_t>(random() % below); };
    auto seconds = static_cast<std::int64_t>(pick(200));
    ProcessEvent event =
        pick(2) == 0 ? security(seconds, pick(20), pick(20), "x.exe", pick(2) ? "" : "x.exe")
                     : sysmon(seconds, static_cast<char>('0' + pick(10)),
                              static_cast<char>('0' + pick(10)), "y.exe");
    event.kind = pick(5) == 0 ? ProcessEventKind::kEnd : ProcessEventKind::kStart;
    event.place.offset = static_cast<std::uint64_t>(i);
    events.push_back(event);
  }
  auto picture = [](const ProcessTree& tree) {
    std::string out = drawn(tree);
    for (const ProcessNode& node : tree.nodes()) {
      out += std::to_string(node.place.offset) + ' ' + std::to_string(node.parent) + '\n';
    }
    return out;
  };
  std::string expected = picture(ProcessTree::build(events));
  for (int round = 0; round < 20; ++round) {
    std::ranges::shuffle(events, random);
    ASSERT_EQ(picture(ProcessTree::build(events)), expected);
  }
}

ProcessTree family() {
  return ProcessTree::build(
      {sysmon(1, 'A', '0', "C:\\explorer.exe"), sysmon(2, 'B', 'A', "C:\\x\\cmd.exe"),
       sysmon(3, 'C', 'B', "C:\\whoami.exe"), sysmon(4, 'D', 'A', "C:\\notepad.exe"),
       sysmon(5, 'E', 'C', "C:\\conhost.exe")});
}

TEST(ProcessWalk, AncestorsAndDescendantsOfWhatWasAskedFor) {
  std::string expected = "[]\n  explorer.exe\n    cmd.exe\n      whoami.exe\n        conhost.exe\n";
  ProcessTree tree = family();
  EXPECT_EQ(drawn(tree, "cmd"), expected);
  EXPECT_EQ(drawn(tree, "CMD.EXE"), expected);
  EXPECT_EQ(drawn(tree, "c:\\X\\cmd.exe"), expected);
  EXPECT_EQ(drawn(tree, std::to_string(1000 + 'B')), expected);
  EXPECT_EQ(drawn(tree, "bbbbbbbb000000000000000000000000"), expected);
  EXPECT_EQ(drawn(tree, "{BBBBBBBB-0000-0000-0000-000000000000}"), expected);
  EXPECT_EQ(drawn(tree, "C:\\cmd.exe"), "");
  EXPECT_EQ(drawn(tree, "99999999999999999999"), "");
}

TEST(ProcessWalk, RolesAreSaid) {
  ProcessTree tree = family();
  ProcessWalk walk = walk_processes(tree, ProcessQuery::parse("whoami"), {});
  std::vector<WalkRole> roles;
  for (const WalkLine& line : walk.lines) {
    roles.push_back(line.role);
  }
  EXPECT_EQ(roles, (std::vector{WalkRole::kAncestor, WalkRole::kAncestor, WalkRole::kAncestor,
                                WalkRole::kAsked, WalkRole::kDescendant}));
  EXPECT_EQ(walk.asked, 1U);
}

TEST(ProcessWalk, WhatALimitLeavesOutIsCounted) {
  ProcessTree tree = family();
  EXPECT_EQ(drawn(tree, "cmd", {.depth = 1}),
            "[]\n  explorer.exe\n    cmd.exe\n      whoami.exe +1\n");
  EXPECT_EQ(drawn(tree, "", {.depth = 0}), "[] +5\n");
  EXPECT_EQ(drawn(tree, "", {.lines = 3}), "[]\n  explorer.exe +1\n    cmd.exe +2\n");
  EXPECT_EQ(walk_processes(tree, ProcessQuery::parse(""), {.lines = 3}).hidden, 3U);
}

TEST(ProcessWalk, AChainThatIsTooDeepEnds) {
  std::vector<ProcessEvent> events;
  std::uint32_t length = WalkLimits::kDeepest + 50;
  for (std::uint32_t i = 0; i < length; ++i) {
    events.push_back(security(i * 10, 100 + i, 99 + i, "x.exe"));
  }
  ProcessTree tree = ProcessTree::build(events);
  ProcessWalk walk = walk_processes(tree, ProcessQuery::parse(""), {});
  EXPECT_EQ(walk.lines.size(), WalkLimits::kDeepest + 1);
  EXPECT_EQ(walk.lines.size() + walk.hidden, tree.nodes().size());
}

}  // namespace
}  // namespace noroshi
