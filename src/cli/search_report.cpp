#include "cli/search_report.h"

#include <algorithm>

#include "base/json_writer.h"
#include "base/message.h"
#include "base/timezone.h"
#include "cli/time_options.h"
#include "cli/units.h"

namespace noroshi::cli {
namespace {

constexpr std::size_t kMostIndicators = 10;  // that are named, most found first

std::string visible(std::string_view text) {
  std::string out;
  append_visible(text, out);
  return out;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) {
    out += (out.empty() ? "" : ", ") + text;
  }
  return out;
}

void append_found(const SearchSetup& setup,
                  const std::unordered_map<std::uint32_t, FoundIndicator>& found,
                  std::string& out) {
  std::vector<std::pair<std::uint32_t, FoundIndicator>> order(found.begin(), found.end());
  std::ranges::sort(order, [](const auto& a, const auto& b) {
    return a.second.records != b.second.records ? a.second.records > b.second.records
                                                : a.first < b.first;
  });
  std::size_t most = std::min(order.size(), kMostIndicators);
  for (const auto& [number, times] : std::span(order).first(most)) {
    const Indicator& indicator = setup.indicators->indicators()[number];
    std::string line = count_text(times.records);
    line.insert(0, line.size() < 10 ? 10 - line.size() : 0, ' ');
    out += "  " + line + "  " + std::string(to_string(indicator.kind)) + " " +
           visible(indicator.value) + "  ";
    append_short_time(times.first, display_zone(), out);
    if (times.last != times.first) {
      out += " - ";
      append_short_time(times.last, display_zone(), out);
    }
    out += "  [" + visible(setup.list_names[indicator.list]) + ":" +
           std::to_string(indicator.line) + "]\n";
  }
  if (order.size() > most) {
    out += "              " + tr_format("and {0} more\n", count_text(order.size() - most));
  }
}

}  // namespace

std::string lists_text(const LoadedIndicators& loaded, bool verbose) {
  std::string out;
  for (const LoadedIndicators::List& list : loaded.lists) {
    out +=
        visible(list.name) + ": " +
        tr_format("{0}, {1}", std::string(to_string(list.format)), plural(list.taken, "indicator"));
    if (list.left_aside_count > 0) {
      out += tr_format(", {0} left aside", plural(list.left_aside_count, "item"));
      out += verbose ? "" : tr(" (-v names them)");
    }
    if (!list.markings.empty()) {
      out += ", " + joined(list.markings);
    }
    out += '\n';
    if (!verbose) {
      continue;
    }
    for (const UnusedIndicator& entry : list.left_aside) {
      out += "  " + visible(list.name) + ":" + std::to_string(entry.line) + ": '" +
             visible(entry.text) + "' " + visible(entry.reason) + '\n';
    }
    if (list.left_aside_count > list.left_aside.size()) {
      out += "  " + tr_format("and {0} more\n",
                              count_text(list.left_aside_count - list.left_aside.size()));
    }
  }
  return out;
}

std::string search_summary(const SearchSetup& setup, const RunTotals& totals,
                           std::span<const std::unique_ptr<RecordWorker>> workers) {
  SearchWorker::Figures figures;
  for (const auto& worker : workers) {
    figures.add(static_cast<const SearchWorker&>(*worker).figures());
  }
  double seconds = std::max(totals.seconds, 1e-6);
  auto speed = static_cast<std::uint64_t>(static_cast<double>(totals.records) / seconds);
  std::string out = "\n";
  if (setup.sought() == 0) {
    out += tr_format("{0} of these sources\n", plural(figures.looked_at, "record"));
  } else {
    out += tr_format("{0} sought in {1} of these sources ({2})\n", plural(setup.sought(), "value"),
                     plural(figures.looked_at, "record"), plural(totals.account.files, "file"));
    out += figures.found == 0 ? std::string(tr("Nothing was found.\n"))
                              : tr_format("Found in {0}.\n", plural(figures.found, "record"));
  }
  if (std::string window = window_text(setup.filter); !window.empty()) {
    out += tr_format("Window: {0}\n", window);
  }
  if (figures.looked_at != totals.records) {
    out += tr_format("Not looked at: {0} that the options leave out\n",
                     plural(totals.records - figures.looked_at, "record"));
  }
  if (setup.indicators != nullptr && !figures.indicators.empty()) {
    out += tr_format("Indicators found: {0} of {1}\n", count_text(figures.indicators.size()),
                     count_text(setup.indicators->indicators().size()));
    append_found(setup, figures.indicators, out);
  }
  out += tr_format("Read {0} in {1} ({2} records/s)\n", bytes_text(totals.bytes),
                   duration_text(totals.seconds), count_text(speed));
  return out;
}

}  // namespace noroshi::cli
