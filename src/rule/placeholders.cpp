#include "rule/placeholders.h"

#include <fmt/format.h>

#include "base/yaml.h"

namespace noroshi {
namespace {

enum class PieceKind : std::uint8_t { kText, kPercent, kName };

struct Piece {
  PieceKind kind = PieceKind::kText;
  std::string_view text;  // kText: still with its escapes; kName: without the percent signs
};

bool is_name_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '-' || c == '.' || (static_cast<unsigned char>(c) & 0x80) != 0;
}

// The length of the name that `text` starts with, if a '%' closes it; else 0.
std::size_t closed_name(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_name_character(text[length])) {
    ++length;
  }
  return length < text.size() && text[length] == '%' ? length : 0;
}

std::vector<Piece> split(std::string_view text) {
  std::vector<Piece> pieces;
  std::size_t start = 0;
  auto end_text = [&](std::size_t end) {
    if (end > start) {
      pieces.push_back({PieceKind::kText, text.substr(start, end - start)});
    }
  };
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      if (text[i + 1] == '%') {
        end_text(i);
        pieces.push_back({PieceKind::kPercent, {}});
        start = i + 2;
      }
      i += 2;
      continue;
    }
    std::size_t length = text[i] == '%' ? closed_name(text.substr(i + 1)) : 0;
    if (length == 0) {
      ++i;
      continue;
    }
    end_text(i);
    pieces.push_back({PieceKind::kName, text.substr(i + 1, length)});
    i += length + 2;
    start = i;
  }
  end_text(text.size());
  return pieces;
}

// The values of `name`, or null after noting that it has none.
const std::vector<std::string>* values_of(std::string_view name, const Placeholders& placeholders,
                                          std::vector<std::string>& missing) {
  auto found = placeholders.find(name);
  if (found != placeholders.end() && !found->second.empty()) {
    return &found->second;
  }
  missing.emplace_back(name);
  return nullptr;
}

}  // namespace

Result<std::vector<Pattern>> expand_pattern(std::string_view text, const Placeholders& placeholders,
                                            std::vector<std::string>& missing) {
  std::vector<Pattern> patterns(1);
  auto append_to_all = [&](const Pattern& part) {
    for (Pattern& pattern : patterns) {
      pattern.append(part);
    }
  };
  for (const Piece& piece : split(text)) {
    if (piece.kind == PieceKind::kText) {
      append_to_all(parse_pattern(piece.text));
      continue;
    }
    if (piece.kind == PieceKind::kPercent) {
      append_to_all(plain_pattern("%"));
      continue;
    }
    const auto* values = values_of(piece.text, placeholders, missing);
    if (values == nullptr) {
      append_to_all(plain_pattern(fmt::format("%{}%", piece.text)));
      continue;
    }
    if (patterns.size() * values->size() > kMaxExpansions) {
      return fail(ErrorCode::kLimit,
                  fmt::format("the placeholders of '{}' make more than {} values; give them fewer",
                              text, kMaxExpansions));
    }
    std::vector<Pattern> longer;
    longer.reserve(patterns.size() * values->size());
    for (const Pattern& pattern : patterns) {
      for (const std::string& value : *values) {
        longer.push_back(pattern);
        longer.back().append(parse_pattern(value));
      }
    }
    patterns = std::move(longer);
  }
  return patterns;
}

std::string expand_regex(std::string_view text, const Placeholders& placeholders,
                         std::vector<std::string>& missing) {
  std::string out;
  for (const Piece& piece : split(text)) {
    const std::vector<std::string>* values = nullptr;
    switch (piece.kind) {
      case PieceKind::kText:
        out += piece.text;
        break;
      case PieceKind::kPercent:
        out += '%';
        break;
      case PieceKind::kName:
        values = values_of(piece.text, placeholders, missing);
        out += values == nullptr ? fmt::format("%{}%", piece.text)
                                 : fmt::format("(?:{})", fmt::join(*values, "|"));
        break;
    }
  }
  return out;
}

Result<Placeholders> parse_placeholders(std::string_view text, std::string_view name) {
  std::vector<YamlNode> documents = TRY(parse_yaml(text, name));
  Placeholders placeholders;
  auto refuse = [&](int line, std::string message) {
    return fail(ErrorCode::kConfiguration, std::move(message), fmt::format("{}:{}", name, line));
  };
  for (const YamlNode& document : documents) {
    if (document.kind == YamlKind::kNull) {
      continue;
    }
    if (document.kind != YamlKind::kMapping) {
      return refuse(document.line,
                    "placeholders are a mapping, such as  Workstations: [ws01, ws02]");
    }
    for (std::size_t i = 0; i < document.members.size(); ++i) {
      const auto& [key, value] = document.members[i];
      bool is_list_of_scalars = value.kind == YamlKind::kSequence;
      for (const YamlNode& item : value.items) {
        is_list_of_scalars = is_list_of_scalars && item.is_scalar();
      }
      if (!value.is_scalar() && !is_list_of_scalars) {
        return refuse(document.key_lines[i],
                      fmt::format("the placeholder '{}' needs one value or a list of values", key));
      }
      std::string_view bare = key;
      if (bare.size() > 2 && bare.starts_with('%') && bare.ends_with('%')) {
        bare = bare.substr(1, bare.size() - 2);
      }
      auto [slot, is_new] = placeholders.try_emplace(std::string(bare), document.texts_of(key));
      if (!is_new) {
        return refuse(
            document.key_lines[i],
            fmt::format("the placeholder '{}' is given twice; put its values into one list", bare));
      }
    }
  }
  return placeholders;
}

}  // namespace noroshi
