#!/usr/bin/env python3
"""independent.py MAKE_LOG: our logs, notes and proofs read by golang.org/x/mod/sumdb, which shares no line with us."""
import pathlib
import subprocess
import sys
import tempfile

from go_program import go_program

SKIPPED = 77


def main():
    with tempfile.TemporaryDirectory() as work:
        program, why_not = go_program(work)
        if not program:
            print(f"skipped: {why_not}")
            return SKIPPED
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
