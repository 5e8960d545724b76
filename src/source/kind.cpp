#include "source/kind.h"

#include <algorithm>
#include <cstdint>

#include "decode/evtx/evtx.h"

namespace noroshi {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  std::string_view kind;
};

// Public signatures; enough to tell a person what was left aside and why.
constexpr Signature kSignatures[] = {
    {"PK\x03\x04"sv, "zip archive"},
    {"\x1f\x8b"sv, "gzip archive"},
    {"\x28\xb5\x2f\xfd"sv, "zstd archive"},
    {"7z\xbc\xaf\x27\x1c"sv, "7z archive"},
    {"BZh"sv, "bzip2 archive"},
    {"\xfd"
     "7zXZ"sv,
     "xz archive"},
    {"\x30\x00\x00\x00LfLe"sv, "old event log (.evt)"},
    {"regf"sv, "registry hive"},
    {"MZ"sv, "Windows program"},
    {"\x7f"
     "ELF"sv,
     "ELF program"},
    {"\xd4\xc3\xb2\xa1"sv, "packet capture"},
    {"\xa1\xb2\xc3\xd4"sv, "packet capture"},
    {"\x4d\x3c\xb2\xa1"sv, "packet capture"},
    {"\x0a\x0d\x0d\x0a"sv, "packet capture"},
    {"SQLite format 3"sv, "SQLite database"},
    {"%PDF"sv, "PDF document"},
};

bool is_text(std::string_view text) {
  return std::ranges::none_of(text, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && !"\t\n\r\f\x1b"sv.contains(c);
  });
}

}  // namespace

std::string_view file_kind(Bytes start) {
  if (start.empty()) {
    return "empty file";
  }
  if (evtx::looks_like_evtx(start)) {
    return kEventLogKind;
  }
  std::string_view text(reinterpret_cast<const char*>(start.data()), start.size());
  for (const Signature& signature : kSignatures) {
    if (text.starts_with(signature.bytes)) {
      return signature.kind;
    }
  }
  if (text.starts_with("\xff\xfe"sv) || text.starts_with("\xfe\xff"sv)) {
    return "UTF-16 text";
  }
  if (!is_text(text)) {
    return "other binary";
  }
  std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first != text.npos && (text[first] == '{' || text[first] == '[')) {
    return "JSON text";
  }
  if (first != text.npos && text[first] == '<') {
    return "XML or HTML text";
  }
  return "other text";
}

}  // namespace noroshi
