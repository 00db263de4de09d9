# ./dev fuzz [SECONDS [NAME...]]: libFuzzer targets of fuzz/ for so long each, with ASan, its search for leaks, and UBSan:
# all of them, or those named (fold, policy, cel, judge, ...).
#
# COMITY_FUZZ_JOBS of them run at a time (1); an input may take COMITY_FUZZ_INPUT_SECONDS (10). What is found stays in
# build/fuzz/NAME-*, and a table of what was done in build/fuzz/results.md.
ensure_packages build test fuzz
seconds=${1:-60}
case "$seconds" in ''|*[!0-9]*) die "fuzz takes a number of seconds, not '$seconds'" ;; esac
[ $# -gt 0 ] && shift
names=("$@")
if [ ${#names[@]} = 0 ]; then
  for source in fuzz/fuzz_*.cc; do names+=("$(basename "$source" .cc | cut -c6-)"); done
fi
for name in "${names[@]}"; do [ -f "fuzz/fuzz_$name.cc" ] || die "there is no fuzz target '$name'"; done
build fuzz "${names[@]/#/fuzz_}"

fuzz_one() {  # NAME: its lines of the table go to build/fuzz/NAME.row
  local name=$1 target=fuzz_$1 log=build/fuzz/fuzz_$1.log begin=$SECONDS status=0
  local seeds=()
  [ -d "fuzz/seeds/$target" ] && seeds=("fuzz/seeds/$target")
  mkdir -p "build/fuzz/corpus/$target"
  ASAN_OPTIONS=detect_leaks=1 "build/fuzz/bin/$target" -max_total_time="$seconds" -detect_leaks=1 \
    -timeout="${COMITY_FUZZ_INPUT_SECONDS:-10}" -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="build/fuzz/$target-" "build/fuzz/corpus/$target" "${seeds[@]}" > "$log" 2>&1 || status=$?
  local took=$((SECONDS - begin))
  local inputs slowest covered result="nothing found"
  inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -1)
  slowest=$(sed -n 's/^stat::slowest_unit_time_sec: *//p' "$log" | tail -1)
  covered=$(sed -nE 's/^#[0-9]+.* cov: ([0-9]+) ft: ([0-9]+) corp: ([0-9]+).*/\1 | \2 | \3/p' "$log" | tail -1)
  if [ $status != 0 ]; then
    result="**found: $(grep -ohE 'ERROR: [A-Za-z]+: [a-z-]+|runtime error: [^;]*|deadly signal' "$log" | head -1)**"
    tail -25 "$log"
  fi
  echo "| $name | $took | ${inputs:-?} | ${covered:-? | ? | ?} | ${slowest:-?} | $result |" > "build/fuzz/$target.row"
  note "$target: ${inputs:-?} inputs in $took s, $result"
  return $status
}

failed=0
rm -f build/fuzz/*.row
for name in "${names[@]}"; do
  while [ "$(jobs -rp | wc -l)" -ge "${COMITY_FUZZ_JOBS:-1}" ]; do wait -n || failed=1; done
  say "fuzz_$name for $seconds s"
  fuzz_one "$name" &
done
while [ "$(jobs -p | wc -l)" -gt 0 ]; do wait -n || failed=1; done
{
  echo '| target | seconds | inputs | edges covered | features | inputs kept | slowest input, s | result |'
  echo '|---|---|---|---|---|---|---|---|'
  for name in "${names[@]}"; do cat "build/fuzz/fuzz_$name.row"; done
} > build/fuzz/results.md
exit $failed
