#include "match/indicator_set.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/fold.h"
#include "indicator/classify.h"

namespace noroshi {
namespace {

// Whether looking for `indicator` (as a plain list gives it) finds it in `text`.
bool hits(const Indicator& indicator, std::string_view text) {
  IndicatorSet set(std::span(&indicator, 1));
  std::vector<IndicatorHit> found;
  set.find(fold(text), found);
  return !found.empty();
}
bool hits(std::string_view indicator, std::string_view text) {
  auto read = classify(indicator);
  EXPECT_TRUE(read.has_value()) << indicator;
  return read && hits(*read, text);
}
bool hits(IndicatorKind kind, std::string_view indicator, std::string_view text) {
  auto read = classify_as(kind, indicator);
  EXPECT_TRUE(read.has_value()) << indicator;
  return read && hits(*read, text);
}

TEST(IndicatorSet, DomainsAndWhatLiesBelow) {
  for (const char* text :
       {"evil.com", "EVIL.com", "www.evil.com", "a.b.evil.com.", "x@evil.com", "http://evil.com/a",
        "(evil.com)", "u=http%3A%2F%2Fevil.com%2Fa", "%2fwww.evil.com", "evil.com:443",
        "see evil.com, then", "..evil.com..", "%ab.evil.com"}) {
    EXPECT_TRUE(hits("evil.com", text)) << text;
  }
  for (const char* text : {"notevil.com", "evil.com.au", "evil.co", "evil.com-x", "x-evil.com",
                           "evil.com_x", "evil,com", "xevil.comx", "", "evil", "\xc3\xa9vil.com"}) {
    EXPECT_FALSE(hits("evil.com", text)) << text;
  }
}

TEST(IndicatorSet, AddressesAreNumbers) {
  for (const char* text :
       {"10.0.0.1", "ip=10.0.0.1:443", "[10.0.0.1]", "10.0.0.1.", "\\\\10.0.0.1\\c$",
        "10.0.0.1-10.0.0.9", "::ffff:10.0.0.1", "::ffff:a00:1", "%2f10.0.0.1"}) {
    EXPECT_TRUE(hits("10.0.0.1", text)) << text;
  }
  for (const char* text : {"110.0.0.1", "10.0.0.11", "10.0.0.1.5", "5.10.0.0.1", "v10.0.0.1",
                           "10.0.0.1.evil.com", "10.0.0.01", "10.0.0.1_x", "10.0.0"}) {
    EXPECT_FALSE(hits("10.0.0.1", text)) << text;
  }
  for (const char* text :
       {"2001:db8::1", "2001:DB8:0:0:0:0:0:1", "[2001:db8::1]:443", "2001:db8::1%5",
        "src:2001:db8::1", "2001:db8::1, 2001:db8::2", "2001:db8::1: unreachable"}) {
    EXPECT_TRUE(hits("2001:db8::1", text)) << text;
  }
  for (const char* text : {"2001:db8::11", "12001:db8::1", "2001:db8::1x", "05:02:09", "a::b::1"}) {
    EXPECT_FALSE(hits("2001:db8::1", text)) << text;
  }
}

TEST(IndicatorSet, NetworksHoldAddresses) {
  EXPECT_TRUE(hits("10.1.2.3/8", "to 10.200.0.1"));
  EXPECT_FALSE(hits("10.0.0.0/8", "to 11.0.0.1"));
  EXPECT_FALSE(hits("10.0.0.0/8", "10 apples"));
  EXPECT_TRUE(hits("0.0.0.0/0", "11.0.0.1"));
  EXPECT_FALSE(hits("0.0.0.0/0", "2001:db8::1"));
  EXPECT_TRUE(hits("2001:db8::/33", "2001:db8:7fff::1"));
  EXPECT_FALSE(hits("2001:db8::/33", "2001:db8:8000::1"));
}

TEST(IndicatorSet, HashesAlsoInsideOthers) {
  const std::string md5 = "d41d8cd98f00b204e9800998ecf8427e";
  EXPECT_TRUE(hits(md5, "MD5=D41D8CD98F00B204E9800998ECF8427E,SHA1=DA39A3EE"));
  EXPECT_TRUE(hits(md5, "0x" + md5));
  EXPECT_TRUE(hits(md5, md5 + "_x.exe"));
  EXPECT_FALSE(hits(md5, md5 + "0"));
  EXPECT_FALSE(hits(md5, "a" + md5));
  EXPECT_FALSE(hits(md5, "d41d8cd9-8f00-b204-e980-0998ecf8427e"));

  Indicator hash = *classify(md5);
  IndicatorSet set(std::span(&hash, 1));
  const unsigned char bytes[] = {0xd4, 0x1d, 0x8c, 0xd9, 0x8f, 0x00, 0xb2, 0x04,
                                 0xe9, 0x80, 0x09, 0x98, 0xec, 0xf8, 0x42, 0x7e};
  std::vector<IndicatorHit> found;
  set.find_in_binary(std::as_bytes(std::span(bytes)), found);
  EXPECT_EQ(found.size(), 1U);
  found.clear();
  set.find_in_binary(std::as_bytes(std::span(bytes).first(15)), found);
  EXPECT_TRUE(found.empty());
}

TEST(IndicatorSet, UrlsEndWhereAWordMayEnd) {
  for (const char* text : {"http://evil.com/a", "HTTP://Evil.com/A?x=1", "'http://evil.com/a/b'",
                           "http://evil.com/a."}) {
    EXPECT_TRUE(hits("hxxp://evil[.]com/a", text)) << text;
  }
  for (const char* text : {"http://evil.com/ab", "http://evil.com/a.php", "http://evil.com",
                           "https://evil.com/a", "http://www.evil.com/a", "xhttp://evil.com/a"}) {
    EXPECT_FALSE(hits("hxxp://evil[.]com/a", text)) << text;
  }
  EXPECT_FALSE(hits("http://evil.com/", "http://evil.com.au/"));
  EXPECT_TRUE(hits("http://evil.com/", "http://evil.com?x"));
}

TEST(IndicatorSet, PathsWithAndWithoutTheirDrive) {
  for (const char* text : {"C:\\Temp\\evil.exe", "\"c:\\temp\\EVIL.exe\" -x",
                           "cmd /cC:\\Temp\\evil.exe", "\\Device\\HarddiskVolume12\\Temp\\evil.exe",
                           "\\\\?\\C:\\Temp\\evil.exe", "C:\\Temp\\evil.exe:stream"}) {
    EXPECT_TRUE(hits("C:\\Temp\\evil.exe", text)) << text;
  }
  for (const char* text : {"D:\\Temp\\evil.exe", "\\Temp\\evil.exe", "C:\\Temp\\evil.exe.bak",
                           "C:\\x\\Temp\\evil.exe", "C:\\Temp\\evil.exe2"}) {
    EXPECT_FALSE(hits("C:\\Temp\\evil.exe", text)) << text;
  }
  EXPECT_TRUE(hits("%APPDATA%\\x\\evil.exe", "C:\\Users\\a\\AppData\\Roaming\\x\\evil.exe"));
  EXPECT_TRUE(hits("%APPDATA%\\x\\evil.exe", "start %appdata%\\x\\evil.exe"));
  EXPECT_FALSE(hits("%APPDATA%\\x\\evil.exe", "C:\\x\\evil.exe"));
  EXPECT_TRUE(hits("C:\\ProgramData\\Evil Folder\\", "C:\\ProgramData\\Evil Folder\\a.dll"));
  EXPECT_FALSE(hits("C:\\ProgramData\\Evil Folder", "C:\\ProgramData\\Evil Folder2\\a.dll"));
}

TEST(IndicatorSet, NamesKeysAndOtherTexts) {
  EXPECT_TRUE(hits("evil.exe", "C:\\x\\Evil.exe -a"));
  EXPECT_FALSE(hits("evil.exe", "notevil.exe evil.exe.bak my-evil.exe"));
  EXPECT_TRUE(hits("my evil.docm", "open 'My Evil.docm'"));
  EXPECT_FALSE(hits("my evil.docm", "dummy evil.docm"));
  EXPECT_TRUE(hits(IndicatorKind::kFileName, "evil", "C:\\x\\evil -a"));
  EXPECT_FALSE(hits(IndicatorKind::kFileName, "evil", "C:\\x\\evil.exe"));
  EXPECT_TRUE(hits("HKEY_LOCAL_MACHINE\\Software\\Evil", "HKLM\\SOFTWARE\\Evil\\Run"));
  EXPECT_TRUE(hits("HKLM\\Software\\Evil", "\\REGISTRY\\MACHINE\\SOFTWARE\\Evil"));
  EXPECT_FALSE(hits("HKLM\\Software\\Evil", "HKLM\\SOFTWARE\\Evil2"));
  EXPECT_TRUE(hits(IndicatorKind::kText, "\\\\.\\pipe\\evilpipe", "\\evilpipe"));
  EXPECT_TRUE(hits("a.b@evil.com", "<a.b@evil.com>"));
  EXPECT_FALSE(hits("b@evil.com", "a.b@evil.com"));
}

TEST(IndicatorSet, EqualIndicatorsCountOnce) {
  std::vector<Indicator> list;
  for (const char* text : {"evil.com", "EVIL.com.", "10.0.0.1", "::ffff:10.0.0.1", "10.0.0.1/32",
                           "10.1.1.1/8", "10.0.0.0/8"}) {
    list.push_back(*classify(text));
  }
  IndicatorSet set(list);
  EXPECT_EQ(set.indicators().size(), 3U);
  EXPECT_EQ(set.repeated(), 4U);
}

TEST(IndicatorSet, ManyOfOneHostAreAllFound) {
  // More URLs than one word may stand for: the rest is left to the scanner.
  std::vector<Indicator> list;
  for (int i = 0; i < 300; ++i) {
    list.push_back(*classify("http://evil.com/" + std::to_string(i) + "/x"));
  }
  IndicatorSet set(list);
  for (int i = 0; i < 300; ++i) {
    std::vector<IndicatorHit> found;
    set.find("get http://evil.com/" + std::to_string(i) + "/x now", found);
    std::ranges::sort(found);
    ASSERT_FALSE(found.empty()) << i;
    EXPECT_EQ(found.front().indicator, static_cast<std::uint32_t>(i));
    EXPECT_EQ(found.front().position, 4U);
    EXPECT_EQ(found.front().indicator, found.back().indicator);
  }
}

TEST(IndicatorSet, NoneIsFine) {
  IndicatorSet set({});
  std::vector<IndicatorHit> found;
  set.find("evil.com 10.0.0.1 d41d8cd98f00b204e9800998ecf8427e ::1 . %2 %.", found);
  EXPECT_TRUE(found.empty());
}

}  // namespace
}  // namespace noroshi
