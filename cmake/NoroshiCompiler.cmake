# Language level, warnings, hardening, sanitizers, and the two accelerators (ccache, mold).
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS ON) # statement expressions, for TRY
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

find_program(NOROSHI_CCACHE ccache)
if(NOROSHI_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${NOROSHI_CCACHE}")
endif()
find_program(NOROSHI_MOLD mold)
if(NOROSHI_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-march=x86-64-v2 -Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor -Werror)
add_compile_options(-fno-plt -fstack-protector-strong)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_compile_options(-Wno-gnu-statement-expression)
  # libstdc++ 12 itself uses what it deprecates (get_temporary_buffer, in std::stable_sort).
  add_compile_options(-Wno-deprecated-declarations)
endif()
add_compile_definitions(_GLIBCXX_ASSERTIONS)

set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1")

if(NOROSHI_SANITIZE)
  add_compile_options(-fsanitize=${NOROSHI_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${NOROSHI_SANITIZE})
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_definitions(_FORTIFY_SOURCE=2)
  add_link_options(-Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
  set(CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE} -fPIE")
  # No path of the machine that builds in what it builds.
  add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=" "-ffile-prefix-map=${CMAKE_BINARY_DIR}/=")
  if(NOROSHI_STATIC)
    # What libarchive could also do is left out, and with it what that would need.
    add_link_options(-static-pie -Wl,--gc-sections)
  else()
    add_link_options(-pie)
  endif()
endif()
if(NOROSHI_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
