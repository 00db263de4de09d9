#!/usr/bin/env python3
"""independent.py MAKE_LOG: our logs, notes and proofs read by golang.org/x/mod/sumdb, which shares no line with us."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SKIPPED = 77


def main():
    if not shutil.which("go"):
        print("skipped: there is no Go on this machine")
        return SKIPPED
    with tempfile.TemporaryDirectory() as work:
        source = pathlib.Path(work) / "independent"
        shutil.copytree(HERE / "independent", source)
        program = pathlib.Path(work) / "program"
        environment = {**os.environ, "GOFLAGS": "-mod=readonly -buildvcs=false"}
        built = subprocess.run(["go", "build", "-o", program, "."], cwd=source, env=environment, capture_output=True, text=True)
        if built.returncode != 0 and any(word in built.stderr for word in ("dial tcp", "lookup", "timeout", "proxyconnect", "no such host")):
            print(f"skipped: Go's modules cannot be had here:\n{built.stderr}")
            return SKIPPED
        if built.returncode != 0:
            print(built.stderr)
            return 1
        for size in (1, 2, 3, 255, 256, 257, 1000):
            made = pathlib.Path(work) / f"log{size}"
            subprocess.run([sys.argv[1], made, str(size)], check=True)
            checked = subprocess.run([program, made], capture_output=True, text=True)
            print(f"{size} entries: {checked.stdout}{checked.stderr}".strip())
            if checked.returncode != 0:
                return 1
            # And it does find what is wrong.
            if subprocess.run([program, made, "rewritten"], capture_output=True).returncode == 0 and size > 2:
                print("a rewritten log was believed: the check is worth nothing")
                return 1
    return 0


sys.exit(main())
