#!/usr/bin/env python3
"""tamper.py COMITY COMITY_VERIFY: the database is changed in a hundred ways by somebody who has everything, the key too.
Who kept one earlier checkpoint finds each. And what cannot be found without is shown."""
import hashlib
import pathlib
import random
import shutil
import sqlite3
import sys
import tempfile

from decided import NO_RATES, Server, comity, data_folder, hold, verify

BINARY, VERIFY = sys.argv[1:3]
KEPT, SIZE = 260, 300
WAYS = 104


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def root(leaves):
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha(b"\1", root(leaves[:k]), root(leaves[k:]))


def entries(db):
    return [list(row) for row in db.execute("SELECT decision_id, entry, salts FROM ledger_leaf ORDER BY leaf_index")]


def write(db, rows):
    db.execute("DELETE FROM ledger_leaf")
    for n, (decision, entry, salts) in enumerate(rows):
        db.execute("INSERT INTO ledger_leaf VALUES (1, 1, ?, ?, ?, ?, ?)", (n, decision, entry, sha(b"\0", entry.encode()), salts))


def rebuild(db):
    """All hashes as they would be had it always been so; the checkpoints are gone and signed anew."""
    leaves = [sha(b"\0", row[1].encode()) for row in entries(db)]
    edge, begin = b"", 0
    while begin < len(leaves):
        width = 1 << ((len(leaves) - begin).bit_length() - 1)
        edge += root(leaves[begin:begin + width])
        begin += width
    db.execute("UPDATE ledger SET size = ?, edge = ?", (len(leaves), edge))
    db.execute("DELETE FROM ledger_hash")
    for n in range(len(leaves) // 256):
        db.execute("INSERT INTO ledger_hash VALUES (1, 1, 1, ?, ?)", (n, root(leaves[256 * n:256 * n + 256])))
    db.execute("DELETE FROM ledger_checkpoint")


def changed(chance, rows):
    row = chance.choice(rows[:KEPT])
    lines = row[1].split("\n")
    at = chance.randrange(1, len(lines) - 1)
    key, value = lines[at].split(": ")
    letters = list(value)
    digit = chance.choice([i for i, c in enumerate(letters) if c.isalnum()])
    letters[digit] = {"0": "1", "9": "8", "a": "b", "f": "e"}.get(letters[digit], chr(ord(letters[digit]) ^ 1))
    lines[at] = key + ": " + "".join(letters)
    assert "\n".join(lines) != row[1]
    row[1] = "\n".join(lines)


def dropped(chance, rows):
    del rows[chance.randrange(KEPT)]


def inserted(chance, rows):
    at = chance.randrange(KEPT)
    rows.insert(at, [10_000_000 + at, chance.choice(rows)[1].replace("kind: hold", "kind: publish"), None])


def reordered(chance, rows):
    a, b = chance.sample(range(KEPT), 2)
    rows[a], rows[b] = rows[b], rows[a]


def cut(chance, rows):
    del rows[chance.randrange(1, KEPT):]


def main():
    chance = random.Random(11)
    found = {"rows alone": 0, "rebuilt with the key": 0}
    with tempfile.TemporaryDirectory() as work_name:
        work = pathlib.Path(work_name)
        data = data_folder(BINARY, work)
        with Server(BINARY, data, *NO_RATES) as server:
            hold(server, 1, KEPT)
            kept = work / "kept"
            kept.write_text(comity(BINARY, "ledger", "checkpoint", "--data", data).stdout)
            hold(server, KEPT + 1, SIZE)
            server.stop()
        key = work / "key"
        key.write_text(comity(BINARY, "ledger", "key", "--data", data).stdout)

        def tampered(name, deed, rebuilt):
            copy, out = work / name, work / (name + ".log")
            shutil.copytree(data, copy)
            db = sqlite3.connect(copy / "comity.db")
            deed(db)
            if rebuilt:
                rebuild(db)
            db.commit()
            db.close()
            if rebuilt:
                comity(BINARY, "ledger", "checkpoint", "--data", copy)
            comity(BINARY, "ledger", "export", "--data", copy, "--out", out, check=False)
            said = verify(VERIFY, "log", out, "--key", key, "--since", kept)
            alone = verify(VERIFY, "log", out, "--key", key)
            integrity = comity(BINARY, "admin", "integrity", "--data", copy, check=False)
            shutil.rmtree(copy)
            shutil.rmtree(out, ignore_errors=True)
            return said, alone, integrity

        said, alone, integrity = tampered("untouched", lambda db: None, False)
        assert (said.returncode, alone.returncode, integrity.returncode) == (0, 0, 0), (said, alone, integrity)

        ways = [changed, dropped, inserted, reordered, cut]
        for n in range(WAYS):
            way, rebuilt = ways[n // 2 % len(ways)], n % 2 == 1

            def deed(db, way=way):
                rows = entries(db)
                way(chance, rows)
                write(db, rows)

            said, alone, integrity = tampered(f"way{n}", deed, rebuilt)
            assert said.returncode == 1, (n, way.__name__, rebuilt, said)
            # Without a checkpoint from before, one rebuilt as a whole looks sound: the signature is the true key's.
            assert alone.returncode == (0 if rebuilt else 1), (n, way.__name__, rebuilt, alone)
            # Whoever changes the ledger must change the decisions too, or the server's own check tells; only in which
            # order they were made no table says.
            told = 0 if rebuilt and way is reordered else 1
            assert integrity.returncode == told, (n, way.__name__, rebuilt, integrity.stdout)
            found["rebuilt with the key" if rebuilt else "rows alone"] += 1

        for n, sql in enumerate([
                "UPDATE decision SET reason = 'other words' WHERE decision_id = (SELECT min(decision_id) FROM decision)",
                "UPDATE revision SET text = 'Nothing was wrong here.' WHERE comment_id = 7",
                "UPDATE decision_clause SET clause = 'tone' WHERE decision_id = (SELECT max(decision_id) FROM decision)",
                "UPDATE decision SET decided_ms = decided_ms - 172800000 WHERE decision_id = (SELECT max(decision_id) FROM decision)",
        ]):
            said, alone, integrity = tampered(f"beside{n}", lambda db, sql=sql: db.execute(sql), False)
            assert said.returncode == 0 and integrity.returncode == 1 and "is not what decision" in integrity.stdout, integrity
    print(f"{found}: each found by one kept checkpoint")


main()
