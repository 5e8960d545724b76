// Walks the tokens of one fragment and tells a handler what they mean. The only place that knows
// the grammar; used to compile definitions, and by the general path on every record.
//
// The loop is bounded by its bytes: every token is at least one. Sizes that the tokens give
// for elements and attribute lists are not used, so they cannot lead anywhere.
//
// A handler has (each returns a Problem):
//   open(NameId), attribute(NameId), data_name(NameId), close()
//   literal(Value, PieceKind, PiecePlace)
//   substitution(index, SubstitutionKind, declared type, PiecePlace)
//   name_substitution(index, Value&)  a substitution inside a name; gives its text
//   instance(at, end)                 a template instance in place of an element
// and `NameId last_data_name`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "decode/evtx/binary_value.h"
#include "decode/evtx/chunk_context.h"
#include "decode/evtx/entity.h"
#include "decode/evtx/format.h"
#include "decode/evtx/limits.h"
#include "decode/evtx/piece.h"
#include "decode/evtx/problem.h"
#include "decode/evtx/step.h"
#include "event/value.h"
#include "event/value_text.h"

namespace noroshi::evtx {

// Elements in definitions carry a 16-bit dependency number, elsewhere they do not.
enum class Dependencies : std::uint8_t { kAbsent, kPresent };
enum class SubstitutionKind : std::uint8_t { kNormal, kOptional };

template <typename Handler>
class Walker {
 public:
  Walker(ChunkContext& chunk, Arena& arena, Handler& handler, std::uint32_t at, std::uint32_t end,
         Dependencies dependencies)
      : chunk_(chunk),
        arena_(arena),
        handler_(handler),
        data_(chunk.data()),
        at_(at),
        end_(end),
        dependencies_(dependencies),
        open_prefix_(dependencies == Dependencies::kPresent ? 7 : 5) {}

  [[nodiscard]] Problem walk() {
    while (at_ < end_) {
      const auto byte = static_cast<std::uint8_t>(data_[at_]);
      switch (static_cast<Token>(byte & ~kMoreFlag)) {
        case Token::kEnd:
          return depth_ == 0 ? Problem::kNone : Problem::kToken;
        case Token::kFragmentHeader:
          if (depth_ != 0 || end_ - at_ < 4) {
            return depth_ != 0 ? Problem::kToken : Problem::kTruncated;
          }
          at_ += 4;
          break;
        case Token::kOpenElement:
          EVTX_CHECK(open_element((byte & kMoreFlag) != 0));
          break;
        case Token::kAttribute:
          EVTX_CHECK(attribute());
          break;
        case Token::kCloseStart:
          if (state_ == State::kContent || state_ == State::kOutside) {
            return Problem::kToken;
          }
          ++at_;
          state_ = State::kContent;
          break;
        case Token::kCloseEmpty:
          if (state_ == State::kContent || state_ == State::kOutside) {
            return Problem::kToken;
          }
          EVTX_CHECK(close());
          break;
        case Token::kEndElement:
          if (state_ != State::kContent) {
            return Problem::kToken;
          }
          EVTX_CHECK(close());
          break;
        case Token::kInstructionTarget:
          EVTX_CHECK(instruction());
          break;
        case Token::kTemplateInstance:
          if (depth_ != 0 || dependencies_ == Dependencies::kPresent) {
            return Problem::kToken;
          }
          return handler_.instance(at_, end_);
        case Token::kNormalSubstitution:
        case Token::kOptionalSubstitution:
          EVTX_CHECK(substitution());
          break;
        case Token::kValue:
        case Token::kCdata:
        case Token::kCharacterReference:
        case Token::kEntityReference: {
          if (state_ == State::kOutside || state_ == State::kStart) {
            return Problem::kToken;
          }
          Value value;
          EVTX_CHECK(literal(value));
          EVTX_CHECK(handler_.literal(value, piece_kind(value), place()));
          break;
        }
        default:
          return Problem::kToken;
      }
    }
    return depth_ == 0 ? Problem::kNone : Problem::kTruncated;
  }

 private:
  enum class State : std::uint8_t {
    kOutside,    // of every element
    kStart,      // in a start tag
    kAttribute,  // in a start tag, behind an attribute's name
    kContent,
  };

  [[nodiscard]] PiecePlace place() const {
    return state_ == State::kAttribute ? PiecePlace::kAttribute : PiecePlace::kContent;
  }
  [[nodiscard]] bool has(std::uint32_t bytes) const { return end_ - at_ >= bytes; }

