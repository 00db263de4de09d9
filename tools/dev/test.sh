# ./dev test: every check and test, and the minutes each stage took.
begin=$SECONDS
ensure_packages build test
ensure_venv
. tools/dev/lint.sh

run_tests() {  # PRESET CTEST-ARGUMENTS...
  local preset=$1; shift
  ctest --test-dir "build/$preset" --output-on-failure --no-tests=error "$@"
}

# The pure rooms and the contract under ASan and UBSan; those with threads under TSan. (`./dev campaign sanitizers` sees
# all of them under both.)
pure='base text ledger webauthn classify campaign policy discussion interchange store store_sqlite'
threads='store store_sqlite actions http'
targets() { local room; for room in $1; do printf 'comity_%s_tests ' "$room"; done; }

release_build() { build release; ln -sfn release/bin build/bin; }
rooms_of() { local rooms=${1// /|}; printf '^(%s)$' "${rooms//_//}"; }  # as ctest names them
asan_build() { build asan $(targets "$pure"); }
asan_tests() { ASAN_OPTIONS=detect_leaks=1 run_tests asan -j "$(jobs_here)" -R "$(rooms_of "$pure")"; }
tsan_build() { build tsan $(targets "$threads"); }
tsan_tests() { TSAN_OPTIONS="suppressions=$PWD/tests/tsan.supp halt_on_error=1" run_tests tsan -j "$(jobs_here)" -R "$(rooms_of "$threads")"; }
release_tests() { run_tests release -j "$(jobs_here)"; }

stage "Lint: layers" lint_layers
stage "Lint: formatting" lint_format
stage "Lint: shell" lint_shell
stage "Release: build" release_build
stage "Lint: clang-tidy" lint_tidy
stage "ASan+UBSan: build the rooms and the contract" asan_build
stage "ASan+UBSan: tests" asan_tests
stage "TSan: build store, actions, http" tsan_build
stage "TSan: tests" tsan_tests
stage "Release: all tests (rooms, server, faults, properties, browser)" release_tests
took=$((SECONDS - begin))
stages+=("$(printf '%3d:%02d  all' $((took / 60)) $((took % 60)))")
print_stages
