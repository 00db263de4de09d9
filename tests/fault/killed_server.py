#!/usr/bin/env python3
"""killed_server.py COMITY [ROUNDS]: a server that is killed (SIGKILL) at random moments under load. Whatever it
acknowledged is there afterwards, in the state and with the number it said; numbers have no gap and no repeat; nothing
half-written is there; and what was not acknowledged, sent again with its key, is there once.

30 rounds; 500 in the campaign (COMITY_CAMPAIGN=1). SIGKILL proves nothing about the disk, whose cache survives it:
src/store/sqlite/power_test.cc takes the power away.
"""
import collections
import http.client
import json
import os
import pathlib
import random
import signal
import sys
import tempfile
import threading
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "http"))
from world import NO_RATES, ORIGIN, Server, binary_from, comity, data_folder  # noqa: E402

WRITERS = 6
ROUNDS_OF_A_FOLDER = 30
STORIES = ("bridge", "market", "school")


def key(token):
    """Long enough that it is nobody else's."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, token))


class Load:
    """Writers that post until the server is gone, and what they were told."""

    def __init__(self, server, round_, again):
        self.server, self.round = server, round_
        self.told = {}  # token: (story, number or None, state)
        self.open = {}  # token: (story, body), sent and never answered
        self.surprises = []
        self.lock = threading.Condition()
        self.again = list(again.items())
        self.threads = [threading.Thread(target=self.write, args=(i,)) for i in range(WRITERS)]

    def post(self, connection, token, story, body):
        self.open[token] = (story, body)
        status, _, answer = self.server.json(
            "POST", f"/api/v1/sites/herald/stories/{story}/comments", body,
            {"Idempotency-Key": key(token)}, connection)
        if status not in (201, 202):
            self.surprises.append((token, status, answer))
            return None
        with self.lock:
            del self.open[token]
            self.told[token] = (story, answer["comment"]["number"], answer["comment"]["state"])
            self.lock.notify_all()
        return answer["comment"]["number"]

    def write(self, writer):
        connection = self.server.connect()
        chance = random.Random(self.round * 1000 + writer)
        last = {}
        try:
            while self.again:
                try:
                    token, (story, body) = self.again.pop()
                except IndexError:
                    break
                self.post(connection, token, story, body)
            for i in range(100_000):
                token = f"t{self.round}-{writer}-{i}"
                story = chance.choice(STORIES)
                words = "humbug" if chance.random() < 0.2 else "bridge"
                body = {"name": f"Reader {writer}", "url": f"{ORIGIN}/{story}",
                        "text": f"{token} {words} " + "x" * chance.randrange(2000)}
                if last.get(story) and chance.random() < 0.3:
                    body["reply_to"] = last[story]
                last[story] = self.post(connection, token, story, body) or last.get(story)
        except (OSError, http.client.HTTPException):
            pass  # it is gone
        finally:
            connection.close()

    def run(self, chance):
        for thread in self.threads:
            thread.start()
        enough = chance.randrange(1, 60)
        with self.lock:
            if not self.lock.wait_for(lambda: len(self.told) >= enough, timeout=120):
                raise AssertionError(f"only {len(self.told)} posts in two minutes: {self.surprises[:3]}")
        threading.Event().wait(chance.random() * 0.02)  # a moment nobody chose
        self.server.process.send_signal(signal.SIGKILL)
        self.server.process.wait()
        for thread in self.threads:
            thread.join()


def remembered(binary, data):
    """What is on the disk: token: (story's publisher id, number or None, state)."""
    stories, comments, found = {}, {}, {}
    for line in comity(binary, "export", "jsonl", "--data", data, "--site", "herald").stdout.splitlines():
        row = json.loads(line)
        if row["kind"] == "story":
            stories[row["id"]] = row["url"].rsplit("/", 1)[1]
        elif row["kind"] == "comment":
            comments[row["story"], row["place"]] = (stories[row["story"]], row.get("number"), row["state"])
        elif row["kind"] == "revision":
            token = row["text"].split(" ", 1)[0]
            assert token not in found, f"{token} is there twice"
            found[token] = comments.pop((row["story"], row["comment"]))
    assert not comments, f"without a text: {list(comments)[:3]}"
    return found


def check(found, told):
    for token, expected in told.items():
        assert token in found, f"{token} was acknowledged as {expected} and is gone"
        assert found[token] == expected, f"{token}: acknowledged {expected}, found {found[token]}"
    numbers = collections.defaultdict(list)
    for story, number, _ in found.values():
        if number is not None:
            numbers[story].append(number)
    for story, given in numbers.items():
        assert sorted(given) == list(range(1, len(given) + 1)), f"{story}: a gap or a repeat among {len(given)} numbers"


def kill_often(binary, rounds, first, chance):
    """One folder, killed `rounds` times. How many comments were acknowledged, and how many sent again."""
    told, again = {}, {}
    sent_again = 0
    with tempfile.TemporaryDirectory() as work:
        data = data_folder(binary, work)
        for round_ in range(first, first + rounds):
            with Server(binary, data, *NO_RATES) as server:
                load = Load(server, round_, again)
                load.run(chance)
            assert not load.surprises, f"round {round_}: {load.surprises[:3]}"
            told.update(load.told)
            sent_again += len(again)
            again = dict(load.open) | dict(load.again)
            check(remembered(binary, data), told)
            comity(binary, "admin", "integrity", "--data", data)
        show_what_was_told(binary, data, told, again)
    return len(told), sent_again


def show_what_was_told(binary, data, told, again):
    """The last ones are sent again, and a reader sees what was acknowledged."""
    with Server(binary, data, *NO_RATES) as server:
        connection = server.connect()
        for token, (story, body) in again.items():
            status, _, answer = server.json("POST", f"/api/v1/sites/herald/stories/{story}/comments", body,
                                            {"Idempotency-Key": key(token)}, connection)
            assert status in (201, 202), (status, answer)
            told[token] = (story, answer["comment"]["number"], answer["comment"]["state"])
        for story in STORIES:
            shown, after = set(), ""
            while after is not None:
                status, _, page = server.json(
                    "GET", f"/api/v1/sites/herald/stories/{story}/comments?sort=oldest&limit=200{after}", None, None,
                    connection)
                assert status == 200, (status, page)
                shown.update(c["number"] for c in page["comments"])
                after = page["next"] and f"&after={page['next']}"
            expected = {number for where, number, _ in told.values() if where == story and number}
            assert expected <= shown, f"{story}: not shown: {sorted(expected - shown)[:5]}"
        connection.close()
        assert server.stop() == 0
    check(remembered(binary, data), told)
    comity(binary, "admin", "integrity", "--data", data)


def main():
    binary = binary_from(sys.argv)
    campaign = os.environ.get("COMITY_CAMPAIGN") == "1"
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 500 if campaign else 30
    chance = random.Random(7)
    # Everything is read and checked after each kill, so a folder that only grew would cost the square of the rounds.
    acknowledged, sent_again = 0, 0
    for first in range(0, rounds, ROUNDS_OF_A_FOLDER):
        there, again = kill_often(binary, min(ROUNDS_OF_A_FOLDER, rounds - first), first, chance)
        acknowledged, sent_again = acknowledged + there, sent_again + again
    print(f"killed {rounds} times: {acknowledged} comments acknowledged and there, {sent_again} sent again and there once")


main()
