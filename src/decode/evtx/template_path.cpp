#include "decode/evtx/template_path.h"

#include <algorithm>
#include <span>

#include "decode/evtx/binary_value.h"
#include "decode/evtx/limits.h"

namespace noroshi::evtx {
namespace {

// Puts the steps of `inner` where `outer` embeds a fragment; all indices become those of the whole.
struct Splice {
  std::vector<Step> steps;
  std::vector<std::string> literals;
};

void splice(std::span<const Chain* const> chains, Splice& out) {
  const Chain& chain = *chains.front();
  const auto literals = static_cast<std::uint32_t>(out.literals.size());
  const Definition& definition = *chain.definition;
  out.literals.insert(out.literals.end(), definition.literals.begin(), definition.literals.end());
  for (Step step : definition.steps) {
    if (step.kind == StepKind::kEmbedded) {
      if (chains.size() > 1) {
        splice(chains.subspan(1), out);
      }
      continue;
    }
    if (step.kind == StepKind::kSource) {
      step.id += chain.first_slot;
    } else if (step.kind == StepKind::kLiteral) {
      step.id += literals;
    }
    out.steps.push_back(step);
  }
}

}  // namespace

TemplatePath::TemplatePath(ChunkContext& chunk, Arena& arena, LayoutStore& layouts)
    : chunk_(chunk),
      arena_(arena),
      layouts_(layouts),
      definitions_(chunk, arena),
      values_(std::size_t{kMaxNesting} * kMaxValues) {}

bool TemplatePath::decode(std::uint32_t begin, std::uint32_t end, Decoded& out) {
  const std::byte* data = chunk_.data();
  Chain* chain = nullptr;
  for (std::uint32_t level = 0; level < kMaxNesting; ++level) {
    if (end - begin >= 4 && static_cast<Token>(data[begin]) == Token::kFragmentHeader) {
      begin += 4;
    }
    Instance instance;
    if (begin >= end || static_cast<Token>(data[begin]) != Token::kTemplateInstance ||
        read_instance(data, begin, end, instance) != Problem::kNone) {
      return false;
    }
    Definition* const definition = definitions_.find(instance.definition);
    if (definition == nullptr) {
      return false;
    }
    chain = chain == nullptr ? &definition->root : inner(*chain, *definition);
    if (chain == nullptr) {
      return false;
    }
    Range embedded;
    if (!fill(instance, *definition, end, values_.data() + chain->first_slot, embedded)) {
      return false;
    }
    if (embedded.end == 0) {
      const Layout* const layout = chain->layout != nullptr ? chain->layout : build(*chain);
      if (layout == nullptr || layout->problem != Problem::kNone) {
        return false;
      }
      out.layout = layout;
      out.values = {values_.data(), chain->first_slot + definition->slots()};
      if (!layout->direct) [[unlikely]] {
        composed_.resize(layout->shape->slots());
        if (compose(*layout, out.values, arena_, composed_) != Problem::kNone) {
          return false;
        }
        out.values = composed_;
      }
      return true;
    }
    begin = embedded.begin;
    end = embedded.end;
  }
  return false;
}

bool TemplatePath::fill(const Instance& instance, const Definition& definition, std::uint32_t end,
                        Value* values, Range& embedded) {
  const std::byte* const data = chunk_.data();
  const std::byte* descriptor = data + instance.descriptors;
  const std::byte* at = data + instance.values;
  const std::byte* const stop = data + end;
  const std::uint32_t slots = definition.slots();
  const std::uint32_t used = std::min(instance.count, slots);
  for (std::uint32_t i = 0; i < used; ++i, descriptor += 4) {
    const auto word = load_le<std::uint32_t>(descriptor);
    const std::uint32_t size = word & 0xffff;
    const auto type = static_cast<std::uint8_t>(word >> 16);
    if (static_cast<std::size_t>(stop - at) < size) [[unlikely]] {
      return false;
    }
    const FixedType fixed = kFixedTypes[type];
    if (static_cast<BinaryType>(type) == BinaryType::kUtf16) {
      put_value(values[i], at, utf16_size(at, size), ValueType::kTextUtf16);
    } else if (fixed.size == size && size != 0) {
      put_value(values[i], at, size, fixed.type);
    } else if (static_cast<BinaryType>(type) == BinaryType::kNull) {
      put_value(values[i], nullptr, 0, definition.null_types[i]);
    } else if (static_cast<BinaryType>(type) == BinaryType::kBinXml) {
      if (i != definition.embedded) {
        return false;
      }
      values[i] = {};
      if (size != 0) {
        embedded.begin = static_cast<std::uint32_t>(at - data);
        embedded.end = embedded.begin + size;
      }
    } else if (binary_value(type, at, size, arena_, values[i]) != Problem::kNone) {
      return false;
    }
    if (i == definition.embedded && values[i].type != ValueType::kAbsent) [[unlikely]] {
      return false;  // declared as a fragment, but something else
    }
    at += size;
  }
  for (std::uint32_t i = used; i < slots; ++i) {
    put_value(values[i], nullptr, 0, definition.null_types[i]);
  }
  // Values that nothing refers to must be there and be sound all the same.
  for (std::uint32_t i = used; i < instance.count; ++i, descriptor += 4) {
    const std::uint32_t size = load_le<std::uint16_t>(descriptor);
    const bool is_array = (static_cast<std::uint8_t>(descriptor[2]) & kArrayFlag) != 0;
    if (static_cast<std::size_t>(stop - at) < size || is_array) {
      return false;
    }
    at += size;
  }
  return true;
}

Chain* TemplatePath::inner(Chain& outer, const Definition& definition) {
  if (outer.last_inner == &definition) [[likely]] {
    return outer.last_chain;
  }
  auto found = outer.inner.find(&definition);
  if (found == outer.inner.end()) {
    if (chains_ >= kMaxShapes) {
      return nullptr;
    }
    ++chains_;
    auto chain = std::make_unique<Chain>();
    chain->definition = &definition;
    chain->outer = &outer;
    chain->first_slot = outer.first_slot + outer.definition->slots();
    found = outer.inner.emplace(&definition, std::move(chain)).first;
  }
  outer.last_inner = &definition;
  outer.last_chain = found->second.get();
  return outer.last_chain;
}

const Layout* TemplatePath::build(Chain& chain) {
  if (layouts_.is_full()) {
    return nullptr;  // the general path builds its own, for each record anew
  }
  std::vector<const Chain*> chains;
  for (const Chain* link = &chain; link != nullptr; link = link->outer) {
    chains.insert(chains.begin(), link);
  }
  Splice whole;
  splice(chains, whole);
  const LayoutStore::Kept kept = layouts_.add(build_layout(
      whole.steps, chunk_.names(), whole.literals, chain.first_slot + chain.definition->slots()));
  if (!kept.is_kept) {
    return nullptr;
  }
  chain.layout = kept.layout;
  return kept.layout;
}

}  // namespace noroshi::evtx
