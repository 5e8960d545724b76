#include "indicator/indicator_list.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

std::string taken(const IndicatorList& list) {
  std::string out;
  for (const Indicator& indicator : list.indicators) {
    out += std::string(to_string(indicator.kind)) + " " + indicator.value + "\n";
  }
  return out;
}

IndicatorList read(std::string_view text) {
  auto list = read_indicators(text);
  EXPECT_TRUE(list.has_value()) << list.error().message;
  return list ? *std::move(list) : IndicatorList{};
}

TEST(IndicatorList, APlainListWithComments) {
  IndicatorList list = read(
      "\xef\xbb\xbf# TLP:AMBER+STRICT, from a partner\r\n"
      "hxxp://evil[.]example/a   # seen on Monday\r\n"
      "\r\n"
      "; old\n"
      "// older\n"
      "nonsense here\n"
      "10.0.0.1");
  EXPECT_EQ(list.format, ListFormat::kPlain);
  EXPECT_EQ(taken(list), "url http://evil.example/a\naddress 10.0.0.1\n");
  EXPECT_EQ(list.indicators[1].line, 7U);
  EXPECT_EQ(list.indicators[0].written, "hxxp://evil[.]example/a");
  ASSERT_EQ(list.left_aside.size(), 1U);
  EXPECT_EQ(list.left_aside[0].line, 6U);
  EXPECT_EQ(list.left_aside[0].text, "nonsense here");
  EXPECT_EQ(list.markings, std::vector<std::string>{"TLP:AMBER+STRICT"});
}

TEST(IndicatorList, AFileOfHostsGivesItsNames) {
  EXPECT_EQ(taken(read("127.0.0.1\tevil.example\n0.0.0.0 ads.example # x\n0.0.0.0\n")),
            "domain evil.example\ndomain ads.example\naddress 0.0.0.0\n");
}

TEST(IndicatorList, CsvWithATypeColumn) {
  IndicatorList list = read(
      "Type;Value;Comment\n"
      "ip-dst;10.0.0.1;\"one;\"\"two\"\"\nthree\"\n"
      "filename|md5;a.exe|d41d8cd98f00b204e9800998ecf8427e;x\n"
      "domain|ip;evil.example|10.0.0.2;\n"
      "ssdeep;3:abc:def;\n"
      ";evil.exe;\n"
      "sha256;zzz;\n");
  EXPECT_EQ(list.format, ListFormat::kCsv);
  EXPECT_EQ(taken(list),
            "address 10.0.0.1\nhash d41d8cd98f00b204e9800998ecf8427e\ndomain evil.example\n"
            "address 10.0.0.2\nfile name evil.exe\n");
  EXPECT_EQ(list.indicators[1].line, 4U);  // the quoted cell before it has a line feed
  ASSERT_EQ(list.left_aside.size(), 2U);
  EXPECT_EQ(list.left_aside[0].reason, "its type 'ssdeep' is not one to look for");
  EXPECT_EQ(list.left_aside[1].line, 8U);
}

TEST(IndicatorList, CsvWhoseColumnsAreCalledByTheirType) {
  IndicatorList list = read(
      "################\n"
      "# A feed, TLP:CLEAR\n"
      "#\n"
      "# \"first_seen\",\"sha256_hash\",\"md5_hash\",\"file_name\",\"url\"\n"
      "\"2026-01-01\",\"\",\"d41d8cd98f00b204e9800998ecf8427e\",\"svchost.exe\",\"http://e.example/"
      "a\"\n");
  EXPECT_EQ(taken(list), "hash d41d8cd98f00b204e9800998ecf8427e\nurl http://e.example/a\n");
  EXPECT_EQ(taken(read("domain\nevil.example\n")), "domain evil.example\n");
}

TEST(IndicatorList, CsvRowsThatAreNotForDetectionAreLeftAside) {
  IndicatorList list = read("uuid,type,value,to_ids\n1,ip-dst,10.0.0.1,0\n2,ip-dst,10.0.0.2,1\n");
  EXPECT_EQ(taken(list), "address 10.0.0.2\n");
  EXPECT_EQ(list.left_aside_count, 1U);
}

TEST(IndicatorList, AnOpenQuoteDoesNotEatTheFile) {
  IndicatorList list = read("type,value\nip,\"10.0.0.1\nip,10.0.0.2\n");
  EXPECT_EQ(taken(list), "address 10.0.0.1\naddress 10.0.0.2\n");
}

