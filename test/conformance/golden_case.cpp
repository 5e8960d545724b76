#include "conformance/golden_case.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "conformance/corpus.h"
#include "support/oracle/text.h"

namespace noroshi::conformance {
namespace {

using test::OwnedValue;

std::unexpected<Error> bad(std::size_t line, std::string message) {
  return fail(ErrorCode::kInvalidInput, std::move(message), "line " + std::to_string(line));
}

// \n, \t, \r, \\ and \u{HEX}.
std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    char next = text[++i];
    std::size_t close = text.find('}', i);
    if (next == 'u' && close != std::string::npos) {
      std::string digits = text.substr(i + 2, close - i - 2);
      out += oracle::to_utf8(
          std::u32string(1, static_cast<char32_t>(std::strtoul(digits.c_str(), nullptr, 16))));
      i = close;
    } else {
      out += next == 'n' ? '\n' : next == 't' ? '\t' : next == 'r' ? '\r' : next;
    }
  }
  return out;
}

Result<OwnedValue> value_of(const std::string& kind, const std::string& text, std::size_t line) {
  if (kind.empty()) {
    return test::utf16(text);
  }
  if (kind == "escaped") {
    return test::utf16(unescaped(text));
  }
  if (kind == "utf8") {
    return test::utf8(text);
  }
  if (kind == "unsigned") {
    return test::unsigned_integer(std::strtoull(text.c_str(), nullptr, 10), 8);
  }
  if (kind == "signed") {
    return test::signed_integer(std::strtoll(text.c_str(), nullptr, 10), 8);
  }
  if (kind == "hex") {
    return test::hex(std::strtoull(text.c_str(), nullptr, 16), 8);
  }
  if (kind == "real") {
    return test::real(std::strtod(text.c_str(), nullptr));
  }
  if (kind == "boolean") {
    return test::boolean(text == "true");
  }
  if (kind == "filetime") {
    return test::filetime(std::strtoull(text.c_str(), nullptr, 10));
  }
  if (kind == "empty") {
    return test::empty();
  }
  if (kind == "absent") {
    return test::absent();
  }
  if (kind == "list") {
    std::vector<OwnedValue> elements;
    for (std::size_t start = 0; !text.empty();) {
      std::size_t bar = text.find(" | ", start);
      elements.push_back(test::utf16(text.substr(start, bar - start)));
      if (bar == std::string::npos) {
        break;
      }
      start = bar + 3;
    }
    return test::list(std::move(elements));
  }
  return bad(line, "unknown kind of value '" + kind + "'");
}

class Reader {
 public:
  explicit Reader(const std::filesystem::path& tree) : tree_(tree) {}

