// What an indicator is: from its text, or from the type that its list gives it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "indicator/indicator.h"

namespace noroshi {

// From the text alone: `written` may be defanged. The error says why it is not understood.
//
//   hex digits of a known length    hash        ("md5:...", "SHA256=..." too)
//   10.0.0.1, fe80::1, 10.0.0.1:443 address     (a port is dropped)
//   10.0.0.0/8                      network     (host bits are cleared)
//   something://...                 url         (evil.example/a as well)
//   a@b.c                           email
//   with a backslash, or /a/b       path, or registry key
//   evil.exe, report.docm           file name   (endings that are no top-level domains)
//   a.b.c, *.a.b, a.b:8080          domain      (a port is dropped)
[[nodiscard]] Result<Indicator> classify(std::string_view written);

// As a thing of `kind`; kHash and the like are checked to be one.
[[nodiscard]] Result<Indicator> classify_as(IndicatorKind kind, std::string_view written);

// How many hexadecimal digits a hash may have.
[[nodiscard]] bool is_hash_length(std::size_t digits);

}  // namespace noroshi
