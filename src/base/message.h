// The two languages: every text that a person reads on a screen is written in English at the place
// where it is used and looked up here.
//
//   out += tr("No detections.\n");
//   out += tr_format("{0} of {1} files read\n", count_text(read), count_text(all));
//
// The table is data/messages/*.yml, built into the binary; scripts/check-messages holds it to the
// literals in the source. Keys, rule ids, field names and whatever else a program reads are never
// passed through here: JSON Lines and CSV are the same in every language.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace noroshi {

enum class Language : std::uint8_t { kEnglish, kJapanese };

// For the whole process. Call it once, in main, before any other thread runs: the functions below
// read it without synchronisation. Cost: Japanese reads its table, about 2 ms.
void set_language(Language language);
[[nodiscard]] Language language();

// `english` in the language of the process; `english` itself where the table has no entry. What it
// returns is `english` or static storage. Thread-safe. Cost: a hash look-up, none in English.
[[nodiscard]] std::string_view tr(std::string_view english);

// Marks a literal that is kept now (in a table, say) and goes through tr() where it is shown.
[[nodiscard]] constexpr std::string_view translatable(std::string_view english) {
  return english;
}

// What stands for a placeholder: text, or a whole number in plain decimal digits.
class MessageArgument {
 public:
  template <std::convertible_to<std::string_view> Text>
  MessageArgument(const Text& text) : text_(text) {}
  MessageArgument(std::integral auto number) : text_(std::to_string(number)) {}

  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string text_;
};

// `english` looked up, then filled in: {0}, {1} ... by position, {} one after the other, {{ and }}
// for braces. Formats such as widths are the caller's (fmt) before or after. A placeholder without
// an argument stands as it is.
[[nodiscard]] std::string format_message(std::string_view english,
                                         std::span<const MessageArgument> arguments);

// What the system says of an error number (errno), in the language of the process.
[[nodiscard]] std::string system_error_text(int number);

template <typename... Arguments>
[[nodiscard]] std::string tr_format(std::string_view english, const Arguments&... arguments) {
  const std::initializer_list<MessageArgument> list{MessageArgument(arguments)...};
  return format_message(english, std::span(list.begin(), list.size()));
}

}  // namespace noroshi
