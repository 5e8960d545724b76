#include "report/rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace noroshi {
namespace {

const Time kTime = Time::from_civil(2026, 11, 23, 5, 2, 9, 1234567);

class Rows : public testing::Test {
 protected:
  RowWriter writer(std::span<const Column> columns, RowFormat format, std::size_t width = 80,
                   Colour colour = Colour::kNo) {
    return {columns, {format, {colour, Lines::kAscii, width}}, [this](std::string_view bytes) {
              out_ += bytes;
              return Result<void>();
            }};
  }
  std::string out_;
};

const Column kTwo[] = {{"count", "Count", ColumnKind::kNumber}, {"host", "Host"}};

TEST_F(Rows, OneRowInEachFormat) {
  for (auto [format, expected] :
       {std::pair{RowFormat::kTable, "Count  Host\n-----  ----\n    7  DC01\n"},
        {RowFormat::kCsv, "count,host\n7,DC01\n"},
        {RowFormat::kJsonLines, "{\"count\":7,\"host\":\"DC01\"}\n"}}) {
    out_.clear();
    RowWriter rows = writer(kTwo, format);
    ASSERT_TRUE(rows.add({Cell::number(7), Cell::text("DC01")}));
    ASSERT_TRUE(rows.finish());
    EXPECT_EQ(out_, expected);
    EXPECT_EQ(rows.rows(), 1U);
  }
}

TEST_F(Rows, EveryKindOfCell) {
  const Column columns[] = {{"a", "A"}, {"b", "B"}, {"c", "C"}, {"d", "D"},
                            {"e", "E"}, {"f", "F"}, {"g", "G"}};
  std::vector<std::string> list{"x", "y,z"};
  std::array cells{Cell::time(kTime),    Cell::integer(-5), Cell::real(2.5), Cell::boolean(true),
                   Cell::boolean(false), Cell::list(list),  Cell()};
  RowWriter json = writer(columns, RowFormat::kJsonLines);
  ASSERT_TRUE(json.add(cells));
  EXPECT_EQ(out_,
            "{\"a\":\"2026-11-23T05:02:09.1234567Z\",\"b\":-5,\"c\":2.5,\"d\":true,"
            "\"e\":false,\"f\":[\"x\",\"y,z\"]}\n");
  out_.clear();
  RowWriter csv = writer(columns, RowFormat::kCsv);
  ASSERT_TRUE(csv.add(cells));
  EXPECT_EQ(out_,
            "a,b,c,d,e,f,g\n"
            "2026-11-23T05:02:09.1234567Z,-5,2.5,true,false,\"x, y,z\",\n");
  out_.clear();
  RowWriter table = writer(columns, RowFormat::kTable);
  ASSERT_TRUE(table.add(cells));
  ASSERT_TRUE(table.finish());
  EXPECT_TRUE(out_.contains("\n2026-11-23 05:02:09Z  -5  2.5  yes     x, y,z\n")) << out_;
}

TEST_F(Rows, HostileTextIsHarmlessInEveryFormat) {
  const std::string hostile = "=cmd|'/C calc'!A0\x1b[2J\t\n\u202e\xff";
  for (RowFormat format : {RowFormat::kTable, RowFormat::kCsv, RowFormat::kJsonLines}) {
    out_.clear();
    RowWriter rows = writer(kTwo, format);
    ASSERT_TRUE(rows.add({Cell::text(hostile), Cell::text(hostile)}));
    ASSERT_TRUE(rows.finish());
    EXPECT_FALSE(out_.contains('\x1b'));
    EXPECT_FALSE(out_.contains('\t'));
    EXPECT_FALSE(out_.contains("\u202e"));
    EXPECT_FALSE(out_.contains('\xff'));
    EXPECT_EQ(std::ranges::count(out_, '\n'), format == RowFormat::kTable ? 3
                                              : format == RowFormat::kCsv ? 2
                                                                          : 1);
    EXPECT_EQ(out_.contains("\n'=cmd"), format == RowFormat::kCsv) << out_;
  }
}

TEST_F(Rows, FullWidthFormulasAreNeutralisedToo) {
  RowWriter rows = writer(kTwo, RowFormat::kCsv);
  ASSERT_TRUE(rows.add({Cell::number(1), Cell::text("\uff1d1+1")}));
  EXPECT_TRUE(out_.contains("1,'\uff1d1+1\n")) << out_;
}

TEST_F(Rows, WideCharactersCountTwoColumns) {
  const Column columns[] = {{"a", "A"}, {"b", "B"}};
  RowWriter rows = writer(columns, RowFormat::kTable);
  ASSERT_TRUE(rows.add({Cell::text("\u72fc\u7159"), Cell::text("1")}));
  ASSERT_TRUE(rows.add({Cell::text("abcd"), Cell::text("2")}));
  ASSERT_TRUE(rows.finish());
  EXPECT_EQ(out_, "A     B\n----  -\n\u72fc\u7159  1\nabcd  2\n");
}

TEST_F(Rows, TheWidestTextGivesFirst) {
  const Column columns[] = {{"n", "N", ColumnKind::kNumber}, {"a", "A"}, {"b", "B"}};
  RowWriter rows = writer(columns, RowFormat::kTable, 40);
  std::string lengthy(100, 'x');
  ASSERT_TRUE(rows.add({Cell::number(123456), Cell::text("short"), Cell::text(lengthy)}));
  ASSERT_TRUE(rows.finish());
  std::string last = out_.substr(out_.rfind("\n1") + 1);
  EXPECT_EQ(last, "123456  short  " + std::string(22, 'x') + "...\n");
  EXPECT_EQ(last.size(), 41U);
}

TEST_F(Rows, WithoutAWidthNothingIsCut) {
  const Column columns[] = {{"a", "A"}, {"b", "B"}};
  RowWriter rows = writer(columns, RowFormat::kTable, 0);
  std::string lengthy(100, 'x');
  ASSERT_TRUE(rows.add({Cell::text(lengthy), Cell::text("end")}));
  ASSERT_TRUE(rows.add({Cell::text("y"), Cell::text("end")}));
  ASSERT_TRUE(rows.finish());
  EXPECT_TRUE(out_.contains("\n" + lengthy + "  end\n"));
  EXPECT_TRUE(out_.contains("\ny" + std::string(61, ' ') + "end\n")) << out_;
}

TEST_F(Rows, RowsPastTheMeasuredOnesAreFitted) {
  RowWriter rows = writer(kTwo, RowFormat::kTable, 80);
  std::string worker_output;
  for (std::size_t i = 0; i < RowWriter::kRowsMeasured; ++i) {
    rows.renderer().append(std::array{Cell::number(1), Cell::text("DC01")}, worker_output);
  }
  rows.renderer().append(std::array{Cell::number(12345678), Cell::text("DC01.example")},
                         worker_output);
  ASSERT_TRUE(rows.add_rendered(worker_output));
  EXPECT_TRUE(out_.ends_with("    1  DC01\n12345678  D...\n")) << out_.substr(out_.size() - 50);
  EXPECT_EQ(rows.rows(), RowWriter::kRowsMeasured + 1);
}

TEST_F(Rows, ColumnsMayBeForTablesOrForFilesOnly) {
  const Column columns[] = {{"type", "Type", ColumnKind::kText, ColumnIn::kTableOnly},
                            {"code", "Code", ColumnKind::kNumber, ColumnIn::kFilesOnly},
                            {"host", "Host"}};
  for (auto [format, expected] :
       {std::pair{RowFormat::kTable, "Type     Host\n-------  ----\nNetwork  A\n"},
        {RowFormat::kCsv, "code,host\n3,A\n"},
        {RowFormat::kJsonLines, "{\"code\":3,\"host\":\"A\"}\n"}}) {
    out_.clear();
    RowWriter rows = writer(columns, format);
    ASSERT_TRUE(rows.add({Cell::text("Network"), Cell::number(3), Cell::text("A")}));
    ASSERT_TRUE(rows.finish());
    EXPECT_EQ(out_, expected);
  }
}

TEST_F(Rows, SectionsHaveTheirOwnHeads) {
  RowWriter rows = writer(kTwo, RowFormat::kTable);
  ASSERT_TRUE(rows.begin_section("Nothing here"));
  ASSERT_TRUE(rows.begin_section("First"));
  ASSERT_TRUE(rows.add({Cell::number(1), Cell::text("A")}));
  ASSERT_TRUE(rows.begin_section("Second"));
  ASSERT_TRUE(rows.add({Cell::number(2), Cell::text("long name")}));
  ASSERT_TRUE(rows.finish());
  EXPECT_EQ(out_,
            "First\nCount  Host\n-----  ----\n    1  A\n"
            "\nSecond\nCount  Host\n-----  ---------\n    2  long name\n");
}

TEST_F(Rows, ColumnsWithNothingInThemMayBeLeftOut) {
  const Column columns[] = {{"a", "A", ColumnKind::kText, ColumnIn::kWhereFilled},
                            {"b", "B", ColumnKind::kNumber, ColumnIn::kWhereFilled},
                            {"c", "C"}};
  RowWriter table = writer(columns, RowFormat::kTable);
  ASSERT_TRUE(table.add({Cell(), Cell::number(1), Cell::text("x")}));
  ASSERT_TRUE(table.begin_section("Second"));
  ASSERT_TRUE(table.add({Cell::text("y"), Cell(), Cell()}));
  ASSERT_TRUE(table.finish());
  EXPECT_EQ(out_, "B  C\n-  -\n1  x\n\nSecond\nA  C\n-  -\ny\n");
  out_.clear();
  RowWriter csv = writer(columns, RowFormat::kCsv);
  ASSERT_TRUE(csv.add({Cell(), Cell::number(1), Cell::text("x")}));
  EXPECT_EQ(out_, "a,b,c\n,1,x\n");
}

TEST_F(Rows, LevelsAreColouredOnlyWhereColourIsWanted) {
  const Column columns[] = {{"level", "Level", ColumnKind::kLevel}, {"n", "N"}};
  RowWriter rows = writer(columns, RowFormat::kTable, 80, Colour::kYes);
  ASSERT_TRUE(rows.add({Cell::text("high"), Cell::text("x")}));
  ASSERT_TRUE(rows.finish());
  EXPECT_TRUE(out_.contains("\x1b[31mhigh\x1b[0m   x\n")) << out_;
}

TEST_F(Rows, CsvHasItsHeaderWithoutRows) {
  RowWriter csv = writer(kTwo, RowFormat::kCsv);
  ASSERT_TRUE(csv.finish());
  EXPECT_EQ(out_, "count,host\n");
  out_.clear();
  RowWriter table = writer(kTwo, RowFormat::kTable);
  ASSERT_TRUE(table.finish());
  EXPECT_EQ(out_, "");
}

TEST_F(Rows, ErrorsOfTheSinkArePassedOn) {
  RowWriter rows(kTwo, {RowFormat::kCsv, {}},
                 [](std::string_view) -> Result<void> { return fail(ErrorCode::kIo, "full"); });
  EXPECT_FALSE(rows.add({Cell::number(1), Cell::text("A")}));
}

}  // namespace
}  // namespace noroshi