  Result<GoldenCase> read(const std::string& text) {
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
      ++line_;
      if (line.starts_with("=== ")) {
        end_section();
        auto begun = begin_section(line.substr(4));
        if (!begun) {
          return std::unexpected(begun.error());
        }
        continue;
      }
      auto taken = take(line);
      if (!taken) {
        return std::unexpected(taken.error());
      }
    }
    end_section();
    if (case_.rules.empty()) {
      return bad(line_, "no rules");
    }
    if (case_.records.empty() && case_.refused.empty()) {
      return bad(line_, "nothing is expected");
    }
    for (const std::string& name : unmet_) {
      return bad(line_, "record '" + name + "' has no expect section");
    }
    return std::move(case_);
  }

 private:
  enum class Section { kNone, kRules, kPlaceholders, kRefused, kRecord, kExpect };

  void add_document(const std::string& text) {
    if (text.find_first_not_of(" \n") != std::string::npos) {
      case_.rules.push_back({"rule " + std::to_string(case_.rules.size() + 1), text});
    }
  }

  void end_section() {
    if (section_ == Section::kRules) {
      add_document(document_);
      document_.clear();
    } else if (section_ == Section::kRecord) {
      case_.records.push_back({name_, builder_.build(), {}});
      unmet_.push_back(name_);
      builder_ = {};
    }
    section_ = Section::kNone;
  }

  Result<void> begin_section(const std::string& title) {
    std::size_t space = title.find(' ');
    std::string kind = title.substr(0, space);
    name_ = space == std::string::npos ? "" : title.substr(space + 1);
    if (kind == "rules") {
      section_ = Section::kRules;
      if (name_.starts_with("from ")) {
        std::string text = read_file(tree_ / name_.substr(5));
        if (text.empty()) {
          return bad(line_, "cannot read " + name_.substr(5));
        }
        add_document(text);
      }
    } else if (kind == "placeholders") {
      section_ = Section::kPlaceholders;
    } else if (kind == "refused") {
      section_ = Section::kRefused;
    } else if (kind == "record") {
      section_ = Section::kRecord;
    } else if (kind == "expect") {
      section_ = Section::kExpect;
      auto found = std::ranges::find(case_.records, name_, &GoldenRecord::name);
      if (found == case_.records.end()) {
        return bad(line_, "no record '" + name_ + "'");
      }
      record_ = static_cast<std::size_t>(found - case_.records.begin());
      std::erase(unmet_, name_);
    } else {
      return bad(line_, "unknown section '" + kind + "'");
    }
    return {};
  }

  Result<void> take(const std::string& line) {
    bool nothing = line.empty() || line.starts_with("#");
    switch (section_) {
      case Section::kRules:
        if (line == "---") {
          add_document(document_);
          document_.clear();
        } else {
          document_ += line + "\n";
        }
        return {};
      case Section::kPlaceholders:
        case_.placeholders += line + "\n";
        return {};
      case Section::kRefused:
        if (!nothing) {
          case_.refused.push_back(line);
        }
        return {};
      case Section::kRecord:
        return nothing ? Result<void>{} : take_field(line);
      case Section::kExpect:
        return nothing ? Result<void>{} : take_expectation(line);
      case Section::kNone:
        return {};  // words before the first section
    }
    return {};
  }

  // "Channel: text", "EventData.Name (kind): text"
  Result<void> take_field(const std::string& line) {
    std::size_t colon = line.find(':');
    if (colon == std::string::npos) {
      return bad(line_, "a field needs a colon");
    }
    std::string name = line.substr(0, colon);
    std::string text = line.substr(std::min(line.size(), colon + 1));
    text.erase(0, text.starts_with(' ') ? 1 : 0);
    std::string kind;
    if (std::size_t open = name.find(" ("); open != std::string::npos && name.ends_with(')')) {
      kind = name.substr(open + 2, name.size() - open - 3);
      name = name.substr(0, open);
    }
    constexpr std::string_view kData = "EventData.";
    bool is_data = name.starts_with(kData);
    if (is_data && kind == "constant") {
      builder_.data_constant(name.substr(kData.size()), text);
      return {};
    }
    OwnedValue value = TRY(value_of(kind, text, line_));
    if (is_data) {
      builder_.data(name.substr(kData.size()), std::move(value));
    } else {
      builder_.header(name, std::move(value));
    }
    return {};
  }

  // "Title", "Title in VIEW", then indented "Field = value".
  Result<void> take_expectation(const std::string& line) {
    std::vector<ExpectedHit>& expected = case_.records[record_].expected;
    if (!line.starts_with("  ")) {
      std::size_t in = line.find(" in windows");
      expected.push_back(
          {line.substr(0, in), in == std::string::npos ? "" : line.substr(in + 4), {}});
      return {};
    }
    std::size_t equals = line.find(" = ");
    if (equals == std::string::npos || expected.empty()) {
      return bad(line_, "an indented line is 'Field = value' below a rule");
    }
    expected.back().values.push_back(
        {line.substr(2, equals - 2), unescaped_if_quoted(line.substr(equals + 3))});
    return {};
  }

  // A value in double quotes has escapes.
  static std::string unescaped_if_quoted(const std::string& text) {
    bool quoted = text.size() >= 2 && text.starts_with('"') && text.ends_with('"');
    return quoted ? unescaped(text.substr(1, text.size() - 2)) : text;
  }

  const std::filesystem::path& tree_;
  GoldenCase case_;
  Section section_ = Section::kNone;
  std::size_t line_ = 0;
  std::string name_;
  std::string document_;
  test::RecordBuilder builder_;
  std::size_t record_ = 0;
  std::vector<std::string> unmet_;
};

}  // namespace

Result<GoldenCase> read_golden_case(const std::string& text, const std::filesystem::path& tree) {
  return Reader(tree).read(text);
}

}  // namespace noroshi::conformance
