// Conditions on fields become small Sigma rules, so that they mean exactly what they mean in rules.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "pipeline/search_setup.h"
#include "rule/loader.h"

namespace noroshi {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (char c : text) {
    out += c == '\'' ? "''" : std::string(1, c);
  }
  return out + "'";
}

// Digits, perhaps with a sign and a point: YAML would take them as a number too.
bool is_number(std::string_view text) {
  if (text.starts_with('-')) {
    text.remove_prefix(1);
  }
  std::size_t points = static_cast<std::size_t>(std::ranges::count(text, '.'));
  return !text.empty() && points <= 1 && !text.starts_with('.') && !text.ends_with('.') &&
         (text == "0" || !text.starts_with('0')) &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

std::vector<std::string> values_of(std::string_view text, bool splits) {
  std::vector<std::string> out(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (splits && text[i] == '\\' && i + 1 < text.size() && text[i + 1] == ',') {
      out.back() += text[++i];
    } else if (splits && text[i] == ',') {
      out.emplace_back();
    } else {
      out.back() += text[i];
    }
  }
  return out;
}

bool has_modifier(std::string_view key, std::string_view modifier) {
  for (std::size_t bar = key.find('|'); bar != key.npos; bar = key.find('|', bar + 1)) {
    std::string_view name = key.substr(bar + 1);
    if (name.substr(0, name.find('|')) == modifier) {
      return true;
    }
  }
  return false;
}

}  // namespace

Result<std::vector<RulePtr>> field_rules(std::string_view condition, const ViewTable& views) {
  auto refuse = [&](std::string_view why) {
    return fail(ErrorCode::kNotFound, std::string(why), fmt::format("--field '{}'", condition));
  };
  std::size_t sign = condition.find('=');
  if (sign == condition.npos || sign == 0 || condition[0] == '|') {
    return refuse("write NAME=VALUE or NAME|contains=VALUE");
  }
  if (std::ranges::any_of(condition, [](char c) { return static_cast<unsigned char>(c) < 0x20; })) {
    return refuse("holds a control character");
  }
  std::string_view key = condition.substr(0, sign);
  std::string detection = fmt::format("detection:\n  selection:\n    {}:\n", quoted(key));
  bool is_pattern = !has_modifier(key, "re");
  for (const std::string& value : values_of(condition.substr(sign + 1), is_pattern)) {
    bool is_plain = is_number(value) || value == "true" || value == "false";
    detection += fmt::format("      - {}\n", is_pattern && is_plain ? value : quoted(value));
  }
  detection += "  condition: selection\n";

  std::set<std::pair<std::string_view, std::string_view>> log_sources;
  for (ViewId view = 0; view < views.size(); ++view) {
    log_sources.emplace(views.product(view), views.category(view));
    log_sources.emplace(views.product(view), "");
  }
  std::vector<RulePtr> out;
  for (const auto& [product, category] : log_sources) {
    if (product.empty()) {
      continue;
    }
    std::string text =
        fmt::format("title: {}\nstatus: test\nlevel: informational\nlogsource:\n  product: {}\n",
                    quoted(condition), product);
    text += category.empty() ? "" : fmt::format("  category: {}\n", category);
    LoadedRules loaded = load_rules(text + detection, "--field", {});
    if (loaded.rules.empty()) {
      return refuse(loaded.problems.empty() ? "cannot be read" : loaded.problems[0].message);
    }
    out.push_back(std::move(loaded.rules[0]));
  }
  return out;
}

}  // namespace noroshi
