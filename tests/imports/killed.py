"""An import that is killed at any moment and run again ends as if nobody had killed it."""
import json
import os
import random
import subprocess
import sys
import tempfile
import time

import invented
from comity import binary_from, comity

binary = binary_from(sys.argv)


def outcome(data):
    """What readers and operators can tell: per source comment its number, state, and what it answers."""
    lines = [json.loads(line) for line in comity(binary, "export", "jsonl", "--data", data, "--site", "larch").stdout.splitlines()]
    comments = [line for line in lines if line["kind"] == "comment"]
    source = {(c["story"], c["place"]): c["source_key"] for c in comments}
    seen = {}
    for c in comments:
        assert c["source_key"] not in seen, f"{c['source_key']} is there twice"
        answers = source.get((c["story"], c.get("reply_to")))
        seen[c["source_key"]] = (c.get("number"), c["state"], answers, c.get("mark"))
    return seen


def bytes_in(data):
    total = 0
    for name in ("comity.db", "comity.db-wal"):
        try:
            total += os.path.getsize(os.path.join(data, name))
        except OSError:
            pass
    return total


with tempfile.TemporaryDirectory() as folder:
    file = invented.write(os.path.join(folder, "export.xml"), 6000, stories=6)
    command = ["import", "wxr", file, "--site", "larch", "--data"]
    whole = os.path.join(folder, "whole")
    comity(binary, *command, whole)
    expected = outcome(whole)
    assert len(expected) == 6000

    chance = random.Random(11)
    kills = 0
    for round_ in range(4):
        data = os.path.join(folder, f"killed-{round_}")
        for _ in range(4):
            process = subprocess.Popen([binary, *command, data], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            enough = bytes_in(data) + chance.uniform(0.02, 0.4) * bytes_in(whole)
            while process.poll() is None and bytes_in(data) < enough:
                time.sleep(0.001)
            if process.poll() is None:
                process.kill()
                kills += 1
            process.wait()
        last = comity(binary, *command, data)
        added = int(last.stdout.split("Comments:")[1].split()[0])
        print(f"the last run had {added} of 6000 left to do")
        assert outcome(data) == expected, "numbers, states or answers differ after being killed"
    assert kills > 0, "nothing was killed half way"
    print(f"killed {kills} times")
