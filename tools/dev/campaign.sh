# ./dev campaign [PART...]: the long forms. Parts: faults, properties, sanitizers, fuzz, replay, bare (all of them when none
# is named).
#
#   faults  500 kills, 500 power losses, full and broken disks, an import of 2 GB, killed imports, ten times as many requests
#           made from the OpenAPI document, names exchanged over all dev sets, the model built by four compilers
#   properties  the tests of every room with 2,000 random cases to a property instead of 100
#   sanitizers  the tests of every room under ASan and UBSan, and under TSan
#   fuzz    every fuzz target for COMITY_FUZZ_SECONDS (3600), or those of COMITY_FUZZ_TARGETS ("fold policy cel judge")
#   replay  COMITY_REPLAY_TEXTS (1000000) comments judged live, replayed and by a shadow policy: the same verdicts; and
#           an archive of as many replayed on all cores, twice: the same bytes
#   bare    ./dev run and ./dev test on a freshly debootstrapped Debian 12
#
# docs/campaign/PART.md is written from the last run of each: they take hours and need not run on one day.
ensure_packages build test bench fuzz campaign
parts=${*:-faults properties sanitizers fuzz replay bare}
results=docs/campaign
mkdir -p "$results"

part_faults() {
  build release
  COMITY_CAMPAIGN=1 COMITY_IMPORT_MB=${COMITY_IMPORT_MB:-2048} ctest --test-dir build/release \
    -R '^(fault/.*|imports/.*|store/sqlite|contract/.*|classify/.*)$' --output-on-failure --timeout 14400 --no-tests=error
}
part_properties() {
  build release
  RC_PARAMS="max_success=${COMITY_PROPERTY_CASES:-2000}" \
    ctest --test-dir build/release -L room --output-on-failure --timeout 14400 --no-tests=error
}
part_sanitizers() {
  build asan && ASAN_OPTIONS=detect_leaks=1 ctest --test-dir build/asan -L room --output-on-failure --no-tests=error &&
    build tsan && TSAN_OPTIONS="suppressions=$PWD/tests/tsan.supp halt_on_error=1" \
      ctest --test-dir build/tsan -L room --output-on-failure --no-tests=error
}
part_fuzz() {
  # shellcheck disable=SC2086  # names, one a word
  ./dev fuzz "${COMITY_FUZZ_SECONDS:-3600}" ${COMITY_FUZZ_TARGETS:-}
}
part_replay() {
  local texts=${COMITY_REPLAY_TEXTS:-1000000} folder=build/campaign-archive run
  build release comity comity_actions_tests bench_archive
  COMITY_CAMPAIGN=1 COMITY_REPLAY_TEXTS=$texts build/release/bin/comity_actions_tests \
    --source-file='*replay_test.cc' > build/campaign-replay.txt || { cat build/campaign-replay.txt; return 1; }
  grep -oE 'REPLAY.*|test cases:.*' build/campaign-replay.txt
  rm -rf "$folder"
  build/release/bin/bench_archive "$folder" $((texts / 1000)) 1000 || return 1
  for run in 1 2; do
    local began=$SECONDS
    build/release/bin/comity policy replay --policy default --old strict --data "$folder" --format json \
      > "build/campaign-replay-$run.json" || return 1
    echo "REPLAY $texts comments on $(nproc) cores by two policies: $((SECONDS - began)) s, $(sha256sum < "build/campaign-replay-$run.json" | cut -c1-16)"
  done
  rm -rf "$folder"
  cmp build/campaign-replay-1.json build/campaign-replay-2.json && echo 'REPLAY same input, same bytes out'
}
part_bare() { tools/dev/bare.sh; }

# The lines of a log that tell what was done.
words_of() {
  grep -hE 'Passed|Failed|Skipped|tests passed|^== fuzz_|^.{0,8}fuzz_[a-z_]* for|inputs, nothing found|FOUND|^REPLAY|test cases:|answers within|^ *[0-9]+:[0-9][0-9]  ' "$1" |
    sed -e 's/\x1b\[[0-9;]*m//g'
}

status_all=0
for part in $parts; do
  [ "$(type -t "part_$part")" = function ] || die "campaign has no part '$part': faults, properties, sanitizers, fuzz, replay, bare"
  say "Campaign: $part"
  begin=$SECONDS status=0
  ( "part_$part" ) > "build/campaign-$part.log" 2>&1 || status=$?
  [ $status = 0 ] || { status_all=1; tail -30 "build/campaign-$part.log"; }
  {
    echo "# Campaign, $part: $([ $status = 0 ] && echo passed || echo '**failed**')"
    echo
    echo "$(date -u +%Y-%m-%d), at $(git describe --always --dirty 2>/dev/null || echo 'no commit'), $(nproc) cores ($(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)), $(((SECONDS - begin + 59) / 60)) minutes."
    echo
    echo '```'
    words_of "build/campaign-$part.log"
    echo '```'
    [ "$part" != fuzz ] || { echo; cat build/fuzz/results.md; }
  } > "$results/$part.md"
done

say "The results are in docs/campaign/"
exit $status_all
