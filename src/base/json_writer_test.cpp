#include "base/json_writer.h"

#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "base/utf.h"

namespace noroshi {
namespace {

std::string json(std::string_view text) {
  std::string out;
  append_json_string(text, out);
  return out;
}

Bytes bytes_of(std::u16string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size() * 2};
}

std::string json16(std::u16string_view text) {
  std::string out;
  append_json_string_utf16(bytes_of(text), out);
  return out;
}

std::string visible(std::string_view text) {
  std::string out;
  append_visible(text, out);
  return out;
}

TEST(JsonString, Escapes) {
  EXPECT_EQ(json(""), R"("")");
  EXPECT_EQ(json("plain"), R"("plain")");
  EXPECT_EQ(json("a\"b\\c/d"), R"("a\"b\\c/d")");
  EXPECT_EQ(json("\t\r\n"), R"("\t\r\n")");
  EXPECT_EQ(json(std::string_view("\0\x1b\x7f", 3)), R"("\u0000\u001b\u007f")");
  EXPECT_EQ(json("\u009b"), R"("\u009b")");
  EXPECT_EQ(json("\u202e\u2066\u2069\u200e\u200f\u061c\u2028"),
            R"("\u202e\u2066\u2069\u200e\u200f\u061c\u2028")");
  EXPECT_EQ(json("\u00e9\u65e5\U0001F525"), "\"\u00e9\u65e5\U0001F525\"");
  EXPECT_EQ(json("\xff"), "\"\ufffd\"");
}

TEST(JsonString, EscapeAtEveryPlaceOfABlock) {
  for (std::size_t place = 0; place < 40; ++place) {
    std::string text(40, 'x');
    std::u16string text16(40, u'x');
    text[place] = '\\';
    text16[place] = u'\\';
    std::string expected =
        "\"" + std::string(place, 'x') + "\\\\" + std::string(39 - place, 'x') + "\"";
    EXPECT_EQ(json(text), expected);
    EXPECT_EQ(json16(text16), expected);
  }
}

// Of every length and with escapes in every set of places of half a block, in memory that ends with
// the text: nothing behind it may be read.
TEST(JsonString, EverySetOfEscapes) {
  for (std::size_t size = 0; size < 36; ++size) {
    for (unsigned places = 0; places < 256; places += size < 20 ? 1 : 5) {
      std::vector<char> text(size);
      std::vector<std::byte> text16(2 * size);
      std::string expected = "\"";
      for (std::size_t i = 0; i < size; ++i) {
        bool escaped = (places >> (i % 8) & 1) != 0;
        text[i] = escaped ? (i % 3 == 0 ? '"' : '\\') : static_cast<char>('a' + i % 26);
        text16[2 * i] = static_cast<std::byte>(text[i]);
        expected += escaped ? "\\" : "";
        expected += text[i];
      }
      expected += '"';
      ASSERT_EQ(json({text.data(), size}), expected);
      std::string wide;
      append_json_string_utf16(text16, wide);
      ASSERT_EQ(wide, expected);
      ASSERT_EQ(visible({text.data(), size}), std::string(text.data(), size));
    }
  }
}

TEST(JsonString, Utf16IsAsItsUtf8) {
  EXPECT_EQ(json16(u"C:\\\u65e5\u672c\\a\u0100\u8000\U0001F525 and more than one block"),
            json("C:\\\u65e5\u672c\\a\u0100\u8000\U0001F525 and more than one block"));
  std::mt19937 random(11);
  for (int round = 0; round < 2000; ++round) {
    std::u16string text(random() % 60, u'a');
    for (char16_t& unit : text) {
      unit = static_cast<char16_t>(random() % 4 == 0 ? random() : random() % 0x90);
    }
    std::string narrow;
    append_utf16(bytes_of(text), narrow);
    ASSERT_EQ(json16(text), json(narrow));
  }
}

TEST(Visible, KeepsBackslashesAndQuotes) {
  EXPECT_EQ(visible(R"(C:\a "b")"), R"(C:\a "b")");
  EXPECT_EQ(visible("line\r\nnext\ttab"), R"(line\r\nnext\ttab)");
  EXPECT_EQ(visible("\x1b[31mred\u202e"), R"(\u001b[31mred\u202e)");
}

TEST(JsonWriter, CommasAndNesting) {
  std::string out = "x\n";
  JsonWriter writer(out);
  writer.begin_object();
  writer.key("id").integer(-7);
  writer.key("big").unsigned_integer(std::numeric_limits<std::uint64_t>::max());
  writer.key("list").begin_array().string("a{").string("b[").string("c:").begin_object();
  writer.end_object().begin_array().end_array().null().boolean(true).end_array();
  writer.key("real").real(1.5).key("none").real(std::numeric_limits<double>::infinity());
  writer.key("raw").raw("[1]");
  writer.key("w").string_utf16(bytes_of(u"w"));
  writer.end_object();
  EXPECT_EQ(out,
            "x\n"
            R"({"id":-7,"big":18446744073709551615,"list":["a{","b[","c:",{},[],null,true],)"
            R"("real":1.5,"none":null,"raw":[1],"w":"w"})");
}

}  // namespace
}  // namespace noroshi
