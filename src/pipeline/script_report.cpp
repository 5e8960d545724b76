#include "pipeline/script_report.h"

#include <algorithm>

#include "base/pack.h"
#include "base/sha1.h"
#include "match/matcher.h"
#include "pipeline/time_order.h"

namespace noroshi {
namespace {

std::string missing_text(const ScriptBlock& block) {
  std::string out;
  for (const ScriptGap& gap : block.gaps) {
    out += out.empty() ? "" : ", ";
    out += std::to_string(gap.from);
    if (gap.to != gap.from) {
      out += '-' + std::to_string(gap.to);
    }
  }
  return out;
}

void pack_rules(const std::vector<std::uint32_t>& rules, Packer& pack) {
  pack.number(rules.size());
  for (std::uint32_t rule : rules) {
    pack.number(rule);
  }
}

std::vector<std::uint32_t> unpack_rules(Unpacker& from) {
  std::vector<std::uint32_t> rules;
  for (std::uint64_t left = from.number(); left > 0 && from.ok(); --left) {
    rules.push_back(static_cast<std::uint32_t>(from.number()));
  }
  return rules;
}

std::string packed(const ScriptBlock& block, const Record& record,
                   const std::vector<std::uint32_t>& joined) {
  const Origin& place = record.origins.front();
  std::string out;
  Packer pack(out);
  pack.number(static_cast<std::uint64_t>(record.time.ticks))
      .number(place.source)
      .number(place.offset)
      .number(record.id)
      .number(block.parts)
      .number(block.of)
      .number(block.versions)
      .number(block.cut);
  pack_rules(block.held, pack);
  pack_rules(joined, pack);
  pack.text(block.host).text(block.id).text(block.path);
  pack.text(missing_text(block)).text(marked_text(block));
  return out;
}

FoundScript unpacked(Unpacker& from) {
  FoundScript script;
  script.time.ticks = static_cast<std::int64_t>(from.number());
  script.source = static_cast<std::uint32_t>(from.number());
  script.offset = from.number();
  script.record = from.number();
  script.parts = from.number();
  script.of = from.number();
  script.versions = from.number();
  script.cut = from.number();
  script.held = unpack_rules(from);
  script.joined = unpack_rules(from);
  script.host = from.text();
  script.id = from.text();
  script.path = from.text();
  script.missing = from.text();
  script.text = from.text();
  return script;
}

}  // namespace

std::string marked_text(const ScriptBlock& block) {
  std::string out;
  std::size_t done = 0;
  for (const ScriptGap& gap : block.gaps) {
    out.append(block.text, done, gap.at - done);
    out += out.empty() || out.back() == '\n' ? "" : "\n";
    out += gap.from == gap.to
               ? "# noroshi: part " + std::to_string(gap.from)
               : "# noroshi: parts " + std::to_string(gap.from) + " to " + std::to_string(gap.to);
    out += " of " + std::to_string(block.of) +
           (gap.from == gap.to ? " is not in the log\n" : " are not in the log\n");
    done = std::min(gap.at + 1, block.text.size());
  }
  out.append(block.text, done);
  return out;
}

Result<void> report_scripts(ScriptParts& parts, std::shared_ptr<const RuleSet> rules,
                            const std::function<Result<void>(const FoundScript&)>& take) {
  Matcher matcher(std::move(rules));
  RecordCopyReader reader;
  TimeOrder order;
  auto match = [&](const ScriptBlock& block) -> Result<void> {
    const Record* record = joined_record(block, reader);
    if (record == nullptr) {
      return fail(ErrorCode::kIo, "a temporary file does not hold what was written");
    }
    std::vector<std::uint32_t> joined;
    if (block.parts > 1) {
      for (const Hit& hit : matcher.match(*record)) {
        if (!std::ranges::binary_search(block.held, hit.rule)) {
          joined.push_back(hit.rule);
        }
      }
    }
    std::string script = packed(block, *record, joined);
    Sha1 hash;
    hash.update(script.data(), script.size());
    auto digest = hash.finish();
    Uuid id;
    std::transform(digest.begin(), digest.begin() + id.size(), id.begin(),
                   [](std::uint8_t byte) { return std::byte{byte}; });
    std::string line;
    Packer(line).text(script);
    std::string frame;
    append_frame(record->time, record->id, id, line, frame);
    return order.add(frame);
  };
  TRY(parts.finish(match));
  auto give = [&](std::string_view lines) -> Result<void> {
    Unpacker from(lines);
    while (!from.at_end()) {
      Unpacker script(from.text());
      FoundScript found = unpacked(script);
      if (!script.ok()) {
        return fail(ErrorCode::kIo, "a temporary file does not hold what was written");
      }
      TRY(take(found));
    }
    return {};
  };
  return order.finish(give);
}

}  // namespace noroshi
