#!/usr/bin/env python3
"""bad_disks.py COMITY: what readers, writers and operators are told when the disk is full, the file is locked, damaged,
cut off, or written by a newer Comity. Readers are served wherever that is possible."""
import contextlib
import os
import pathlib
import resource
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "http"))
from world import COMMENTS, NO_RATES, Server, binary_from, comity, comment, data_folder, run  # noqa: E402


def post(server, text):
    return server.json("POST", COMMENTS, comment(text))


def reads(server, at_least):
    status, _, page = server.json("GET", COMMENTS + "?limit=200")
    return status == 200 and len(page["comments"]) >= at_least


def refused(binary, data):
    """What serve says when it does not start."""
    done = subprocess.run([binary, "serve", "--data", str(data), "--listen", "127.0.0.1:0"], capture_output=True,
                          text=True, timeout=60)
    assert done.returncode == 3, (done.returncode, done.stderr)
    return done.stderr


SMALL_DISK = "COMITY_SMALL_DISK"  # a folder on a file system of 3 MB


def on_a_small_disk(test):
    """Runs `test(binary, disk)` on a file system of 3 MB: mounted here, or, where mounting is not for everybody, in a user
    namespace of its own. Says so where neither is allowed; file_that_may_not_grow needs no right at all."""
    def run_it(binary, work):
        if SMALL_DISK in os.environ:
            return test(binary, pathlib.Path(os.environ[SMALL_DISK]))
        folder = tempfile.mkdtemp(dir=work)
        mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "none", folder]
        if os.environ.get("COMITY_NO_MOUNT") != "1" and subprocess.run(mount, capture_output=True).returncode == 0:
            try:
                return test(binary, pathlib.Path(folder))
            finally:
                subprocess.run(["umount", "-l", folder], check=True)
        inside = ["unshare", "--user", "--map-root-user", "--mount"]
        if subprocess.run([*inside, *mount], capture_output=True).returncode != 0:
            print(f"skipped: {test.__name__}: no right to mount a small disk, nor to a namespace where there is one")
            return None
        # The mount lives and ends with the process in the namespace.
        again = " ".join(shlex.quote(word) for word in mount) + ' && exec "$@"'
        done = subprocess.run([*inside, "sh", "-c", again, "sh", sys.executable, __file__, binary, test.__name__],
                              env={**os.environ, SMALL_DISK: folder}, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        return None
    run_it.__name__, run_it.__doc__ = test.__name__, test.__doc__
    return run_it


def fill_until_refused(server, most=400):
    """Posts until one is refused; what the write-ahead log has room for already may still be taken. How many were."""
    for i in range(most):
        status = post(server, f"While it is full, {i}: " + "word " * 300)[0]
        if status != 201:
            assert status == 503, status
            return i
    raise AssertionError(f"{most} posts were taken on a full disk")


def check_refusal(server, taken, log):
    """503 with a time to come back for writers, the operator's words in the log alone, and readers are served."""
    status, headers, problem = post(server, "Still full. " + "word " * 300)
    assert status == 503 and "retry-after" in headers and headers["content-type"].startswith("application/problem+json")
    assert "comity.db" not in str(problem), "an operator's words are not for strangers"
    assert reads(server, min(taken, 200))
    assert log in server.output(), server.output()


@on_a_small_disk
def full_disk(binary, disk):
    """A full disk: 503 with words for writers, readers are served, and writing begins again by itself."""
    data = disk / "data"
    with tempfile.TemporaryDirectory() as work:
        shutil.copytree(data_folder(binary, work), data)
    with Server(binary, data, *NO_RATES) as server:
        assert post(server, "Before the disk was full.")[0] == 201
        with open(disk / "ballast", "wb", buffering=0) as ballast:
            with contextlib.suppress(OSError):
                while ballast.write(b"x" * 4096):
                    pass
        taken = 1 + fill_until_refused(server)
        check_refusal(server, taken, "the disk is full. Free some space")
        os.remove(disk / "ballast")
        assert post(server, "There is room again.")[0] == 201
        assert reads(server, min(taken + 1, 200))
        assert server.stop() == 0
    comity(binary, "admin", "integrity", "--data", data)


def file_that_may_not_grow(binary, work):
    """The same by a limit on the size of files, which the kernel enforces on anybody's process."""
    data = data_folder(binary, work)
    with Server(binary, data, *NO_RATES) as server:
        assert post(server, "Before the files were as large as may be.")[0] == 201
        _, hard = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (1_000_000, hard))
        taken = 1 + fill_until_refused(server, most=2000)
        check_refusal(server, taken, "the disk did not do what it was asked")
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
        assert post(server, "They may grow again.")[0] == 201
        assert reads(server, min(taken + 1, 200))
        assert server.stop() == 0
    comity(binary, "admin", "integrity", "--data", data)


