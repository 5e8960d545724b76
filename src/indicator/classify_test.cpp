#include "indicator/classify.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

using enum IndicatorKind;

// "kind: value", or "-" for what is not understood.
std::string seen(std::string_view text) {
  auto indicator = classify(text);
  return indicator ? std::string(to_string(indicator->kind)) + ": " + indicator->value : "-";
}

TEST(Classify, ByContent) {
  EXPECT_EQ(seen("d41d8cd98f00b204e9800998ecf8427e"), "hash: d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(seen("SHA1=DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"),
            "hash: DA39A3EE5E6B4B0D3255BFEF95601890AFD80709");
  EXPECT_EQ(seen("10.0.0[.]1"), "address: 10.0.0.1");
  EXPECT_EQ(seen("10.0.0.1:443"), "address: 10.0.0.1");
  EXPECT_EQ(seen("[2001:db8::1]:443"), "address: 2001:db8::1");
  EXPECT_EQ(seen("2001:db8::1"), "address: 2001:db8::1");
  EXPECT_EQ(seen("10.1.2.3/8"), "network: 10.1.2.3/8");
  EXPECT_EQ(seen("2001:db8::/32"), "network: 2001:db8::/32");
  EXPECT_EQ(seen("hxxp://evil.example/a/"), "url: http://evil.example/a");
  EXPECT_EQ(seen("evil.example/a.php"), "url: evil.example/a.php");
  EXPECT_EQ(seen("10.0.0.1/a.php"), "url: 10.0.0.1/a.php");
  EXPECT_EQ(seen("a.b@evil.example"), "email: a.b@evil.example");
  EXPECT_EQ(seen("C:\\Temp\\evil.exe"), "path: C:\\Temp\\evil.exe");
  EXPECT_EQ(seen("%TEMP%\\evil.exe"), "path: %TEMP%\\evil.exe");
  EXPECT_EQ(seen("/tmp/evil"), "path: /tmp/evil");
  EXPECT_EQ(seen("HKLM\\Software\\Evil"), "registry key: HKLM\\Software\\Evil");
  EXPECT_EQ(seen("\\REGISTRY\\MACHINE\\SOFTWARE\\Evil"),
            "registry key: \\REGISTRY\\MACHINE\\SOFTWARE\\Evil");
  EXPECT_EQ(seen("evil.exe"), "file name: evil.exe");
  EXPECT_EQ(seen("evil.ashx"), "file name: evil.ashx");
  EXPECT_EQ(seen("evil.XLSX"), "file name: evil.XLSX");
  EXPECT_EQ(seen("my report.docm"), "file name: my report.docm");
  EXPECT_EQ(seen("Evil.Example"), "domain: Evil.Example");
  EXPECT_EQ(seen("*.evil.example"), "domain: evil.example");
  EXPECT_EQ(seen("evil.example:8080"), "domain: evil.example");
  EXPECT_EQ(seen("evil.com"), "domain: evil.com");
}

TEST(Classify, WhatIsOfNoKindIsNotUnderstood) {
  for (const char* text :
       {"mimikatz", "", "   ", "10.0.0.256", "10.0.0.1-10.0.0.9", "a b c", "http://",
        "evil..example", "10.0.0.0/33", "C:\\", "d41d8cd98f00b204e9800998ecf8427",
        "C:\\Temp\\*.exe", "-", "a\x01.example", "\xff\xfe.example"}) {
    EXPECT_EQ(seen(text), "-") << text;
  }
  EXPECT_EQ(seen(std::string(8193, 'a') + ".example"), "-");
}

TEST(Classify, AGivenTypeIsCheckedAndMayBeWider) {
  EXPECT_EQ(classify_as(kAddress, "10.0.0.0/8")->kind, kNetwork);
  EXPECT_EQ(classify_as(kDomain, "10.0.0.1")->kind, kAddress);
  EXPECT_EQ(classify_as(kFileName, "C:\\Temp\\evil.exe")->kind, kPath);
  EXPECT_EQ(classify_as(kFileName, "evil")->value, "evil");
  EXPECT_EQ(classify_as(kText, "Global\\EvilMutex")->value, "Global\\EvilMutex");
  EXPECT_FALSE(classify_as(kHash, "xyz").has_value());
  EXPECT_FALSE(classify_as(kHash, "d41d8cd98f00b204e9800998ecf8427").has_value());
  EXPECT_FALSE(classify_as(kText, "abc").has_value());
  EXPECT_FALSE(classify_as(kAddress, "evil.example").has_value());
}

}  // namespace
}  // namespace noroshi
