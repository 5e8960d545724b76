#include "pipeline/manifest.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/json_writer.h"
#include "indicator/json_document.h"
#include "source/files.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

void append_member(std::string_view name, std::string_view value, std::string& out) {
  out += "  ";
  append_json_string(name, out);
  out += ": ";
  append_json_string(value, out);
  out += ",\n";
}

void append_list(std::string_view name, const std::vector<std::string>& values, std::string& out) {
  out += "  ";
  append_json_string(name, out);
  out += ": [";
  for (std::size_t i = 0; i < values.size(); ++i) {
    out += i == 0 ? "" : ", ";
    append_json_string(values[i], out);
  }
  out += "],\n";
}

std::string rules_json(const PackFigures& pack) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("name").string(pack.name).key("files").unsigned_integer(pack.files);
  json.key("rules").unsigned_integer(pack.rules).key("content").string(pack.digest);
  json.end_object();
  return out;
}

std::string input_json(const ManifestInput& input) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("path").string(input.path).key("size").unsigned_integer(input.size);
  if (input.problem.empty()) {
    json.key("sha256").string(input.sha256);
  } else {
    json.key("problem").string(input.problem);
  }
  json.end_object();
  return out;
}

template <typename Item>
void append_lines(std::string_view name, const std::vector<Item>& items,
                  std::string (*line)(const Item&), std::string& out) {
  out += "  ";
  append_json_string(name, out);
  out += ": [";
  for (std::size_t i = 0; i < items.size(); ++i) {
    out += i == 0 ? "\n    " : ",\n    ";
    out += line(items[i]);
  }
  out += items.empty() ? "]" : "\n  ]";
}

std::vector<std::string> texts(const JsonNode& root, std::string_view name) {
  std::vector<std::string> out;
  if (auto list = root.member(name)) {
    list->each_element(
        [&](JsonNode node) { out.emplace_back(node.text().value_or(std::string_view())); });
  }
  return out;
}

std::string resolved(const std::string& directory, const std::string& path) {
  std::string out = (fs::path(directory) / path).lexically_normal().string();
  while (out.size() > 1 && out.ends_with('/')) {
    out.pop_back();
  }
  return out;
}

}  // namespace

void append_manifest(const Manifest& manifest, std::string& out) {
  out += "{\n  \"noroshi_manifest\": " + std::to_string(Manifest::kVersion) + ",\n";
  append_member("program", manifest.program, out);
  append_member("build", manifest.build, out);
  append_member("started", manifest.started, out);
  append_member("timezone", manifest.timezone, out);
  append_member("operator", manifest.operator_name, out);
  append_member("case_number", manifest.case_number, out);
  append_member("directory", manifest.directory, out);
  append_list("command", manifest.command, out);
  append_list("paths", manifest.paths, out);
  append_lines("rules", manifest.rules, rules_json, out);
  out += ",\n";
  append_lines("inputs", manifest.inputs, input_json, out);
  out += "\n}\n";
}

Result<Manifest> read_manifest(std::string_view json) {
  auto document = JsonDocument::parse(json);
  if (!document || !document->root().is_object() || !document->root().member("noroshi_manifest") ||
      !document->root().member("inputs")) {
    return fail(ErrorCode::kInvalidInput, "is no manifest; `--manifest FILE` writes one", "");
  }
  JsonNode root = document->root();
  Manifest out;
  out.program = root.text_of("program");
  out.started = root.text_of("started");
  out.directory = root.text_of("directory");
  out.operator_name = root.text_of("operator");
  out.case_number = root.text_of("case_number");
  out.paths = texts(root, "paths");
  root.member("inputs")->each_element([&](JsonNode node) {
    auto size = node.member("size");
    out.inputs.push_back({std::string(node.text_of("path")), size ? size->number().value_or(0) : 0,
                          std::string(node.text_of("sha256")),
                          std::string(node.text_of("problem"))});
  });
  return out;
}

Result<std::vector<InputCheck>> check_inputs(const Manifest& manifest, const std::string& directory,
                                             HashOptions options) {
  const std::string& base = directory.empty() ? manifest.directory : directory;
  std::map<std::string, InputCheck> checks;  // by resolved path
  std::vector<std::string> to_hash;
  for (const ManifestInput& input : manifest.inputs) {
    std::string path = resolved(base, input.path);
    InputCheck check{InputState::kSame, input.path, input, 0, ""};
    std::error_code error;
    fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) {
      check.state = InputState::kMissing;
    } else if (std::uint64_t size = fs::file_size(path, error); error) {
      check.state = InputState::kUnreadable;
      check.problem = error.message();
    } else if (!input.problem.empty()) {
      check.state = InputState::kNeverHashed;
      check.problem = input.problem;
    } else {
      check.size = size;
      check.state = size == input.size ? InputState::kSame : InputState::kChanged;
      options.total_bytes += size;
      to_hash.push_back(path);
    }
    checks.emplace(std::move(path), std::move(check));
  }
  auto hashes = TRY(hash_files(to_hash, options));
  for (std::size_t i = 0; i < to_hash.size(); ++i) {
    InputCheck& check = checks.at(to_hash[i]);
    if (!hashes[i].problem.empty()) {
      check.state = InputState::kUnreadable;
      check.problem = hashes[i].problem;
      continue;
    }
    check.size = hashes[i].hash.size;
    check.sha256 = hashes[i].hash.sha256;
    if (check.sha256 != check.recorded.sha256) {
      check.state = InputState::kChanged;
    }
  }
  std::vector<std::string> roots;
  for (const std::string& path : manifest.paths) {
    std::string root = resolved(base, path);
    std::error_code error;
    if (fs::exists(root, error)) {
      roots.push_back(std::move(root));
    }
  }
  SourceList present = TRY(list_sources(roots));
  for (const SourceFile& file : present.files) {
    if (!checks.contains(file.path)) {
      checks.emplace(file.path, InputCheck{InputState::kAdded, file.path, {}, file.size, ""});
    }
  }
  std::vector<InputCheck> out;
  out.reserve(checks.size());
  for (auto& [path, check] : checks) {
    out.push_back(std::move(check));
  }
  return out;
}

}  // namespace noroshi
