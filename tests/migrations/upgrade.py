#!/usr/bin/env python3
"""upgrade.py COMITY: databases of every earlier form, left here as backups by the releases that knew no other
(make_fixture.py), come up to today's: restored or opened where they lie, nothing in them is lost or changed, they take
new comments, and they stay sound."""
import gzip
import io
import json
import pathlib
import sqlite3
import sys
import tarfile
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "http"))
from world import NO_RATES, ORIGIN, Server, comity, comment, run  # noqa: E402

FORMS = sorted(path.name.split(".")[0] for path in HERE.glob("*.tar.gz"))
assert FORMS, "no earlier form is here"


def form(data):
    """The database's form and how many rows each table holds, as another program sees it."""
    tables = sqlite3.connect(f"file:{data / 'comity.db'}?mode=ro", uri=True)
    names = [name for name, in tables.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    rows = {name: tables.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}
    version = tables.execute("PRAGMA user_version").fetchone()[0]
    tables.close()
    return version, rows


def kept(was, line):
    """A line of an export still says what it said; a later release may say more."""
    return all(line.get(key) == value for key, value in was.items())


def check_same(binary, data, name):
    for file in sorted(HERE.glob(f"{name}.*.jsonl")):
        site = file.name.split(".")[1]
        before = [json.loads(line) for line in file.read_text().splitlines()]
        after = [json.loads(line) for line in comity(binary, "export", "jsonl", "--data", data, "--site",
                                                     site).stdout.splitlines()]
        assert len(before) == len(after), (len(before), len(after))
        for was, line in zip(before, after):
            assert kept(was, line), f"{file.name} said {was}, now {line}"
    comity(binary, "admin", "integrity", "--data", data)
    tables = sqlite3.connect(f"file:{data / 'comity.db'}?mode=ro", uri=True)
    found = dict(tables.execute("SELECT deed || ' by ' || actor, group_concat(DISTINCT source || ' ' || detected) "
                                "FROM decision GROUP BY 1"))
    tables.close()
    assert found["hold by engine"] == found["refuse by operator"] == "own engine", found
    assert found["remove by operator"] == found["withdraw by author"] == "own person", found


def check_lives(binary, data):
    """Its pages, receipts and case codes open, and it takes comments that go on where the old ones ended."""
    tables = sqlite3.connect(f"file:{data / 'comity.db'}?mode=ro", uri=True)
    last, position = tables.execute("SELECT next_number - 1, position FROM story JOIN site USING (site_id) "
                                    "WHERE key = 'herald' AND publisher_id = 'bridge'").fetchone()
    code, = tables.execute("SELECT case_code FROM comment WHERE name = 'Anna'").fetchone()
    tables.close()
    with Server(binary, data, *NO_RATES) as server:
        story = "/api/v1/sites/herald/stories/bridge"
        page = server.json("GET", story + "/comments?sort=oldest&limit=200")[2]
        assert page["comments"][0]["text"] == "Who pays for the new bridge?", page["comments"][0]
        case = server.json("GET", f"/api/v1/sites/herald/cases/{code}")[2]
        assert case["number"] == 1 and case["waiting"], case
        assert server.request("GET", "/r/" + case["receipt"])[0] == 200
        new = server.json("POST", story + "/comments", comment("It goes on.", "Nora"))[2]
        assert new["comment"]["number"] == last + 1 and new["position"] == position + 1, new
        assert server.json("POST", "/api/v1/sites/herald/stories/ferry/comments",
                           {"name": "Nora", "text": "And here?", "url": ORIGIN + "/ferry"})[0] == 403  # closed before
        assert server.stop() == 0
    comity(binary, "admin", "integrity", "--data", data)


def unpacked(name, folder):
    """The data folder as the old release left it."""
    data = pathlib.Path(folder) / "old"
    data.mkdir()
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress((HERE / f"{name}.tar.gz").read_bytes()))) as tar:
        for wanted in ("comity.db", "secret.key"):
            (data / wanted).write_bytes(tar.extractfile(wanted).read())
    return data


def opened_where_it_lies(binary, work):
    for name in FORMS:
        with tempfile.TemporaryDirectory(dir=work) as folder:
            data = unpacked(name, folder)
            version, rows = form(data)
            assert version == int(name) and all(rows.values()), (version, rows)
            check_same(binary, data, name)
            now, _ = form(data)
            assert now > version, "it was not migrated"
            check_lives(binary, data)


def restored_from_its_backup(binary, work):
    for name in FORMS:
        with tempfile.TemporaryDirectory(dir=work) as folder:
            backup, data = pathlib.Path(folder) / "old.tar", pathlib.Path(folder) / "data"
            backup.write_bytes(gzip.decompress((HERE / f"{name}.tar.gz").read_bytes()))
            comity(binary, "backup", "--check", backup)
            comity(binary, "restore", backup, "--data", data)
            check_same(binary, data, name)
            check_lives(binary, data)


def newer_than_the_program(binary, work):
    """Refused with what to do, and left as it is, by every word that opens it."""
    data = unpacked(FORMS[-1], work)
    file = data / "comity.db"
    whole = bytearray(file.read_bytes())
    whole[60:64] = (999).to_bytes(4, "big")  # PRAGMA user_version
    file.write_bytes(whole)
    for words in (["serve", "--listen", "127.0.0.1:0"], ["admin", "integrity"], ["admin", "site", "list"],
                  ["export", "jsonl", "--site", "herald"]):
        done = comity(binary, *words, "--data", data, check=False)
        assert done.returncode == 3 and "newer Comity" in done.stderr and "its form is 999" in done.stderr, done
    assert file.read_bytes() == bytes(whole)


if __name__ == "__main__":
    run([opened_where_it_lies, restored_from_its_backup, newer_than_the_program])
