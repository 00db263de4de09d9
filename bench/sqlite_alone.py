#!/usr/bin/env python3
"""sqlite_alone.py FOLDER [SECONDS]: what SQLite alone takes for the rows of one post, beside one bare row.

No server, no verdict, no reading: a comment, its revision, its event and the change's id go into the tables of
src/store/sqlite/migrations in groups of 64, in statements that bind whole groups. CPU time, so that other work on the
machine counts for little. docs/benchmarks-notes.md says what it tells about `bench_changes`.
"""
import os
import pathlib
import sqlite3
import sys
import time

MIGRATIONS = pathlib.Path(__file__).resolve().parents[1] / "src/store/sqlite/migrations"
GROUP, STORIES, TEXT, NOW = 64, 1000, "a" * 200, 1_700_000_000_000


def empty(file):
    for end in ("", "-wal", "-shm"):
        pathlib.Path(str(file) + end).unlink(missing_ok=True)
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    return db


def rate(db, statements, groups, seconds):
    """Groups a CPU second, times 64. `groups` gives for each statement the group's values."""
    end, cpu, n = time.monotonic() + seconds, 0.0, 0
    while time.monotonic() < end:
        group = next(groups)
        begin = time.process_time()
        db.execute("BEGIN IMMEDIATE")
        for statement, values in zip(statements, group):
            db.executemany(statement, values)
        db.execute("COMMIT")
        cpu += time.process_time() - begin
        n += GROUP
    return n / cpu


def bare_rows(file, seconds):
    db = empty(file)
    db.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT) STRICT")
    return rate(db, ["INSERT INTO row (text) VALUES (?)"], iter(lambda: [[(TEXT,)] * GROUP], None), seconds)


def insert(table, columns):
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def fill(db, table, **given):
    """A row with `given` and, where a value is asked for, an empty one."""
    row = dict(given)
    for _, name, kind, not_null, default, _ in db.execute(f"PRAGMA table_info({table})"):
        if not_null and default is None:
            row.setdefault(name, {"TEXT": "", "BLOB": b""}.get(kind, 0))
    db.execute(insert(table, row), tuple(row.values()))


def posts():
    n, last = 0, [0] * STORIES
    while True:
        comments, revisions, events, changes = [], [], [], []
        for i in range(GROUP):
            story = n % STORIES
            last[story] += 1
            at, number, key = NOW + n, last[story], (NOW + n).to_bytes(6, "big") + os.urandom(10)
            comments.append((1, story + 1, number, number, i + 1, "Reader", "", "published", 1, 1, key, f"bench-{n}", at, at, ""))
            revisions.append((1, story + 1, number, 1, TEXT, b"\1", "published", at, 0))
            events.append((1, story + 1, number, "published", number, number, at))
            n += 1
            changes.append((n, 1, os.urandom(16), at, 0, number, number, number, b""))
        yield comments, revisions, events, changes


def rows_of_posts(file, seconds):
    db = empty(file)
    for migration in sorted(MIGRATIONS.glob("*.sql")):
        db.executescript(migration.read_text())
    db.execute("PRAGMA ignore_check_constraints=ON")
    fill(db, "site", site_id=1)
    for i in range(1, STORIES + 1):
        fill(db, "story", site_id=1, story_id=i, publisher_id=f"story-{i}")
    for i in range(1, GROUP + 1):
        fill(db, "author", site_id=1, author_id=i)
    db.execute("PRAGMA ignore_check_constraints=OFF")
    db.execute("PRAGMA foreign_keys=ON")
    statements = [
        insert("comment", ("site_id", "story_id", "comment_id", "number", "author_id", "name", "name_mark", "state", "live_revision",
                           "last_revision", "receipt", "case_code", "written_ms", "published_ms", "mark")),
        insert("revision", ("site_id", "story_id", "comment_id", "revision", "text", "facts", "state", "written_ms", "after_number")),
        insert("event", ("site_id", "story_id", "event_id", "kind", "comment_id", "number", "at_ms")),
        insert("applied_change", ("log_position", "site_id", "change_id", "at_ms", "given_site", "comment_id", "number", "event_id", "touched")),
    ]
    return rate(db, statements, posts(), seconds)


def main():
    folder, seconds = pathlib.Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 2
    for _ in range(3):  # in turn
        bare, whole = bare_rows(folder / "bare.db", seconds), rows_of_posts(folder / "posts.db", seconds)
        print(f"bare row {1e6 / bare:.1f} us, rows of a post {1e6 / whole:.1f} us of CPU: {whole / bare:.0%}")


if __name__ == "__main__":
    main()
