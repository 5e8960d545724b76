# noroshi_embed(NAME FILE...): puts files into the binary. NAME_embedded() then lists them as
# (path relative to the tree, content); see base/embedded_file.h.
function(noroshi_embed target function)
  set(out "${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp")
  set(list "${CMAKE_CURRENT_BINARY_DIR}/${function}.list")
  string(REPLACE ";" "\n" lines "${ARGN}")
  file(GENERATE OUTPUT "${list}" CONTENT "${lines}\n")
  add_custom_command(
    OUTPUT "${out}"
    COMMAND ${CMAKE_COMMAND} -DLIST=${list} -DOUT=${out} -DFUNCTION=${function}
            -DROOT=${CMAKE_SOURCE_DIR} -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${ARGN} "${list}" "${CMAKE_SOURCE_DIR}/cmake/embed.cmake"
    VERBATIM)
  set_source_files_properties("${out}" PROPERTIES OBJECT_DEPENDS "${ARGN}")
  target_sources(${target} PRIVATE "${out}")
endfunction()
