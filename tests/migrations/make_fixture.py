#!/usr/bin/env python3
"""make_fixture.py COMITY NAME: a small server's data as COMITY, the last release with that form of the database, leaves
it: NAME.tar.gz (a backup, with rows in every table) and NAME.SITE.jsonl (what it exports). Run once, before the form
changes; upgrade.py reads them ever after."""
import gzip
import os
import pathlib
import sqlite3
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "http"))
from world import NO_RATES, ORIGIN, POLICY, Server, bearer, comity, data_folder  # noqa: E402


def talk(server):
    """Comments in every state, an edit that is live and one that waits."""
    def post(text, name, story="bridge", **more):
        status, _, answer = server.json("POST", f"/api/v1/sites/herald/stories/{story}/comments",
                                        {"name": name, "text": text, "url": f"{ORIGIN}/{story}", "title": "The bridge",
                                         "language": "en", **more})
        assert status in (201, 202, 422), (status, answer)
        return answer

    first = post("Who pays for the bridge?", "Anna")
    post("The county does.", "Berta", reply_to=1)
    post("What humbug!", "Carl")
    post("Pure balderdash.", "Dora")
    post("More humbug here.", "Emil")
    post("Whose ferry is it?", "Frida", story="ferry")
    post("A second humbug.", "Gert")
    post("This one goes.", "Hans")
    last = post("This one is taken back.", "Ida")
    for text, status in (("Who pays for the new bridge?", 200), ("Who pays for this humbug of a bridge?", 202)):
        assert server.json("PATCH", "/api/v1/receipts/" + first["comment"]["receipt"], {"text": text},
                           bearer(first["guest_key"]))[0] == status
    assert server.json("DELETE", "/api/v1/receipts/" + last["comment"]["receipt"], None,
                       bearer(last["guest_key"]))[0] == 200


def decide(binary, data, work):
    by = ["--by", "desk", "--data", data]
    comity(binary, "admin", "held", "release", "herald/bridge/+3", "--reason", "Meant kindly.", *by)
    comity(binary, "admin", "held", "refuse", "herald/bridge/+5", "--clause", "manners", *by)
    comity(binary, "admin", "held", "return", "herald/bridge/+6", "--clause", "manners", *by)
    comity(binary, "admin", "comment", "remove", "herald/bridge/3", "--clause", "tone", "--reason", "Off topic.", *by)
    comity(binary, "admin", "comment", "restore", "herald/bridge/+4", *by)
    comity(binary, "admin", "guest", "revoke", "herald/bridge/2", "--data", data)
    comity(binary, "admin", "story", "set", "herald", "bridge", "--url", ORIGIN + "/news/bridge", "--data", data)
    comity(binary, "admin", "story", "close", "herald", "ferry", "--data", data)
    policy = pathlib.Path(work) / "second.toml"
    policy.write_text(POLICY.replace("No humbug.", "No humbug, please."))
    comity(binary, "policy", "publish", policy, "--site", "herald", *by)
    comity(binary, "import", "wxr", HERE.parent / "imports/traps.xml", "--data", data, "--site", "traps")


def main():
    binary, name = sys.argv[1:]
    with tempfile.TemporaryDirectory() as work:
        data = data_folder(binary, work)
        with Server(binary, data, *NO_RATES) as server:
            talk(server)
        decide(binary, data, work)
        out = os.path.join(work, "backup.tar")
        comity(binary, "backup", "--data", data, "--out", out)
        (HERE / f"{name}.tar.gz").write_bytes(gzip.compress(pathlib.Path(out).read_bytes(), 9, mtime=0))
        for site in ("herald", "traps"):
            exported = comity(binary, "export", "jsonl", "--data", data, "--site", site).stdout
            (HERE / f"{name}.{site}.jsonl").write_text(exported)
        tables = sqlite3.connect(data / "comity.db")
        for table, in tables.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            rows = tables.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            assert rows > 0, f"no row in {table}: let the fixture make one"


main()
