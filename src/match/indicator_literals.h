// The texts by which an indicator is found that is compared as text: what is cut off, what is
// added.
#pragma once

#include <string>
#include <vector>

#include "indicator/indicator.h"

namespace noroshi {

struct IndicatorText {
  std::string text;  // folded
  char drive = 0;    // not 0: stands behind this drive letter and a colon, or behind a device
};

// Of kUrl, kEmail, kPath, kFileName, kRegistry and kText; at least one.
//   C:\Temp\a.exe         \temp\a.exe behind drive c
//   %APPDATA%\a.exe       %appdata%\a.exe and \appdata\roaming\a.exe
//   HKLM\Software\Evil    \software\evil
//   \\.\pipe\evil         \\.\pipe\evil and \evil
[[nodiscard]] std::vector<IndicatorText> texts_of(const Indicator& indicator);

}  // namespace noroshi
