#include "normalise/view.h"

#include <gtest/gtest.h>

#include "normalise/view_test_support.h"

namespace noroshi {
namespace {

constexpr std::string_view kTable = R"(
product: box
aliases: {Machine: Computer}
field_sets:
  shared:
    Kind: {constant: a}
    Size: {number: RawSize}
services:
  - {service: log, channels: [Box/Log, Box/Other]}
  - {service: stem, channel_prefixes: [Box/Stem]}
  - {service: twin, channels: [Box/Log]}
views:
  - category: start
    source: one
    channels: [Box/Log]
    providers: [BoxMaker]
    event_ids: [1, 2]
    use: [shared]
    hide: [Secret]
    fields:
      Id: ChildId
      ParentId: Id
      Kind: {constant: b}
      Both: {concat: [Left, Right]}
  - category: start
    source: two
    channels: [Box/Log, Box/Elsewhere]
    event_ids: [3]
    guards: {Type: [Create, Make]}
)";

class Views : public testing::Test {
 protected:
  Views() : table_(load()) {}

  static ViewTable load() {
    const EmbeddedFile file{"box.yml", kTable};
    auto table = ViewTable::load({&file, 1});
    EXPECT_TRUE(table) << (table ? "" : table.error().to_string());
    return std::move(*table);
  }

  std::vector<std::string> names(const std::vector<ViewId>& views) const {
    std::vector<std::string> out;
    for (ViewId view : views) {
      out.emplace_back(table_.name(view));
    }
    return out;
  }
  std::vector<std::string> selected(std::string_view channel, std::string_view provider,
                                    std::int64_t id) const {
    return names(table_.select(channel, provider, id));
  }
  std::vector<std::string> running(const LogSourceKey& key) const {
    return names(table_.views_for(key));
  }
  ViewId view(std::string_view name) const {
    for (ViewId id = 0; id < table_.size(); ++id) {
      if (table_.name(id) == name) {
        return id;
      }
    }
    ADD_FAILURE() << "no view " << name;
    return 0;
  }

