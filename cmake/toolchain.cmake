# One place for how every target is compiled.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

find_program(CCACHE ccache)
if(CCACHE)
  # Trees in different folders share one cache: paths are made relative before they are hashed.
  # CCACHE_DEPEND: what a file includes is read from the compiler's own list, not by a run of the preprocessor before it.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_DEPEND=1
                                  ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports moved std::variant and std::optional members as maybe uninitialized (GCC bugs 105562, 105593).
  add_compile_options(-Wno-maybe-uninitialized)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # clang blames std::stable_sort's caller for what libstdc++ 12 does inside it.
  add_compile_options(-Wno-deprecated-declarations)
endif()
if(COMITY_WARNINGS_AS_ERRORS)
  add_compile_options(-Werror)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
  add_compile_options(-g1)
  string(REPLACE "-DNDEBUG" "" CMAKE_CXX_FLAGS_RELWITHDEBINFO "${CMAKE_CXX_FLAGS_RELWITHDEBINFO}")
  string(REPLACE "-g" "" CMAKE_CXX_FLAGS_RELWITHDEBINFO "${CMAKE_CXX_FLAGS_RELWITHDEBINFO}")
endif()
if(COMITY_SANITIZE STREQUAL "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wno-tsan -Wno-mismatched-new-delete)  # Asio's fences: not modelled; what they order is ordered by its mutexes too
endif()
if(COMITY_SANITIZE)
  # -g1: files and lines for the stacks, at two thirds of the time that -g takes.
  add_compile_options(-fsanitize=${COMITY_SANITIZE} -fno-omit-frame-pointer -O1 -g1 -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${COMITY_SANITIZE})
endif()
if(COMITY_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)  # coverage of every room, so that the fuzzers see their way
endif()
find_package(Threads REQUIRED)
