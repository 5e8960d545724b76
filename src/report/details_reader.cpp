// data/windows/details.yml and codes.yml: YAML to DetailEntries.
#include <algorithm>

#include "base/ascii.h"
#include "base/yaml.h"
#include "event/value_text.h"
#include "report/details_format.h"

namespace noroshi {
namespace {

constexpr std::pair<std::string_view, DetailForm> kForms[] = {
    {"text", DetailForm::kText},          {"collapsed", DetailForm::kCollapsed},
    {"number", DetailForm::kNumber},      {"account", DetailForm::kAccount},
    {"endpoint", DetailForm::kEndpoint},  {"code", DetailForm::kCode},
    {"code_list", DetailForm::kCodeList}, {"bits", DetailForm::kBits},
    {"key_value", DetailForm::kKeyValue}, {"xml", DetailForm::kXml},
};

class Reader {
 public:
  Reader(const EmbeddedFile& file, DetailsTable::Implementation& table)
      : file_(&file), table_(&table) {}

  Result<void> codes();
  Result<void> entries();

 private:
  Result<YamlNode> root();
  Result<void> code_table(const std::string& name, const YamlNode& node);
  Result<DetailEntry> entry(const YamlNode& node);
  Result<DetailItem> item(const YamlNode& node);
  Result<void> check(const YamlNode& node, std::initializer_list<std::string_view> names);
  Result<std::vector<std::string>> lowered(const YamlNode& node, std::string_view member);
  std::unexpected<Error> bad(const YamlNode& node, std::string message) {
    return fail(ErrorCode::kConfiguration, std::move(message),
                std::string(file_->path) + ":" + std::to_string(node.line));
  }

