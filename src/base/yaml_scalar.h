// The type of a plain YAML scalar under the core schema (YAML 1.2.2, section 10.3.2): 0x10 is 16,
// `yes` and 2025-01-02 are text. One exception: a decimal number with a needless leading zero
// (00000429) is text, because YAML 1.1 and 1.2 read it differently.
#pragma once

#include "base/yaml.h"

namespace noroshi {

// Sets kind, boolean, integer and real of `node` from its text. Cost: linear in the text.
void resolve_yaml_scalar(YamlNode& node);

}  // namespace noroshi
