# noroshi_library(NAME SOURCES ... LINK ... TESTS ...): one static library a folder, and one test
# executable for the *_test.cpp beside its sources.
function(noroshi_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK;PRIVATE_LINK;TESTS;TEST_LINK" ${ARGN})
  add_library(noroshi_${name} STATIC ${ARG_SOURCES})
  target_include_directories(noroshi_${name} PUBLIC "${CMAKE_SOURCE_DIR}/src")
  target_link_libraries(noroshi_${name} PUBLIC ${ARG_LINK} PRIVATE ${ARG_PRIVATE_LINK})
  if(NOROSHI_DEVELOPER AND ARG_TESTS)
    noroshi_test(${name}_test SOURCES ${ARG_TESTS} LINK noroshi_${name} ${ARG_TEST_LINK})
  endif()
endfunction()

if(NOROSHI_DEVELOPER)
  include(GoogleTest)
endif()

function(noroshi_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}/src" "${CMAKE_SOURCE_DIR}/test")
  target_compile_definitions(${name} PRIVATE NOROSHI_TREE="${CMAKE_SOURCE_DIR}")
  # GoogleTest's headers are a third party's: their warnings are not ours to mend.
  target_compile_options(${name} PRIVATE -Wno-conversion -Wno-sign-conversion -Wno-shadow)
  target_link_libraries(${name} PRIVATE ${ARG_LINK} GTest::gtest GTest::gtest_main)
  # Each test is one of CTest's, so that it runs beside others and CTest names the skipped ones.
  gtest_discover_tests(${name} TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 120)
endfunction()
