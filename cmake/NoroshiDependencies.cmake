# Every third party, in one place. The Debian 12 packages are listed in scripts/dependencies.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
set(NOROSHI_FMT fmt::fmt)
if(NOROSHI_STATIC)
  # One file that runs on any x86-64 Linux. Debian's static libraries, but for two that it lacks: fmt
  # is taken from its headers, simdjson from its source (NOROSHI_SIMDJSON_SOURCE).
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
  set(NOROSHI_FMT fmt::fmt-header-only)
  add_library(simdjson STATIC "${NOROSHI_SIMDJSON_SOURCE}/simdjson.cpp")
  target_include_directories(simdjson SYSTEM PUBLIC "${NOROSHI_SIMDJSON_SOURCE}")
  target_compile_options(simdjson PRIVATE -w)
  add_library(simdjson::simdjson ALIAS simdjson)
else()
  find_package(simdjson REQUIRED)
endif()
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(LIBARCHIVE REQUIRED IMPORTED_TARGET libarchive) # rule packs in zip and tar files
if(NOROSHI_STATIC)
  # What the formats that we name need of it; the others (acl, lz4, xml) stay out.
  target_link_libraries(PkgConfig::LIBARCHIVE INTERFACE nettle lzma zstd bz2 z)
endif()
if(NOROSHI_STATIC)
  set(OPENSSL_USE_STATIC_LIBS TRUE)
endif()
find_package(OpenSSL REQUIRED COMPONENTS Crypto) # SHA-256 of evidence
if(NOROSHI_DEVELOPER)
  find_package(GTest REQUIRED)
  pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8) # the oracle's regular expressions
endif()
