#include "match/network_match.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

Network network(std::string_view text, std::uint8_t prefix) {
  Network made;
  Address address = *parse_address(text);
  std::copy(std::begin(address.bytes), std::end(address.bytes), std::begin(made.address));
  made.is_ipv4 = address.is_ipv4;
  made.prefix = static_cast<std::uint8_t>(prefix + (address.is_ipv4 ? 96 : 0));
  return made;
}

TEST(Network, HoldsByBitsNotByText) {
  EXPECT_TRUE(contains(network("10.0.0.0", 8), *parse_address("10.255.1.2")));
  EXPECT_FALSE(contains(network("10.0.0.0", 8), *parse_address("11.0.0.1")));
  EXPECT_TRUE(contains(network("192.168.128.0", 17), *parse_address("192.168.255.1")));
  EXPECT_FALSE(contains(network("192.168.128.0", 17), *parse_address("192.168.127.255")));
  EXPECT_TRUE(contains(network("2001:db8::", 64), *parse_address("2001:db8::1:2:3:4")));
  EXPECT_FALSE(contains(network("2001:db8::", 64), *parse_address("2001:db8:0:1::")));
  EXPECT_TRUE(contains(network("::1", 128), *parse_address("0:0:0:0:0:0:0:1")));
  EXPECT_TRUE(contains(network("0.0.0.0", 0), *parse_address("8.8.8.8")));
}

TEST(Network, MappedAddressesAreIpv4) {
  EXPECT_TRUE(contains(network("127.0.0.0", 8), *parse_address("::ffff:127.0.0.1")));
  EXPECT_TRUE(contains(network("127.0.0.0", 8), *parse_address("::FFFF:7f00:1")));
  EXPECT_FALSE(contains(network("::", 0), *parse_address("10.0.0.1")));
}

TEST(Network, RefusesWhatIsNoAddress) {
  for (const char* text : {"", "10.0.0", "10.0.0.256", "10.0.0.01", "10.0.0.1.2", "localhost", ":",
                           ":::", "1::2::3", "12345::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
                           "1:2:3:4:5:6:7:1.2.3.4", "::1:2:3:4:5:6:7:8", "1.2.3.4::", "-"}) {
    EXPECT_FALSE(parse_address(text).has_value()) << text;
  }
  EXPECT_TRUE(parse_address("fe80::1%eth0").has_value());
}

}  // namespace
}  // namespace noroshi
