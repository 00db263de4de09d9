# ./dev campaign [PART...]: the long forms. Parts: faults, fuzz, bare. Writes its result to docs/campaign.md.
#
#   faults  every test that reads COMITY_CAMPAIGN in its long form (500 kills, 500 power losses, more properties)
#   fuzz    every fuzz target for COMITY_FUZZ_SECONDS (3600)
#   bare    ./dev run and ./dev test on a freshly debootstrapped Debian 12
ensure_packages build test bench fuzz campaign
parts=${*:-faults fuzz bare}
result=build/campaign.md
: > "$result"

record() {  # PART STATUS SECONDS WORDS
  printf '| %s | %s | %d min | %s |\n' "$1" "$([ "$2" = 0 ] && echo passed || echo '**failed**')" $(($3 / 60)) "$4" >> "$result"
}

part_faults() {
  build release
  COMITY_CAMPAIGN=1 RC_PARAMS="max_success=2000" ctest --test-dir build/release --output-on-failure --timeout 14400 --no-tests=error
}
part_fuzz() { ./dev fuzz "${COMITY_FUZZ_SECONDS:-3600}"; }
part_bare() { tools/dev/bare.sh; }

status_all=0
for part in $parts; do
  say "Campaign: $part"
  begin=$SECONDS status=0
  ( "part_$part" ) > "build/campaign-$part.log" 2>&1 || status=$?
  [ $status = 0 ] || { status_all=1; tail -30 "build/campaign-$part.log"; }
  words=$(grep -hE 'tests passed|inputs, nothing found|FOUND|answers within' "build/campaign-$part.log" | tail -8 | tr -s ' \n' ' ')
  record "$part" $status $((SECONDS - begin)) "$words"
done

{
  echo "# The last campaign"
  echo
  echo "Written by \`./dev campaign $parts\` on $(date -u +%Y-%m-%d), at $(git describe --always --dirty), $(nproc) cores."
  echo
  echo "| part | result | took | in its own words |"
  echo "|---|---|---|---|"
  cat "$result"
} > docs/campaign.md
say "docs/campaign.md"
cat docs/campaign.md
exit $status_all
