// The forms of a value in a details line.
#include <algorithm>
#include <charconv>

#include "base/json_writer.h"
#include "base/utf.h"
#include "event/value_text.h"
#include "report/details_format.h"

namespace noroshi {
namespace {

constexpr std::string_view kSeparatorMark = "\u00a6";
constexpr std::string_view kMappedIpv4 = "::ffff:";
constexpr std::size_t kMaxCodePoint = 4;  // bytes

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && is_space(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

// The number of a code, as it is stored in tables. Statuses come as signed 32 bits too.
std::optional<std::uint64_t> code_number(const Value& value) {
  auto number = to_number(value);
  if (!number || !number->is_integer) {
    return std::nullopt;
  }
  if (number->is_negative) {
    return static_cast<std::uint32_t>(0 - number->magnitude);
  }
  return number->magnitude;
}

const std::string* words_for(const CodeTable& table, std::string_view text) {
  if (text.starts_with("%%")) {
    auto found = table.texts.find(std::string(text));
    return found == table.texts.end() ? nullptr : &found->second;
  }
  auto number = code_number(Value::utf8(text));
  auto found = number ? table.numbers.find(*number) : table.numbers.end();
  return found == table.numbers.end() ? nullptr : &found->second;
}

// The text of the first field that says something; empty if none does.
void first_text(std::span<const Value> values, std::string& out) {
  for (const Value& value : values) {
    out.clear();
    append_text(value, out);
    if (says_something(out)) {
      return;
    }
  }
  out.clear();
}

std::string first_text(std::span<const Value> values) {
  std::string out;
  first_text(values, out);
  return out;
}

// Whether white space other than single spaces stands somewhere. Without branches: most texts are
// looked through to their end.
bool has_runs_of_space(std::string_view text) {
  unsigned found = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    auto c = static_cast<unsigned char>(text[i]);
    auto next = static_cast<unsigned char>(text[i + 1]);
    found |= static_cast<unsigned>(c >= '\t' && c <= '\r') |
             static_cast<unsigned>(c == ' ' && next == ' ');
  }
  return found != 0;
}

// White space before and after goes too, or is the caller's to cut.
void collapse(std::string& text) {
  if (!has_runs_of_space(text)) {
    return;
  }
  std::size_t end = 0;
  for (char c : text) {
    if (!is_space(c)) {
      text[end++] = c;
    } else if (end > 0 && text[end - 1] != ' ') {
      text[end++] = ' ';
    }
  }
  text.resize(end);
}

std::string in_decimal(std::span<const Value> values) {
  for (const Value& value : values) {
    auto number = to_number(value);
    if (number && number->is_integer) {
      return (number->is_negative ? "-" : "") + std::to_string(number->magnitude);
    }
  }
  return first_text(values);
}

void account(std::span<const Value> values, std::string& out) {
  for (std::size_t i = 0; i + 1 < values.size(); i += 2) {
    out.clear();
    append_text(values[i + 1], out);
    if (!says_something(out)) {
      continue;
    }
    // ueda@CORP.EXAMPLE and CORP\ueda already say where.
    if (out.find_first_of("@\\") == std::string::npos) {
      std::size_t name = out.size();
      append_text(values[i], out);
      if (says_something(std::string_view(out).substr(name))) {
        out += '\\';
        // DOMAIN\ moves before the name.
        std::ranges::rotate(out, out.begin() + static_cast<std::ptrdiff_t>(name));
      } else {
        out.resize(name);
      }
    }
    return;
  }
  out.clear();
}

std::string endpoint(std::span<const Value> values) {
  std::string address = values.empty() ? "" : to_text(values[0]);
  if (!says_something(address)) {
    return {};
  }
  // Windows writes IPv4 callers of IPv6 sockets as ::ffff:10.0.0.1.
  if (address.starts_with(kMappedIpv4) && address.find('.') != std::string::npos) {
    address.erase(0, kMappedIpv4.size());
  }
  std::string port = values.size() < 2 ? "" : to_text(values[1]);
  if (!says_something(port) || port == "0") {
    return address;
  }
  return (address.find(':') == std::string::npos ? address : "[" + address + "]") + ":" + port;
}

// "0xc000006a wrong password", "remote desktop" for a string of the system's message table.
std::string code(const CodeTable& table, std::span<const Value> values) {
  std::string text;
  for (const Value& value : values) {
    std::string candidate = to_text(value);
    if (!says_something(candidate)) {
      continue;
    }
    bool is_zero = code_number(value) == 0;
    if (text.empty() || !is_zero) {
      text = candidate;
    }
    if (!is_zero) {
      break;
    }
  }
  std::string_view written = trimmed(text);
  const std::string* words = words_for(table, written);
  if (words == nullptr) {
    return text;
  }
  return written.starts_with("%%") ? *words : std::string(written) + " " + *words;
}

std::string code_list(const CodeTable& table, std::span<const Value> values) {
  std::string text = first_text(values);
  std::string out;
  for (std::string_view rest = text; !(rest = trimmed(rest)).empty();) {
    std::size_t size = std::min(rest.find_first_of(" \t\r\n\v\f,"), rest.size());
    std::string_view part = rest.substr(0, size);
    rest.remove_prefix(std::min(rest.size(), std::max<std::size_t>(size, 1)));
    if (rest.starts_with(',')) {
      rest.remove_prefix(1);
    }
    if (part.empty()) {
      continue;
    }
    const std::string* words = words_for(table, part);
    out += out.empty() ? "" : ", ";
    out += words != nullptr ? std::string_view(*words) : part;
  }
  return out;
}

std::string bits(const CodeTable& table, std::span<const Value> values) {
  std::string text = first_text(values);
  auto number = text.empty() ? std::nullopt : code_number(Value::utf8(text));
  if (!number) {
    return text;
  }
  std::string words;
  std::uint64_t rest = *number;
  for (const auto& [mask, meaning] : table.in_order) {
    if ((rest & mask) == mask) {
      rest &= ~mask;
      words += words.empty() ? "" : ", ";
      words += meaning;
    }
  }
  return words.empty() ? text : text + " (" + words + ")";
}

// Of the first line "key = value" (spaces around the key and the value do not count).
std::string key_value(std::string_view text, std::string_view key) {
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    std::size_t equals = line.find('=');
    if (equals != std::string_view::npos && trimmed(line.substr(0, equals)) == key) {
      return std::string(trimmed(line.substr(equals + 1)));
    }
  }
  return {};
}

std::string key_value(const DetailItem& item, std::span<const Value> values) {
  for (const Value& value : values) {
    auto blocks = value.type == ValueType::kList ? value.list() : std::span(&value, 1);
    for (const Value& block : blocks) {
      std::string found = key_value(to_text(block), item.key);
      if (says_something(found)) {
        return found;
      }
    }
  }
  return {};
}

void append_unescaped(std::string_view xml, std::string& out) {
  constexpr std::pair<std::string_view, char> kEntities[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  while (!xml.empty()) {
    const auto* entity = std::find_if(std::begin(kEntities), std::end(kEntities),
                                      [&](const auto& e) { return xml.starts_with(e.first); });
    bool found = entity != std::end(kEntities);
    out += found ? entity->second : xml.front();
    xml.remove_prefix(found ? entity->first.size() : 1);
  }
}

// The text of `elements` in the order of the document. Not a parser of XML: task definitions are
// flat, and what is no element here is passed over.
std::string xml(const DetailItem& item, std::span<const Value> values) {
  std::string document = first_text(values);
  std::string_view rest = document;
  std::string out;
  for (std::size_t open = 0; (open = rest.find('<')) != std::string_view::npos;) {
    rest.remove_prefix(open + 1);
    std::string_view name = rest.substr(0, rest.find_first_of(" \t\r\n/>"));
    if (std::find(item.elements.begin(), item.elements.end(), name) == item.elements.end()) {
      continue;
    }
    std::size_t start = rest.find('>');
    if (start == std::string_view::npos) {
      break;
    }
    std::string_view content = rest.substr(start + 1, rest.find('<', start) - start - 1);
    rest.remove_prefix(start + 1);
    out += out.empty() ? "" : " ";
    append_unescaped(trimmed(content), out);
  }
  return out;
}

// The text of the first field that says something. Of a script of many kilobytes a line shows the
// beginning: no more than that is made into text, unless most of it is white space.
void beginning(const DetailItem& item, std::span<const Value> values, std::string& out) {
  const std::size_t enough = kMaxCodePoint * (item.limit + 2);
  auto make = [&](std::span<const Value> from) {
    first_text(from, out);
    if (item.form == DetailForm::kCollapsed) {
      collapse(out);
    }
  };
  const std::size_t most = 4 * enough;  // bytes; even, for UTF-16
  if (!values.empty() && values[0].size > most && is_text(values[0])) {
    Value start = values[0];
    start.size = static_cast<std::uint32_t>(most);
    make({&start, 1});
    if (trimmed(out).size() > enough) {
      return;
    }
  }
  make(values);
}

void text_of(const DetailItem& item, std::span<const Value> values, std::string& out) {
  switch (item.form) {
    case DetailForm::kText:
    case DetailForm::kCollapsed:
      beginning(item, values, out);
      break;
    case DetailForm::kNumber:
      out = in_decimal(values);
      break;
    case DetailForm::kAccount:
      account(values, out);
      break;
    case DetailForm::kEndpoint:
      out = endpoint(values);
      break;
    case DetailForm::kCode:
      out = code(*item.codes, values);
      break;
    case DetailForm::kCodeList:
      out = code_list(*item.codes, values);
      break;
    case DetailForm::kBits:
      out = bits(*item.codes, values);
      break;
    case DetailForm::kKeyValue:
      out = key_value(item, values);
      break;
    case DetailForm::kXml:
      out = xml(item, values);
      break;
  }
}

}  // namespace

bool says_something(std::string_view text) {
  std::string_view inner = trimmed(text);
  return !inner.empty() && inner != "-";
}

void append_cut(std::string_view text, std::size_t limit, std::string& out) {
  // As many bytes as `limit` are no more code points.
  std::size_t end = text.size() <= limit ? text.size() : 0;
  std::size_t count = 0;
  for (; end < text.size(); ++end) {
    bool starts = (static_cast<unsigned char>(text[end]) & 0xc0) != 0x80;
    if (starts && count++ == limit) {
      break;
    }
  }
  std::string_view rest = text.substr(0, end);
  while (!rest.empty()) {
    std::size_t mark = rest.find(kSeparatorMark);
    append_visible(rest.substr(0, mark), out);
    if (mark == std::string_view::npos) {
      break;
    }
    out += "\\u00a6";
    rest.remove_prefix(mark + kSeparatorMark.size());
  }
  if (end < text.size()) {
    out += "\u2026";
  }
}

void append_detail(const DetailItem& item, std::span<const Value> values, std::string& scratch,
                   std::string& out) {
  text_of(item, values, scratch);
  if (says_something(scratch)) {
    append_cut(trimmed(scratch), item.limit, out);
  }
}

}  // namespace noroshi
