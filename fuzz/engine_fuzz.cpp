// Engine against oracle: rules and records made from the fuzzer's bytes; both must report the same.
// Ends with a table of what occurred how often.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>

#include "conformance/generated_pairs.h"

namespace {

constexpr std::size_t kRulesAnInput = 6;
// Beyond these the choices are random, or long inputs would make all rules alike.
constexpr std::size_t kBytesUsed = 256;

noroshi::test::FeatureTable& table() {
  static noroshi::test::FeatureTable counts;
  return counts;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  table();  // made before the handler below, so that it outlives it
  std::atexit([] { std::fputs(table().to_text().c_str(), stderr); });
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  noroshi::test::Choice choice(std::span(data, std::min(size, kBytesUsed)));
  std::string difference = noroshi::conformance::compare_batch(choice, kRulesAnInput, table());
  if (!difference.empty()) {
    std::fprintf(stderr, "%s\n", difference.c_str());
    std::abort();
  }
  return 0;
}
