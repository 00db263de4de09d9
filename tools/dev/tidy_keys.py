#!/usr/bin/env python3
"""tidy_keys.py: of every file that clang-tidy looks at, "KEY PATH": the hash of all it reads of ours.

The file, the headers of ours that it includes and those that they include, and .clang-tidy. Keys that stand in
tools/dev/tidy-seen.txt were looked at and nothing was found: `./dev lint` writes it, a change of any byte makes another key.
"""
import functools
import hashlib
import pathlib
import re

SOURCE = pathlib.Path("src")
INCLUDE = re.compile(rb'^\s*#\s*include\s+"([^"]+)"', re.M)


@functools.cache
def read(path):
    return path.read_bytes()


@functools.cache
def included(path):
    return [there for name in INCLUDE.findall(read(path)) if (there := SOURCE / name.decode()).is_file()]


def key(path):
    seen, to_see = set(), [path]
    while to_see:
        at = to_see.pop()
        if at in seen:
            continue
        seen.add(at)
        to_see += included(at)
    digest = hashlib.sha256(read(pathlib.Path(".clang-tidy")))
    for at in sorted(seen):
        digest.update(hashlib.sha256(str(at).encode() + b"\0" + read(at)).digest())
    return digest.hexdigest()[:32]


for file in sorted(SOURCE.rglob("*.cc")):
    if not file.name.endswith("_test.cc"):
        print(key(file), file)
