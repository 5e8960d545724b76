// Every limit of the EVTX decoder. Definitions come from the file, so from whoever wrote it: what
// goes past a limit is a Diagnostic ("evtx.limit..."), never a crash and never a long wait.
#pragma once

#include <cstddef>
#include <cstdint>

namespace noroshi::evtx {

// One record.
inline constexpr std::uint32_t kMaxDepth = 64;          // elements inside each other
inline constexpr std::uint32_t kMaxElements = 4096;     // of one record, templates expanded
inline constexpr std::uint32_t kMaxAttributes = 256;    // of one element
inline constexpr std::uint32_t kMaxNameLength = 1024;   // UTF-16 code units of a name
inline constexpr std::uint32_t kMaxValues = 1024;       // substitution values of one instance
inline constexpr std::uint32_t kMaxNesting = 4;         // fragments inside values, the root counts
inline constexpr std::uint32_t kMaxListItems = 8192;    // of one array value
inline constexpr std::uint32_t kMaxSteps = 32768;       // structural steps, templates expanded
inline constexpr std::size_t kMaxComposed = 4U << 20;   // bytes of joined text and gathered lists
inline constexpr std::size_t kMaxPathBytes = 1U << 20;  // of all paths of one Shape

// One chunk. Ordinary chunks need a few ten thousand steps; the bound stops records of 60 bytes
// that each expand a definition of 60 KB.
inline constexpr std::uint64_t kMaxChunkSteps = 2'000'000;
inline constexpr std::uint32_t kMaxChunkDefinitions = 192;        // then records go the general way
inline constexpr std::size_t kMaxChunkDefinitionSteps = 400'000;  // likewise

// One decoder. Past these, records go the general way, with Shapes of their own.
inline constexpr std::size_t kMaxTemplates = 4096;
inline constexpr std::size_t kMaxTemplateBytes = std::size_t{32} << 20;
inline constexpr std::size_t kMaxShapes = 8192;
inline constexpr std::size_t kMaxShapeBytes = std::size_t{64} << 20;
inline constexpr std::size_t kMaxNames = 32768;
inline constexpr std::size_t kMaxNameBytes = std::size_t{4} << 20;
inline constexpr std::size_t kMaxStructureNodes = 262144;

}  // namespace noroshi::evtx
