// Where a file of several YAML documents may be cut, so that one that cannot be read does not take
// the others with it.
//
//   title: a          segment 1
//   ---
//   title: [          segment 2: unreadable
//   ---
//   title: c          segment 3
#pragma once

#include <cstddef>
#include <string_view>

namespace noroshi {

// The end of the segment that starts at `start`: the next line that begins with "---", if a line
// of content stands before it. YAML allows such a line nowhere but between documents, not even
// inside a quoted or block scalar, so that cutting there is safe. Cost: linear in the segment.
[[nodiscard]] std::size_t yaml_segment_end(std::string_view text, std::size_t start);

}  // namespace noroshi
