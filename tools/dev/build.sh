# ./dev build: the programs, into build/bin/.
ensure_packages build
say "Building"
build release comity man
ln -sfn release/bin build/bin
ln -sfn release/man build/man
note "build/bin/comity is ready; man -l build/man/comity.1 tells all of it"
