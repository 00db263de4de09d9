# ./dev bench [SECONDS]: the budgets of the design as ratios in one run. Writes docs/benchmarks.md.
ensure_packages build test bench
build release comity benches
ln -sfn release/bin build/bin
say "Measuring (some minutes)"
if python3 bench/run.py build/release/bin "${1:-5}" > build/bench.md; then
  {
    echo "# Measurements"
    echo
    echo "Written by \`./dev bench\` on $(date -u +%Y-%m-%d), at $(git describe --always --dirty 2>/dev/null || echo 'no commit'), $(nproc) cores of a shared"
    echo "machine. What is compared was measured alternately in this one run; server time is CPU time. What a missed budget means"
    echo "and why stands in [benchmarks-notes.md](benchmarks-notes.md)."
    echo
    cat build/bench.md
  } > docs/benchmarks.md
  cat build/bench.md
else
  die "a benchmark failed"
fi