  const EmbeddedFile* file_;
  DetailsTable::Implementation* table_;
};

Result<YamlNode> Reader::root() {
  auto documents = TRY(parse_yaml(file_->content, file_->path));
  if (documents.size() != 1) {
    return fail(ErrorCode::kConfiguration, "a table is one YAML document",
                std::string(file_->path));
  }
  TRY(check(documents.front(), {"codes", "bits", "skip", "details"}));
  return std::move(documents.front());
}

Result<void> Reader::check(const YamlNode& node, std::initializer_list<std::string_view> names) {
  if (node.kind != YamlKind::kMapping) {
    return bad(node, "a mapping is needed here");
  }
  for (const auto& [key, value] : node.members) {
    if (std::find(names.begin(), names.end(), key) == names.end()) {
      return bad(value, "'" + key + "' has no meaning here");
    }
  }
  return {};
}

Result<void> Reader::code_table(const std::string& name, const YamlNode& node) {
  if (node.kind != YamlKind::kMapping) {
    return bad(node, "'" + name + "' must be a mapping of codes to words");
  }
  if (table_->codes.contains(name)) {
    return bad(node, "there is already a table '" + name + "'");
  }
  CodeTable codes;
  for (const auto& [code, words] : node.members) {
    if (!words.is_scalar()) {
      return bad(words, "'" + code + "' must have words");
    }
    if (code.starts_with("%%")) {
      codes.texts.emplace(code, words.text);
      continue;
    }
    auto number = to_number(Value::utf8(code));
    if (!number || !number->is_integer || number->is_negative) {
      return bad(words, "'" + code + "' is neither a number nor of the form %%1234");
    }
    codes.numbers.emplace(number->magnitude, words.text);
    codes.in_order.emplace_back(number->magnitude, words.text);
  }
  table_->codes.emplace(name, std::move(codes));
  return {};
}

Result<void> Reader::codes() {
  YamlNode document = TRY(root());
  for (std::string_view part : {"codes", "bits"}) {
    const YamlNode* tables = document.find(part);
    if (tables == nullptr) {
      continue;
    }
    if (tables->kind != YamlKind::kMapping) {
      return bad(*tables, "'" + std::string(part) + "' must be a mapping");
    }
    for (const auto& [name, node] : tables->members) {
      TRY(code_table(name, node));
    }
  }
  return {};
}

Result<void> Reader::entries() {
  YamlNode document = TRY(root());
  for (std::string& name : document.texts_of("skip")) {
    table_->skipped.push_back(std::move(name));
  }
  const YamlNode* details = document.find("details");
  if (details == nullptr) {
    return {};
  }
  if (details->kind != YamlKind::kSequence) {
    return bad(*details, "'details' must be a list");
  }
  for (const YamlNode& node : details->items) {
    auto index = static_cast<std::uint32_t>(table_->entries.size());
    table_->entries.push_back(TRY(entry(node)));
    for (const std::string& channel : table_->entries.back().channels) {
      table_->by_channel[channel].push_back(index);
    }
  }
  return {};
}

Result<std::vector<std::string>> Reader::lowered(const YamlNode& node, std::string_view member) {
  std::vector<std::string> names = node.texts_of(member);
  if (names.empty() && node.find(member) != nullptr) {
    return bad(node, "'" + std::string(member) + "' must be a list of texts");
  }
  for (std::string& name : names) {
    name = ascii_lowered(name);
  }
  return names;
}

Result<DetailEntry> Reader::entry(const YamlNode& node) {
  TRY(check(node, {"channels", "providers", "event_ids", "line"}));
  DetailEntry entry;
  entry.channels = TRY(lowered(node, "channels"));
  entry.providers = TRY(lowered(node, "providers"));
  if (entry.channels.empty()) {
    return bad(node, "'channels' must be a list of texts");
  }
  if (const YamlNode* ids = node.find("event_ids")) {
    for (const YamlNode& id : ids->items) {
      if (id.kind != YamlKind::kInteger) {
        return bad(id, "'event_ids' must be a list of integers");
      }
      entry.event_ids.push_back(id.integer);
    }
    if (entry.event_ids.empty()) {
      return bad(*ids, "'event_ids' must be a list of integers");
    }
  }
  const YamlNode* line = node.find("line");
  if (line == nullptr || line->kind != YamlKind::kSequence || line->items.empty()) {
    return bad(node, "'line' must be a list of LABEL: VALUE");
  }
  for (const YamlNode& part : line->items) {
    entry.items.push_back(TRY(item(part)));
  }
  return entry;
}

Result<DetailItem> Reader::item(const YamlNode& node) {
  if (node.kind != YamlKind::kMapping || node.members.size() != 1) {
    return bad(node, "'line' must be a list of LABEL: VALUE");
  }
  const auto& [label, value] = node.members.front();
  DetailItem item;
  item.label = label;
  if (value.kind != YamlKind::kMapping) {
    item.fields = node.texts_of(label);
  } else {
    TRY(check(value, {"field", "as", "codes", "key", "elements", "limit"}));
    item.fields = value.texts_of("field");
    std::string_view form = value.text_of("as", "text");
    const auto* known = std::find_if(std::begin(kForms), std::end(kForms),
                                     [&](const auto& pair) { return pair.first == form; });
    if (known == std::end(kForms)) {
      return bad(value, "'" + std::string(form) + "' is not a form of a value");
    }
    item.form = known->second;
    item.key = value.text_of("key");
    item.elements = value.texts_of("elements");
    if (const YamlNode* limit = value.find("limit")) {
      if (limit->kind != YamlKind::kInteger || limit->integer < 1 ||
          limit->integer > static_cast<std::int64_t>(kMaxDetailLimit)) {
        return bad(*limit, "'limit' must be a number from 1 to " + std::to_string(kMaxDetailLimit));
      }
      item.limit = static_cast<std::size_t>(limit->integer);
    }
    bool needs_codes = item.form == DetailForm::kCode || item.form == DetailForm::kCodeList ||
                       item.form == DetailForm::kBits;
    auto codes = table_->codes.find(std::string(value.text_of("codes")));
    if (needs_codes && codes == table_->codes.end()) {
      return bad(value, "there is no table of codes '" + std::string(value.text_of("codes")) + "'");
    }
    item.codes = needs_codes ? &codes->second : nullptr;
    if ((item.form == DetailForm::kKeyValue) != !item.key.empty() ||
        (item.form == DetailForm::kXml) != !item.elements.empty()) {
      return bad(value, "'key' belongs to key_value and 'elements' to xml");
    }
    if (item.form == DetailForm::kAccount && item.fields.size() % 2 != 0) {
      return bad(value, "an account is pairs of domain and name");
    }
  }
  if (item.fields.empty()) {
    return bad(value, "'" + label + "' names no field");
  }
  return item;
}

}  // namespace

Result<void> read_detail_codes(const EmbeddedFile& file, DetailsTable::Implementation& table) {
  return Reader(file, table).codes();
}

Result<void> read_detail_entries(const EmbeddedFile& file, DetailsTable::Implementation& table) {
  return Reader(file, table).entries();
}

}  // namespace noroshi
