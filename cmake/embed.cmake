# Writes a C++ file in which each listed file stands as an .incbin block.
file(STRINGS "${LIST}" files)
set(asm "")
set(table "")
set(index 0)
if(NOT files) # C++ has no empty arrays
  file(WRITE "${OUT}" "#include \"base/embedded_file.h\"
namespace noroshi {
std::span<const EmbeddedFile> ${FUNCTION}() { return {}; }
}  // namespace noroshi
")
  return()
endif()
foreach(file IN LISTS files)
  file(RELATIVE_PATH name "${ROOT}" "${file}")
  set(symbol "${FUNCTION}_${index}")
  string(APPEND asm "asm(\".section .rodata\\n.global ${symbol}\\n${symbol}:\\n"
                    ".incbin \\\"${file}\\\"\\n.global ${symbol}_end\\n${symbol}_end:\\n.byte 0\\n"
                    ".previous\\n\");\n"
                    "extern \"C\" const char ${symbol}[];\nextern \"C\" const char ${symbol}_end[];\n")
  string(APPEND table
         "      {\"${name}\", {${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE "${OUT}" "// Generated from the listed files by cmake/embed.cmake.
#include \"base/embedded_file.h\"

${asm}
namespace noroshi {
std::span<const EmbeddedFile> ${FUNCTION}() {
  static const EmbeddedFile kFiles[] = {
${table}  };
  return kFiles;
}
}  // namespace noroshi
")
