#include "pipeline/process_events.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

ProcessEvent sample(std::uint32_t pid) {
  ProcessEvent event;
  event.kind = ProcessEventKind::kOther;
  event.log = ProcessLog::kSecurity;
  event.time = {-5};
  event.pid = pid;
  event.place = {3, 4096, 77};
  event.host = "WS01";
  event.guid = "{A}";
  event.image = "a.exe";
  event.user = "u";
  event.command_line = std::string("a\0b", 3);
  event.parent_guid = "{B}";
  event.parent_image = "b.exe";
  event.parent_user = "v";
  event.parent_command_line = "b";
  event.rules = {7, 9};
  return event;
}

TEST(ProcessEventStore, EventsComeBackAsTheyWere) {
  std::string bytes;
  append_process_event(sample(0), bytes);
  append_process_event(sample(4711), bytes);
  ProcessEventStore store;
  store.add(bytes);
  std::vector<ProcessEvent> events = store.take();
  ASSERT_EQ(events.size(), 2U);
  ProcessEvent expected = sample(0);
  EXPECT_EQ(events[0].pid, 0U);  // a process that is numbered 0 is not one without a number
  EXPECT_EQ(events[0].parent_pid, std::nullopt);
  EXPECT_EQ(events[1].pid, 4711U);
  EXPECT_EQ(events[0].kind, expected.kind);
  EXPECT_EQ(events[0].log, expected.log);
  EXPECT_EQ(events[0].time, expected.time);
  EXPECT_EQ(events[0].place, expected.place);
  EXPECT_EQ(events[0].host, expected.host);
  EXPECT_EQ(events[0].guid, expected.guid);
  EXPECT_EQ(events[0].image, expected.image);
  EXPECT_EQ(events[0].user, expected.user);
  EXPECT_EQ(events[0].command_line, expected.command_line);
  EXPECT_EQ(events[0].parent_guid, expected.parent_guid);
  EXPECT_EQ(events[0].parent_image, expected.parent_image);
  EXPECT_EQ(events[0].parent_user, expected.parent_user);
  EXPECT_EQ(events[0].parent_command_line, expected.parent_command_line);
  EXPECT_EQ(events[0].rules, expected.rules);
}

TEST(ProcessEventStore, WhatDoesNotFitIsCounted) {
  std::string bytes;
  for (std::uint32_t pid = 0; pid < 10; ++pid) {
    append_process_event(sample(pid), bytes);
  }
  ProcessEventStore store(3 * (sizeof(ProcessEvent) + 100));
  store.add(bytes);
  EXPECT_EQ(store.left_out(), 7U);
  EXPECT_EQ(store.take().size(), 3U);
}

}  // namespace
}  // namespace noroshi
