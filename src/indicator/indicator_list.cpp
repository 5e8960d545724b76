#include "indicator/indicator_list.h"

#include <algorithm>

#include "base/utf.h"
#include "indicator/json_lists.h"
#include "indicator/refang.h"

namespace noroshi {
namespace {

constexpr std::size_t kLargestList = std::size_t{512} << 20;  // bytes

// UTF-16 with a byte order mark, as spreadsheets write it, becomes UTF-8.
std::string utf8_of(std::string_view text) {
  std::string out;
  append_utf16({reinterpret_cast<const std::byte*>(text.data()), text.size()}, out);
  return out;
}

}  // namespace

std::string_view to_string(ListFormat format) {
  switch (format) {
    case ListFormat::kPlain:
      return "plain list";
    case ListFormat::kCsv:
      return "CSV";
    case ListFormat::kMisp:
      return "MISP";
    case ListFormat::kStix:
      return "STIX";
  }
  return "";
}

void IndicatorList::leave_aside(std::uint32_t line, std::string_view text,
                                std::string_view reason) {
  ++left_aside_count;
  if (left_aside.size() < kMostNamed) {
    std::string valid;
    append_utf8(text.substr(0, kLongestShown + 8), valid);
    valid.resize(utf8_prefix(valid, kLongestShown));
    left_aside.push_back({line, std::move(valid), std::string(reason)});
  }
}

void IndicatorList::mark(std::string_view marking) {
  if (!marking.empty() && std::ranges::find(markings, marking) == markings.end()) {
    markings.emplace_back(marking);
  }
}

void IndicatorList::take(std::uint32_t line, std::string_view written,
                         Result<Indicator> indicator) {
  if (!indicator) {
    leave_aside(line, written, indicator.error().message);
    return;
  }
  indicator->line = line;
  indicators.push_back(*std::move(indicator));
}

Result<IndicatorList> read_indicators(std::string_view text) {
  if (text.size() > kLargestList) {
    return fail(ErrorCode::kLimit, "the list is larger than 512 MiB; split it");
  }
  std::string converted;
  if (text.starts_with("\xff\xfe")) {
    converted = utf8_of(text.substr(2));
    text = converted;
  } else if (text.starts_with("\xef\xbb\xbf")) {
    text.remove_prefix(3);
  }
  if (text.substr(0, 4096).contains('\0')) {
    return fail(ErrorCode::kInvalidInput, "is no text; give a list of indicators");
  }
  IndicatorList list;
  std::string_view start = trimmed(text.substr(0, 4096));
  bool is_json = start.starts_with('{') ||
                 (start.starts_with('[') && trimmed(start.substr(1)).starts_with('{'));
  if (is_json) {
    TRY(read_json_list(text, list));
  } else if (looks_like_csv(text)) {
    list.format = ListFormat::kCsv;
    read_csv_list(text, list);
  } else {
    read_plain_list(text, list);
  }
  return list;
}

}  // namespace noroshi
