// The indicator set against the naive search: on generated texts, and on every value of the corpus.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <unordered_map>

#include "base/fold.h"
#include "conformance/corpus.h"
#include "event/value_text.h"
#include "indicator/classify.h"
#include "indicator/indicator_list.h"
#include "indicator/json_document.h"
#include "match/indicator_set.h"
#include "pipeline/run.h"
#include "pipeline/search_worker.h"
#include "pipeline/time_order.h"
#include "support/indicator_list.h"
#include "support/naive_indicators.h"
#include "support/random.h"

namespace noroshi::conformance {
namespace {

using evidence::Random;

std::set<std::uint32_t> found_by_set(const IndicatorSet& set, std::string_view text) {
  std::vector<IndicatorHit> hits;
  set.find(fold(text), hits);
  std::set<std::uint32_t> out;
  for (const IndicatorHit& hit : hits) {
    out.insert(hit.indicator);
  }
  return out;
}

std::set<std::uint32_t> found_naively(const IndicatorSet& set, std::string_view text,
                                      std::size_t most) {
  naive::Prepared prepared = naive::prepare(text);
  std::set<std::uint32_t> out;
  for (std::uint32_t i = 0; i < std::min(most, set.indicators().size()); ++i) {
    if (naive::holds(set.indicators()[i], prepared)) {
      out.insert(i);
    }
  }
  return out;
}

// What the two differ in, for a person; empty if they agree.
std::string difference(const IndicatorSet& set, std::string_view text, std::size_t most) {
  std::set<std::uint32_t> expected = found_naively(set, text, most);
  std::set<std::uint32_t> got = found_by_set(set, text);
  for (auto it = got.begin(); it != got.end();) {
    // Of those that the naive search was not asked about, only the ones that were found are
    // checked.
    bool is_extra = *it >= most && naive::holds(set.indicators()[*it], naive::prepare(text));
    it = is_extra ? got.erase(it) : std::next(it);
  }
  std::string out;
  for (std::uint32_t i = 0; i < set.indicators().size(); ++i) {
    if (expected.contains(i) != got.contains(i)) {
      out += std::string(expected.contains(i) ? "missed " : "invented ") +
             std::string(to_string(set.indicators()[i].kind)) + " '" + set.indicators()[i].value +
             "' in '" + std::string(text.substr(0, 500)) + "'\n";
    }
  }
  return out;
}

constexpr std::string_view kPieces[] = {"evil",
                                        "evil",
                                        "com",
                                        "com",
                                        "exe",
                                        "a",
                                        "1",
                                        ".",
                                        ".",
                                        ".",
                                        "-",
                                        "_",
                                        "%2f",
                                        "%",
                                        "\\",
                                        "\\",
                                        "/",
                                        ":",
                                        " ",
                                        "10.0.0.1",
                                        "10.0.0.",
                                        "http://",
                                        "c:",
                                        "::",
                                        "fe80",
                                        "x",
                                        "@",
                                        "\xc3\xa9",
                                        "EVIL",
                                        "temp",
                                        "hklm\\",
                                        "=",
                                        ",",
                                        "\"",
                                        "2001:db8:",
                                        "0",
                                        "ff",
                                        "%temp%",
                                        "\\device\\harddiskvolume3",
                                        "d41d8cd98f00b204e9800998ecf8427e"};

std::string some_text(Random& random, std::size_t most) {
  std::string out;
  for (std::uint64_t i = 1 + random.below(most); i > 0; --i) {
    out += random.pick(kPieces);
  }
  return out;
}

TEST(Indicators, GeneratedTextsAgreeWithTheNaiveSearch) {
  constexpr int kBatches = 150;
  constexpr int kTexts = 60;
  std::size_t found = 0;
  std::set<IndicatorKind> kinds;
  int failures = 0;
  for (int batch = 0; batch < kBatches && failures < 10; ++batch) {
    Random random(static_cast<std::uint64_t>(batch) + 1);
    std::vector<Indicator> indicators;
    while (indicators.size() < 40) {
      std::string text = some_text(random, 5);
      auto indicator = random.chance(70)
                           ? classify(text)
                           : classify_as(static_cast<IndicatorKind>(random.below(10)), text);
      if (indicator) {
        indicators.push_back(*std::move(indicator));
      }
    }
    IndicatorSet set(indicators);
    for (int i = 0; i < kTexts; ++i) {
      // Each drawn in a statement of its own: operands have no fixed order.
      std::string text = i % 4 == 0 ? " " : some_text(random, 4);
      text += random.pick(set.indicators()).value;
      text += i % 4 == 0 ? " " : some_text(random, 4);
      if (std::string wrong = difference(set, text, SIZE_MAX); !wrong.empty()) {
        ++failures;
        ADD_FAILURE() << "batch " << batch << ": " << wrong;
      }
      for (std::uint32_t hit : found_by_set(set, text)) {
        ++found;
        kinds.insert(set.indicators()[hit].kind);
      }
    }
  }
  EXPECT_GT(found, 5000U);
  EXPECT_EQ(kinds.size(), 10U) << "some kind was never found";
}

// Every text of the corpus once, and hashes of binary values.
std::set<std::string> texts_of_corpus() {
  std::set<std::string> out;
  auto add = [&](const Value& value) {
    if (naive::is_looked_at(value.type)) {
      out.insert(to_text(value));
    }
  };
  for (const auto& path : files_below(*corpus() / "evtx", ".evtx")) {
    read_event_log(path, [&](const Record& record) {
      for (std::uint32_t i = 0; i < record.shape->fields().size(); ++i) {
        const Value value = record.field(i);
        if (value.type == ValueType::kList) {
          std::ranges::for_each(value.list(), add);
        } else {
          add(value);
        }
      }
    });
  }
  return out;
}

// Indicators that do occur in `texts`, some of each kind, and some that nearly do.
std::vector<Indicator> indicators_from(const std::set<std::string>& texts) {
  constexpr std::size_t kMostOfAKind = 40;
  Random random(7);
  std::map<IndicatorKind, std::vector<Indicator>> chosen;
  std::size_t number = 0;
  for (const std::string& text : texts) {
    if (++number % 11 != 0) {
      continue;
    }
    std::size_t start = 0;
    while (start < text.size()) {
      std::size_t end = std::min(text.find_first_of(" ,;=\"'()", start), text.size());
      std::string part = text.substr(start, end - start);
      start = end + 1;
      if (random.chance(20) && part.size() > 6) {
        part = random.chance(50) ? part.substr(1) : part.substr(0, part.size() - 1);
      }
      auto indicator = random.chance(90) ? classify(part) : classify_as(IndicatorKind::kText, part);
      if (!indicator) {
        continue;
      }
      auto& kind = chosen[indicator->kind];
      if (kind.size() < kMostOfAKind) {
        kind.push_back(*std::move(indicator));
      } else if (random.chance(10)) {
        kind[random.below(kMostOfAKind)] = *std::move(indicator);
      }
    }
  }
  std::vector<Indicator> out;
  for (auto& [kind, indicators] : chosen) {
    std::ranges::move(indicators, std::back_inserter(out));
  }
  out.push_back(*classify("10.0.0.0/8"));
  out.push_back(*classify("fe80::/10"));
  return out;
}

TEST(Indicators, EveryValueOfTheCorpusAgreesWithTheNaiveSearch) {
  if (!corpus()) {
    GTEST_SKIP() << "NOROSHI_CORPUS is not set: the event logs of evtx/ are not searched";
  }
  std::set<std::string> texts = texts_of_corpus();
  std::vector<Indicator> indicators = indicators_from(texts);
  std::size_t sought_naively = IndicatorSet(indicators).indicators().size();
  // Among many others, so that tables are as full as they get.
  auto file = std::filesystem::temp_directory_path() / "noroshi-indicators.txt";
  ASSERT_TRUE(evidence::write_indicator_list(file, {100'000, 3}).has_value());
  auto more = read_indicators(read_file(file));
  std::filesystem::remove(file);
  ASSERT_TRUE(more.has_value());
  std::ranges::move(more->indicators, std::back_inserter(indicators));
  IndicatorSet set(indicators);

  std::size_t found = 0;
  std::set<IndicatorKind> kinds;
  int failures = 0;
  for (const std::string& text : texts) {
    if (failures < 10) {
      if (std::string wrong = difference(set, text, sought_naively); !wrong.empty()) {
        ++failures;
        ADD_FAILURE() << wrong;
      }
    }
    for (std::uint32_t hit : found_by_set(set, text)) {
      ++found;
      kinds.insert(set.indicators()[hit].kind);
    }
  }
  std::printf("%zu different values, %zu indicators (%zu from the corpus), %zu found\n",
              texts.size(), set.indicators().size(), sought_naively, found);
  EXPECT_GT(found, 1000U);
  EXPECT_GE(kinds.size(), 8U);
}

// The whole way: files, shapes, constants, lists, rows.
TEST(Indicators, TheSearchOfTheCorpusFindsTheRecordsThatTheNaiveSearchFinds) {
  if (!corpus()) {
    GTEST_SKIP() << "NOROSHI_CORPUS is not set: the event logs of evtx/ are not searched";
  }
  std::vector<Indicator> all = indicators_from(texts_of_corpus());
  std::vector<Indicator> indicators;
  for (std::size_t i = 0; i < all.size(); i += 5) {
    indicators.push_back(all[i]);
  }
  IndicatorSet set(indicators);
  const std::string root = (*corpus() / "evtx").string();
  SourceList sources = *list_sources(std::span(&root, 1));
  DetailsTable details = *DetailsTable::built_in();
  RowRenderer renderer(search_columns(WithRecord::kNo), RowFormat::kJsonLines);
  SearchSetup setup;
  setup.indicators = &set;
  setup.list_names = {"list"};
  setup.sources = &sources;
  setup.details = &details;
  setup.renderer = &renderer;
  std::vector<std::unique_ptr<RecordWorker>> workers;
  workers.push_back(std::make_unique<SearchWorker>(setup));
  workers.push_back(std::make_unique<SearchWorker>(setup));
  TimeOrder order;
  RunOptions options;
  options.duplicates = Duplicates::kKeep;
  options.write = [&](std::string_view frames) { return order.add(frames); };
  ASSERT_TRUE(run(sources, workers, options).has_value());
  std::multiset<std::string> found;  // file and record number
  ASSERT_TRUE(order
                  .finish([&](std::string_view lines) -> Result<void> {
                    while (!lines.empty()) {
                      std::string_view line = lines.substr(0, lines.find('\n'));
                      lines.remove_prefix(line.size() + 1);
                      auto document = JsonDocument::parse(line);
                      EXPECT_TRUE(document.has_value()) << line;
                      std::size_t at = line.find("\"record\":");
                      std::string_view number = line.substr(at + 9);
                      found.insert(std::string(document->root().text_of("file")) + ":" +
                                   std::string(number.substr(0, number.find(','))));
                    }
                    return {};
                  })
                  .has_value());

  std::multiset<std::string> expected;
  std::unordered_map<std::string, bool> known;
  auto holds_any = [&](const Value& value) {
    if (!naive::is_looked_at(value.type)) {
      return false;
    }
    auto [at, is_new] = known.try_emplace(to_text(value));
    if (is_new) {
      naive::Prepared prepared = naive::prepare(at->first);
      at->second = std::ranges::any_of(set.indicators(), [&](const Indicator& indicator) {
        return naive::holds(indicator, prepared);
      });
    }
    return at->second;
  };
  for (const SourceFile& file : sources.files) {
    read_event_log(file.path, [&](const Record& record) {
      bool holds = false;
      for (std::uint32_t i = 0; i < record.shape->fields().size() && !holds; ++i) {
        const Value value = record.field(i);
        holds = !record.shape->fields()[i].name.ends_with("xmlns") &&
                (value.type == ValueType::kList ? std::ranges::any_of(value.list(), holds_any)
                                                : holds_any(value));
      }
      if (holds) {
        expected.insert(file.path + ":" + std::to_string(record.id));
      }
    });
  }
  std::printf("%zu records hold one of %zu indicators\n", expected.size(), set.indicators().size());
  EXPECT_GT(expected.size(), 500U);
  EXPECT_EQ(found, expected);
}

}  // namespace
}  // namespace noroshi::conformance
