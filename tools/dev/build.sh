# ./dev build: the programs, into build/bin/.
ensure_packages build
say "Building"
build release comity
ln -sfn release/bin build/bin
note "build/bin/comity is ready"
