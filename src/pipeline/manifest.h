// The manifest of a run: which bytes were read, by which program, with which rules, by whom.
// Written before the first record is read; checked again by `noroshi verify`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pipeline/hash_files.h"
#include "pipeline/load_rules.h"

namespace noroshi {

struct ManifestInput {
  std::string path;
  std::uint64_t size = 0;
  std::string sha256;   // empty: it could not be read
  std::string problem;  // why not
};

struct Manifest {
  static constexpr int kVersion = 1;

  std::string program;    // "noroshi 0.1.0"
  std::string build;      // compiler and kind of build
  std::string started;    // UTC
  std::string timezone;   // that of --timezone
  std::string directory;  // where the program was started; relative paths begin there
  std::string operator_name;
  std::string case_number;
  std::vector<std::string> command;
  std::vector<std::string> paths;  // of the evidence, as given
  std::vector<PackFigures> rules;
  std::vector<ManifestInput> inputs;  // sorted by path
};

// JSON over several lines.
void append_manifest(const Manifest& manifest, std::string& out);
[[nodiscard]] Result<Manifest> read_manifest(std::string_view json);

enum class InputState : std::uint8_t {
  kSame,
  kChanged,
  kMissing,
  kAdded,
  kUnreadable,   // now
  kNeverHashed,  // it could not be read when the manifest was written
};

struct InputCheck {
  InputState state = InputState::kSame;
  std::string path;        // as in the manifest; of an added one as found
  ManifestInput recorded;  // of an added one: empty
  std::uint64_t size = 0;  // now
  std::string sha256;      // now; empty if the size says enough
  std::string problem = {};
};

// Compares what lies under the manifest's paths now, in order of path. `directory`: instead of the
// manifest's, if the evidence was moved; empty: the manifest's. An error only if it was stopped.
[[nodiscard]] Result<std::vector<InputCheck>> check_inputs(const Manifest& manifest,
                                                           const std::string& directory,
                                                           HashOptions options);

}  // namespace noroshi
