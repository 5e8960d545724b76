// --profile and --excel of `hunt`.
#pragma once

#include <optional>
#include <string>

#include "report/profile.h"

namespace CLI {
class App;
}

namespace noroshi::cli {

struct ProfileOptions {
  std::string name;  // empty: each format has its own columns

  void add_to(CLI::App& app);
  // A profile of the program, or of the configuration file, which may not take the name of one.
  [[nodiscard]] Result<std::optional<Profile>> chosen() const;
};

// Spreadsheets of Microsoft take a file without this mark for text of the local code page.
inline constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
void add_excel_option(CLI::App& app, bool& excel);

}  // namespace noroshi::cli
