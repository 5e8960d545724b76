// The loader on the whole SigmaHQ corpus, where NOROSHI_CORPUS says where it is.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "rule/loader.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> rule_files(const fs::path& root) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_regular_file() && entry.path().extension() == ".yml") {
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

LoadedRules load_all(const std::vector<fs::path>& files, const Placeholders& placeholders = {}) {
  LoadedRules all;
  for (const fs::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    LoadedRules loaded = load_rules(text, file.string(), placeholders);
    std::ranges::move(loaded.rules, std::back_inserter(all.rules));
    std::ranges::move(loaded.problems, std::back_inserter(all.problems));
  }
  return all;
}

class SigmaCorpus : public testing::Test {
 protected:
  void SetUp() override {
    const char* corpus = std::getenv("NOROSHI_CORPUS");
    if (corpus == nullptr) {
      GTEST_SKIP() << "NOROSHI_CORPUS is not set: the SigmaHQ corpus is not loaded";
    }
    root_ = fs::path(corpus) / "sigma";
  }

  std::vector<fs::path> active_files() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(root_)) {
      if (entry.is_directory() && entry.path().filename().string().starts_with("rules")) {
        std::ranges::move(rule_files(entry.path()), std::back_inserter(files));
      }
    }
    std::ranges::sort(files);
    return files;
  }

  fs::path root_;
};

std::size_t count(const LoadedRules& loaded, ProblemKind kind) {
  return static_cast<std::size_t>(std::ranges::count(loaded.problems, kind, &RuleProblem::kind));
}

TEST_F(SigmaCorpus, EveryActiveRuleIsValid) {
  std::vector<fs::path> files = active_files();
  ASSERT_EQ(files.size(), 3780u);
  LoadedRules loaded = load_all(files);
  EXPECT_EQ(loaded.rules.size(), 3780u);
  std::map<std::string, int> warnings;
  for (const RuleProblem& problem : loaded.problems) {
    if (problem.kind == ProblemKind::kWarning) {
      ++warnings[problem.message];
      continue;
    }
    ADD_FAILURE() << problem.file << ':' << problem.line << ": " << problem.message;
  }
  for (const auto& [message, times] : warnings) {
    std::cout << "warning " << times << " x " << message << '\n';
  }
  auto has_placeholder = [](const RulePtr& rule) { return !rule->unresolved_placeholders.empty(); };
  EXPECT_EQ(std::ranges::count_if(loaded.rules, has_placeholder), 25);
}

TEST_F(SigmaCorpus, WithValuesNoPlaceholderIsLeft) {
  std::vector<fs::path> files = active_files();
  Placeholders placeholders;
  for (const RulePtr& rule : load_all(files).rules) {
    for (const std::string& name : rule->unresolved_placeholders) {
      placeholders[name] = {"first", "second*"};
    }
  }
  EXPECT_EQ(placeholders.size(), 25u);
  for (const RulePtr& rule : load_all(files, placeholders).rules) {
    EXPECT_TRUE(rule->unresolved_placeholders.empty()) << rule->file;
  }
}

TEST_F(SigmaCorpus, EveryUnsupportedDocumentIsValidOrHasAReason) {
  LoadedRules loaded = load_all(rule_files(root_ / "unsupported"));
  for (const RuleProblem& problem : loaded.problems) {
    EXPECT_FALSE(problem.message.empty()) << problem.file;
    EXPECT_GT(problem.line, 0) << problem.file;
    if (problem.kind == ProblemKind::kError) {
      std::cout << problem.file << ':' << problem.line << ": " << problem.message << '\n';
    }
  }
  std::size_t errors = count(loaded, ProblemKind::kError);
  std::size_t not_yet = count(loaded, ProblemKind::kNotYet);
  std::cout << "unsupported: " << loaded.rules.size() << " valid, " << errors << " refused, "
            << not_yet << " not yet\n";
  EXPECT_EQ(loaded.rules.size() + errors + not_yet, 92u);
}

}  // namespace
}  // namespace noroshi
