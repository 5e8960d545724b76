// NearestWord: of several known words the one that was probably meant by a misspelt one.
//
//   NearestWord nearest("timezome");
//   nearest.offer("timezone");
//   nearest.word()                     "timezone"; empty if nothing is near
//
// Near is: at most a third of the letters (and at least one) added, left out, changed or swapped
// with their neighbour, upper and lower case alike. Of equally near words the first stands.
#pragma once

#include <string>
#include <string_view>

namespace noroshi {

class NearestWord {
 public:
  // Longer words are not compared: nobody misspells those.
  static constexpr std::size_t kMaxLength = 64;

  explicit NearestWord(std::string_view wanted);
  // Words need not outlive the call. Cost: the product of the lengths.
  void offer(std::string_view word);
  [[nodiscard]] const std::string& word() const { return word_; }

 private:
  std::string wanted_;
  std::string word_;
  std::size_t distance_;
};

}  // namespace noroshi
