# ./dev campaign [PART...]: the long forms. Parts: faults, sanitizers, fuzz, bare (all of them when none is named).
#
#   faults  every test that reads COMITY_CAMPAIGN in its long form (500 kills, 500 power losses, an import of 2 GB,
#           more properties)
#   sanitizers  the tests of every room under ASan and UBSan, and under TSan
#   fuzz    every fuzz target for COMITY_FUZZ_SECONDS (3600)
#   bare    ./dev run and ./dev test on a freshly debootstrapped Debian 12
#
# docs/campaign/PART.md is written from the last run of each: they take hours and need not run on one day.
ensure_packages build test bench fuzz campaign
parts=${*:-faults sanitizers fuzz bare}
results=docs/campaign
mkdir -p "$results"

part_faults() {
  build release
  COMITY_CAMPAIGN=1 COMITY_IMPORT_MB=${COMITY_IMPORT_MB:-2048} RC_PARAMS="max_success=2000" \
    ctest --test-dir build/release --output-on-failure --timeout 14400 --no-tests=error
}
part_sanitizers() {
  build asan && ASAN_OPTIONS=detect_leaks=1 ctest --test-dir build/asan -L room --output-on-failure --no-tests=error &&
    build tsan && TSAN_OPTIONS="suppressions=$PWD/tests/tsan.supp halt_on_error=1" \
      ctest --test-dir build/tsan -L room --output-on-failure --no-tests=error
}
part_fuzz() { ./dev fuzz "${COMITY_FUZZ_SECONDS:-3600}"; }
part_bare() { tools/dev/bare.sh; }

# The lines of a log that tell what was done.
words_of() {
  grep -hE 'Passed|Failed|Skipped|tests passed|^== fuzz_|^.{0,8}fuzz_[a-z_]* for|inputs, nothing found|FOUND|answers within|^ *[0-9]+:[0-9][0-9]  ' "$1" |
    sed -e 's/\x1b\[[0-9;]*m//g'
}

status_all=0
for part in $parts; do
  [ "$(type -t "part_$part")" = function ] || die "campaign has no part '$part': faults, sanitizers, fuzz, bare"
  say "Campaign: $part"
  begin=$SECONDS status=0
  ( "part_$part" ) > "build/campaign-$part.log" 2>&1 || status=$?
  [ $status = 0 ] || { status_all=1; tail -30 "build/campaign-$part.log"; }
  {
    echo "# Campaign, $part: $([ $status = 0 ] && echo passed || echo '**failed**')"
    echo
    echo "$(date -u +%Y-%m-%d), at $(git describe --always --dirty 2>/dev/null || echo 'no commit'), $(nproc) cores, $(((SECONDS - begin + 59) / 60)) minutes."
    echo
    echo '```'
    words_of "build/campaign-$part.log"
    echo '```'
  } > "$results/$part.md"
done

say "The results are in docs/campaign/"
exit $status_all
