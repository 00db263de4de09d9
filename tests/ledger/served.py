#!/usr/bin/env python3
"""served.py COMITY COMITY_VERIFY: the ledger as a running server serves it, checked by comity-verify and, where there is
Go, by golang.org/x/mod/sumdb."""
import json
import pathlib
import stat
import subprocess
import sys
import tempfile

from decided import NO_RATES, Server, comity, data_folder, hold, verify
from go_program import go_program

BINARY, VERIFY = sys.argv[1:3]
SIZE = 270  # more than one tile


def tiles(size):
    for level in range(8):
        count = size >> (8 * level)
        for n in range((count + 255) // 256):
            width = min(256, count - 256 * n)
            name = f"{n:03}" if width == 256 else f"{n:03}.p/{width}"
            yield f"tile/{level}/{name}"
            if level == 0:
                yield f"tile/entries/{name}"


def download(server, folder, log=""):
    at = "/ledger/herald" + log
    for path in ("checkpoint", "key"):
        status, headers, body = server.request("GET", f"{at}/{path}")
        assert status == 200 and headers["content-type"].startswith("text/plain"), (status, body)
        assert "immutable" not in headers["cache-control"]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)
    size = int((folder / "checkpoint").read_text().split("\n")[1])
    for path in tiles(size):
        status, headers, body = server.request("GET", f"{at}/{path}")
        assert status == 200, path
        assert "immutable" in headers["cache-control"] and headers["access-control-allow-origin"] == "*", headers
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
    return size


def statement(server, receipt, file):
    status, headers, body = server.request("GET", f"/r/{receipt}/statement.ledger.json")
    assert status == 200 and headers["cache-control"] == "no-store", body
    file.write_bytes(body)
    return json.loads(body)


