# comity_precompile(TARGET [TESTS]): what most of its files include is read once and not once a file.
#
# Only where COMITY_PRECOMPILE says so: the presets of the sanitizers. There it saves some 40 % of a file's time, and a
# build is seldom more than once. The release build goes without: it is built by degrees and out of a cache that other
# trees share, and it is what finds a header that includes too little.
option(COMITY_PRECOMPILE "Precompile headers (set by the presets of the sanitizers)" OFF)

function(comity_precompile target)
  if(NOT COMITY_PRECOMPILE)
    return()
  endif()
  cmake_parse_arguments(PRECOMPILE "TESTS" "" "" ${ARGN})
  set(headers <algorithm> <array> <atomic> <charconv> <chrono> <condition_variable> <cstdint> <functional> <map> <memory>
              <mutex> <optional> <set> <span> <string> <string_view> <thread> <unordered_map> <utility> <variant> <vector>)
  if(target MATCHES "^comity_(store|store_sqlite|actions|http)(_tests)?$")
    list(APPEND headers ${PROJECT_SOURCE_DIR}/src/store/store.h ${PROJECT_SOURCE_DIR}/src/store/change.h)
  endif()
  if(PRECOMPILE_TESTS)
    list(APPEND headers <doctest.h>)
  endif()
  target_precompile_headers(${target} PRIVATE ${headers})
endfunction()
