#include "source/kind.h"

#include <gtest/gtest.h>

#include <string>

namespace noroshi {
namespace {

std::string_view kind_of(std::string_view text) {
  return file_kind(std::as_bytes(std::span(text)));
}

TEST(FileKind, AnEventLogIsKnownByItsSignature) {
  std::string log("ElfFile\0", 8);
  log.resize(4096);
  EXPECT_EQ(kind_of(log), kEventLogKind);
}

TEST(FileKind, AnEventLogWithADamagedHeaderIsKnownByItsFirstChunk) {
  std::string log(4096, '\0');
  log.append("ElfChnk\0", 8);
  log.resize(kKindBytes);
  EXPECT_EQ(kind_of(log), kEventLogKind);
}

TEST(FileKind, NamesWhatElseItIs) {
  EXPECT_EQ(kind_of(""), "empty file");
  EXPECT_EQ(kind_of("PK\x03\x04...."), "zip archive");
  EXPECT_EQ(kind_of("  {\"a\":1}\n"), "JSON text");
  EXPECT_EQ(kind_of("<Events>"), "XML or HTML text");
  EXPECT_EQ(kind_of("time,host\n"), "other text");
  EXPECT_EQ(kind_of(std::string_view("ab\0cd", 5)), "other binary");
}

}  // namespace
}  // namespace noroshi
