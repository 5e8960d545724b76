#include "base/yaml.h"

#include <gtest/gtest.h>

#include <cmath>

namespace noroshi {
namespace {

YamlNode only(std::string_view text) {
  auto documents = parse_yaml(text, "t.yml");
  EXPECT_TRUE(documents.has_value()) << documents.error().to_string();
  if (!documents || documents->size() != 1) {
    ADD_FAILURE() << "not one document";
    return {};
  }
  return std::move(documents->front());
}

Error error_of(std::string_view text) {
  auto documents = parse_yaml(text, "t.yml");
  if (documents) {
    ADD_FAILURE() << "no error in: " << text.substr(0, 100);
    return {};
  }
  return documents.error();
}

struct ScalarCase {
  const char* text;
  YamlKind kind;
  double number;
};

class YamlScalar : public testing::TestWithParam<ScalarCase> {};

TEST_P(YamlScalar, HasTheTypeOfTheCoreSchema) {
  const ScalarCase& expected = GetParam();
  YamlNode node = only(std::string("k: ") + expected.text + "\n").members.at(0).second;
  EXPECT_EQ(node.kind, expected.kind) << expected.text;
  EXPECT_EQ(node.real, expected.number) << expected.text;
}

INSTANTIATE_TEST_SUITE_P(
    Core, YamlScalar,
    testing::Values(
        ScalarCase{"", YamlKind::kNull, 0}, ScalarCase{"~", YamlKind::kNull, 0},
        ScalarCase{"null", YamlKind::kNull, 0}, ScalarCase{"Null", YamlKind::kNull, 0},
        ScalarCase{"nUll", YamlKind::kString, 0}, ScalarCase{"true", YamlKind::kBoolean, 0},
        ScalarCase{"FALSE", YamlKind::kBoolean, 0}, ScalarCase{"yes", YamlKind::kString, 0},
        ScalarCase{"no", YamlKind::kString, 0}, ScalarCase{"on", YamlKind::kString, 0},
        ScalarCase{"Off", YamlKind::kString, 0}, ScalarCase{"'true'", YamlKind::kString, 0},
        ScalarCase{"4688", YamlKind::kInteger, 4688}, ScalarCase{"+7", YamlKind::kInteger, 7},
        ScalarCase{"-7", YamlKind::kInteger, -7}, ScalarCase{"0123", YamlKind::kString, 0},
        ScalarCase{"-00", YamlKind::kString, 0}, ScalarCase{"0", YamlKind::kInteger, 0},
        ScalarCase{"0x10", YamlKind::kInteger, 16}, ScalarCase{"0o17", YamlKind::kInteger, 15},
        ScalarCase{"0xZZ", YamlKind::kString, 0},
        ScalarCase{"0xffffffffffffffff", YamlKind::kReal, 18446744073709551615.0},
        ScalarCase{"9223372036854775807", YamlKind::kInteger, 9223372036854775807.0},
        ScalarCase{"9223372036854775808", YamlKind::kReal, 9223372036854775808.0},
        ScalarCase{"'4688'", YamlKind::kString, 0}, ScalarCase{"!!str 4688", YamlKind::kString, 0},
        ScalarCase{"!!int \"12\"", YamlKind::kInteger, 12}, ScalarCase{"1.5", YamlKind::kReal, 1.5},
        ScalarCase{".5", YamlKind::kReal, 0.5}, ScalarCase{"5.", YamlKind::kReal, 5},
        ScalarCase{"1e3", YamlKind::kReal, 1000}, ScalarCase{"-1.5E-1", YamlKind::kReal, -0.15},
        ScalarCase{"1e", YamlKind::kString, 0}, ScalarCase{".", YamlKind::kString, 0},
        ScalarCase{"-x", YamlKind::kString, 0}, ScalarCase{"1e999", YamlKind::kReal, HUGE_VAL},
        ScalarCase{"-.inf", YamlKind::kReal, -HUGE_VAL}, ScalarCase{"1.2.3", YamlKind::kString, 0},
        ScalarCase{"1_000", YamlKind::kString, 0}, ScalarCase{"2025-01-02", YamlKind::kString, 0},
        ScalarCase{"12:30:45", YamlKind::kString, 0}));

TEST(Yaml, KeepsTheTextOfScalars) {
  YamlNode root = only("a: 0x10\nb: \"x\\ty\\0\"\nc: |\n  one\n  two\nd: 'it''s \\'\n");
  EXPECT_EQ(root.find("a")->text, "0x10");
  EXPECT_EQ(root.find("b")->text, std::string("x\ty\0", 4));
  EXPECT_EQ(root.find("c")->text, "one\ntwo\n");
  EXPECT_EQ(root.find("d")->text, "it's \\");
}

TEST(Yaml, NanIsAReal) {
  YamlNode node = only(".nan");
  EXPECT_EQ(node.kind, YamlKind::kReal);
  EXPECT_TRUE(std::isnan(node.real));
}

TEST(Yaml, RemembersLines) {
  YamlNode root = only("# c\na: 1\nb:\n  - x\n\n  - y: z\n");
  EXPECT_EQ(root.line, 2);
  EXPECT_EQ(root.key_lines, (std::vector<int>{2, 3}));
  EXPECT_EQ(root.find("b")->items[1].line, 6);
}

TEST(Yaml, ReadsSeveralDocuments) {
  auto documents = parse_yaml("a: 1\n---\nb: 2\n---\n...\n", "t.yml");
  ASSERT_TRUE(documents.has_value());
  ASSERT_EQ(documents->size(), 3u);
  EXPECT_EQ((*documents)[1].line, 3);
  EXPECT_EQ((*documents)[2].kind, YamlKind::kNull);
  EXPECT_TRUE(parse_yaml("", "t.yml")->empty());
  EXPECT_TRUE(parse_yaml("# only words\n", "t.yml")->empty());
}

TEST(Yaml, ScalarsAndListsOfThem) {
  YamlNode root = only("one: a\nmany: [b, 3, ~, [x]]\nnone: ~\nmap: {k: v}\n");
  EXPECT_EQ(root.text_of("one"), "a");
  EXPECT_EQ(root.text_of("none", "other"), "other");
  EXPECT_EQ(root.text_of("map", "other"), "other");
  EXPECT_EQ(root.text_of("gone", "other"), "other");
  EXPECT_EQ(root.texts_of("one"), std::vector<std::string>{"a"});
  EXPECT_EQ(root.texts_of("many"), (std::vector<std::string>{"b", "3"}));
  EXPECT_TRUE(root.texts_of("none").empty());
  EXPECT_TRUE(root.texts_of("gone").empty());
}

TEST(Yaml, AliasesAreCopies) {
  YamlNode root = only("a: &x [1, 2]\nb: *x\nc: &y text\nd: *y\n");
  EXPECT_EQ(root.find("b")->items.at(1).integer, 2);
  EXPECT_EQ(root.find("b")->line, 2);
  EXPECT_EQ(root.find("d")->text, "text");
}

TEST(Yaml, ErrorsNameTheirLine) {
  EXPECT_EQ(error_of("a: 1\nb: 'open\n").where, "t.yml:3");
  EXPECT_EQ(error_of("a: 1\nb: *c\n").where, "t.yml:2");
  EXPECT_EQ(error_of("a: 1\nb: \x01\n").where, "t.yml:2");
  EXPECT_EQ(error_of("a: 1\n? [x]\n: 2\n").where, "t.yml:2");
  EXPECT_EQ(error_of("a: !!binary AAAA\n").where, "t.yml:1");
  EXPECT_EQ(error_of("a: !!int x\n").where, "t.yml:1");
  EXPECT_EQ(error_of("a: !thing {}\n").where, "t.yml:1");
}

TEST(Yaml, RefusesDuplicateKeys) {
  Error few = error_of("a: 1\nb: 2\na: 3\n");
  EXPECT_EQ(few.where, "t.yml:3");
  EXPECT_NE(few.message.find("line 1"), std::string::npos);
  std::string many;
  for (int i = 0; i < 100; ++i) {
    many += "k" + std::to_string(i) + ": 1\n";
  }
  EXPECT_EQ(only(many).members.size(), 100u);
  EXPECT_EQ(error_of(many + "k50: 2\n").where, "t.yml:101");
}

TEST(Yaml, LimitsDepth) {
  auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
  };
  EXPECT_TRUE(parse_yaml(nested(kYamlMaxDepth), "t.yml").has_value());
  EXPECT_EQ(error_of(nested(kYamlMaxDepth + 1)).code, ErrorCode::kLimit);
}

TEST(Yaml, LimitsNodes) {
  std::string list = "[";
  for (std::size_t i = 0; i < kYamlMaxNodes; ++i) {
    list += "1,";
  }
  EXPECT_EQ(error_of(list + "]").code, ErrorCode::kLimit);
}

TEST(Yaml, LimitsWhatAliasesExpandTo) {
  std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 10; ++i) {
    std::string before = "*a" + std::to_string(i - 1);
    std::string name = "a" + std::to_string(i);
    laughs += name + ": &" + name + " [";
    for (int j = 0; j < 10; ++j) {
      laughs += before + ", ";
    }
    laughs += "]\n";
  }
  EXPECT_EQ(error_of(laughs).code, ErrorCode::kLimit);

