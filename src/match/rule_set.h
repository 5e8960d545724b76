// RuleSet: Sigma rules compiled for matching. Immutable, shared by all threads, numbered; Plans and
// automata belong to one, so that rules can be exchanged while records flow.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "normalise/view.h"
#include "rule/rule.h"

namespace noroshi {

enum class Runnable : std::uint8_t {
  kYes,
  kPlaceholders,       // a placeholder has no values
  kUnmappedLogSource,  // no view of this program's tables stands for its log source
  kRegex,              // a regular expression that the engine refuses
};

struct RuleStanding {
  Runnable runnable = Runnable::kYes;
  std::string reason;         // for a person; empty for kYes
  std::vector<ViewId> views;  // where it runs
};

class RuleSet {
 public:
  // Compiles. Never fails as a whole: a rule that cannot run says why in standing(). `views` must
  // outlive the set. Cost: about 30 us a rule, spread over `threads` threads.
  [[nodiscard]] static std::shared_ptr<const RuleSet> compile(std::vector<RulePtr> rules,
                                                              const ViewTable& views,
                                                              unsigned threads = 1);
  ~RuleSet();

  [[nodiscard]] std::span<const RulePtr> rules() const;
  [[nodiscard]] const RuleStanding& standing(std::uint32_t rule) const;
  [[nodiscard]] const ViewTable& views() const;

  struct Implementation;
  [[nodiscard]] const Implementation& implementation() const { return *implementation_; }

 private:
  RuleSet();
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace noroshi
