#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/ascii.h"
#include "indicator/classify.h"
#include "indicator/json_lists.h"
#include "indicator/marking.h"
#include "indicator/stix_pattern.h"

namespace noroshi {
namespace {

using enum IndicatorKind;

// Objects that are no values themselves.
constexpr std::array<std::string_view, 25> kStories = {"attack-pattern",
                                                       "bundle",
                                                       "campaign",
                                                       "course-of-action",
                                                       "extension-definition",
                                                       "grouping",
                                                       "identity",
                                                       "incident",
                                                       "infrastructure",
                                                       "intrusion-set",
                                                       "language-content",
                                                       "location",
                                                       "malware",
                                                       "malware-analysis",
                                                       "marking-definition",
                                                       "note",
                                                       "observed-data",
                                                       "opinion",
                                                       "relationship",
                                                       "report",
                                                       "sighting",
                                                       "threat-actor",
                                                       "tool",
                                                       "vulnerability",
                                                       "autonomous-system"};

struct Marking {
  std::string_view id;
  std::string_view name;
};
// The marking definitions that STIX 2.1 and TLP 2.0 fix.
constexpr Marking kMarkings[] = {
    {"marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "TLP:WHITE"},
    {"marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", "TLP:GREEN"},
    {"marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", "TLP:AMBER"},
    {"marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "TLP:RED"},
    {"marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487", "TLP:CLEAR"},
    {"marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "TLP:GREEN"},
    {"marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421", "TLP:AMBER"},
    {"marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", "TLP:AMBER+STRICT"},
    {"marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", "TLP:RED"},
};

// What stands at a property: "file:name", "network-traffic:dst_ref.value".
std::optional<IndicatorKind> kind_at(std::string_view path) {
  struct Place {
    std::string_view path;
    IndicatorKind kind;
  };
  static constexpr Place kPlaces[] = {
      {"ipv4-addr:value", kAddress},
      {"ipv6-addr:value", kAddress},
      {"network-traffic:dst_ref.value", kDomain},
      {"network-traffic:src_ref.value", kDomain},
      {"domain-name:value", kDomain},
      {"url:value", kUrl},
      {"email-addr:value", kEmail},
      {"email-message:from_ref.value", kEmail},
      {"email-message:sender_ref.value", kEmail},
      {"file:name", kFileName},
      {"file:parent_directory_ref.path", kPath},
      {"directory:path", kPath},
      {"windows-registry-key:key", kRegistry},
      {"mutex:name", kText},
      {"process:command_line", kText},
      {"process:name", kFileName},
      {"network-traffic:extensions.http-request-ext.request_header.User-Agent", kText},
  };
  std::size_t hashes = path.find(":hashes.");
  if (hashes != path.npos) {
    std::string_view algorithm = path.substr(hashes + 8);
    bool is_fuzzy =
        equal_ignoring_case(algorithm, "SSDEEP") || equal_ignoring_case(algorithm, "TLSH");
    return is_fuzzy ? std::nullopt : std::optional(kHash);
  }
  const auto* found = std::ranges::find(kPlaces, path, &Place::path);
  return found == std::end(kPlaces) ? std::nullopt : std::optional(found->kind);
}

class StixReader {
 public:
  explicit StixReader(IndicatorList& list) : list_(list) {}

  void read_all(JsonNode root) {
    if (auto objects = root.member("objects"); objects && objects->is_array()) {
      objects->each_element([this](JsonNode object) { read(object); });
    } else if (root.is_array()) {
      root.each_element([this](JsonNode object) { read(object); });
    } else {
      read(root);
    }
  }

 private:
  void read(JsonNode object) {
    ++number_;
    std::string_view type = object.text_of("type");
    read_markings(object);
    if (auto revoked = object.member("revoked"); revoked && revoked->boolean().value_or(false)) {
      list_.leave_aside(number_, object.text_of("id"), "is revoked");
    } else if (type == "indicator") {
      read_indicator(object);
    } else if (type == "observed-data") {
      // STIX 2.0 keeps the observables inside, by number.
      if (auto objects = object.member("objects")) {
        objects->each_member([this](std::string_view, JsonNode inner) { read_observable(inner); });
      }
    } else if (std::ranges::find(kStories, type) == kStories.end()) {
      read_observable(object);
    }
  }

  void read_markings(JsonNode object) {
    if (object.text_of("type") == "marking-definition") {
      list_.mark(marking_in(object.text_of("name")));
      if (auto definition = object.member("definition")) {
        list_.mark(marking_in("tlp:" + std::string(definition->text_of("tlp"))));
      }
    }
    if (auto refs = object.member("object_marking_refs")) {
      refs->each_element([this](JsonNode ref) {
        const auto* found = std::ranges::find(kMarkings, ref.text().value_or(""), &Marking::id);
        if (found != std::end(kMarkings)) {
          list_.mark(found->name);
        }
      });
    }
  }

  void read_indicator(JsonNode object) {
    std::string_view pattern = object.text_of("pattern");
    std::string_view language = object.text_of("pattern_type");
    if (!language.empty() && language != "stix") {
      list_.leave_aside(number_, pattern,
                        fmt::format("its pattern is in the language '{}'", language));
      return;
    }
    auto observations = read_stix_pattern(pattern);
    if (!observations) {
      list_.leave_aside(number_, pattern, observations.error().message);
      return;
    }
    for (const StixObservation& observation : *observations) {
      take(observation, pattern);
    }
  }

  // Of conditions that must hold together only hashes are sought: the rest would be found alone.
  void take(const StixObservation& observation, std::string_view pattern) {
    bool together = observation.joins_with_and && observation.comparisons.size() > 1;
    bool has_hash = std::ranges::any_of(observation.comparisons, [](const auto& comparison) {
      return kind_at(comparison.path) == kHash;
    });
    if (together && !has_hash) {
      list_.leave_aside(number_, pattern, "joins conditions with AND, and none is a hash");
      return;
    }
    for (const StixComparison& comparison : observation.comparisons) {
      auto kind = kind_at(comparison.path);
      if (together && kind != kHash) {
        continue;
      }
      bool is_simple = comparison.operation == "=" || comparison.operation == "IN" ||
                       (comparison.operation == "ISSUBSET" && kind == kAddress);
      if (!kind || !is_simple || comparison.values.empty()) {
        list_.leave_aside(number_, pattern,
                          fmt::format("compares {} by {}", comparison.path, comparison.operation));
        continue;
      }
      for (const std::string& value : comparison.values) {
        list_.take(number_, value, classify_as(*kind, value));
      }
    }
  }

  void read_observable(JsonNode object) {
    std::string_view type = object.text_of("type");
    bool has_hash = false;
    bool any = false;
    auto take = [&](std::string_view property, std::string_view value) {
      if (auto kind = kind_at(fmt::format("{}:{}", type, property)); kind && !value.empty()) {
        any = true;
        list_.take(number_, value, classify_as(*kind, value));
      }
    };
    if (auto hashes = object.member("hashes")) {
      hashes->each_member([&](std::string_view algorithm, JsonNode digits) {
        take(fmt::format("hashes.{}", algorithm), digits.text().value_or(""));
      });
      has_hash = any;
    }
    if (type == "file" && has_hash) {
      return;
    }
    for (std::string_view property : {"value", "name", "path", "key", "command_line"}) {
      take(property, object.text_of(property));
    }
    if (!any) {
      list_.leave_aside(number_, object.text_of("id"),
                        fmt::format("its type '{}' is not one to look for", type));
    }
  }

  IndicatorList& list_;
  std::uint32_t number_ = 0;
};

}  // namespace

void read_stix(JsonNode root, IndicatorList& list) {
  StixReader(list).read_all(root);
}

}  // namespace noroshi
