#include "decode/evtx/problem.h"

namespace noroshi::evtx {

std::string_view problem_kind(Problem problem) {
  switch (problem) {
    case Problem::kNone:
    case Problem::kIrregular:
      return "evtx.record.internal";
    case Problem::kTruncated:
      return "evtx.record.truncated";
    case Problem::kToken:
      return "evtx.record.token";
    case Problem::kName:
      return "evtx.record.name";
    case Problem::kDefinition:
      return "evtx.record.definition";
    case Problem::kDepth:
      return "evtx.limit.depth";
    case Problem::kElements:
      return "evtx.limit.elements";
    case Problem::kAttributes:
      return "evtx.limit.attributes";
    case Problem::kNameLength:
      return "evtx.limit.name-length";
    case Problem::kValues:
      return "evtx.limit.values";
    case Problem::kNesting:
      return "evtx.limit.nesting";
    case Problem::kListItems:
      return "evtx.limit.list-items";
    case Problem::kSteps:
      return "evtx.limit.steps";
    case Problem::kPathBytes:
      return "evtx.limit.path-bytes";
    case Problem::kComposed:
      return "evtx.limit.composed";
    case Problem::kChunkSteps:
      return "evtx.limit.chunk-steps";
  }
  return "evtx.record.internal";
}

std::string_view problem_message(Problem problem) {
  switch (problem) {
    case Problem::kNone:
    case Problem::kIrregular:
      return "The decoder lost its way; this is a defect of the decoder.";
    case Problem::kTruncated:
      return "The record's content ends in the middle of a token or value.";
    case Problem::kToken:
      return "The record holds a token that may not stand where it stands.";
    case Problem::kName:
      return "The record refers to a name that is not in its chunk.";
    case Problem::kDefinition:
      return "The record refers to a template definition that is not in its chunk.";
    case Problem::kDepth:
      return "The record's elements are nested too deeply.";
    case Problem::kElements:
      return "The record has too many elements.";
    case Problem::kAttributes:
      return "An element of the record has too many attributes.";
    case Problem::kNameLength:
      return "A name in the record is too long.";
    case Problem::kValues:
      return "The record has too many substitution values.";
    case Problem::kNesting:
      return "The record's templates are nested too deeply.";
    case Problem::kListItems:
      return "An array in the record has too many items.";
    case Problem::kSteps:
      return "The record grows too large when its templates are expanded.";
    case Problem::kPathBytes:
      return "The record's field names are too long in sum.";
    case Problem::kComposed:
      return "The record's repeated values grow too large when they are put together.";
    case Problem::kChunkSteps:
      return "The chunk's records grow too large in sum when their templates are expanded.";
  }
  return "";
}

}  // namespace noroshi::evtx
