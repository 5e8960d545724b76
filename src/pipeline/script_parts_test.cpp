#include "pipeline/script_parts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>

#include "event/value_text.h"

namespace noroshi {
namespace {

struct Part {
  std::string id;
  std::uint64_t number = 1;
  std::uint64_t of = 1;
  std::string text;
  std::string host = "WS01";
  std::uint64_t record = 1;
  std::vector<Hit> hits{};
  std::uint32_t source = 0;
};

const ShapePtr& shape() {
  static const ShapePtr made = [] {
    std::vector<ShapeField> fields;
    auto add = [&](std::string name, std::vector<std::string> path, FieldSection section,
                   FieldPart field_part = FieldPart::kElement) {
      ShapeField field;
      field.name = std::move(name);
      field.path = std::move(path);
      field.section = section;
      field.part = field_part;
      field.slot = static_cast<std::uint32_t>(fields.size());
      fields.push_back(std::move(field));
    };
    add("Provider_Name", {"Event", "System", "Provider", "Name"}, FieldSection::kHeader,
        FieldPart::kAttribute);
    add("EventID", {"Event", "System", "EventID"}, FieldSection::kHeader);
    add("Computer", {"Event", "System", "Computer"}, FieldSection::kHeader);
    for (const char* name :
         {"MessageNumber", "MessageTotal", "ScriptBlockText", "ScriptBlockId", "Path"}) {
      add(name, {"Event", "EventData", name}, FieldSection::kData);
    }
    auto slots = static_cast<std::uint32_t>(fields.size());
    return std::make_shared<const Shape>(std::move(fields), slots);
  }();
  return made;
}

void add(ScriptParts& parts, const Part& part) {
  std::string number = std::to_string(part.number);
  std::string of = std::to_string(part.of);
  std::vector<Value> values{Value::utf8("Microsoft-Windows-PowerShell"),
                            Value::utf8("4104"),
                            Value::utf8(part.host),
                            Value::utf8(number),
                            Value::utf8(of),
                            Value::utf8(part.text),
                            Value::utf8(part.id),
                            Value::utf8("C:\\a.ps1")};
  Origin origin{part.source, part.record * 1000, 500};
  Record record;
  record.shape = shape().get();
  record.values = values;
  record.origins = std::span(&origin, 1);
  record.id = part.record;
  record.time = {static_cast<std::int64_t>(part.record)};
  parts.add(record, part.hits);
}

// "id text parts/of versions cut", gaps in brackets; sorted.
std::vector<std::string> blocks_of(ScriptParts& parts) {
  std::vector<std::string> out;
  auto result = parts.finish([&](const ScriptBlock& block) -> Result<void> {
    std::string line = block.id + " '" + block.text + "' " + std::to_string(block.parts) + "/" +
                       std::to_string(block.of);
    for (const ScriptGap& gap : block.gaps) {
      line += " [" + std::to_string(gap.at) + ": " + std::to_string(gap.from) + "-" +
              std::to_string(gap.to) + "]";
    }
    for (std::uint32_t rule : block.held) {
      line += " r" + std::to_string(rule);
    }
    if (block.versions + block.cut > 0) {
      line += " v" + std::to_string(block.versions) + " c" + std::to_string(block.cut);
    }
    out.push_back(line);
    return {};
  });
  EXPECT_TRUE(result.has_value());
  std::ranges::sort(out);
  return out;
}

using Lines = std::vector<std::string>;

TEST(ScriptParts, AreJoinedInTheOrderOfTheirNumbers) {
  ScriptParts parts(ScriptParts::Take::kSeveral);
  add(parts, {"a", 3, 3, "z", "WS01", 9, {{5, 0}}});
  add(parts, {"a", 1, 3, "Invoke-Mi", "WS01", 7, {{7, 0}, {5, 0}}});
  add(parts, {"b", 1, 1, "single", "WS01", 7});
  add(parts, {"a", 2, 3, "mikat", "WS01", 8});
  EXPECT_EQ(blocks_of(parts), Lines{"a 'Invoke-Mimikatz' 3/3 r5 r7"});
}

TEST(ScriptParts, SingleOnesAreTakenToo) {
  ScriptParts parts(ScriptParts::Take::kAll);
  add(parts, {"b", 1, 1, "single"});
  EXPECT_EQ(blocks_of(parts), Lines{"b 'single' 1/1"});
}

TEST(ScriptParts, WhatIsMissingIsAGap) {
  ScriptParts parts(ScriptParts::Take::kSeveral);
  add(parts, {"a", 2, 9, "b"});
  add(parts, {"a", 3, 9, "c"});
  add(parts, {"a", 6, 9, "f"});
  EXPECT_EQ(blocks_of(parts), Lines{"a '\nbc\nf' 3/9 [0: 1-1] [3: 4-5] [5: 7-9]"});
}

TEST(ScriptParts, HostsIdsAndTotalsAreApart) {
  ScriptParts parts(ScriptParts::Take::kSeveral);
  add(parts, {"a", 1, 2, "1"});
  add(parts, {"a", 2, 2, "2", "ws01"});
  add(parts, {"a", 2, 2, "x", "WS02"});
  add(parts, {"a", 2, 3, "y"});
  EXPECT_EQ(blocks_of(parts),
            (Lines{"a '\nx' 1/2 [0: 1-1]", "a '\ny' 1/3 [0: 1-1] [2: 3-3]", "a '12' 2/2"}));
}

TEST(ScriptParts, ACopyIsOnePartAndAnotherTextIsSaid) {
  ScriptParts parts(ScriptParts::Take::kSeveral);
  add(parts, {"a", 1, 2, "one", "WS01", 1});
  add(parts, {"a", 1, 2, "one", "WS01", 1, {}, 4});
  add(parts, {"a", 1, 2, "two", "WS01", 5});
  add(parts, {"a", 2, 2, "end", "WS01", 2});
  EXPECT_EQ(blocks_of(parts), Lines{"a 'oneend' 2/2 v1 c0"});
}

TEST(ScriptParts, NumbersThatLieAreNoGap) {
  ScriptParts parts(ScriptParts::Take::kSeveral);
  add(parts, {"a", 0, 2, "0"});
  add(parts, {"a", 7, 2, "7"});
  EXPECT_EQ(blocks_of(parts), Lines{"a '0\n7' 2/2 [1: 1-6]"});
}

TEST(ScriptParts, WhatDoesNotFitIsCut) {
  ScriptParts parts(ScriptParts::Take::kSeveral);
  std::string half(ScriptBlock::kMostText / 2, 'x');
  for (std::uint64_t number = 1; number <= 3; ++number) {
    add(parts, {"a", number, 3, half, "WS01", number});
  }
  std::uint64_t cut = 0;
  std::size_t size = 0;
  ASSERT_TRUE(parts
                  .finish([&](const ScriptBlock& block) -> Result<void> {
                    cut = block.cut;
                    size = block.text.size();
                    EXPECT_FALSE(block.is_whole());
                    return {};
                  })
                  .has_value());
  EXPECT_EQ(cut, 1U);
  EXPECT_EQ(size, ScriptBlock::kMostText);
}

TEST(ScriptParts, TheOrderAndTheMemoryDoNotMatter) {
  std::mt19937 random(11);
  std::vector<Part> list;
  for (std::uint64_t i = 0; i < 400; ++i) {
    list.push_back({std::string(1, static_cast<char>('a' + random() % 20)), random() % 6 + 1, 6,
                    "t" + std::to_string(random() % 2), "WS01", i});
  }
  ScriptParts first(ScriptParts::Take::kSeveral);
  for (const Part& part : list) {
    add(first, part);
  }
  Lines expected = blocks_of(first);
  for (int round = 0; round < 5; ++round) {
    std::ranges::shuffle(list, random);
    ScriptParts again(ScriptParts::Take::kSeveral, 4096);
    for (const Part& part : list) {
      add(again, part);
    }
    EXPECT_EQ(blocks_of(again), expected);
  }
}

TEST(ScriptParts, TheJoinedRecordIsTheFirstPartWithTheWholeText) {
  ScriptParts parts(ScriptParts::Take::kSeveral);
  add(parts, {"a", 2, 2, "mikatz", "WS01", 8});
  add(parts, {"a", 1, 2, "Invoke-Mi", "WS01", 7});
  RecordCopyReader reader;
  ASSERT_TRUE(parts
                  .finish([&](const ScriptBlock& block) -> Result<void> {
                    const Record* record = joined_record(block, reader);
                    EXPECT_EQ(record->id, 7U);
                    EXPECT_EQ(record->origins.front().offset, 7000U);
                    EXPECT_EQ(to_text(record->field(record->shape->find("ScriptBlockText"))),
                              "Invoke-Mimikatz");
                    EXPECT_EQ(event_id_of(*record), 4104);
                    return {};
                  })
                  .has_value());
}

}  // namespace
}  // namespace noroshi
