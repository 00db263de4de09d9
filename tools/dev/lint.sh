# ./dev lint: what a reader of the code would stumble over, found by machine.
ensure_packages build test

lint_layers() { tools/check_layers; }

# Our own C++: a clone without git, or a tarball, has them too.
sources_in() { find "$@" -name node_modules -prune -o -type f \( -name '*.cc' -o -name '*.h' \) -print | sort; }

lint_format() {
  sources_in bench data fuzz src tests tools ui | xargs -r -P "$(jobs_here)" -n 20 clang-format-19 --dry-run -Werror || {
    note "clang-format-19 -i FILES puts it right"; return 1; }
  note "formatting: as .clang-format says"
}

lint_tidy() {
  configure release
  # Generated headers must be there before a checker can read what includes them.
  ninja -C build/release generated > /dev/null 2>&1 || true
  local cache=build/tidy
  mkdir -p "$cache"
  # A file is looked at again only when a byte of what it reads of ours has changed since `./dev lint` last looked.
  local seen=tools/dev/tidy-seen.txt
  python3 tools/dev/tidy_keys.py > "$cache/keys" || return 1
  touch "$seen"
  grep -vxFf "$seen" "$cache/keys" | cut -d' ' -f2 > "$cache/unseen" || true
  note "clang-tidy: $(wc -l < "$cache/unseen") of $(wc -l < "$cache/keys") files have changed since they were looked at"
  xargs -r -a "$cache/unseen" -P "$(jobs_here)" -n 1 tools/dev/tidy_one.sh build/release "$cache" || {
    note "clang-tidy found something"; return 1; }
  [ "${word:-}" != lint ] || cp "$cache/keys" "$seen"
  note "clang-tidy: nothing found"
}

lint_types() {  # the widget's TypeScript, when its packages are there (the build installs them)
  [ -d ui/node_modules ] || { note "TypeScript: ui/node_modules is not there yet; the build makes it"; return 0; }
  (cd ui && npx --no-install tsc --noEmit -p .) && note "TypeScript: tsc finds nothing"
}

lint_shell() {
  local file
  for file in dev .ci/run tools/dev/*.sh; do bash -n "$file" || return 1; done
  note "shell: every script parses"
}

if [ "${word:-}" = lint ]; then
  stage "Layers" lint_layers
  stage "Formatting" lint_format
  stage "Shell" lint_shell
  stage "TypeScript" lint_types
  stage "clang-tidy" lint_tidy
  print_stages
fi
