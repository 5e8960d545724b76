#include "support/oracle/evaluate.h"

#include <gtest/gtest.h>

#include <map>

namespace noroshi::oracle {
namespace {

using Fields = std::map<std::string, std::vector<std::string>>;

class MapEvent : public Event {
 public:
  explicit MapEvent(Fields fields) {
    for (auto& [name, texts] : fields) {
      FieldValue& made = fields_[name];
      made.present = true;
      for (std::string& text : texts) {
        made.elements.emplace_back(ValueType::kTextUtf8, text);
      }
    }
    for (auto& [name, value] : fields_) {
      for (const Element& element : value.elements) {
        leaves_.push_back(&element);
      }
    }
  }
  [[nodiscard]] const FieldValue* field(const std::string& name) const override {
    auto found = fields_.find(name);
    return found == fields_.end() ? &none_ : &found->second;
  }
  [[nodiscard]] const std::vector<const Element*>& leaves() const override { return leaves_; }

 private:
  std::map<std::string, FieldValue> fields_;
  std::vector<const Element*> leaves_;
  FieldValue none_;
};

bool run(std::string_view detection, const Event& event) {
  std::string text =
      "title: t\nlogsource: {product: windows}\ndetection:\n" + std::string(detection);
  auto documents = parse_yaml(text, "test");
  EXPECT_TRUE(documents) << text;
  auto rule = read_rule(documents->front(), {});
  EXPECT_TRUE(rule) << (rule ? "" : rule.error().to_string());
  return rule && holds(*rule, event);
}

bool item(std::string_view line, const Event& event) {
  return run("  s: {" + std::string(line) + "}\n  condition: s\n", event);
}

TEST(OracleEvaluate, AbsentEmptyAndListFields) {
  MapEvent event(Fields{{"A", {"x", "y"}}, {"E", {""}}, {"N", {"0x10"}}, {"L", {}}});
  EXPECT_TRUE(item("A: Y", event));
  EXPECT_TRUE(item("'A|all': [x, y]", event));
  EXPECT_FALSE(item("'A|all': [x, z]", event));
  EXPECT_FALSE(item("'A|neq': y", event));
  EXPECT_TRUE(item("'Z|neq': y", event));
  EXPECT_TRUE(item("Z: null", event));
  EXPECT_FALSE(item("E: null", event));
  EXPECT_TRUE(item("E: ''", event));
  EXPECT_FALSE(item("Z: ''", event));
  EXPECT_FALSE(item("L: ''", event));
  EXPECT_TRUE(item("'L|exists': true", event));
  EXPECT_TRUE(item("'Z|exists': false", event));
  EXPECT_TRUE(item("N: 16", event));
  EXPECT_FALSE(item("N: '16'", event));
  EXPECT_TRUE(item("'N|lt': 17", event));
  EXPECT_FALSE(item("'A|gte': 0", event));
}

TEST(OracleEvaluate, EmptyTypeIsBothNullAndEmptyText) {
  FieldValue empty = field_value(Value::empty());
  EXPECT_TRUE(empty.present);
  ASSERT_EQ(empty.elements.size(), 1u);
  EXPECT_EQ(empty.elements[0].type, ValueType::kEmpty);
  EXPECT_EQ(empty.elements[0].text, "");
  EXPECT_FALSE(field_value(Value{}).present);
}

TEST(OracleEvaluate, Conditions) {
  MapEvent event(Fields{{"A", {"x"}}});
  std::string base = "  sel_a: {A: x}\n  sel_b: {A: y}\n  _hidden: {A: y}\n  condition: ";
  EXPECT_TRUE(run(base + "sel_a\n", event));
  EXPECT_TRUE(run(base + "sel_b or sel_a and not sel_b\n", event));
  EXPECT_FALSE(run(base + "not sel_a and sel_b\n", event));
  EXPECT_TRUE(run(base + "not not sel_a\n", event));
  EXPECT_TRUE(run(base + "1 of sel*\n", event));
  EXPECT_FALSE(run(base + "all of sel_*\n", event));
  EXPECT_FALSE(run(base + "all of them\n", event));
  EXPECT_TRUE(run(base + "any of *_a\n", event));
  EXPECT_TRUE(run(base + "[sel_b, sel_a]\n", event));
  EXPECT_FALSE(run(base + "not (sel_a or sel_b)\n", event));
}

TEST(OracleEvaluate, KeywordsAreSoughtEverywhere) {
  MapEvent event(Fields{{"A", {"hello World"}}, {"B", {"zz", "other"}}});
  EXPECT_TRUE(run("  k: [nope, world]\n  condition: k\n", event));
  EXPECT_TRUE(run("  k: {'|all': [world, THE]}\n  condition: k\n", event));
  EXPECT_FALSE(run("  k: {'|all': [world, nope]}\n  condition: k\n", event));
  EXPECT_TRUE(run("  k: 'h?llo*d'\n  condition: k\n", event));
  EXPECT_TRUE(run("  k: {'|re': '^o.h'}\n  condition: k\n", event));
}

TEST(OracleEvaluate, References) {
  MapEvent event(Fields{{"A", {"C:\\x\\Tool.exe"}}, {"B", {"tool.EXE"}}, {"C", {"*"}}});
  EXPECT_TRUE(item("'A|fieldref|endswith': B", event));
  EXPECT_FALSE(item("'A|fieldref': B", event));
  EXPECT_FALSE(item("'A|fieldref|contains': C", event));
  EXPECT_FALSE(item("'A|fieldref': Z", event));
  EXPECT_TRUE(item("'A|fieldref|neq': Z", event));
}

TEST(OracleEvaluate, RefusesWhatIsNotSigma) {
  for (const char* line : {"'A|Contains': x", "'A|contains': 5", "'A|gt': '5'", "'A|base64': 'a*'",
                           "A: []", "'A|cidr': 10.0.0.1/8", "'A|exists': yes", "'A|re': '('"}) {
    std::string text = "title: t\nlogsource: {product: windows}\ndetection:\n  s: {" +
                       std::string(line) + "}\n  condition: s\n";
    auto documents = parse_yaml(text, "test");
    ASSERT_TRUE(documents);
    EXPECT_FALSE(read_rule(documents->front(), {})) << line;
  }
}

}  // namespace
}  // namespace noroshi::oracle
