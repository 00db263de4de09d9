#!/usr/bin/env python3
"""second.py COMITY_MEASURE: the second list of words (data/devsets/second/words.tsv), dressed up by three other seeds, is
caught as often as the first, and no more innocent texts are cited."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SETS = ROOT / "data" / "devsets"
FLOORS = ["--caught", "98.8", "--false-alarms", "0.5"]

for seed in (101, 102, 103):
    with tempfile.TemporaryDirectory() as folder:
        for file in SETS.glob("*.tsv"):
            shutil.copy(file, folder)
        shutil.copy(SETS / "second" / "words.tsv", folder)
        subprocess.run([sys.executable, ROOT / "tools" / "devsets" / "make.py", "--seed", str(seed), "--from", folder,
                        "--to", folder], check=True, stdout=subprocess.DEVNULL)
        print(f"seed {seed}", flush=True)
        subprocess.run([sys.argv[1], *FLOORS, folder], check=True)
