#include "decode/evtx/definition_cache.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>

#include "decode/evtx/hash.h"
#include "decode/evtx/instance.h"
#include "decode/evtx/walker.h"

namespace noroshi::evtx {
namespace {

constexpr std::size_t kKnownSlots = std::bit_ceil(kMaxTemplates * 2);
constexpr std::size_t kRawHead = 5;  // type and size of a raw literal

// The Walker's handler: notes the steps. What the template path cannot do is kIrregular.
class Compiler {
 public:
  explicit Compiler(Definition& out) : out_(out) {}

  Problem open(NameId name) { return push(StepKind::kOpen, name); }
  Problem attribute(NameId name) { return push(StepKind::kAttribute, name); }
  Problem data_name(NameId name) { return push(StepKind::kDataName, name); }
  Problem close() { return push(StepKind::kClose, 0); }
  Problem literal(const Value& value, PieceKind kind, PiecePlace place) {
    char head[kRawHead];
    head[0] = static_cast<char>(value.type);
    std::memcpy(head + 1, &value.size, sizeof(value.size));
    out_.raw_literals.append(head, kRawHead);
    out_.raw_literals.append(reinterpret_cast<const char*>(value.data), value.size);
    return push(StepKind::kLiteral, out_.literal_count++, kind, place);
  }
  Problem substitution(std::uint32_t index, SubstitutionKind kind, std::uint8_t declared,
                       PiecePlace place) {
    if (index >= kMaxValues) {
      return Problem::kIrregular;
    }
    if (index >= out_.null_types.size()) {
      out_.null_types.resize(index + 1, kUnused);
    }
    ValueType& null_type = out_.null_types[index];
    if (static_cast<BinaryType>(declared) == BinaryType::kBinXml && place == PiecePlace::kContent) {
      if (out_.embedded != Definition::kNoSlot || null_type != kUnused) {
        return Problem::kIrregular;
      }
      out_.embedded = index;
      null_type = ValueType::kAbsent;
      return push(StepKind::kEmbedded, index);
    }
    const ValueType asked =
        kind == SubstitutionKind::kOptional ? ValueType::kAbsent : ValueType::kEmpty;
    if (index == out_.embedded || (null_type != kUnused && null_type != asked)) {
      return Problem::kIrregular;  // one value in place cannot be both
    }
    null_type = asked;
    return push(StepKind::kSource, index, PieceKind::kText, place);
  }
  Problem name_substitution(std::uint32_t, Value&) { return Problem::kIrregular; }
  Problem instance(std::uint32_t, std::uint32_t) { return Problem::kToken; }
  NameId last_data_name = NameTable::kNoName;

  void finish() {
    std::replace(out_.null_types.begin(), out_.null_types.end(), kUnused, ValueType::kAbsent);
  }

 private:
  static constexpr ValueType kUnused = ValueType::kList;  // no null is a list

  Problem push(StepKind kind, std::uint32_t id, PieceKind piece = PieceKind::kText,
               PiecePlace place = PiecePlace::kContent) {
    const bool is_name =
        kind == StepKind::kOpen || kind == StepKind::kAttribute || kind == StepKind::kDataName;
    if (out_.steps.size() == kMaxSteps || (is_name && NameTable::is_transient(id))) {
      return Problem::kIrregular;
    }
    out_.steps.push_back({kind, piece, place, id});
    return Problem::kNone;
  }

