#include "conformance/corpus.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "decode/evtx/evtx.h"
#include "rule/loader.h"
#include "support/oracle/text.h"

namespace noroshi::conformance {
namespace {

class CallSink : public RecordSink {
 public:
  explicit CallSink(const std::function<void(const Record&)>& call) : call_(call) {}
  void on_record(const Record& record) override { call_(record); }
  void on_diagnostic(Diagnostic) override {}

 private:
  const std::function<void(const Record&)>& call_;
};

}  // namespace

std::optional<std::filesystem::path> corpus() {
  const char* path = std::getenv("NOROSHI_CORPUS");
  return path == nullptr ? std::nullopt : std::optional<std::filesystem::path>(path);
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::filesystem::path> files_below(const std::filesystem::path& root,
                                               const std::string& suffix) {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.is_regular_file() &&
        oracle::ascii_lower(entry.path().string()).ends_with(oracle::ascii_lower(suffix))) {
      out.push_back(entry.path());
    }
  }
  std::ranges::sort(out);
  return out;
}

std::vector<oracle::RuleText> rule_texts(const std::filesystem::path& corpus) {
  std::vector<oracle::RuleText> out;
  std::vector<std::filesystem::path> folders;
  for (const auto& entry : std::filesystem::directory_iterator(corpus / "sigma")) {
    if (entry.is_directory() && entry.path().filename().string().starts_with("rules")) {
      folders.push_back(entry.path());
    }
  }
  std::ranges::sort(folders);
  for (const auto& folder : folders) {
    for (const auto& path : files_below(folder, ".yml")) {
      out.push_back({path.lexically_relative(corpus).string(), read_file(path)});
    }
  }
  return out;
}

oracle::PlaceholderValues values_for_placeholders(const std::vector<oracle::RuleText>& rules) {
  oracle::PlaceholderValues out;
  for (const oracle::RuleText& file : rules) {
    for (const RulePtr& rule : load_rules(file.text, file.path, {}).rules) {
      for (const std::string& name : rule->unresolved_placeholders) {
        out[name] = {"adm*", "*1", "SYSTEM"};
      }
    }
  }
  return out;
}

void read_event_log(const std::filesystem::path& path,
                    const std::function<void(const Record&)>& on_record) {
  std::string content = read_file(path);
  Bytes bytes = std::as_bytes(std::span(content));
  evtx::ChunkDecoder decoder;
  CallSink sink(on_record);
  for (std::size_t at = evtx::kFileHeaderSize; at < bytes.size(); at += evtx::kChunkSize) {
    Origin origin;
    origin.offset = at;
    origin.length = static_cast<std::uint32_t>(std::min(evtx::kChunkSize, bytes.size() - at));
    decoder.decode(bytes.subspan(at, origin.length), origin, sink);
  }
}

}  // namespace noroshi::conformance
