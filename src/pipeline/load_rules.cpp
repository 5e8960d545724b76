#include "pipeline/load_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <set>
#include <string_view>
#include <thread>
#include <tuple>

#include "base/ascii.h"
#include "base/message.h"
#include "base/sha1.h"
#include "pipeline/repeated_rules.h"
#include "rule/attribute_formats.h"

namespace noroshi {
namespace {

constexpr std::size_t kFilesPerThread = 64;  // fewer are not worth a thread of their own

struct LoadedFile {
  LoadedRules loaded;
  ContentDigest content{};
};

LoadedFile load_file(const PackFile& file, const Placeholders& placeholders) {
  LoadedFile result;
  auto text = read_pack_file(file);
  if (!text) {
    result.loaded.problems.push_back(
        {ProblemKind::kError, file.name, 0, "", "", "cannot be read: " + text.error().message});
    return result;
  }
  Sha1 digest;
  digest.update(text->data(), text->size());
  result.content = digest.finish();
  result.loaded = load_rules(*text, file.name, placeholders);
  return result;
}

// load(i) for i in [0, count) on up to `threads` threads, in any order; each result has its place.
std::vector<LoadedFile> load_all(std::size_t count, unsigned threads,
                                 const std::function<LoadedFile(std::size_t)>& load) {
  std::vector<LoadedFile> loaded(count);
  std::atomic<std::size_t> next{0};
  auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      loaded[i] = load(i);
    }
  };
  std::size_t helpers = std::min<std::size_t>(threads, 1 + count / kFilesPerThread) - 1;
  std::vector<std::jthread> pool;
  for (std::size_t i = 0; i < helpers; ++i) {
    pool.emplace_back(work);
  }
  work();
  pool.clear();
  return loaded;
}

// Of the contents in their own order, so that neither names nor the form of the pack matter.
std::string pack_digest(std::span<const LoadedFile> files) {
  std::vector<ContentDigest> digests;
  for (const LoadedFile& file : files) {
    digests.push_back(file.content);
  }
  std::ranges::sort(digests);
  Sha1 all;
  for (const ContentDigest& digest : digests) {
    all.update(digest.data(), digest.size());
  }
  std::string text;
  for (std::uint8_t byte : all.finish()) {
    text += fmt::format("{:02x}", byte);
  }
  return text;
}

std::string name_of(const Pack& pack) {
  if (!pack.name.empty()) {
    return pack.name;
  }
  return pack.form == PackForm::kFile && pack.files.size() != 1
             ? tr_format("{0} named files", pack.files.size())
             : pack.path;
}

}  // namespace

RulePack load_rule_packs(std::vector<Pack> packs, const Placeholders& placeholders,
                         unsigned threads) {
  std::vector<const PackFile*> files;
  for (const Pack& pack : packs) {
    for (const PackFile& file : pack.files) {
      files.push_back(&file);
    }
  }
  std::vector<LoadedFile> loaded = load_all(
      files.size(), threads, [&](std::size_t i) { return load_file(*files[i], placeholders); });
  RulePack result;
  result.files = files.size();
  std::vector<LoadedRule> rules;
  std::vector<std::string> names;
  std::size_t first = 0;
  for (std::size_t p = 0; p < packs.size(); ++p) {
    std::span<LoadedFile> mine = std::span(loaded).subspan(first, packs[p].files.size());
    first += mine.size();
    names.push_back(name_of(packs[p]));
    result.packs.push_back(
        {.name = names[p], .files = mine.size(), .newest = "", .digest = pack_digest(mine)});
    for (std::string& reason : packs[p].left_out) {
      result.problems.push_back(
          {ProblemKind::kWarning, packs[p].path, 0, "", "", std::move(reason)});
    }
    for (LoadedFile& file : mine) {
      for (RulePtr& rule : file.loaded.rules) {
        rules.push_back({std::move(rule), p, file.content});
      }
      std::ranges::move(file.loaded.problems, std::back_inserter(result.problems));
    }
  }
  keep_one_of_each(std::move(rules), names, result);
  return result;
}

Result<std::vector<Pack>> open_packs(std::span<const std::string> paths) {
  std::vector<std::string> sorted(paths.begin(), paths.end());
  std::ranges::sort(sorted);
  sorted.erase(std::ranges::unique(sorted).begin(), sorted.end());
  std::vector<Pack> packs;
  std::set<std::string> seen;
  Pack named;  // the files that were named themselves
  for (const std::string& path : sorted) {
    Pack pack = TRY(open_pack(path));
    std::erase_if(pack.files, [&seen](const PackFile& file) {
      return !file.path.empty() && !seen.insert(file.path).second;
    });
    if (pack.form == PackForm::kFile) {
      named.path = pack.path;
      std::ranges::move(pack.files, std::back_inserter(named.files));
    } else {
      packs.push_back(std::move(pack));
    }
  }
  if (!named.files.empty()) {
    packs.push_back(std::move(named));
  }
  return packs;
}

Pack embedded_pack(std::string name, std::span<const EmbeddedFile> files) {
  Pack pack{.path = std::move(name), .form = PackForm::kArchive};
  for (const EmbeddedFile& file : files) {
    pack.files.push_back({std::string(file.path), "", std::string(file.content)});
  }
  return pack;
}

Result<RulePack> load_rule_files(std::span<const std::string> paths,
                                 const Placeholders& placeholders, unsigned threads) {
  return load_rule_packs(TRY(open_packs(paths)), placeholders, threads);
}

RulePack load_embedded_rules(std::span<const EmbeddedFile> files, const Placeholders& placeholders,
                             unsigned threads) {
  std::vector<Pack> packs;
  packs.push_back(embedded_pack("built-in", files));
  return load_rule_packs(std::move(packs), placeholders, threads);
}

void sort_by_identity(std::vector<RulePtr>& rules) {
  std::ranges::stable_sort(rules, [](const RulePtr& a, const RulePtr& b) {
    return std::tuple(ascii_lowered(a->id), std::string_view(a->title)) <
           std::tuple(ascii_lowered(b->id), std::string_view(b->title));
  });
}

std::string date_of(const Rule& rule) {
  std::string latest;
  for (const std::string* text : {&rule.date, &rule.modified}) {
    if (!is_date(*text)) {
      continue;
    }
    // 2022/2/8 is 2022-02-08.
    std::string date = text->substr(0, 4);
    std::size_t second = text->find((*text)[4], 5);
    for (std::string_view part : {std::string_view(*text).substr(5, second - 5),
                                  std::string_view(*text).substr(second + 1)}) {
      date += fmt::format("-{:0>2}", part);
    }
    latest = std::max(latest, date);
  }
  return latest;
}

bool rule_is_named(const Rule& rule, std::string_view text) {
  auto same = [](char a, char b) { return ascii_lower(a) == ascii_lower(b); };
  return equal_ignoring_case(rule.id, text) ||
         std::ranges::any_of(rule.tags,
                             [&](const auto& tag) { return equal_ignoring_case(tag, text); }) ||
         !std::ranges::search(rule.title, text, same).empty();
}

bool RuleFilter::admits(const Rule& rule) const {
  auto names = [&rule](const std::string& text) { return rule_is_named(rule, text); };
  return (!level || rule.level >= *level) && (!status || rule.status >= *status) &&
         (include.empty() || std::ranges::any_of(include, names)) &&
         std::ranges::none_of(exclude, names);
}

}  // namespace noroshi
