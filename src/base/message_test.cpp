#include "base/message.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

class Message : public testing::Test {
 protected:
  void TearDown() override { set_language(Language::kEnglish); }
};

TEST_F(Message, EnglishIsTheTextItself) {
  EXPECT_EQ(language(), Language::kEnglish);
  EXPECT_EQ(tr("No detections.\n"), "No detections.\n");
  EXPECT_EQ(tr_format("'{0}' is no setting of '{1}'", 2, "3"), "'2' is no setting of '3'");
}

TEST_F(Message, JapaneseComesFromTheTable) {
  set_language(Language::kJapanese);
  EXPECT_EQ(tr("No detections.\n"), "検知はありません。\n");
  EXPECT_EQ(tr_format("'{0}' is no setting of '{1}'", 2, "3"),
            "「3」に「2」という設定はありません");
}

TEST_F(Message, AMissingEntryIsEnglish) {
  set_language(Language::kJapanese);
  EXPECT_EQ(tr("no such message"), "no such message");
  EXPECT_EQ(tr_format("no such {0}", "message"), "no such message");
}

TEST_F(Message, Placeholders) {
  EXPECT_EQ(tr_format("{} and {}", "a", std::string("b")), "a and b");
  EXPECT_EQ(tr_format("{1} before {0}", "a", "b"), "b before a");
  EXPECT_EQ(tr_format("{{0}} {0}%", 18'446'744'073'709'551'615U), "{0} 18446744073709551615%");
  EXPECT_EQ(tr_format("{0} {1} {", "a"), "a {1} {");
  EXPECT_EQ(tr_format("{x} {0", "a"), "{x} {0");
  // What is filled in is never looked at again.
  EXPECT_EQ(tr_format("{0} {1}", "{1}", "b"), "{1} b");
}

}  // namespace
}  // namespace noroshi
