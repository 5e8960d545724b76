#include "source/zone.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "base/ascii.h"
#include "source/file_reader.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFolders[] = {"/usr/share/zoneinfo", "/usr/lib/zoneinfo",
                                         "/usr/share/lib/zoneinfo", "/etc/zoneinfo"};
constexpr std::size_t kMaxNameLength = 100;
constexpr const char* kLocalFile = "/etc/localtime";

// What may be a path below a folder of zones, and cannot lead out of it.
bool is_zone_name(std::string_view name) {
  auto belongs = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("+-_/").contains(c);
  };
  return !name.empty() && name.size() <= kMaxNameLength && name.front() != '/' &&
         std::ranges::all_of(name, belongs);
}

Result<TimeZone> zone_in_file(std::string_view name, const std::string& path) {
  std::string content = TRY(read_whole_file(path, kMaxZoneFileBytes));
  auto zone = TimeZone::from_file(name, std::as_bytes(std::span(content)));
  if (!zone) {
    zone.error().where = path;
  }
  return zone;
}

std::vector<std::string> folders() {
  std::vector<std::string> out(std::begin(kFolders), std::end(kFolders));
  if (const char* own = std::getenv("TZDIR"); own != nullptr && *own != '\0') {
    out.insert(out.begin(), own);
  }
  return out;
}

Result<TimeZone> named_zone(std::string_view name) {
  auto fixed = TimeZone::fixed(name);
  if (fixed) {
    return fixed;
  }
  auto built_in = TimeZone::built_in(name);
  if (!is_zone_name(name)) {
    return built_in;
  }
  std::string spelt = built_in ? built_in->name() : std::string(name);
  for (const std::string& folder : folders()) {
    std::string path = (fs::path(folder) / spelt).string();
    std::error_code error;
    if (fs::is_regular_file(path, error)) {
      return zone_in_file(spelt, path);
    }
  }
  return built_in;
}

// TZ may hold ":Asia/Tokyo", a path, or a POSIX rule; only names are taken.
Result<TimeZone> local_zone() {
  if (const char* variable = std::getenv("TZ"); variable != nullptr && *variable != '\0') {
    std::string_view name = variable;
    name.remove_prefix(name.starts_with(':'));
    auto zone = named_zone(name);
    if (!zone) {
      zone.error().where = "TZ";
    }
    return zone;
  }
  std::error_code error;
  if (!fs::exists(kLocalFile, error)) {
    return TimeZone();  // as every program of the system has it
  }
  std::string path = fs::read_symlink(kLocalFile, error).string();
  constexpr std::string_view kFolder = "zoneinfo/";
  std::size_t at = path.find(kFolder);
  return zone_in_file(at == path.npos ? "local" : path.substr(at + kFolder.size()), kLocalFile);
}

}  // namespace

Result<TimeZone> find_timezone(std::string_view name) {
  return equal_ignoring_case(name, "local") ? local_zone() : named_zone(name);
}

}  // namespace noroshi