def locked(binary, work):
    """A database that another program keeps locked: readers are served, writers wait and are told; then it goes on."""
    data = data_folder(binary, work)
    with Server(binary, data, *NO_RATES) as server:
        assert post(server, "Before it was locked.")[0] == 201
        other = sqlite3.connect(data / "comity.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert post(server, "While it is locked.")[0] == 503
        assert reads(server, 1)
        assert "another process holds the database locked" in server.output(), server.output()
        other.execute("ROLLBACK")
        other.close()
        assert post(server, "After it was locked.")[0] == 201
        assert server.stop() == 0


def second_server(binary, work):
    """A second server on one folder is refused by name of the first."""
    data = data_folder(binary, work)
    with Server(binary, data, *NO_RATES) as server:
        done = subprocess.run([binary, "serve", "--data", str(data), "--listen", "127.0.0.1:0"], capture_output=True,
                              text=True, timeout=60)
        assert done.returncode != 0 and f"process {server.process.pid}" in done.stderr, done.stderr
        assert reads(server, 0)


def damaged(binary, work):
    """A damaged, cut or foreign database is refused with what to do, and left as it is."""
    data = data_folder(binary, work)
    file = data / "comity.db"
    whole = file.read_bytes()

    def says(content, *words):
        file.write_bytes(content)
        told = refused(binary, data)
        assert all(word in told for word in words), told
        assert file.read_bytes() == content

    says(whole[:len(whole) // 2], "cut off", "comity restore")
    says(whole[:100] + b"\xff" * 3000 + whole[3100:], "damaged", "comity restore")
    says(b"Roses are red. " * 1000, "not a Comity database")
    # PRAGMA user_version: four bytes at offset 60 of the file.
    says(whole[:60] + (4711).to_bytes(4, "big") + whole[64:], "newer Comity", "Start the newer program")
    file.write_bytes(whole)
    with Server(binary, data, *NO_RATES) as server:
        assert post(server, "All is well.")[0] == 201


def backup_and_back(binary, work):
    """A backup taken under a running server is restored, served, and knows its guests."""
    data = data_folder(binary, work)
    out, again = pathlib.Path(work) / "backup.tar", pathlib.Path(work) / "again"
    with Server(binary, data, *NO_RATES) as server:
        status, _, first = post(server, "This one is in the backup.")
        assert status == 201
        comity(binary, "backup", "--data", data, "--out", out)
        assert post(server, "This one came later.")[0] == 201
    comity(binary, "backup", "--check", out)
    comity(binary, "restore", out, "--data", again)
    with Server(binary, again, *NO_RATES) as server:
        status, _, page = server.json("GET", COMMENTS)
        assert status == 200 and [c["number"] for c in page["comments"]] == [1], page
        receipt = first["comment"]["receipt"]
        assert server.request("GET", f"/r/{receipt}")[0] == 200
        assert post(server, "And it goes on.")[2]["comment"]["number"] == 2
    done = comity(binary, "restore", out, "--data", again, check=False)
    assert done.returncode == 1 and "not empty" in done.stderr, done.stderr


if __name__ == "__main__":
    run([full_disk, file_that_may_not_grow, locked, second_server, damaged, backup_and_back])
