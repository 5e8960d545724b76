#include "cli/demo_text.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>
#include <vector>

#include "base/message.h"
#include "base/timezone.h"
#include "cli/units.h"
#include "report/tactics.h"

namespace noroshi::cli {
namespace {

constexpr std::size_t kLabelWidth = 12;
constexpr std::size_t kLeastWidth = 60;
constexpr std::size_t kChannelsNamed = 3;
constexpr std::size_t kCommandLines = 3;  // lines of a command line
constexpr std::string_view kIndent = "    ";

// Entry, hop, archive, upload.
constexpr std::string_view kSteps[] = {"attack.initial-access", "attack.lateral-movement",
                                       "attack.collection", "attack.exfiltration"};

std::uint64_t sum(const LevelCounts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

std::string time_text(Time time) {
  std::string out;
  append_short_time(time, display_zone(), out);
  return out;
}

std::string bold(std::string_view text, const TerminalStyle& style) {
  return style.colour == Colour::kYes ? "\x1b[1m" + std::string(text) + "\x1b[0m"
                                      : std::string(text);
}

class Text {
 public:
  Text(const RuleSet& rules, const DemoHunt& intrusion, const DemoHunt& clean_week,
       const TerminalStyle& style)
      : rules_(rules), intrusion_(intrusion), clean_(clean_week), style_(style) {}

  std::string make() {
    paragraph(
        tr("A contractor's network, invented: an ordinary week, then two days with an "
           "intrusion. All of it is inside this program; nothing is installed, sent or "
           "written."));
    out_ += '\n';
    coverage();
    heading(tr("The intrusion"));
    for (std::string_view tag : kSteps) {
      step(*std::ranges::find(tactics(), tag, &Tactic::tag));
    }
    heading(tr("The ordinary week"));
    ordinary_week();
    heading(tr("Next"));
    next();
    return std::move(out_);
  }

 private:
  std::size_t width() const { return std::max(style_.width, kLeastWidth); }

  void paragraph(std::string_view text) {
    for (const std::string& line : wrap(text, width(), 100, style_.lines)) {
      out_ += line + '\n';
    }
  }

  void heading(std::string_view text) { out_ += '\n' + bold(text, style_) + '\n'; }

  void line(std::string_view label, std::string_view text) {
    bool is_first = true;
    for (const std::string& part : wrap(text, width() - kLabelWidth, 100, style_.lines)) {
      out_ += pad(is_first ? label : "", kLabelWidth) + part + '\n';
      is_first = false;
    }
  }

  void coverage() {
    const RunTotals& a = intrusion_.totals;
    const RunTotals& b = clean_.totals;
    DemoFindings all = clean_.found;
    all.merge(intrusion_.found);
    line(tr("Read"),
         tr_format("{0}, {1}, {2} in {3}", plural(a.account.files + b.account.files, "log"),
                   bytes_text(a.bytes + b.bytes), plural(a.records + b.records, "record"),
                   duration_text(a.seconds + b.seconds)));
    line(tr("Decoded"), decoded_text(a.account, b.account));
    line(tr("Covers"),
         tr_format("{0}, {1} to {2}", plural(all.hosts.entries().size(), "computer"),
                   time_text(all.first.value_or(Time{})), time_text(all.last.value_or(Time{}))));
    line(tr("Channels"), channels_text(all));
    line(tr("Rules"), rules_text());
  }

  static std::string decoded_text(const FileAccount& a, const FileAccount& b) {
    std::uint64_t left = a.diagnosed + b.diagnosed + a.unexplained_records + b.unexplained_records;
    return left == 0 ? std::string(tr("every record; no byte of the logs is unexplained"))
                     : tr_format("all but {0}", plural(left, "record"));
  }

  static std::string channels_text(const DemoFindings& all) {
    std::vector<std::pair<std::string, std::uint64_t>> channels;
    for (const auto& [name, count] : all.channels.entries()) {
      channels.emplace_back(name, count.records);
    }
    std::ranges::stable_sort(channels,
                             [](const auto& a, const auto& b) { return a.second > b.second; });
    std::string out;
    for (std::size_t i = 0; i < std::min(kChannelsNamed, channels.size()); ++i) {
      std::string_view name = channels[i].first;
      if (name.starts_with("Microsoft-Windows-")) {
        name.remove_prefix(name.find('-', 10) + 1);
      }
      out += i == 0 ? "" : tr(", ");
      out += std::string(name.substr(0, name.find('/'))) + ' ' + count_text(channels[i].second);
    }
    return channels.size() > kChannelsNamed
               ? tr_format("{0} and {1} more", out, channels.size() - kChannelsNamed)
               : out;
  }

  std::string rules_text() const {
    std::size_t runnable = 0;
    std::set<std::string> techniques;
    std::set<std::string_view> named;
    for (std::uint32_t i = 0; i < rules_.rules().size(); ++i) {
      runnable += rules_.standing(i).runnable == Runnable::kYes;
      for (const std::string& tag : rules_.rules()[i]->tags) {
        if (names_technique(tag)) {
          techniques.insert(tag.substr(0, tag.rfind('.') > 7 ? tag.rfind('.') : tag.npos));
        }
        for (const Tactic& tactic : tactics()) {
          if (names_tactic(tag, tactic)) {
            named.insert(tactic.tag);
          }
        }
      }
    }
    return tr_format("{0} of {1} built-in ones ran, for {2} techniques in {3} tactics of ATT&CK",
                     runnable, rules_.rules().size(), techniques.size(), named.size());
  }

  // The worst detection of the tactic's rules, of equals the one with a command line, then the
  // first.
  const ShownDetection* worst_of(const Tactic& tactic, const Rule*& rule) const {
    const ShownDetection* worst = nullptr;
    auto rank = [](const Rule& r, const ShownDetection& d) {
      return std::tuple(-static_cast<int>(r.level), d.command_line.empty(), d.time.ticks);
    };
    for (std::size_t i = 0; i < rules_.rules().size(); ++i) {
      const Rule& candidate = *rules_.rules()[i];
      const std::optional<ShownDetection>& detection = intrusion_.found.shown[i];
      bool fits = detection && std::ranges::any_of(candidate.tags, [&](const std::string& tag) {
                    return names_tactic(tag, tactic);
                  });
      if (fits && (worst == nullptr || rank(candidate, *detection) < rank(*rule, *worst))) {
        worst = &*detection;
        rule = &candidate;
      }
    }
    return worst;
  }

  void step(const Tactic& tactic) {
    const Rule* rule = nullptr;
    const ShownDetection* detection = worst_of(tactic, rule);
    if (detection == nullptr) {
      return;
    }
    out_ += "  " + time_text(detection->time) + "  " + bold(tactic_name(tactic), style_) + '\n';
    out_ += std::string(kIndent) + level_text(rule->level, 0, style_.colour) + "  " + rule->title +
            tr_format(" on {0}", fit(detection->host, 40, style_.lines)) + '\n';
    std::string_view text =
        detection->command_line.empty() ? detection->details : detection->command_line;
    std::size_t room = width() - kIndent.size() - 2;
    bool is_first = true;
    for (const std::string& part : wrap(text, room, kCommandLines, style_.lines)) {
      out_ += kIndent;
      out_ += is_first ? "> " : "  ";
      out_ += part + '\n';
      is_first = false;
    }
  }

  void ordinary_week() {
    std::uint64_t intrusion = sum(intrusion_.found.by_level);
    out_ += "  " + tr_format("{0} of {1}: {2}", plural(clean_.found.records, "record"),
                             plural(clean_.found.hosts.entries().size(), "computer"),
                             plural(sum(clean_.found.by_level), "detection"));
    out_ += sum(clean_.found.by_level) == 0 ? tr(". Nothing to wake anybody for.\n") : ".\n";
    out_ += "  " + tr_format("The two days after it: {0} ({1}).\n", plural(intrusion, "detection"),
                             levels_text(intrusion_.found.by_level));
  }

  void next() {
    const std::pair<std::string_view, std::string_view> commands[] = {
        {"noroshi hunt YOUR-LOGS", tr("event logs, or folders that hold them")},
        {"noroshi demo --write LOGS", tr("write these logs to a new folder, to try things on")},
        {"noroshi hunt LOGS/intrusion --format timeline", tr("the whole story in order of time")},
    };
    std::size_t column = 0;
    for (const auto& [command, what] : commands) {
      column = std::max(column, command.size() + 2);
    }
    for (const auto& [command, what] : commands) {
      out_ += "  " + pad(command, column) + "# " + std::string(what) + '\n';
    }
  }

  const RuleSet& rules_;
  const DemoHunt& intrusion_;
  const DemoHunt& clean_;
  const TerminalStyle& style_;
  std::string out_;
};

}  // namespace

std::string demo_text(const RuleSet& rules, const DemoHunt& intrusion, const DemoHunt& clean_week,
                      const TerminalStyle& style) {
  return Text(rules, intrusion, clean_week, style).make();
}

}  // namespace noroshi::cli
