// The key of a part in the TimeOrder: 16 bytes of a hash of (host, id, number of parts), then the
// part's number, its time and its source. So the parts of a block lie side by side, in order, and
// of copies the one that comes first in the evidence is first.
#include "pipeline/script_parts.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/ascii.h"
#include "base/pack.h"
#include "base/sha1.h"
#include "event/value_text.h"

namespace noroshi {
namespace {

constexpr std::string_view kText = "ScriptBlockText";

std::optional<std::uint64_t> count_of(const Record& record, std::string_view name) {
  auto number = to_number(record.field(record.shape->find(name)));
  if (!number || !number->is_integer || number->is_negative) {
    return std::nullopt;
  }
  return number->magnitude;
}

std::string text_of(const Record& record, std::string_view name) {
  return to_text(record.field(record.shape->find(name)));
}

template <typename T>
void put_ordered(T value, std::byte* to) {
  value = std::byteswap(value);
  std::memcpy(to, &value, sizeof value);
}

// Collects the parts of one block, which come in order.
class Joiner {
 public:
  using Take = std::function<Result<void>(const ScriptBlock&)>;

  explicit Joiner(const Take& take) : take_(take) {}

  Result<void> add(std::string_view part) {
    Unpacker from(part);
    std::string_view key = from.text();
    std::string_view id = from.text();
    std::uint64_t of = from.number();
    std::uint64_t number = from.number();
    std::string_view host = from.text();
    std::string_view path = from.text();
    std::string_view text = from.text();
    std::vector<std::uint32_t> held(from.number());
    for (std::uint32_t& rule : held) {
      rule = static_cast<std::uint32_t>(from.number());
    }
    std::string_view first = from.text();
    if (!from.ok()) {
      return fail(ErrorCode::kIo, "a temporary file does not hold what was written");
    }
    if (!is_open_ || key != key_) {
      TRY(close());
      is_open_ = true;
      key_ = key;
      block_ = {};
      block_.host = host;
      block_.id = id;
      block_.path = path;
      block_.of = of;
      first_ = first;
      last_number_ = 0;
    }
    for (std::uint32_t rule : held) {
      auto at = std::ranges::lower_bound(block_.held, rule);
      if (at == block_.held.end() || *at != rule) {
        block_.held.insert(at, rule);
      }
    }
    if (block_.parts > 0 && number == last_number_) {
      block_.versions += text != std::string_view(block_.text).substr(start_) && !was_cut_;
      return {};
    }
    append(number, text);
    return {};
  }

  Result<void> close() {
    if (!is_open_) {
      return {};
    }
    is_open_ = false;
    if (last_number_ < block_.of) {
      block_.gaps.push_back({block_.text.size(), last_number_ + 1, block_.of});
    }
    block_.first = first_;
    return take_(block_);
  }

 private:
  void append(std::uint64_t number, std::string_view text) {
    if (number > last_number_ + 1) {
      block_.gaps.push_back({block_.text.size(), last_number_ + 1, number - 1});
      block_.text += '\n';
    }
    last_number_ = number;
    ++block_.parts;
    start_ = block_.text.size();
    was_cut_ = start_ + text.size() > ScriptBlock::kMostText;
    if (was_cut_) {
      ++block_.cut;
    } else {
      block_.text += text;
    }
  }

  const Take& take_;
  bool is_open_ = false;
  std::string key_;
  ScriptBlock block_;
  std::string first_;
  std::uint64_t last_number_ = 0;
  std::size_t start_ = 0;  // of the last part in the text
  bool was_cut_ = false;   // the last part
};

}  // namespace

void ScriptParts::add(const Record& record, std::span<const Hit> hits) {
  Value provider = record.field(WellKnown::kProvider);
  if (!may_be_part(record) || (!equals_ascii(provider, "Microsoft-Windows-PowerShell") &&
                               !equals_ascii(provider, "PowerShellCore"))) {
    return;
  }
  std::uint64_t of = count_of(record, "MessageTotal").value_or(1);
  if (take_ == Take::kSeveral && of <= 1) {
    return;
  }
  std::uint64_t number = count_of(record, "MessageNumber").value_or(1);
  std::string id = text_of(record, "ScriptBlockId");
  std::string host = to_text(record.field(WellKnown::kComputer));
  std::string key;
  Packer(key).text(ascii_lowered(host)).text(ascii_lowered(id)).number(of);
  if (id.empty()) {
    Packer(key).number(record.id);  // nothing says what belongs together
  }
  std::string copy;
  append_record_copy(record, record.shape->find(kText), copy);
  std::string part;
  Packer pack(part);
  pack.text(key).text(id).number(of).number(number).text(host).text(text_of(record, "Path"));
  pack.text(text_of(record, kText)).number(hits.size());
  for (const Hit& hit : hits) {
    pack.number(hit.rule);
  }
  pack.text(copy);

  Sha1 hash;
  hash.update(key.data(), key.size());
  auto digest = hash.finish();
  Time high;
  std::uint64_t low = 0;
  std::memcpy(&high.ticks, digest.data(), sizeof high.ticks);
  std::memcpy(&low, digest.data() + sizeof high.ticks, sizeof low);
  Uuid place;
  put_ordered(static_cast<std::uint32_t>(std::min<std::uint64_t>(number, UINT32_MAX)),
              place.data());
  put_ordered(static_cast<std::uint64_t>(record.time.ticks) ^ (1ULL << 63), place.data() + 4);
  put_ordered(record.origins.front().source, place.data() + 12);
  std::string frame;
  std::string line;
  Packer(line).text(part);
  append_frame(high, low, place, line, frame);

  std::lock_guard lock(mutex_);
  if (state_) {
    state_ = order_.add(frame);
  }
}

Result<void> ScriptParts::finish(const std::function<Result<void>(const ScriptBlock&)>& take) {
  std::lock_guard lock(mutex_);
  TRY(Result<void>(state_));
  Joiner joiner(take);
  auto join = [&joiner](std::string_view lines) -> Result<void> {
    Unpacker from(lines);
    while (!from.at_end()) {
      TRY(joiner.add(from.text()));
    }
    return {};
  };
  TRY(order_.finish(join));
  return joiner.close();
}

const Record* joined_record(const ScriptBlock& block, RecordCopyReader& reader) {
  const Record* record = reader.read(block.first);
  return record != nullptr && reader.replace(kText, Value::utf8(block.text)) ? record : nullptr;
}

}  // namespace noroshi