def main():
    with tempfile.TemporaryDirectory() as work_name:
        work = pathlib.Path(work_name)
        data = data_folder(BINARY, work)
        with Server(BINARY, data, *NO_RATES) as server:
            assert stat.S_IMODE((data / "ledger.key").stat().st_mode) == 0o600
            assert server.request("GET", "/ledger/herald/checkpoint")[0] == 404
            assert b"Nothing has been decided" in server.request("GET", "/ledger/herald")[2]
            receipts = hold(server, 1, 20)
            early = statement(server, receipts[3], work / "early.json")
            kept = work / "kept"
            kept.write_bytes(server.request("GET", "/ledger/herald/checkpoint")[2])
            assert kept.read_text() in early["proof"]
            hold(server, 21, SIZE)
            assert server.request("GET", "/ledger/herald/checkpoint")[2] == kept.read_bytes(), "not signed yet, not told yet"
            for unsigned in ("tile/0/000", "tile/entries/000", f"tile/0/001.p/{SIZE - 256}"):
                assert server.request("GET", f"/ledger/herald/{unsigned}")[0] == 404
            signed = comity(BINARY, "ledger", "checkpoint", "--data", data).stdout
            assert signed.split("\n")[1] == str(SIZE)

            log = work / "made/log"
            assert download(server, log) == SIZE
            assert (log / "checkpoint").read_text() == signed
            assert server.request("GET", "/ledger/herald/1/checkpoint")[2].decode() == signed
            for wrong in ("tile/0/002", "tile/0/001.p/99", "tile/9/000", "tile/0/1", "2/checkpoint", "tile/entries/..", "x/y/z"):
                assert server.request("GET", f"/ledger/herald/{wrong}")[0] == 404, wrong
            for page in ("/ledger/herald", "/ledger/herald?lang=ru", "/ledger/herald?lang=ar"):
                body = server.request("GET", page)[2].decode()
                assert signed.split("\n")[2] in body and (log / "key").read_text().strip() in body
            body = server.request("GET", f"/r/{receipts[3]}")[2].decode()
            assert "statement.ledger.json" in body and signed.split("\n")[2] in body
            assert body.index("cd-code") < body.index("statement.ledger.json"), "the proof stands before the case code"

            late = work / "late.json"
            statement(server, receipts[7], late)
            said = verify(VERIFY, "log", log, "--key", log / "key", "--since", kept)
            assert said.returncode == 0 and f"{SIZE} decisions" in said.stdout, said
            for one in (work / "early.json", late):
                said = verify(VERIFY, "statement", one, "--key", log / "key", "--log", log)
                assert said.returncode == 0 and "what humbug about the quagga" in said.stdout, said
            assert verify(VERIFY, "consistency", kept, log / "checkpoint", "--key", log / "key", "--log", log).returncode == 0

            exported = work / "exported"
            comity(BINARY, "ledger", "export", "--data", data, "--out", exported)
            for file in log.rglob("*"):
                assert file.is_dir() or (exported / file.relative_to(log)).read_bytes() == file.read_bytes(), file
            assert comity(BINARY, "ledger", "key", "--data", data).stdout == (log / "key").read_text()

            # A case as one file: shown by a browser, checked by comity-verify, and any change in it is found.
            case = work / "case.html"
            case.write_text(comity(BINARY, "export", "case", receipts[5], "--data", data).stdout, encoding="utf-8")
            said = verify(VERIFY, "case", case, "--key", log / "key")
            assert said.returncode == 0 and "hold manners, by engine: entry 5" in said.stdout, said
            page = case.read_text(encoding="utf-8")
            facts = json.loads(page.split('id="comity-case">')[1].split("</script>")[0])
            assert facts["decisions"][0]["words"] == ["humbug"] and "No humbug." in facts["policies"][0]["source"]
            assert receipts[5] not in page and "Number 6: what humbug about the quagga!" in page
            case.write_text(page.replace("quagga", "zebra", 1), encoding="utf-8")
            assert verify(VERIFY, "case", case, "--key", log / "key").returncode == 1
            assert "السجل" in comity(BINARY, "export", "case", receipts[5], "--data", data, "--lang", "ar").stdout

            # Nothing of a person is in clear.
            for file in log.rglob("entries/**/*"):
                if file.is_file():
                    for word in (b"quagga", b"umbug", b"Marjolein", b"Thorvald"):
                        assert word not in file.read_bytes()

            program, why_not = go_program(work)
            if program:
                made = work / "made"
                (made / "key").write_bytes((log / "key").read_bytes())
                for folder, name, bytes_ in (("kept", "20", kept.read_bytes()),
                                             ("inclusion", "3", early["proof"].encode()),
                                             ("inclusion", "7", json.loads(late.read_text())["proof"].encode())):
                    (made / folder).mkdir(exist_ok=True)
                    (made / folder / name).write_bytes(bytes_)
                said = subprocess.run([program, made], capture_output=True, text=True)
                print(said.stdout + said.stderr)
                assert said.returncode == 0
            else:
                print(f"not checked by an independent library: {why_not}")
            hold(server, SIZE + 1, SIZE + 1)
            server.stop()
        # What was new when it stopped was signed.
        last = comity(BINARY, "ledger", "export", "--data", data, "--out", work / "last")
        assert (work / "last/checkpoint").read_text().split("\n")[1] == str(SIZE + 1), last
        assert comity(BINARY, "admin", "integrity", "--data", data)

        restored = work / "restored"
        comity(BINARY, "backup", "--data", data, "--out", work / "backup.tar")
        assert b"ledger.key" not in (work / "backup.tar").read_bytes()
        comity(BINARY, "restore", work / "backup.tar", "--data", restored)
        with Server(BINARY, restored, *NO_RATES) as server:
            hold(server, SIZE + 2, SIZE + 3)
            comity(BINARY, "ledger", "checkpoint", "--data", restored)
            assert download(server, work / "second") == 3
            assert download(server, work / "first", "/1") == SIZE + 1
            assert (work / "first/checkpoint").read_bytes() == (work / "last/checkpoint").read_bytes()
            said = verify(VERIFY, "log", work / "second", "--key", work / "second/key")
            assert said.returncode == 0 and f"/ledger/1 ended, with {SIZE + 1} entries" in said.stdout, said
            assert verify(VERIFY, "log", work / "first", "--key", work / "first/key", "--since", kept).returncode == 0
            assert (work / "first/key").read_text() != (work / "second/key").read_text()
    print("the ledger holds as it is served")


main()