  Problem open_element(bool has_attributes) {
    if (state_ == State::kStart || state_ == State::kAttribute) {
      return Problem::kToken;
    }
    if (!has(open_prefix_)) {
      return Problem::kTruncated;
    }
    at_ += open_prefix_;
    NameId name = 0;
    EVTX_CHECK(chunk_.take_name(at_, end_, name));
    if (has_attributes) {
      if (!has(4)) {
        return Problem::kTruncated;
      }
      at_ += 4;
    }
    ++depth_;
    state_ = State::kStart;
    takes_name_ = NameTable::is_data(name);
    EVTX_CHECK(handler_.open(name));
    return has_attributes ? Problem::kNone : leaf();
  }

  // Takes the rest of an element in one go where it is what most are: one text, or one
  // substitution, and the end. Otherwise leaves everything to the loop. Saves a third of the time.
  Problem leaf() {
    constexpr std::uint32_t kTextHead = 5;      // 02 05 01 length
    constexpr std::uint32_t kSubstitution = 6;  // 02 0d index type 04
    if (!has(kSubstitution)) {
      return Problem::kNone;
    }
    const std::byte* const at = data_ + at_;
    const std::uint32_t head = load_le<std::uint32_t>(at) & 0xffffff;
    if (head == 0x010502) {
      const std::uint32_t size = 2 * std::uint32_t{load_le<std::uint16_t>(at + 3)};
      if (!has(kTextHead + size + 1) || at[kTextHead + size] != std::byte{4}) {
        return Problem::kNone;
      }
      Value value;
      put_value(value, at + kTextHead, utf16_size(at + kTextHead, size), ValueType::kTextUtf16);
      at_ += kTextHead + size;
      EVTX_CHECK(handler_.literal(value, piece_kind(value), PiecePlace::kContent));
      return close();
    }
    const auto token = static_cast<Token>(at[1]);
    if ((token == Token::kNormalSubstitution || token == Token::kOptionalSubstitution) &&
        at[0] == std::byte{2} && at[5] == std::byte{4}) {
      at_ += kSubstitution - 1;
      EVTX_CHECK(handler_.substitution(load_le<std::uint16_t>(at + 2), substitution_kind(at + 1),
                                       static_cast<std::uint8_t>(at[4]), PiecePlace::kContent));
      return close();
    }
    return Problem::kNone;
  }

  Problem attribute() {
    if (state_ != State::kStart && state_ != State::kAttribute) {
      return Problem::kToken;
    }
    ++at_;
    NameId name = 0;
    EVTX_CHECK(chunk_.take_name(at_, end_, name));
    if (takes_name_ && name == NameTable::kNameAttribute) {
      takes_name_ = false;
      state_ = State::kStart;
      return data_name();
    }
    state_ = State::kAttribute;
    EVTX_CHECK(handler_.attribute(name));
    if (!has(4) || (load_le<std::uint16_t>(data_ + at_) | kMoreFlag) != 0x0145) {
      return Problem::kNone;
    }
    at_ += 2;
    Value value;
    EVTX_CHECK(counted_text(value));
    return handler_.literal(value, piece_kind(value), PiecePlace::kAttribute);
  }

  Problem close() {
    ++at_;
    --depth_;
    state_ = depth_ == 0 ? State::kOutside : State::kContent;
    return handler_.close();
  }

  Problem substitution() {
    if (state_ == State::kOutside || state_ == State::kStart) {
      return Problem::kToken;
    }
    if (!has(4)) {
      return Problem::kTruncated;
    }
    const std::byte* token = data_ + at_;
    at_ += 4;
    return handler_.substitution(load_le<std::uint16_t>(token + 1), substitution_kind(token),
                                 static_cast<std::uint8_t>(token[3]), place());
  }

  static SubstitutionKind substitution_kind(const std::byte* token) {
    return static_cast<Token>(token[0]) == Token::kOptionalSubstitution
               ? SubstitutionKind::kOptional
               : SubstitutionKind::kNormal;
  }

  // Value text, CDATA, character and entity references.
  Problem literal(Value& value) {
    switch (static_cast<Token>(static_cast<std::uint8_t>(data_[at_]) & ~kMoreFlag)) {
      case Token::kValue: {
        if (!has(2)) {
          return Problem::kTruncated;
        }
        const auto type = static_cast<std::uint8_t>(data_[at_ + 1]);
        at_ += 2;
        if (static_cast<BinaryType>(type) == BinaryType::kUtf16) [[likely]] {
          return counted_text(value);
        }
        const std::uint32_t size = kFixedTypes[type].size;
        if (size == 0) {
          return Problem::kToken;
        }
        if (!has(size)) {
          return Problem::kTruncated;
        }
        value = {data_ + at_, size, kFixedTypes[type].type};
        at_ += size;
        return Problem::kNone;
      }
      case Token::kCdata:
        ++at_;
        return counted_text(value);
      case Token::kCharacterReference:
        if (!has(3)) {
          return Problem::kTruncated;
        }
        value = {data_ + at_ + 1, 2, ValueType::kTextUtf16};
        at_ += 3;
        return Problem::kNone;
      case Token::kEntityReference:
        return entity(value);
      default:
        return Problem::kToken;
    }
  }

