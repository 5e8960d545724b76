#include "rule/network.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

std::string hex(const Network& network) {
  std::string out;
  for (std::uint8_t byte : network.address) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out + "/" + std::to_string(network.prefix) + (network.is_ipv4 ? " v4" : "");
}

TEST(Network, ReadsAddressesAndNetworks) {
  auto read = [](std::string_view text) {
    auto network = parse_network(text);
    return network ? hex(*network) : network.error().message;
  };
  EXPECT_EQ(read("10.0.0.0/8"), "00000000000000000000ffff0a000000/104 v4");
  EXPECT_EQ(read("192.168.1.7"), "00000000000000000000ffffc0a80107/128 v4");
  EXPECT_EQ(read("0.0.0.0/0"), "00000000000000000000ffff00000000/96 v4");
  EXPECT_EQ(read("::1/128"), "00000000000000000000000000000001/128");
  EXPECT_EQ(read("::"), "00000000000000000000000000000000/128");
  EXPECT_EQ(read("::/0"), "00000000000000000000000000000000/0");
  EXPECT_EQ(read("fe80::/10"), "fe800000000000000000000000000000/10");
  EXPECT_EQ(read("2001:db8::/64"), "20010db8000000000000000000000000/64");
  EXPECT_EQ(read("2001:DB8:0:0:0:0:0:1"), "20010db8000000000000000000000001/128");
  EXPECT_EQ(read("1:2:3:4:5:6:7::"), "00010002000300040005000600070000/128");
  EXPECT_EQ(read("::2:3:4:5:6:7:8"), "00000002000300040005000600070008/128");
  EXPECT_EQ(read("::ffff:1.2.3.4"), "00000000000000000000ffff01020304/128 v4");
  EXPECT_EQ(read("64:ff9b::1.2.3.4"), "0064ff9b000000000000000001020304/128");
}

TEST(Network, RefusesWhatIsNone) {
  for (const char* text : {"",
                           "/8",
                           "192.168.*",
                           "192.168.0/24",
                           "10.0.0.1/8",
                           "10.0.0.0/33",
                           "10.0.0.0/",
                           "10.0.0.0/-1",
                           "10.0.0.0/8/8",
                           "10.0.0.0/0008",
                           "1.2.3.4.5",
                           "01.2.3.4",
                           "256.1.1.1",
                           "1.2.3.",
                           "fe80::1/10",
                           "::1/129",
                           "1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:8:9",
                           "1::2::3",
                           "1:2:3:4:5:6:7:8::",
                           "::1:2:3:4:5:6:7:8",
                           ":1::",
                           "1:",
                           "12345::",
                           "g::",
                           "::1.2.3",
                           "1:2:3:4:5:6:7:1.2.3.4",
                           "fe80::1%eth0",
                           "localhost"}) {
    EXPECT_FALSE(parse_network(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace noroshi
