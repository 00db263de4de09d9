# ./dev fuzz [SECONDS]: each libFuzzer target of fuzz/ for so long, with ASan and UBSan. What it finds stays in build/fuzz/.
ensure_packages build test fuzz
seconds=${1:-60}
case "$seconds" in ''|*[!0-9]*) die "fuzz takes a number of seconds, not '$seconds'" ;; esac
build fuzz fuzzers
failed=0
for target in build/fuzz/bin/fuzz_*; do
  name=$(basename "$target")
  say "$name for $seconds s"
  mkdir -p "build/fuzz/corpus/$name"
  seeds=()
  [ -d "fuzz/seeds/$name" ] && seeds=("fuzz/seeds/$name")
  if "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
      -artifact_prefix="build/fuzz/$name-" "build/fuzz/corpus/$name" "${seeds[@]}" > "build/fuzz/$name.log" 2>&1; then
    note "$(grep -E 'number_of_executed_units' "build/fuzz/$name.log" | awk '{print $2}') inputs, nothing found"
  else
    failed=1
    note "FOUND something: build/fuzz/$name.log"
    tail -25 "build/fuzz/$name.log"
  fi
done
exit $failed
