#include "support/indicator_list.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <string_view>

#include "support/random.h"

namespace noroshi::evidence {
namespace {

constexpr std::array<std::string_view, 8> kSyllables = {"ka",  "mo", "ri", "ten",
                                                        "shi", "no", "lu", "vex"};
constexpr std::array<std::string_view, 5> kEndings = {"example", "test", "invalid", "co.example",
                                                      "web.test"};
constexpr std::array<std::string_view, 5> kPrograms = {"exe", "dll", "ps1", "tmp", "docm"};

// Kinds by their share of a hundred, as large feeds mix them.
class IndicatorMaker {
 public:
  explicit IndicatorMaker(std::uint64_t seed) : random_(seed) {}

  std::string next() {
    std::uint64_t kind = random_.below(100);
    if (kind < 30) {
      return domain();
    }
    if (kind < 50) {
      return address();
    }
    if (kind < 52) {
      return fmt::format("198.{}.{}.0/24", random_.between(18, 19), random_.below(256));
    }
    if (kind < 65) {
      return fmt::format("hxxp://{}/{}/{}.php", domain(), name(), name());
    }
    if (kind < 85) {
      constexpr std::size_t kLengths[] = {32, 40, 64, 64};
      std::string out;
      random_.append_hex(random_.pick(kLengths), out);
      return out;
    }
    if (kind < 92) {
      return fmt::format("{}.{}", name(), random_.pick(kPrograms));
    }
    if (kind < 97) {
      return fmt::format("C:\\ProgramData\\{}\\{}.{}", name(), name(), random_.pick(kPrograms));
    }
    return fmt::format("HKLM\\Software\\{}\\{}", name(), name());
  }

 private:
  std::string name() {
    std::string out;
    for (std::uint64_t i = 2 + random_.below(3); i > 0; --i) {
      out += random_.pick(kSyllables);
    }
    random_.append_hex(4, out);
    return out;
  }
  std::string domain() {
    return random_.chance(40) ? fmt::format("{}.{}.{}", name(), name(), random_.pick(kEndings))
                              : fmt::format("{}[.]{}", name(), random_.pick(kEndings));
  }
  std::string address() {
    return fmt::format("198.51.{}.{}", random_.below(256), random_.below(256));
  }

  Random random_;
};

}  // namespace

Result<std::string> write_indicator_list(const std::filesystem::path& path,
                                         const IndicatorListOptions& options) {
  std::ofstream out(path, std::ios::binary);
  out << "# TLP:CLEAR, made by noroshi-evidence\n";
  // Two that a Sysmon log of noroshi-evidence does hold, so that a search has something to say.
  out << "203.0.113.77\n203.0.113.128/30\n";
  IndicatorMaker maker(options.seed);
  for (std::uint64_t i = 2; i < options.count; ++i) {
    out << maker.next() << '\n';
  }
  out.flush();
  if (!out) {
    return fail(ErrorCode::kIo, "cannot be written", path.string());
  }
  return fmt::format("{} indicators in {}\n", options.count, path.string());
}

}  // namespace noroshi::evidence
