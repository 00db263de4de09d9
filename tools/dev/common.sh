# Shared by the words of ./dev: saying what is done, and installing what is missing.

say() { printf '\033[1m== %s\033[0m\n' "$*"; }
note() { printf '   %s\n' "$*"; }
die() { printf 'dev: %s\n' "$*" >&2; exit 3; }

jobs_here() { nproc 2>/dev/null || echo 2; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1; then sudo "$@"
  else die "not root and no sudo: install them yourself: $*"
  fi
}

# of_these "a|b": the one of the packages that is installed, or the first.
of_these() {
  local package
  for package in ${1//|/ }; do
    dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' && { echo "$package"; return; }
  done
  echo "${1%%|*}"
}

# ensure_packages KIND...: installs the Debian packages of tools/packages.txt that are missing. One question to
# dpkg when all are there.
ensure_packages() {
  local kinds=" $* " kind package missing=()
  local wanted=()
  while read -r kind package; do
    case "$kind" in ''|'#'*) continue ;; esac
    case "$package" in *'|'*) case "$kinds" in *" $kind "*) package=$(of_these "$package") ;; esac ;; esac
    case "$kinds" in *" $kind "*) wanted+=("$package") ;; esac
  done < tools/packages.txt
  local there
  there=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "${wanted[@]}" 2>/dev/null | awk '$1=="ii"{print $2}')
  for package in "${wanted[@]}"; do
    # A newer Node.js from elsewhere often carries npm itself; either is good.
    if [ "$package" = npm ] && command -v npm >/dev/null 2>&1; then continue; fi
    grep -qxF "$package" <<<"$there" || missing+=("$package")
  done
  [ "${#missing[@]}" = 0 ] && return 0
  command -v apt-get >/dev/null 2>&1 || die "this needs Debian 12 or the packages of tools/packages.txt: ${missing[*]}"
  say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq || die "apt-get update failed: is the network there?"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
    > /tmp/comity-apt.$$ 2>&1 || { tail -20 /tmp/comity-apt.$$ >&2; die "apt-get install failed"; }
  rm -f /tmp/comity-apt.$$
  rm -f build/*/build.ninja  # configured without them: CMake looks again
}

# configure PRESET: once; CMake looks again by itself when its files change.
configure() {
  [ -f "build/$1/build.ninja" ] || { note "configuring build/$1"; cmake --preset "$1" > "build/$1.configure.log" 2>&1 || { cat "build/$1.configure.log" >&2; die "cmake --preset $1 failed"; }; }
}

# build PRESET TARGET...
build() {
  local preset=$1; shift
  mkdir -p build
  configure "$preset"
  # ninja's own status counts; the filter's, which is 1 when it passes nothing on, does not.
  ( set -o pipefail; ninja -C "build/$preset" "$@" | { grep -v -e '^ninja: Entering' -e 'Re-checking globbed' || true; } ) ||
    die "the build failed (build/$preset)"
}

# stage NAME COMMAND...: runs it and remembers how long it took.
stages=()
stage() {
  local name=$1 begin=$SECONDS status=0; shift
  say "$name"
  ( set -e; "$@" ) || status=$?
  local took=$((SECONDS - begin))
  stages+=("$(printf '%3d:%02d  %s%s' $((took / 60)) $((took % 60)) "$name" "$([ $status = 0 ] || echo ' - FAILED')")")
  [ $status = 0 ] || { print_stages; exit 1; }
}
print_stages() {
  say "Minutes per stage"
  printf '   %s\n' "${stages[@]}"
}

# ensure_venv: build/venv with the independent checkers that tests use. A test that finds none skips and says so.
ensure_venv() {
  local want=tests/contract/requirements.txt
  cmp -s "$want" build/venv/requirements.txt && return 0
  note "installing $(grep -v '^#' "$want" | tr '\n' ' ')into build/venv"
  /usr/bin/python3 -m venv build/venv && build/venv/bin/pip -q install -r "$want" && cp "$want" build/venv/requirements.txt ||
    note "no independent checkers here: the tests that use them will be skipped"
}
