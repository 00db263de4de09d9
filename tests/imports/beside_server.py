"""Readers post while 100,000 comments are imported into the same folder. Everything acknowledged is there; how long
posts took is reported (times are the machine's, so they are not asserted)."""
import json
import os
import subprocess
import sys
import tempfile
import threading

import invented
from comity import Server, binary_from, comity

import time

COMMENTS = int(os.environ.get("COMITY_IMPORT_COMMENTS", "100000"))
binary = binary_from(sys.argv)

with tempfile.TemporaryDirectory() as folder:
    data = os.path.join(folder, "data")
    file = invented.write(os.path.join(folder, "export.xml"), COMMENTS, stories=10, words=20)
    comity(binary, "admin", "site", "add", "fir", "--data", data, "--name", "The Fir", "--languages", "en",
           "--origin", "https://fir.example")
    many = 1_000_000
    with Server(binary, data, "--guest-rate", many, "--source-rate", many, "--story-rate", many,
                "--site-rate", many) as server:
        took, numbers, failed = [], [], []
        done = threading.Event()

        def post(which):
            # Into the stories that the import is filling, and into one of its own.
            connection = server.connect()
            n = 0
            while not done.is_set() or n < 5:
                n += 1
                story = "quiet" if n % 2 else f"story-{1 + n % 10}"
                begin = time.monotonic()
                status, _, answer = server.json(
                    "POST", f"/api/v1/sites/fir/stories/~/comments?url=https://fir.example/{story}",
                    {"name": f"Live {which}", "text": f"A word from {which}, the {n}th, while the archive arrives."},
                    connection=connection)
                took.append(time.monotonic() - begin)
                if status == 201:
                    numbers.append((story, answer["comment"]["number"]))
                else:
                    failed.append((status, answer))

        def post_or_tell(which):
            try:
                post(which)
            except Exception as error:  # a thread's own would be lost
                failed.append((error, server.process.poll(), server.output()[-2000:]))

        readers = [threading.Thread(target=post_or_tell, args=(which,)) for which in range(2)]
        for reader in readers:
            reader.start()
        begin = time.monotonic()
        report = subprocess.run([binary, "import", "wxr", file, "--data", data, "--site", "fir", "--timings"],
                                capture_output=True, text=True, timeout=500)
        imported_in = time.monotonic() - begin
        done.set()
        for reader in readers:
            reader.join()
        assert report.returncode == 0, report.stdout + report.stderr
        assert not failed, f"{len(failed)} posts were not taken, such as {failed[0]}"
        assert len(numbers) == len(set(numbers)), "a number was given twice"

    lines = [json.loads(line) for line in comity(binary, "export", "jsonl", "--data", data, "--site", "fir").stdout.splitlines()]
    comments = [line for line in lines if line["kind"] == "comment"]
    imported = [c for c in comments if "source_key" in c]
    assert len(imported) == COMMENTS, len(imported)
    assert len(comments) == COMMENTS + len(numbers), "a post that was acknowledged is not there"
    by_story = {}
    for c in comments:
        if "number" in c:
            by_story.setdefault(c["story"], []).append(c["number"])
    for story, given in by_story.items():
        assert sorted(given) == list(range(1, len(given) + 1)), f"{story}: numbers with a gap or a repeat"
    took.sort()
    ms = lambda part: f"{1000 * took[min(len(took) - 1, int(part * len(took)))]:.0f} ms"
    print(f"{COMMENTS} comments imported in {imported_in:.1f} s beside {len(took)} posts: median {ms(0.5)}, "
          f"99 % {ms(0.99)}, longest {ms(1)}")
    print("the import's own: " + next(line for line in report.stderr.splitlines() if " steps: " in line))
