"""An export is read in little memory, even when all of it is one item. COMITY_IMPORT_MB sets its size (2048 is what
docs/operate/import.md promises; the gate reads a smaller one, since memory does not grow with it)."""
import os
import resource
import subprocess
import sys
import tempfile

import invented
from comity import binary_from

MEGABYTES = int(os.environ.get("COMITY_IMPORT_MB", "30"))
PROMISED = 100  # MB

with tempfile.TemporaryDirectory() as folder:
    command = [binary_from(sys.argv), "import", "wxr", "-", "--data", os.path.join(folder, "data"), "--site", "larch"]
    sizes = []
    for megabytes in (1, MEGABYTES):
        program = subprocess.Popen(command + ["--dry-run"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for piece in invented.export(megabytes * 2000, words=8):
            program.stdin.write(piece)
        program.stdin.close()
        report = program.stdout.read()
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = status
        assert status == 0, report
        sizes.append(used.ru_maxrss / 1024)
    print(f"{sizes[0]:.0f} MB of memory for 1 MB, {sizes[1]:.0f} MB for {MEGABYTES} MB")
    assert sizes[1] < PROMISED
