#include "support/oracle/tables.h"

#include <algorithm>
#include <optional>

#include "support/oracle/text.h"

namespace noroshi::oracle {
namespace {

bool among(const std::vector<std::string>& texts, std::string_view text) {
  return std::ranges::any_of(texts,
                             [&](const std::string& one) { return same_but_case(one, text); });
}

bool has_channel(const OracleView& view, std::string_view channel) {
  return among(view.channels, channel) ||
         std::ranges::any_of(view.channel_prefixes, [&](const std::string& prefix) {
           return channel.size() >= prefix.size() &&
                  same_but_case(channel.substr(0, prefix.size()), prefix);
         });
}

// The value whose name equals `name`: exactly if there is one, else but for ASCII case.
template <typename Pairs>
auto find_name(const Pairs& pairs, const std::string& name) {
  auto found = std::ranges::find_if(pairs, [&](const auto& pair) { return pair.first == name; });
  return found != pairs.end() ? found : std::ranges::find_if(pairs, [&](const auto& pair) {
    return same_but_case(pair.first, name);
  });
}

}  // namespace

std::vector<std::size_t> OracleTables::views_for(const OracleRule& rule) const {
  auto belongs = [&](const OracleView& view) {
    return std::ranges::any_of(views_, [&](const OracleView& service) {
      return !service.service.empty() && same_but_case(service.service, rule.service) &&
             (rule.product.empty() || same_but_case(service.product, rule.product)) &&
             std::ranges::all_of(view.channels, [&](const std::string& channel) {
               return has_channel(service, channel);
             });
    });
  };
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < views_.size(); ++i) {
    const OracleView& view = views_[i];
    bool fits = rule.product.empty() || same_but_case(rule.product, view.product);
    if (!rule.category.empty()) {
      fits = fits && same_but_case(rule.category, view.category) &&
             (rule.service.empty() || belongs(view));
    } else if (!rule.service.empty()) {
      fits = fits && same_but_case(rule.service, view.service);
    } else {
      fits = !rule.product.empty() && same_but_case(rule.product, view.product) &&
             view.category.empty() && view.service.empty();
    }
    if (fits) {
      out.push_back(i);
    }
  }
  return out;
}

bool OracleTables::satisfies(const OracleView& view, const FlatRecord& record) {
  const FlatField* channel_field = record.header("Channel");
  const FlatField* provider_field = record.header("Provider_Name");
  const FlatField* id_field = record.header("EventID");
  std::string channel = channel_field == nullptr ? "" : channel_field->value.text;
  std::string provider = provider_field == nullptr ? "" : provider_field->value.text;
  bool is_own = view.category.empty() && view.service.empty();
  if (is_own ? channel.empty() : !has_channel(view, channel)) {
    return false;
  }
  if (!view.providers.empty() && !provider.empty() && !among(view.providers, provider)) {
    return false;
  }
  if (!view.event_ids.empty()) {
    if (id_field == nullptr || id_field->value.is_list || id_field->value.elements.empty()) {
      return false;
    }
    const std::optional<Quantity>& id = id_field->value.elements.front().quantity();
    if (!id || !id->is_integer || !std::ranges::any_of(view.event_ids, [&](std::int64_t wanted) {
          return id->integer == wanted;
        })) {
      return false;
    }
  }
  return std::ranges::all_of(view.guards, [&](const auto& guard) {
    FieldValue value = read(view, record, guard.first);
    return std::ranges::any_of(
        value.elements, [&](const Element& element) { return among(guard.second, element.text); });
  });
}

FieldValue OracleTables::read(const OracleView& view, const FlatRecord& record,
                              const std::string& name) {
  auto entry = find_name(view.entries, name);
  if (entry != view.entries.end()) {
    return evaluate(entry->second, record);
  }
  if (const FlatField* field = record.find(name)) {
    bool hidden = std::ranges::find(view.hidden, field->name) != view.hidden.end();
    return hidden ? FieldValue{} : field->value;
  }
  auto alias = find_name(view.aliases, name);
  const FlatField* field = alias == view.aliases.end() ? nullptr : record.find(alias->second);
  return field == nullptr ? FieldValue{} : field->value;
}

}  // namespace noroshi::oracle
