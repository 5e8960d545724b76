// What a file is, judged by its first bytes and never by its name.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/bytes.h"

namespace noroshi {

// Bytes of a file's start that file_kind wants to see; fewer are fine. Reaches past the first chunk
// signature of an event log, so that a log with a damaged header is still known.
inline constexpr std::size_t kKindBytes = 4096 + 512;

inline constexpr std::string_view kEventLogKind = "event log";

// kEventLogKind, or a short name of what else it is: "empty file", "gzip archive", "JSON text",
// "other binary". Static storage.
[[nodiscard]] std::string_view file_kind(Bytes start);

}  // namespace noroshi
