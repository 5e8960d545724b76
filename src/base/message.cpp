#include "base/message.h"

#include <cstring>
#include <unordered_map>

#include "base/ensure.h"
#include "base/message_tables.h"
#include "base/yaml.h"

namespace noroshi {
namespace {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};
using Lookup = std::unordered_map<std::string, std::string, TextHash, std::equal_to<>>;

// The tables are ours: one that cannot be read is a defect, not a condition to report.
Lookup read_tables() {
  Lookup table;
  for (const EmbeddedFile& file : message_tables()) {
    auto documents = parse_yaml(file.content, file.path);
    ENSURE(documents.has_value() && documents->size() == 1);
    for (const YamlNode& entry : documents->front().items) {
      table.emplace(entry.text_of("en"), entry.text_of("ja"));
    }
  }
  return table;
}

Language chosen = Language::kEnglish;

const Lookup& japanese() {
  static const Lookup table = read_tables();
  return table;
}

// {12} at the start of a text, or {}, which stands for `next`.
struct Placeholder {
  std::size_t index = 0;
  std::size_t length = 0;  // with both braces; 0: this is no placeholder
};

Placeholder placeholder_at(std::string_view text, std::size_t next) {
  std::size_t index = 0;
  std::size_t end = 1;
  while (end < text.size() && end < 4 && text[end] >= '0' && text[end] <= '9') {
    index = index * 10 + static_cast<std::size_t>(text[end] - '0');
    ++end;
  }
  if (end == text.size() || text[end] != '}') {
    return {};
  }
  return {end == 1 ? next : index, end + 1};
}

}  // namespace

void set_language(Language language) {
  chosen = language;
  if (language == Language::kJapanese) {
    japanese();  // read now, before there are threads
  }
}

Language language() {
  return chosen;
}

std::string_view tr(std::string_view english) {
  if (chosen == Language::kEnglish) {
    return english;
  }
  auto found = japanese().find(english);
  return found == japanese().end() ? english : std::string_view(found->second);
}

std::string system_error_text(int number) {
  // Those that a person meets; the table is held to them.
  [[maybe_unused]] constexpr std::string_view kKnown[] = {translatable("Permission denied"),
                                                          translatable("Operation not permitted"),
                                                          translatable("No space left on device"),
                                                          translatable("Disk quota exceeded"),
                                                          translatable("File too large"),
                                                          translatable("Read-only file system"),
                                                          translatable("No such file or directory"),
                                                          translatable("Is a directory"),
                                                          translatable("Not a directory"),
                                                          translatable("File exists"),
                                                          translatable("File name too long"),
                                                          translatable("Too many open files"),
                                                          translatable("Input/output error"),
                                                          translatable("Cannot allocate memory"),
                                                          translatable("Broken pipe")};
  return std::string(tr(std::strerror(number)));
}

std::string format_message(std::string_view english, std::span<const MessageArgument> arguments) {
  std::string out;
  std::size_t next = 0;
  for (std::string_view rest = tr(english); !rest.empty();) {
    if (rest.starts_with("{{") || rest.starts_with("}}")) {
      out += rest.front();
      rest.remove_prefix(2);
      continue;
    }
    Placeholder placeholder;
    if (rest.front() == '{') {
      placeholder = placeholder_at(rest, next);
    }
    if (placeholder.length == 0 || placeholder.index >= arguments.size()) {
      out += rest.front();
      rest.remove_prefix(1);
      continue;
    }
    out += arguments[placeholder.index].text();
    next = placeholder.index + 1;
    rest.remove_prefix(placeholder.length);
  }
  return out;
}

}  // namespace noroshi
