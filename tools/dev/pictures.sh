# ./dev pictures: docs/pictures/*.png from the running product, so that the README stays true.
ensure_packages build test
build release comity
ln -sfn release/bin build/bin
say "Taking pictures"
node tools/screenshots build/bin/comity docs/pictures
