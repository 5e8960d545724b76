// noroshi-bench: the parts of a hunt, one by one. bench/run puts them together.
//
//   noroshi-bench floor FILE...            read and checksum the bytes (XXH3): nobody can be faster
//   noroshi-bench decode FILE...           decode every record, and drop it
//   noroshi-bench match RULES FILE...      decode and match, no output; RULES: a list of rule files
//   noroshi-bench profile RULES FILE...    the same, by channel and event id
//   noroshi-bench load RULES               from YAML text to a compiled rule set, in parts
//   noroshi-bench time COMMAND...          wall and processor time and peak memory of a command
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "decode/evtx/evtx.h"
#include "event/value_text.h"
#include "match/matcher.h"
#include "measure.h"
#include "rule/loader.h"

namespace noroshi::bench {
namespace {

struct Counter : RecordSink {
  void on_record(const Record&) override { ++records; }
  void on_diagnostic(Diagnostic) override { ++diagnostics; }
  std::uint64_t records = 0;
  std::uint64_t diagnostics = 0;
};

struct MatchCounter final : Counter {
  explicit MatchCounter(std::shared_ptr<const RuleSet> rules) : matcher(std::move(rules)) {}
  void on_record(const Record& record) override {
    ++records;
    std::size_t held = matcher.match(record).size();
    hits += held;
    records_hit += held != 0;
  }
  Matcher matcher;
  std::uint64_t hits = 0;
  std::uint64_t records_hit = 0;
};

// Where matching spends its time: processor cycles by channel and event id.
struct Profiler final : Counter {
  explicit Profiler(std::shared_ptr<const RuleSet> rules) : matcher(std::move(rules)) {}
  void on_record(const Record& record) override {
    ++records;
    std::uint64_t start = __builtin_ia32_rdtsc();
    hits += matcher.match(record).size();
    std::uint64_t spent = __builtin_ia32_rdtsc() - start;
    Kind& kind = kinds[to_text(record.field(WellKnown::kChannel)) + " " +
                       to_text(record.field(WellKnown::kEventId))];
    ++kind.records;
    kind.cycles += spent;
    cycles += spent;
  }
  struct Kind {
    std::uint64_t records = 0;
    std::uint64_t cycles = 0;
  };
  Matcher matcher;
  std::map<std::string, Kind> kinds;
  std::uint64_t cycles = 0;
  std::uint64_t hits = 0;
};

std::uint64_t each_chunk(const std::vector<std::string>& files, evtx::Path path, RecordSink& sink) {
  evtx::DecodeOptions options;
  options.path = path;
  evtx::ChunkDecoder decoder(options);
  std::uint64_t bytes = 0;
  std::uint32_t source = 0;
  for (const std::string& file : files) {
    read_pieces(file, evtx::kFileHeaderSize, evtx::kChunkSize * 16, [&](auto piece, auto offset) {
      bytes += piece.size();
      for (std::size_t at = 0; at < piece.size(); at += evtx::kChunkSize) {
        auto chunk = piece.subspan(at, std::min(evtx::kChunkSize, piece.size() - at));
        decoder.decode(chunk, {source, offset + at, static_cast<std::uint32_t>(chunk.size())},
                       sink);
      }
    });
    ++source;
  }
  return bytes;
}

void print(const char* what, const Stopwatch& watch, std::uint64_t bytes, std::uint64_t records) {
  double seconds = watch.seconds();
  std::printf("%-10s %8.3f s  %8.1f MB/s", what, seconds,
              static_cast<double>(bytes) / seconds / 1e6);
  if (records != 0) {
    std::printf("  %10.0f records/s, %10.0f a cpu second, %llu records",
                static_cast<double>(records) / seconds,
                static_cast<double>(records) / watch.cpu_seconds(),
                static_cast<unsigned long long>(records));
  }
  std::printf("\n");
}

int floor(const std::vector<std::string>& files) {
  Stopwatch watch;
  std::uint64_t bytes = 0;
  std::uint64_t sum = 0;
  for (const std::string& file : files) {
    read_pieces(file, 0, 1 << 20, [&](auto piece, auto) {
      bytes += piece.size();
      sum ^= XXH3_64bits(piece.data(), piece.size());
    });
  }
  print("floor", watch, bytes, 0);
  return sum == 1 ? 1 : 0;  // the sum is used, so that it is computed
}

int decode(const std::vector<std::string>& files) {
  Stopwatch watch;
  Counter counter;
  std::uint64_t bytes = each_chunk(files, evtx::Path::kTemplates, counter);
  print("decode", watch, bytes, counter.records);
  return 0;
}

std::vector<RulePtr> load(const std::string& list) {
  std::vector<RulePtr> rules;
  std::ifstream names(list);
  for (std::string name; std::getline(names, name);) {
    auto loaded = load_rules(read_whole(name), name, {});
    rules.insert(rules.end(), loaded.rules.begin(), loaded.rules.end());
  }
  return rules;
}

int match(const std::string& list, const std::vector<std::string>& files) {
  auto views = ViewTable::built_in();
  if (!views) {
    std::fprintf(stderr, "%s\n", views.error().to_string().c_str());
    return 70;
  }
  auto rules = RuleSet::compile(load(list), *views, 2);
  MatchCounter counter(rules);
  Stopwatch watch;
  std::uint64_t bytes = each_chunk(files, evtx::Path::kTemplates, counter);
  print("match", watch, bytes, counter.records);
  std::printf("hits %llu on %llu records (%.2f %%)\n",
              static_cast<unsigned long long>(counter.hits),
              static_cast<unsigned long long>(counter.records_hit),
              100.0 * static_cast<double>(counter.records_hit) /
                  static_cast<double>(std::max<std::uint64_t>(1, counter.records)));
  auto costs = counter.matcher.costs();
  std::uint64_t evaluations = 0;
  for (const RuleCost& cost : costs) {
    evaluations += cost.evaluations;
  }
  std::printf("rule evaluations a record: %.2f; the dearest:\n",
              static_cast<double>(evaluations) / static_cast<double>(counter.records));
  constexpr std::size_t kShown = 25;
  for (std::size_t i = 0; i < std::min(kShown, costs.size()); ++i) {
    std::printf("  %10llu evaluated %9llu held  %s\n",
                static_cast<unsigned long long>(costs[i].evaluations),
                static_cast<unsigned long long>(costs[i].held),
                rules->rules()[costs[i].rule]->title.c_str());
  }
  return 0;
}

int profile(const std::string& list, const std::vector<std::string>& files) {
  auto views = ViewTable::built_in();
  if (!views) {
    return 70;
  }
  Profiler profiler(RuleSet::compile(load(list), *views, 2));
  each_chunk(files, evtx::Path::kTemplates, profiler);
  std::vector<std::pair<std::string, Profiler::Kind>> kinds(profiler.kinds.begin(),
                                                            profiler.kinds.end());
  std::sort(kinds.begin(), kinds.end(),
            [](const auto& a, const auto& b) { return a.second.cycles > b.second.cycles; });
  std::printf("%llu plans; %llu records, %.0f cycles a record in matching\n",
              static_cast<unsigned long long>(profiler.matcher.plans_made()),
              static_cast<unsigned long long>(profiler.records),
              static_cast<double>(profiler.cycles) / static_cast<double>(profiler.records));
  constexpr std::size_t kShown = 25;
  for (std::size_t i = 0; i < std::min(kShown, kinds.size()); ++i) {
    const auto& [name, kind] = kinds[i];
    std::printf("%5.1f %%  %9llu records  %8.0f cycles each  %s\n",
                100.0 * static_cast<double>(kind.cycles) / static_cast<double>(profiler.cycles),
                static_cast<unsigned long long>(kind.records),
                static_cast<double>(kind.cycles) / static_cast<double>(kind.records), name.c_str());
  }
  return 0;
}

int load_time(const std::string& list) {
  Stopwatch parse;
  auto rules = load(list);
  std::printf("parse    %.3f s, %zu rules, one thread\n", parse.seconds(), rules.size());
  Stopwatch tables;
  auto views = ViewTable::built_in();
  if (!views) {
    return 70;
  }
  std::printf("tables   %.3f s\n", tables.seconds());
  for (unsigned threads : {1U, 2U}) {
    Stopwatch compile;
    auto set = RuleSet::compile(rules, *views, threads);
    std::printf("compile  %.3f s, %u thread(s)\n", compile.seconds(), threads);
  }
  return 0;
}

int time_command(const std::vector<std::string>& command) {
  ChildCost cost = run_child(command);
  std::printf("exit %d  wall %.3f s  cpu %.3f s  peak %.1f MiB\n", cost.exit_code, cost.seconds,
              cost.cpu_seconds, static_cast<double>(cost.peak_bytes) / (1 << 20));
  return 0;
}

int run(const std::vector<std::string>& arguments) {
  auto from = [&](std::size_t at) {
    return std::vector<std::string>(arguments.begin() + static_cast<std::ptrdiff_t>(at),
                                    arguments.end());
  };
  if (arguments.size() >= 2 && arguments[0] == "floor") {
    return floor(from(1));
  }
  if (arguments.size() >= 2 && arguments[0] == "decode") {
    return decode(from(1));
  }
  if (arguments.size() >= 3 && arguments[0] == "match") {
    return match(arguments[1], from(2));
  }
  if (arguments.size() >= 3 && arguments[0] == "profile") {
    return profile(arguments[1], from(2));
  }
  if (arguments.size() == 2 && arguments[0] == "load") {
    return load_time(arguments[1]);
  }
  if (arguments.size() >= 2 && arguments[0] == "time") {
    return time_command(from(1));
  }
  std::fprintf(stderr,
               "usage: noroshi-bench floor|decode FILE...\n"
               "       noroshi-bench match|profile RULE-LIST FILE...\n"
               "       noroshi-bench load RULE-LIST\n"
               "       noroshi-bench time COMMAND...\n");
  return 2;
}

}  // namespace
}  // namespace noroshi::bench

int main(int count, char** values) {
  return noroshi::bench::run(std::vector<std::string>(values + 1, values + count));
}
