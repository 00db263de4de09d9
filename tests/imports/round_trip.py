"""What is imported, exported, brought into an empty folder and exported again is the same file."""
import os
import tempfile

import invented
from comity import binary_from, comity
import sys

binary = binary_from(sys.argv)
here = os.path.dirname(os.path.abspath(__file__))

with tempfile.TemporaryDirectory() as folder:
    first, second = os.path.join(folder, "first"), os.path.join(folder, "second")
    invented.write(os.path.join(folder, "large.xml"), 2000, stories=20)
    for source in (os.path.join(here, "traps.xml"), os.path.join(folder, "large.xml")):
        dry = comity(binary, "import", "wxr", source, "--data", first, "--site", "larch", "--dry-run")
        wet = comity(binary, "import", "wxr", source, "--data", first, "--site", "larch")
        same = dry.stdout.replace("would be", "was").replace(" (dry run: nothing was written)", "")
        assert same == wet.stdout, f"a dry run says something else:\n{dry.stdout}\n{wet.stdout}"
    exported = comity(binary, "export", "jsonl", "--data", first, "--site", "larch").stdout
    file = os.path.join(folder, "export.jsonl")
    with open(file, "w", encoding="utf-8") as out:
        out.write(exported)
    comity(binary, "import", "jsonl", file, "--data", second, "--site", "larch")
    again = comity(binary, "export", "jsonl", "--data", second, "--site", "larch").stdout
    assert again == exported, "the second export differs from the first"
    assert exported.count('{"kind":"comment"') == 2019, exported.count('{"kind":"comment"')
    print(f"{len(exported.splitlines())} lines, the same bytes twice")
