// Details: one line that says what a record is about, by the table in data/windows/details.yml.
//
//   Proc: C:\Windows\System32\cmd.exe ¦ Cmd: cmd /c whoami ¦ User: CORP\ueda ¦ Parent: C:\a.exe
//
// A record that no entry fits, or whose values say nothing, shows its first data fields as
// name=value. The text is valid UTF-8 of one line; characters that could move or reorder it are
// visible escapes, also the separator where it stands inside a value; long values end in an
// ellipsis. See docs/user/details.md.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "base/embedded_file.h"
#include "base/result.h"
#include "event/record.h"

namespace noroshi {

// Immutable; shared by all threads.
class DetailsTable {
 public:
  // kShown: labels in the language of the process, for screens; what programs read is kEnglish.
  enum class Labels : bool { kEnglish, kShown };
  [[nodiscard]] static Result<DetailsTable> built_in(Labels labels = Labels::kEnglish);
  // Reads tables in order: `codes` and `bits` of all, then `details`. Errors carry file and line.
  [[nodiscard]] static Result<DetailsTable> load(std::span<const EmbeddedFile> files);

  // Cost: 2 to 5 us; DetailsRenderer spares the look-up of names.
  void append(const Record& record, std::string& out) const;

  // What `code` means in the table of codes `codes` ("logon_type"); empty if nothing says so. Holds
  // while the table lives.
  [[nodiscard]] std::string_view word(std::string_view codes, std::uint64_t code) const;

  struct Implementation;
  [[nodiscard]] const std::shared_ptr<const Implementation>& implementation() const {
    return implementation_;
  }

 private:
  std::shared_ptr<const Implementation> implementation_;
};

// The same, remembering where each Shape keeps the values. One a thread; not thread-safe.
class DetailsRenderer {
 public:
  explicit DetailsRenderer(const DetailsTable& table);
  ~DetailsRenderer();
  DetailsRenderer(DetailsRenderer&&) noexcept;
  DetailsRenderer& operator=(DetailsRenderer&&) noexcept;

  // Cost: 0.3 to 1 us.
  void append(const Record& record, std::string& out);

 private:
  struct Cache;
  std::shared_ptr<const DetailsTable::Implementation> table_;
  std::unique_ptr<Cache> cache_;
};

}  // namespace noroshi
