#include "match/regex_class.h"

#include "base/fold.h"

namespace noroshi {
namespace {

class Reader {
 public:
  Reader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  [[nodiscard]] std::size_t at() const { return at_; }

  std::optional<RegexClass> run() {
    take("[");
    bool negated = take("^");
    std::bitset<128> set;
    bool beyond_ascii = negated;
    for (bool first = true; first || (more() && peek() != ']'); first = false) {
      if (!more()) {
        return std::nullopt;
      }
      auto member = class_member();
      if (!member) {
        return std::nullopt;
      }
      set |= member->set;
      beyond_ascii = beyond_ascii || member->beyond_ascii;
      bool is_range = more() && peek() == '-' && at_ + 1 < text_.size() && text_[at_ + 1] != ']';
      if (is_range) {
        take("-");
        auto last = class_member();
        if (!last || !member->plain || !last->plain) {
          return std::nullopt;
        }
        add_range(set, *member->plain, *last->plain);
      }
    }
    if (!take("]")) {
      return std::nullopt;
    }
    return RegexClass{set, beyond_ascii};
  }

 private:
  [[nodiscard]] bool more() const { return at_ < text_.size(); }
  [[nodiscard]] char peek() const { return text_[at_]; }
  bool take(std::string_view expected) {
    if (text_.substr(at_).starts_with(expected)) {
      at_ += expected.size();
      return true;
    }
    return false;
  }

  // A member of a class: a character, or an escape for several.
  struct Member {
    std::bitset<128> set;       // folded
    std::optional<char> plain;  // one ASCII character, which may begin a range
    bool beyond_ascii = false;
  };

  std::optional<Member> class_member() {
    Member member;
    char c = text_[at_++];
    if (c == '[' && more() && peek() == ':') {
      return std::nullopt;
    }
    if (c == '\\') {
      if (!more()) {
        return std::nullopt;
      }
      c = text_[at_++];
      switch (c) {
        case 'w':
          add_range(member.set, 'a', 'z');
          member.set.set('_');
          [[fallthrough]];
        case 'd':
          add_range(member.set, '0', '9');
          return member;
        case 's':
          for (char space : {' ', '\t', '\n', '\r', '\f', '\v'}) {
            member.set.set(static_cast<std::size_t>(space));
          }
          return member;
        case 'n':
          c = '\n';
          break;
        case 't':
          c = '\t';
          break;
        case 'r':
          c = '\r';
          break;
        default:
          if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            return std::nullopt;
          }
      }
    }
    if (static_cast<unsigned char>(c) >= 0x80) {
      member.beyond_ascii = true;
      return member;
    }
    member.plain = c;
    add_range(member.set, c, c);
    return member;
  }

  static void add_range(std::bitset<128>& set, char first, char last) {
    for (int c = first; c <= last; ++c) {
      set.set(fold(static_cast<char32_t>(c)));
    }
  }

  std::string_view text_;
  std::size_t at_;
};

}  // namespace

std::optional<RegexClass> take_regex_class(std::string_view text, std::size_t& at) {
  Reader reader(text, at);
  auto found = reader.run();
  at = reader.at();
  return found;
}

}  // namespace noroshi
