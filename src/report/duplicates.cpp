#include "report/duplicates.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/json_writer.h"
#include "base/message.h"

namespace noroshi {

void DuplicateReport::add(const DuplicateRun& run) {
  records_ += run.records;
  files_.insert(run.source);
  Found* found = places_.find_or_add(Place{run.source, run.first_source, run.host, run.channel});
  if (found == nullptr) {
    return;
  }
  found->records += run.records;
  if (!found->runs.empty() && found->runs.back().to + 1 == run.from) {
    found->runs.back().to = run.to;
  } else if (found->runs.size() < kMostRuns) {
    found->runs.push_back({run.from, run.to});
  } else {
    Run& last = found->runs.back();
    last = {std::min(last.from, run.from), std::max(last.to, run.to)};
    found->is_exact = false;
  }
}

void DuplicateReport::append_json_lines(std::span<const SourceFile> files, std::string& out) const {
  for (const auto& [place, found] : places_.entries()) {
    out += "{\"version\":1,\"kind\":\"duplicates\",\"host\":";
    append_json_string(place.host, out);
    out += ",\"channel\":";
    append_json_string(place.channel, out);
    out += ",\"first\":";
    append_json_string(files[place.first_source].path, out);
    out += ",\"again\":";
    append_json_string(files[place.source].path, out);
    out += fmt::format(",\"records\":{},\"numbers\":[", found.records);
    const char* separator = "";
    for (const Run& run : found.runs) {
      out += fmt::format("{}[{},{}]", std::exchange(separator, ","), run.from, run.to);
    }
    out += found.is_exact ? "]}\n" : "],\"exact\":false}\n";
  }
}

void DuplicateReport::append_section(std::span<const SourceFile> files, std::size_t most,
                                     std::string& out) const {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> pairs;
  for (const auto& [place, found] : places_.entries()) {
    pairs[{place.source, place.first_source}] += found.records;
  }
  if (pairs.empty()) {
    return;
  }
  out += tr("Duplicates: records that stand in an earlier file too, counted there only\n");
  std::size_t shown = 0;
  for (const auto& [pair, records] : pairs) {
    if (shown++ == most) {
      out += tr_format("  ... and {0} more pairs of files\n", pairs.size() - most);
      break;
    }
    std::string again;
    std::string first;
    append_visible(files[pair.first].path, again);
    append_visible(files[pair.second].path, first);
    out += pair.first == pair.second
               ? tr_format("  {0}: {1} repeated in the file itself\n", again, records)
               : tr_format("  {0}: {1} also in {2}\n", again, records, first);
  }
}

}  // namespace noroshi