  ViewTable table_;
};

using Names = std::vector<std::string>;

TEST_F(Views, SelectByChannelProviderAndId) {
  EXPECT_EQ(selected("Box/Log", "BoxMaker", 1),
            (Names{"box", "box/log", "box/twin", "box/start/one"}));
  EXPECT_EQ(selected("BOX/log", "boxMAKER", 2),
            (Names{"box", "box/log", "box/twin", "box/start/one"}));
  EXPECT_EQ(selected("Box/Log", "Somebody", 1), (Names{"box", "box/log", "box/twin"}));
  EXPECT_EQ(selected("Box/Log", "", 1), (Names{"box", "box/log", "box/twin", "box/start/one"}));
  EXPECT_EQ(selected("Box/Log", "BoxMaker", -1), (Names{"box", "box/log", "box/twin"}));
  EXPECT_EQ(selected("Box/Elsewhere", "x", 3), (Names{"box", "box/start/two"}));
  EXPECT_EQ(selected("box/stem-and-leaf", "x", 3), (Names{"box", "box/stem"}));
  EXPECT_EQ(selected("Unheard of", "x", 3), (Names{"box"}));
  EXPECT_EQ(selected("", "x", 3), Names{});
}

TEST_F(Views, WhereARuleRuns) {
  EXPECT_EQ(running({"start", "box", ""}), (Names{"box/start/one", "box/start/two"}));
  EXPECT_EQ(running({"start", "", ""}), (Names{"box/start/one", "box/start/two"}));
  EXPECT_EQ(running({"", "box", "log"}), (Names{"box/log"}));
  EXPECT_EQ(running({"", "", "stem"}), (Names{"box/stem"}));
  EXPECT_EQ(running({"", "box", ""}), (Names{"box"}));
  // Both must hold; a view with a channel outside the service is not of the service.
  EXPECT_EQ(running({"start", "box", "log"}), (Names{"box/start/one"}));
  EXPECT_EQ(running({"start", "box", "stem"}), Names{});
  EXPECT_EQ(running({"start", "box", "unknown"}), Names{});
  EXPECT_EQ(running({"start", "linux", ""}), Names{});
  EXPECT_EQ(running({"unknown", "box", ""}), Names{});
  EXPECT_EQ(running({"", "", ""}), Names{});
}

TEST_F(Views, ANameMeansTheTableFirst) {
  TestRecord record({{"Computer", "PC1"}}, {{"Id", Value::utf8("7")},
                                            {"ChildId", Value::utf8("8")},
                                            {"Secret", Value::utf8("s")},
                                            {"RawSize", Value::utf8("0x10")},
                                            {"Left", Value::utf8("l")},
                                            {"Other", Value::utf8("o")}});
  ViewId one = view("box/start/one");
  EXPECT_EQ(record.read(table_, one, "Id"), "8");
  EXPECT_EQ(record.read(table_, one, "id"), "8");
  EXPECT_EQ(record.read(table_, one, "ParentId"), "7");
  EXPECT_EQ(record.read(table_, one, "Size"), "16");
  EXPECT_EQ(record.read(table_, one, "Kind"), "b");
  EXPECT_EQ(record.read(table_, one, "Other"), "o");
  // Renamed away, hidden, impossible, unheard of.
  EXPECT_EQ(record.read(table_, one, "ChildId"), "(absent)");
  EXPECT_EQ(record.read(table_, one, "SECRET"), "(absent)");
  EXPECT_EQ(record.read(table_, one, "Both"), "(absent)");
  EXPECT_EQ(table_.resolve(one, record.shape(), "Both").kind, Accessor::Kind::kAbsent);
  EXPECT_EQ(record.read(table_, one, "None"), "(absent)");
  // Another view, other meanings.
  ViewId raw = view("box/log");
  EXPECT_EQ(record.read(table_, raw, "Id"), "7");
  EXPECT_EQ(record.read(table_, raw, "ChildId"), "8");
  EXPECT_EQ(record.read(table_, raw, "Kind"), "(absent)");
}

TEST_F(Views, AliasIsTheLastResort) {
  TestRecord without({{"Computer", "PC1"}}, {});
  EXPECT_EQ(without.read(table_, view("box/log"), "Machine"), "PC1");
  TestRecord with({{"Computer", "PC1"}}, {{"Machine", Value::utf8("m")}});
  EXPECT_EQ(with.read(table_, view("box/log"), "Machine"), "m");
}

TEST_F(Views, AbsentEntryDoesNotFallBackToTheRawName) {
  TestRecord record({{"Id", Value::utf8("7")}});
  EXPECT_EQ(record.read(table_, view("box/start/one"), "Id"), "(absent)");
}

TEST_F(Views, PlainFieldsAreReadByIndex) {
  TestRecord record({{"ChildId", Value::utf8("8")}});
  Accessor accessor = table_.resolve(view("box/start/one"), record.shape(), "Id");
  EXPECT_EQ(accessor.kind, Accessor::Kind::kField);
  EXPECT_EQ(accessor.field, 0u);
}

TEST_F(Views, Guards) {
  auto guards = table_.guards(view("box/start/two"));
  ASSERT_EQ(guards.size(), 1u);
  EXPECT_EQ(guards[0].field, "Type");
  EXPECT_EQ(guards[0].any_of, (Names{"Create", "Make"}));
  EXPECT_TRUE(table_.guards(view("box/log")).empty());
}

TEST_F(Views, FieldsAreWhatRulesSeeUnderTheirNames) {
  TestRecord record({{"Computer", "PC1"}, {"Id", "header"}}, {{"Id", Value::utf8("7")},
                                                              {"Left", Value::utf8("l")},
                                                              {"ChildId", Value::utf8("8")},
                                                              {"Secret", Value::utf8("s")},
                                                              {"Left", Value::utf8("second")},
                                                              {"RawSize", Value::utf8("0x10")}});
  std::vector<std::pair<std::string, std::string>> shown;
  for (const auto& [name, accessor] : table_.fields(view("box/start/one"), record.shape())) {
    EXPECT_EQ(accessor, table_.resolve(view("box/start/one"), record.shape(), name));
    shown.emplace_back(name, record.shown(accessor));
  }
  std::vector<std::pair<std::string, std::string>> expected = {
      {"Computer", "PC1"}, {"ParentId", "7"}, {"Id", "8"},   {"Left", "second"},
      {"RawSize", "0x10"}, {"Kind", "b"},     {"Size", "16"}};
  EXPECT_EQ(shown, expected);
}

TEST_F(Views, NamespacesAreNotListedButCanBeAskedFor) {
  ShapeField field;
  field.name = "Event_xmlns";
  field.path = {"Event", "xmlns"};
  field.part = FieldPart::kAttribute;
  field.section = FieldSection::kHeader;
  field.constant_text = "http://schemas.microsoft.com/win/2004/08/events/event";
  Shape shape({field}, 0);
  for (const auto& [name, accessor] : table_.fields(view("box/start/one"), shape)) {
    EXPECT_NE(name, "Event_xmlns");
  }
  EXPECT_EQ(table_.resolve(view("box/start/one"), shape, "Event_xmlns").field, 0u);
}

}  // namespace
}  // namespace noroshi
