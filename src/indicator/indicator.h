// Indicator: one value that somebody saw in an attack and that is worth looking for. Plain data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace noroshi {

enum class IndicatorKind : std::uint8_t {
  kAddress,   // IPv4 or IPv6
  kNetwork,   // CIDR
  kDomain,    // the name and every name below it
  kUrl,       // and what follows it behind a boundary
  kEmail,     // an address of a mailbox
  kHash,      // MD5, SHA-1, SHA-224, SHA-256, SHA-384, SHA-512, imphash: by its digits
  kPath,      // of a file or folder, with or without its drive
  kFileName,  // the last component of a path
  kRegistry,  // a key, whatever its hive is called
  kText,      // anything else that is found as it stands: mutex, pipe, user agent, service
};

[[nodiscard]] std::string_view to_string(IndicatorKind kind);

struct Indicator {
  IndicatorKind kind = IndicatorKind::kText;
  std::string value;       // refanged, case as given
  std::string written;     // as it stands in the file
  std::uint32_t line = 0;  // 1-based line; of JSON: the number of the attribute or object
  std::uint32_t list = 0;  // which of several lists; set by whoever reads them
};

}  // namespace noroshi
