#include "report/detection_timeline.h"

#include "base/json_writer.h"
#include "base/timezone.h"

namespace noroshi {

void append_timeline(const FoundDetection& detection, Colour colour, std::string& out) {
  constexpr std::size_t kLevelWidth = 13;
  append_iso(detection.record->time, display_zone(), out);
  out += "  ";
  out += level_text(detection.rule->level, kLevelWidth, colour);
  out += "  ";
  append_visible(detection.host.empty() ? "(no name)" : detection.host, out);
  out += "  ";
  append_visible(detection.rule->title, out);
  out += "  ";
  append_visible(detection.details, out);
  out += '\n';
}

}  // namespace noroshi
