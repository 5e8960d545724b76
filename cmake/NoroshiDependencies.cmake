# Every third party, in one place. The Debian 12 packages are listed in scripts/dependencies.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(LIBARCHIVE REQUIRED IMPORTED_TARGET libarchive) # rule packs in zip and tar files
find_package(CLI11 REQUIRED)
find_package(simdjson REQUIRED)
if(NOROSHI_DEVELOPER)
  find_package(GTest REQUIRED)
  pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8) # the oracle's regular expressions
endif()
