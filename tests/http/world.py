"""A small site for tests of the whole server: "herald", whose policy holds "humbug", advises against "poppycock" and
refuses "balderdash"."""
import os
import pathlib
import shutil
import socket
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/support"), str(ROOT / "tests/imports")]
from comity import Server, binary_from, comity  # noqa: E402,F401

POLICY = (ROOT / "tests/support/small-policy.toml").read_text()
ORIGIN = "https://herald.example"
STORY = "/api/v1/sites/herald/stories/bridge"
COMMENTS = STORY + "/comments"
NO_RATES = ["--guest-rate", "1000000", "--source-rate", "1000000", "--story-rate", "1000000", "--site-rate", "1000000"]

_made = []  # one data folder with the site, copied for each test


def data_folder(binary, work):
    """A fresh data folder with the site, under `work`."""
    if not _made:
        folder = tempfile.mkdtemp(prefix="comity-http-")
        policy = pathlib.Path(folder) / "policy.toml"
        policy.write_text(POLICY)
        comity(binary, "admin", "site", "add", "herald", "--data", folder + "/data", "--name", "The Herald", "--origin", ORIGIN,
               "--languages", "en", "--policy", policy)
        _made.append(pathlib.Path(folder))
    to = pathlib.Path(tempfile.mkdtemp(dir=work)) / "data"
    shutil.copytree(_made[0] / "data", to)
    return to


def comment(text="Who pays for the bridge?", name="Anna", **more):
    return {"name": name, "text": text, "url": ORIGIN + "/bridge", **more}


def bearer(key):
    return {"Authorization": "Bearer " + key}


def raw(server, data, read=True, timeout=20):
    """What the server says to these bytes until it closes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=timeout) as wire:
        wire.sendall(data)
        heard = b""
        while read:
            try:
                part = wire.recv(65536)
            except ConnectionResetError:
                break
            if not part:
                break
            heard += part
        return heard


def metric(server, name):
    text = server.request("GET", "/metrics")[2].decode()
    return int(next(line for line in text.splitlines() if line.startswith(name + " ")).split()[1])


def status_of(heard):
    """"200" of an answer's bytes; "closed" when there was none."""
    return heard[9:12].decode() if heard.startswith(b"HTTP/1.1 ") else "closed"


def run(tests):
    """Runs functions (binary, work) and says which failed; for the end of a file."""
    binary = binary_from(sys.argv)
    failed = 0
    only = sys.argv[2:] if len(sys.argv) > 2 else []
    with tempfile.TemporaryDirectory() as work:
        for test in tests:
            if only and test.__name__ not in only:
                continue
            try:
                test(binary, work)
            except Exception as error:  # noqa: BLE001 - each test's failure is reported, the others still run
                import traceback
                traceback.print_exc()
                print(f"FAILED: {test.__doc__ or test.__name__}: {error}")
                failed += 1
            else:
                print(f"ok: {(test.__doc__ or test.__name__).splitlines()[0]}")
    for folder in _made:
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.flush()
    os._exit(1 if failed else 0)
