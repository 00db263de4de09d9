#!/usr/bin/env bash
# tidy_one.sh BUILD CACHE FILE: clang-tidy of one file, remembered by the hash of what it reads.
set -u
build=$1 cache=$2 file=$3
key=$( { cat .clang-tidy "$file"; find src -name '*.h' -print0 | sort -z | xargs -0 cat ; } | sha256sum | cut -c1-32)
stamp="$cache/$(tr '/' '_' <<<"$file").$key"
[ -f "$stamp" ] && exit 0
if out=$(clang-tidy-19 -p "$build" --quiet "$file" 2>/dev/null); then
  rm -f "$cache/$(tr '/' '_' <<<"$file")".*
  : > "$stamp"
else
  printf '%s\n' "$out"
  exit 1
fi