  Problem counted_text(Value& value) {
    if (!has(2)) {
      return Problem::kTruncated;
    }
    const std::uint32_t size = 2 * std::uint32_t{load_le<std::uint16_t>(data_ + at_)};
    at_ += 2;
    if (!has(size)) {
      return Problem::kTruncated;
    }
    put_value(value, data_ + at_, utf16_size(data_ + at_, size), ValueType::kTextUtf16);
    at_ += size;
    return Problem::kNone;
  }

  Problem entity(Value& value) {
    ++at_;
    NameId id = 0;
    EVTX_CHECK(chunk_.take_name(at_, end_, id));
    value = entity_value(chunk_.names().text(id), arena_);
    return Problem::kNone;
  }

  // <?target data?> stands as an element called "?target".
  Problem instruction() {
    if (state_ == State::kStart || state_ == State::kAttribute) {
      return Problem::kToken;
    }
    ++at_;
    NameId target = 0;
    EVTX_CHECK(chunk_.take_name(at_, end_, target));
    const std::string utf16 = to_utf16("?" + std::string(chunk_.names().text(target)));
    EVTX_CHECK(handler_.open(chunk_.names().intern(std::as_bytes(std::span(utf16)))));
    if (has(1) && static_cast<Token>(data_[at_]) == Token::kInstructionData) {
      ++at_;
      Value value;
      EVTX_CHECK(counted_text(value));
      EVTX_CHECK(handler_.literal(value, piece_kind(value), PiecePlace::kContent));
    }
    return handler_.close();
  }

  [[nodiscard]] bool at_piece() const {
    if (at_ >= end_) {
      return false;
    }
    switch (static_cast<Token>(static_cast<std::uint8_t>(data_[at_]) & ~kMoreFlag)) {
      case Token::kValue:
      case Token::kCdata:
      case Token::kCharacterReference:
      case Token::kEntityReference:
      case Token::kNormalSubstitution:
      case Token::kOptionalSubstitution:
        return true;
      default:
        return false;
    }
  }

  Problem name_piece(Value& value) {
    const std::byte* token = data_ + at_;
    const auto kind = static_cast<Token>(token[0]);
    if (kind != Token::kNormalSubstitution && kind != Token::kOptionalSubstitution) {
      return literal(value);
    }
    if (!has(4)) {
      return Problem::kTruncated;
    }
    at_ += 4;
    return handler_.name_substitution(load_le<std::uint16_t>(token + 1), value);
  }

  // The text of the attribute Name of <Data>. One literal, but for odd files.
  Problem data_name() {
    if (!at_piece()) {
      return Problem::kNone;
    }
    Value first;
    EVTX_CHECK(name_piece(first));
    if (first.type == ValueType::kTextUtf16 && !at_piece()) [[likely]] {
      return finish_data_name(first.bytes());
    }
    std::string text;
    append_text(first, text);
    while (at_piece()) {
      EVTX_CHECK(name_piece(first));
      append_text(first, text);
    }
    const std::string utf16 = to_utf16(text);
    return finish_data_name(std::as_bytes(std::span(utf16)));
  }

  Problem finish_data_name(Bytes utf16) {
    if (utf16.empty()) {
      return Problem::kNone;  // as if it had none
    }
    if (utf16.size() > 2 * std::size_t{kMaxNameLength}) {
      return Problem::kNameLength;
    }
    const NameId id = chunk_.names().intern_after(handler_.last_data_name, utf16);
    handler_.last_data_name = id;
    EVTX_CHECK(handler_.data_name(id));
    return leaf();
  }

  ChunkContext& chunk_;
  Arena& arena_;
  Handler& handler_;
  const std::byte* data_;
  std::uint32_t at_;
  std::uint32_t end_;
  Dependencies dependencies_;
  std::uint32_t open_prefix_;  // bytes before the name of an element
  std::uint32_t depth_ = 0;
  State state_ = State::kOutside;
  bool takes_name_ = false;  // in the start tag of a <Data> that has no name yet
};

}  // namespace noroshi::evtx
