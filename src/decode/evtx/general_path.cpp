#include "decode/evtx/general_path.h"

namespace noroshi::evtx {

namespace {

// What building a Layout costs, against walking its steps. Charged where it is built for each
// record anew, so that kMaxChunkSteps bounds that too.
constexpr std::uint64_t kUnkeptCost = 8;

}  // namespace

GeneralPath::GeneralPath(ChunkContext& chunk, Arena& arena, LayoutStore& layouts)
    : chunk_(chunk),
      arena_(arena),
      layouts_(layouts),
      steps_(kMaxSteps),
      sources_(kMaxSteps),
      levels_(kMaxNesting) {}

Problem GeneralPath::decode(std::uint32_t begin, std::uint32_t end, DefinitionCheck check,
                            Decoded& out) {
  if (chunk_.steps() > kMaxChunkSteps) {
    return Problem::kChunkSteps;
  }
  chunk_.names().forget_transient();
  check_ = check;
  node_ = StructureTree::kRoot;
  step_count_ = 0;
  source_count_ = 0;
  nesting_ = 0;
  current_ = nullptr;
  const Problem problem = fragment(begin, end, Dependencies::kAbsent);
  chunk_.add_steps(step_count_);
  EVTX_CHECK(problem);
  return find_layout(out);
}

Problem GeneralPath::find_layout(Decoded& out) {
  const Layout* layout = structures_.layout(node_);
  if (layout == nullptr) {
    const LayoutStore::Kept kept = layouts_.add(
        build_layout(std::span(steps_).first(step_count_), chunk_.names(), {}, source_count_));
    layout = kept.layout;
    if (kept.is_kept && node_ != StructureTree::kNowhere) {
      structures_.set_layout(node_, layout);
    } else {
      chunk_.add_steps(kUnkeptCost * step_count_);
    }
  }
  EVTX_CHECK(layout->problem);
  const std::span<const Value> sources = std::span(sources_).first(source_count_);
  out.layout = layout;
  out.values = sources;
  if (!layout->direct) {
    composed_.resize(layout->shape->slots());
    EVTX_CHECK(compose(*layout, sources, arena_, composed_));
    out.values = composed_;
  }
  return Problem::kNone;
}

Problem GeneralPath::fragment(std::uint32_t begin, std::uint32_t end, Dependencies dependencies) {
  if (dependencies == Dependencies::kAbsent && ++nesting_ > kMaxNesting) {
    return Problem::kNesting;
  }
  Walker<GeneralPath> walker(chunk_, arena_, *this, begin, end, dependencies);
  EVTX_CHECK(walker.walk());
  nesting_ -= dependencies == Dependencies::kAbsent ? 1 : 0;
  return Problem::kNone;
}

Problem GeneralPath::instance(std::uint32_t at, std::uint32_t end) {
  Instance instance;
  EVTX_CHECK(read_instance(chunk_.data(), at, end, instance));
  DefinitionExtent definition;
  EVTX_CHECK(read_definition(chunk_.data(), chunk_.size(), instance.definition, definition));
  if (check_ == DefinitionCheck::kSameId && definition.id != instance.id) {
    return Problem::kDefinition;
  }
  // A definition holds no instance outside of values, so each nesting level has at most one.
  Level& level = levels_[nesting_ - 1];
  EVTX_CHECK(read_values(instance, end, level));
  Level* const outer = std::exchange(current_, &level);
  EVTX_CHECK(fragment(definition.begin, definition.end, Dependencies::kPresent));
  current_ = outer;
  return Problem::kNone;
}

Problem GeneralPath::read_values(const Instance& instance, std::uint32_t end, Level& level) {
  const std::byte* data = chunk_.data();
  level.count = instance.count;
  std::uint32_t at = instance.values;
  for (std::uint32_t i = 0; i < instance.count; ++i) {
    const auto descriptor =
        load_le<std::uint32_t>(data + instance.descriptors + std::size_t{4} * i);
    const std::uint32_t size = descriptor & 0xffff;
    const auto type = static_cast<std::uint8_t>(descriptor >> 16);
    if (end - at < size) {
      return Problem::kTruncated;
    }
    level.types[i] = type;
    Value& value = level.values[i];
    if (static_cast<BinaryType>(type) == BinaryType::kBinXml) {
      value = {data + at, size, ValueType::kBinary};
    } else {
      EVTX_CHECK(binary_value(type, data + at, size, arena_, value));
      chunk_.add_steps(value.type == ValueType::kList ? value.size : 0);
    }
    at += size;
  }
  return chunk_.steps() > kMaxChunkSteps ? Problem::kChunkSteps : Problem::kNone;
}

Problem GeneralPath::substitution(std::uint32_t index, SubstitutionKind kind, std::uint8_t declared,
                                  PiecePlace place) {
  if (current_ == nullptr) {
    return Problem::kToken;
  }
  constexpr auto kBinXml = static_cast<std::uint8_t>(BinaryType::kBinXml);
  const Level& level = *current_;
  const bool is_there = index < level.count;
  const std::uint8_t type = is_there ? level.types[index] : std::uint8_t{0};
  const bool is_fragment = type == kBinXml && place == PiecePlace::kContent;
  const bool is_null = type == static_cast<std::uint8_t>(BinaryType::kNull) ||
                       (type == kBinXml && level.values[index].size == 0);
  if (is_null) {
    if (declared == kBinXml && place == PiecePlace::kContent) {
      return Problem::kNone;  // a fragment that this record does not have
    }
    return push_source(kind == SubstitutionKind::kOptional ? Value{} : Value::empty(),
                       PieceKind::kText, place);
  }
  if (is_fragment) {
    const auto begin = static_cast<std::uint32_t>(level.values[index].data - chunk_.data());
    Level* const outer = std::exchange(current_, nullptr);
    EVTX_CHECK(fragment(begin, begin + level.values[index].size, Dependencies::kAbsent));
    current_ = outer;
    return Problem::kNone;
  }
  return push_source(level.values[index], PieceKind::kText, place);
}

Problem GeneralPath::name_substitution(std::uint32_t index, Value& value) {
  if (current_ == nullptr) {
    return Problem::kToken;
  }
  const bool is_null = index >= current_->count ||
                       current_->types[index] == static_cast<std::uint8_t>(BinaryType::kNull);
  value = is_null ? Value::empty() : current_->values[index];
  return Problem::kNone;
}

}  // namespace noroshi::evtx