TEST(IndicatorList, AMispEvent) {
  IndicatorList list = read(R"({"response":[{"Event":{"info":"x","Tag":[{"name":"tlp:amber"}],
    "Attribute":[{"type":"ip-dst|port","value":"10.0.0.1|443","to_ids":true},
                 {"type":"comment","value":"hello","to_ids":true},
                 {"type":"domain","value":"own.example","to_ids":false},
                 {"type":"domain","value":"gone.example","deleted":true}],
    "Object":[{"name":"file","Attribute":[
      {"type":"sha1","value":"da39a3ee5e6b4b0d3255bfef95601890afd80709","to_ids":true}]}]}}]})");
  EXPECT_EQ(list.format, ListFormat::kMisp);
  EXPECT_EQ(taken(list), "address 10.0.0.1\nhash da39a3ee5e6b4b0d3255bfef95601890afd80709\n");
  ASSERT_EQ(list.left_aside.size(), 3U);
  EXPECT_EQ(list.left_aside[0].reason, "its type 'comment' is not one to look for");
  EXPECT_EQ(list.left_aside[1].line, 3U);
  EXPECT_EQ(list.markings, std::vector<std::string>{"TLP:AMBER"});
  EXPECT_EQ(taken(read(R"([{"type":"hostname","value":"a.example"}])")), "domain a.example\n");
  EXPECT_EQ(
      taken(read(R"({"response":{"Attribute":[{"type":"url","value":"http://a.example/b"}]}})")),
      "url http://a.example/b\n");
}

TEST(IndicatorList, AStixBundle) {
  IndicatorList list = read(R"({"type":"bundle","id":"bundle--1","objects":[
    {"type":"identity","id":"identity--1","name":"x"},
    {"type":"marking-definition","id":"marking-definition--9","definition_type":"tlp",
     "definition":{"tlp":"green"}},
    {"type":"indicator","id":"indicator--1","pattern_type":"stix",
     "object_marking_refs":["marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"],
     "pattern":"[file:hashes.'SHA-1' = 'da39a3ee5e6b4b0d3255bfef95601890afd80709' AND file:name = 'svchost.exe'] OR [domain-name:value IN ('a.example', 'b.example')]"},
    {"type":"indicator","id":"indicator--2","pattern":"[ipv4-addr:value ISSUBSET '10.0.0.0/8']"},
    {"type":"indicator","id":"indicator--3","pattern":"[url:value LIKE 'http://%' OR url:value = 'http://c.example/it\\'s']"},
    {"type":"indicator","id":"indicator--4","pattern":"[file:name = 'a.exe' AND file:size = 3]"},
    {"type":"indicator","id":"indicator--5","pattern":"rule x {}","pattern_type":"yara"},
    {"type":"indicator","id":"indicator--6","revoked":true,"pattern":"[ipv4-addr:value = '1.1.1.1']"},
    {"type":"indicator","id":"indicator--7","pattern":"[broken"},
    {"type":"ipv4-addr","id":"ipv4-addr--1","value":"10.0.0.2"},
    {"type":"file","id":"file--1","name":"b.exe","hashes":{"MD5":"d41d8cd98f00b204e9800998ecf8427e"}},
    {"type":"mutex","id":"mutex--1","name":"EvilMutex"},
    {"type":"observed-data","id":"observed-data--1","objects":{"0":{"type":"domain-name","value":"d.example"}}}
  ]})");
  EXPECT_EQ(list.format, ListFormat::kStix);
  EXPECT_EQ(taken(list),
            "hash da39a3ee5e6b4b0d3255bfef95601890afd80709\ndomain a.example\ndomain b.example\n"
            "network 10.0.0.0/8\nurl http://c.example/it's\naddress 10.0.0.2\n"
            "hash d41d8cd98f00b204e9800998ecf8427e\ntext EvilMutex\ndomain d.example\n");
  ASSERT_EQ(list.left_aside.size(), 5U);
  EXPECT_EQ(list.left_aside[0].reason, "compares url:value by LIKE");
  EXPECT_EQ(list.left_aside[1].reason, "joins conditions with AND, and none is a hash");
  EXPECT_EQ(list.left_aside[2].reason, "its pattern is in the language 'yara'");
  EXPECT_EQ(list.left_aside[3].reason, "is revoked");
  EXPECT_EQ(list.markings, (std::vector<std::string>{"TLP:GREEN", "TLP:AMBER+STRICT"}));
}

TEST(IndicatorList, WhatCannotBeUsedAsAWholeIsAnError) {
  EXPECT_FALSE(read_indicators("{\"a\":").has_value());
  EXPECT_FALSE(read_indicators("{\"a\":1}").has_value());
  EXPECT_FALSE(read_indicators(std::string("MZ\0\0", 4)).has_value());
  std::string deep = "{\"Event\":" + std::string(100, '[') + std::string(100, ']') + "}";
  EXPECT_FALSE(read_indicators(deep).has_value());
}

TEST(IndicatorList, NamesOnlySoManyAndCountsAll) {
  std::string text;
  for (std::size_t i = 0; i <= IndicatorList::kMostNamed; ++i) {
    text += "nonsense\n";
  }
  IndicatorList list = read(text);
  EXPECT_EQ(list.left_aside.size(), IndicatorList::kMostNamed);
  EXPECT_EQ(list.left_aside_count, IndicatorList::kMostNamed + 1);
}

TEST(IndicatorList, AnUtf16ListIsRead) {
  std::string text("\xff\xfe", 2);
  for (char c : std::string("evil.example\n")) {
    text += c;
    text += '\0';
  }
  EXPECT_EQ(taken(read(text)), "domain evil.example\n");
}

}  // namespace
}  // namespace noroshi
