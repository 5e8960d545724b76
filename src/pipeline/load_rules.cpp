#include "pipeline/load_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <string_view>
#include <thread>
#include <unordered_map>

#include "source/file_reader.h"
#include "source/files.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kLargestRuleFile = std::uint64_t{16} << 20;
constexpr std::size_t kFilesPerThread = 64;  // fewer are not worth a thread of their own

// load(i) for i in [0, count) on up to `threads` threads, in any order; each result has its place.
RulePack load_all(std::size_t count, unsigned threads,
                  const std::function<LoadedRules(std::size_t)>& load) {
  std::vector<LoadedRules> loaded(count);
  std::atomic<std::size_t> next{0};
  auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      loaded[i] = load(i);
    }
  };
  {
    std::size_t helpers = std::min<std::size_t>(threads, 1 + count / kFilesPerThread) - 1;
    std::vector<std::jthread> pool;
    for (std::size_t i = 0; i < helpers; ++i) {
      pool.emplace_back(work);
    }
    work();
  }
  RulePack pack;
  pack.files = count;
  for (LoadedRules& file : loaded) {
    std::ranges::move(file.rules, std::back_inserter(pack.rules));
    std::ranges::move(file.problems, std::back_inserter(pack.problems));
  }
  return pack;
}

void warn_of_repeated_ids(RulePack& pack) {
  std::unordered_map<std::string_view, const Rule*> seen;
  for (const RulePtr& rule : pack.rules) {
    if (rule->id.empty()) {
      continue;
    }
    auto [at, is_new] = seen.try_emplace(rule->id, rule.get());
    if (!is_new) {
      pack.problems.push_back(
          {ProblemKind::kWarning, rule->file, rule->line, rule->id, rule->title,
           fmt::format("the id {} is also that of {}:{}; give each rule an id of its own", rule->id,
                       at->second->file, at->second->line)});
    }
  }
}

bool equal_folded(char a, char b) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return lower(a) == lower(b);
}

bool same(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, equal_folded);
}

}  // namespace

Result<RulePack> load_rule_files(std::span<const std::string> paths,
                                 const Placeholders& placeholders, unsigned threads) {
  constexpr std::string_view kSuffixes[] = {".yml", ".yaml"};
  std::vector<std::string> files = TRY(list_files(paths, kSuffixes));
  RulePack pack = load_all(files.size(), threads, [&](std::size_t i) {
    auto text = read_whole_file(files[i], kLargestRuleFile);
    if (!text) {
      LoadedRules unread;
      unread.problems.push_back(
          {ProblemKind::kError, files[i], 0, "", "", "cannot be read: " + text.error().message});
      return unread;
    }
    return load_rules(*text, files[i], placeholders);
  });
  warn_of_repeated_ids(pack);
  return pack;
}

RulePack load_embedded_rules(std::span<const EmbeddedFile> files, const Placeholders& placeholders,
                             unsigned threads) {
  RulePack pack = load_all(files.size(), threads, [&](std::size_t i) {
    return load_rules(files[i].content, files[i].path, placeholders);
  });
  warn_of_repeated_ids(pack);
  return pack;
}

bool rule_is_named(const Rule& rule, std::string_view text) {
  return same(rule.id, text) ||
         std::ranges::any_of(rule.tags, [&](const auto& tag) { return same(tag, text); }) ||
         !std::ranges::search(rule.title, text, equal_folded).empty();
}

bool RuleFilter::admits(const Rule& rule) const {
  auto names = [&rule](const std::string& text) { return rule_is_named(rule, text); };
  return (!level || rule.level >= *level) && (!status || rule.status >= *status) &&
         (include.empty() || std::ranges::any_of(include, names)) &&
         std::ranges::none_of(exclude, names);
}

}  // namespace noroshi