  std::string heavy = "a: &a " + std::string(1 << 20, 'x') + "\nb: [";
  for (int i = 0; i < 64; ++i) {
    heavy += "*a, ";
  }
  EXPECT_EQ(error_of(heavy + "]\n").code, ErrorCode::kLimit);
}

TEST(Yaml, AnErrorCostsOnlyItsOwnDocument) {
  std::string text =
      "a: 1\n---\nb: 'x\n  ---y\n---\nc: 1\nc: 2\n--- # d\nd: 3\n---\ne: |\n  ---\n"
      "# end\n---\nf: \x01\n";
  auto documents = parse_yaml_documents(text, "t.yml");
  ASSERT_EQ(documents.size(), 6u);
  EXPECT_EQ(documents[0].root->text_of("a"), "1");
  EXPECT_EQ(documents[1].root.error().where, "t.yml:5");  // where the open quote meets the end
  EXPECT_EQ(documents[2].line, 7);
  EXPECT_EQ(documents[2].root.error().where, "t.yml:7");
  EXPECT_EQ(documents[3].root->find("d")->line, 9);
  EXPECT_EQ(documents[4].root->text_of("e"), "---\n");
  EXPECT_EQ(documents[5].root.error().where, "t.yml:15");
}

TEST(Yaml, DirectivesBelongToTheDocumentBelowThem) {
  auto documents = parse_yaml_documents("%YAML 1.2\n# c\n---\na: 1\n---\nb: [\n", "t.yml");
  ASSERT_EQ(documents.size(), 2u);
  EXPECT_TRUE(documents[0].root.has_value());
  EXPECT_FALSE(documents[1].root.has_value());
}

TEST(Yaml, LimitsErrors) {
  std::string text;
  for (int i = 0; i < kYamlMaxErrors + 50; ++i) {
    text += "--- [\n";
  }
  auto documents = parse_yaml_documents(text, "t.yml");
  ASSERT_EQ(documents.size(), static_cast<std::size_t>(kYamlMaxErrors) + 1);
  EXPECT_EQ(documents.back().root.error().code, ErrorCode::kLimit);
  EXPECT_EQ(documents.back().line, kYamlMaxErrors + 1);
}

}  // namespace
}  // namespace noroshi
