#include "support/oracle/number.h"

#include <gtest/gtest.h>

#include "support/oracle/address.h"

namespace noroshi::oracle {
namespace {

TEST(OracleNumber, ReadsDecimalRealAndHex) {
  EXPECT_TRUE(quantity_of_text("4688")->integer == 4688);
  EXPECT_TRUE(quantity_of_text("-3")->integer == -3);
  EXPECT_TRUE(quantity_of_text("0x116c")->integer == 4460);
  EXPECT_TRUE(quantity_of_text("0xFFFFFFFFFFFFFFFF")->integer == static_cast<__int128>(~0ull));
  EXPECT_EQ(quantity_of_text("1.5e1")->real, 15.0);
  for (const char* text :
       {"", " ", "-", "0x", "0xg", "12a", "1 2", "nan", "inf", ".", "e5", "--1"}) {
    EXPECT_FALSE(quantity_of_text(text)) << text;
  }
}

TEST(OracleNumber, ComparesIntegersExactly) {
  Quantity big = *quantity_of_text("9007199254740993");
  EXPECT_EQ(order(big, *quantity_of_text("9007199254740992")), Order::kGreater);
  EXPECT_EQ(order(*quantity_of_text("1"), *quantity_of_text("1.0")), Order::kEqual);
}

TEST(OracleNumber, ReadsTimesAsTheyAreWritten) {
  auto time = civil_time("2026-01-01T23:05:09.123+09:00");
  ASSERT_TRUE(time);
  EXPECT_EQ(time->hour, 23);
  EXPECT_EQ(time->minute, 5);
  EXPECT_EQ(time->week, 1);
  EXPECT_EQ(civil_time("2027-01-01")->week, 53);
  EXPECT_EQ(civil_time("2024-12-30")->week, 1);
  EXPECT_FALSE(civil_time("2026-02-30"));
  EXPECT_FALSE(civil_time("23:05"));
}

TEST(OracleAddress, BlocksHoldTheirFamilyOnly) {
  auto in = [](const char* block, const char* address) {
    auto parsed = parse_address(address);
    return parsed && holds(*parse_block(block), *parsed);
  };
  EXPECT_TRUE(in("10.0.0.0/8", "10.255.0.1"));
  EXPECT_FALSE(in("10.0.0.0/8", "11.0.0.1"));
  EXPECT_TRUE(in("10.0.0.0/8", "::ffff:10.0.0.1"));
  EXPECT_TRUE(in("2001:db8::/64", "2001:db8::ffff"));
  EXPECT_FALSE(in("2001:db8::/64", "2001:db8:0:1::1"));
  EXPECT_TRUE(in("::1/128", "0:0:0:0:0:0:0:1"));
  EXPECT_FALSE(in("::/0", "10.0.0.1"));
  EXPECT_TRUE(in("0.0.0.0/0", "1.2.3.4"));
  EXPECT_TRUE(in("fe80::/10", "fe80::1%4"));
  EXPECT_FALSE(in("10.0.0.0/8", "10.0.0"));
  EXPECT_FALSE(in("10.0.0.0/8", "10.0.0.1 "));
  EXPECT_FALSE(parse_block("10.0.0.1/8"));
  EXPECT_FALSE(parse_block("192.168.*"));
  EXPECT_FALSE(parse_block("10.0.0.0/33"));
}

}  // namespace
}  // namespace noroshi::oracle
