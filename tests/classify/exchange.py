#!/usr/bin/env python3
"""exchange.py PROGRAM NAMES: exchanging the names in the labelled dev sets changes nothing the classifier sees.

The sets are no part of the repository: $COMITY_SHARED names the folder that has data/classifier. Without it the texts
of tests/classify/vectors.jsonl and tests/classify/names.txt do.
"""
import gzip
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def texts():
    for line in (HERE / "vectors.jsonl").read_text().splitlines():
        yield json.loads(line)["text"]
    yield from (HERE / "names.txt").read_text().splitlines()
    for file in sorted(pathlib.Path(os.environ.get("COMITY_SHARED", "/none"), "data/classifier").glob("*.dev.jsonl.gz")):
        with gzip.open(file, "rt") as rows:
            yield from (json.loads(row)["text"] for row in rows)


turns = "60" if os.environ.get("COMITY_CAMPAIGN") or not os.environ.get("COMITY_SHARED") else "6"
lines = "".join(" ".join(text.split()) + "\n" for text in texts())
sys.exit(subprocess.run([sys.argv[1], sys.argv[2], turns], input=lines.encode()).returncode)
