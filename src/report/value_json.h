// A value as JSON: integers, reals and booleans as such, lists as arrays, empty as null, all else
// as the text of event/value_text.h in a string.
#pragma once

#include <string>

#include "event/value.h"

namespace noroshi {

// `value` must not be absent (it has no form in JSON: leave its key out). Cost: linear.
void append_value_json(const Value& value, std::string& out);

}  // namespace noroshi
