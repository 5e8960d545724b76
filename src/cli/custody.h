// Custody: --manifest, --operator and --case-number of every command that reads evidence, and what
// is noted for the manifest while the program runs.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "pipeline/hash_files.h"
#include "pipeline/load_rules.h"
#include "source/files.h"

namespace CLI {
class App;
}

namespace noroshi::cli {

struct EvidenceOptions;

struct CustodyOptions {
  std::string manifest;  // empty: none is written
  std::string operator_name;
  std::string case_number;

  void add_to(CLI::App& app);
};

// Of this process, for its manifest; to be called once, in main.
void note_command_line(std::string_view program, std::span<char*> arguments);
// The rules that are used; may be called again, the last call counts.
void note_rules(std::span<const PackFigures> packs);

// Hashes every source and writes the manifest, if one is asked for. Before the evidence is read.
[[nodiscard]] Result<void> write_manifest(const SourceList& sources,
                                          const EvidenceOptions& options);

// How files are hashed: threads, Ctrl-C and a progress bar that lives as long as the result.
class Hashing {
 public:
  Hashing(unsigned threads, bool quiet);
  ~Hashing();
  [[nodiscard]] const HashOptions& options() const { return options_; }

 private:
  struct Bar;
  std::unique_ptr<Bar> bar_;
  HashOptions options_;
};

}  // namespace noroshi::cli
