#include "normalise/operations/key_value.h"

#include <gtest/gtest.h>

#include "normalise/operations/operation_test_support.h"

namespace noroshi {
namespace {

constexpr std::string_view kBlock =
    "\tHostName=ConsoleHost\r\n\tHostApplication=powershell -c \"a=b\"\r\n\tCommandName=\r\n"
    "  HostId=7\n\tLast=end";

std::optional<std::string> part(std::string key, Value value) {
  return evaluated(KeyValue(input(), std::move(key)), {value});
}

TEST(KeyValue, FindsItsLine) {
  EXPECT_EQ(part("HostName", Value::utf8(kBlock)), "ConsoleHost");
  EXPECT_EQ(part("HostApplication", Value::utf8(kBlock)), "powershell -c \"a=b\"");
  EXPECT_EQ(part("CommandName", Value::utf8(kBlock)), "");
  EXPECT_EQ(part("HostId", Value::utf8(kBlock)), "7");
  EXPECT_EQ(part("Last", Value::utf8(kBlock)), "end");
}

TEST(KeyValue, OnlyWholeKeys) {
  EXPECT_EQ(part("Host", Value::utf8(kBlock)), std::nullopt);
  EXPECT_EQ(part("Name", Value::utf8(kBlock)), std::nullopt);
  EXPECT_EQ(part("hostname", Value::utf8(kBlock)), std::nullopt);
  EXPECT_EQ(part("a", Value::utf8("")), std::nullopt);
  EXPECT_EQ(part("a", Value{}), std::nullopt);
}

TEST(KeyValue, TheFirstOfAListCounts) {
  const Value blocks[] = {Value::utf8("Available"), utf16(u"\tA=1\r\n"), utf16(u"\tA=2\r\n\tB=3")};
  EXPECT_EQ(part("A", Value::list_of(blocks)), "1");
  EXPECT_EQ(part("B", Value::list_of(blocks)), "3");
  EXPECT_EQ(part("C", Value::list_of(blocks)), std::nullopt);
}

}  // namespace
}  // namespace noroshi
