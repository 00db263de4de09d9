# Every library the product links, as SYSTEM targets. docs/dependencies.md says what each is for.
find_package(PkgConfig REQUIRED)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-uc icu-i18n)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3>=3.40)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(EXPAT REQUIRED IMPORTED_TARGET expat)
pkg_check_modules(CMARK REQUIRED IMPORTED_TARGET libcmark-gfm)
pkg_check_modules(GUMBO REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlienc)

# These ship no pkg-config file, or only headers.
find_library(CLD2_LIBRARY cld2 REQUIRED)
find_path(BOOST_BEAST_INCLUDE boost/beast.hpp REQUIRED)
find_path(EXPECTED_INCLUDE tl/expected.hpp REQUIRED)
find_path(DOCTEST_INCLUDE doctest.h PATH_SUFFIXES doctest)
find_library(RAPIDCHECK_LIBRARY rapidcheck)
find_library(BOOST_JSON_LIBRARY boost_json)

if(COMITY_TESTS AND NOT (DOCTEST_INCLUDE AND RAPIDCHECK_LIBRARY))
  message(STATUS "Tests are not built: doctest or rapidcheck is missing (./dev test installs them)")
  set(COMITY_TESTS OFF)
endif()
