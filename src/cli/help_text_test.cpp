#include "cli/help_text.h"

#include <gtest/gtest.h>
#include <CLI/CLI.hpp>

#include <set>

#include "base/message.h"
#include "cli/commands.h"

namespace noroshi::cli {
namespace {

TEST(HelpText, EveryTextHasAJapaneseOne) {
  CLI::App program("Noroshi hunts through recorded events with Sigma rules.", "noroshi");
  use_help_text(program);
  Action action;
  add_commands(program, action);
  set_language(Language::kJapanese);
  std::set<std::string> missing;
  std::size_t seen = 0;
  for_each_help_text(program, [&](std::string_view text) {
    ++seen;
    if (!text.empty() && tr(text) == text) {
      missing.emplace(text);
    }
  });
  set_language(Language::kEnglish);
  EXPECT_GT(seen, 100U);
  for (const std::string& text : missing) {
    ADD_FAILURE() << "data/messages/ja.yml has no entry for: " << text;
  }
}

}  // namespace
}  // namespace noroshi::cli