  Definition& out_;
};

// Of a definition that is to be kept: its literals as text.
void read_literals(Definition& definition) {
  const std::string& raw = definition.raw_literals;
  for (std::size_t at = 0; at < raw.size();) {
    Value value;
    value.type = static_cast<ValueType>(raw[at]);
    value.size = load_le<std::uint32_t>(raw.data() + at + 1);
    value.data = reinterpret_cast<const std::byte*>(raw.data() + at + kRawHead);
    definition.literals.push_back(to_text(value));
    at += kRawHead + value.size;
  }
}

std::uint64_t content_hash(const Definition& definition) {
  auto word = [&steps = definition.steps](std::size_t i) {
    return (std::uint64_t{static_cast<std::uint8_t>(steps[i].kind)} << 48) |
           (std::uint64_t{static_cast<std::uint8_t>(steps[i].place)} << 40) |
           (std::uint64_t{static_cast<std::uint8_t>(steps[i].piece)} << 32) | steps[i].id;
  };
  std::uint64_t hash = definition.embedded;
  std::size_t i = 0;
  for (; i + 1 < definition.steps.size(); i += 2) {
    hash = mix(hash ^ word(i), word(i + 1));
  }
  if (i < definition.steps.size()) {
    hash = mix(hash, word(i));
  }
  hash = mix(hash, hash_bytes(std::as_bytes(std::span(definition.raw_literals))));
  return hash;
}

std::size_t footprint(const Definition& definition) {
  std::size_t bytes =
      sizeof(Definition) + definition.steps.size() * sizeof(Step) + definition.null_types.size();
  bytes += 3 * definition.raw_literals.size() + definition.literal_count * sizeof(std::string);
  return bytes;
}

}  // namespace

DefinitionCache::DefinitionCache(ChunkContext& chunk, Arena& arena)
    : chunk_(chunk), arena_(arena), known_(kKnownSlots) {}

Definition* DefinitionCache::add(std::uint32_t offset) {
  if (offset == 0 || table_count_ >= kMaxChunkDefinitions) {
    return nullptr;
  }
  Definition* const definition = compile(offset);
  std::uint32_t at = slot_of(offset);
  while (table_[at].offset != 0) {
    at = (at + 1) % kTableSize;
  }
  table_[at] = {offset, definition};
  ++table_count_;
  return definition;
}

Definition* DefinitionCache::compile(std::uint32_t offset) {
  DefinitionExtent extent;
  if (chunk_steps_ > kMaxChunkDefinitionSteps ||
      read_definition(chunk_.data(), chunk_.size(), offset, extent) != Problem::kNone) {
    return nullptr;
  }
  if (scratch_ == nullptr) {
    scratch_ = std::make_unique<Definition>();
  }
  scratch_->steps.clear();
  scratch_->raw_literals.clear();
  scratch_->literal_count = 0;
  scratch_->null_types.clear();
  scratch_->embedded = Definition::kNoSlot;
  Compiler compiler(*scratch_);
  Walker<Compiler> walker(chunk_, arena_, compiler, extent.begin, extent.end,
                          Dependencies::kPresent);
  const Problem problem = walker.walk();
  chunk_.names().forget_transient();
  chunk_steps_ += scratch_->steps.size();
  if (problem != Problem::kNone) {
    return nullptr;  // the general path says what is wrong with it
  }
  compiler.finish();
  const std::uint64_t hash = content_hash(*scratch_);
  for (std::uint64_t probe = 0; probe < kMaxProbes; ++probe) {
    Known& known = known_[(hash + probe) & (kKnownSlots - 1)];
    if (known.definition == nullptr) {
      const std::size_t bytes = footprint(*scratch_);
      if (known_count_ >= kMaxTemplates || bytes_ + bytes > kMaxTemplateBytes) {
        return nullptr;
      }
      ++known_count_;
      bytes_ += bytes;
      known.hash = hash;
      read_literals(*scratch_);
      known.definition = std::move(scratch_);
      known.definition->root.definition = known.definition.get();
      return known.definition.get();
    }
    const Definition& other = *known.definition;
    if (known.hash == hash && other.steps == scratch_->steps &&
        other.raw_literals == scratch_->raw_literals && other.null_types == scratch_->null_types &&
        other.embedded == scratch_->embedded) {
      return known.definition.get();
    }
  }
  return nullptr;
}

}  // namespace noroshi::evtx
