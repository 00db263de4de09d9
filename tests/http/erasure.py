#!/usr/bin/env python3
"""erasure.py COMITY: a marker is planted wherever a reader's words may come to lie - a comment, what it said before, a
quotation of it, an appeal, the reason of a decision, a name, reports by them and by others, addresses, letters to them
and to others - and erased. Afterwards every byte of the data folder with its outbox, of what the server wrote to its
log, of its answers and of the export is searched for it: none."""
import base64
import email
import email.policy
import gzip
import json
import pathlib
import re
import subprocess
import sys
import time
import urllib.parse
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from world import COMMENTS, NO_RATES, ORIGIN, Server, bearer, comity, comment, data_folder, run  # noqa: E402

MARKERS = ("zxqvunforgettable", "zxqvrewritten", "zxqvgrounds", "zxqvreason", "Zxqvname", "zxqvreported", "Zxqvnotifier",
           "zxqvnotice", "zxqvcontact", "zxqvsender")
QUICK = [*NO_RATES, "--letters-every", "20", "--letters-wait", "0"]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def form(server, path, fields, key=None):
    headers = dict(FORM, Origin=f"http://127.0.0.1:{server.port}", **{"Sec-Fetch-Site": "same-origin"})
    if key:
        headers["Cookie"] = "comity_guest_herald=" + key
    return server.request("POST", path, urllib.parse.urlencode(fields), headers)


def post(server, text, key, **more):
    status, _, answer = server.json("POST", COMMENTS, comment(text, **more), bearer(key))
    assert status in (201, 202), (status, answer)
    return answer["comment"]


def report(server, number, words, key, **more):
    said = {"kind": "rule", "clause": "manners", "words": words, **more}
    status, _, answer = server.json("POST", f"{COMMENTS}/{number}/reports", said, bearer(key))
    assert status == 201, (status, answer)
    return answer


def notice(server, number, words, key, name, address):
    status, _, answer = server.json("POST", f"{COMMENTS}/{number}/reports",
                                    {"kind": "notice", "words": words, "name": name, "address": address,
                                     "good_faith": True}, bearer(key))
    assert status == 201, (status, answer)
    return answer


def letters(data, to, subject):
    found = []
    for file in (data / "outbox").glob("*.eml"):
        mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        if to in mail["To"] and mail["Subject"].startswith(subject):
            found.append(mail)
    return found


def until(what, seconds=60):
    """What `what` gives once it gives something."""
    end = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < end:
        time.sleep(0.05)
    assert found
    return found


def leave_address(server, data, receipt, address, key):
    status, _, page = form(server, f"/r/{receipt}/address", {"address": address, "decisions": "yes", "replies": "yes"}, key)
    assert status == 303, (status, page)
    question = until(lambda: letters(data, address, "Is this your address?"))[0]
    text = question.get_body(("plain",)).get_content()
    status, _, page = form(server, re.search(r"/letters/herald/[\w-]{22}", text).group(), {"deed": "confirm"})
    assert status == 200, (status, page)


def new_key():
    return base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")


def traces(bytes_, where):
    low = bytes_.lower()
    return [(marker, where) for marker in MARKERS if marker.lower().encode() in low]


def in_folder(folder):
    found = []
    for file in sorted(pathlib.Path(folder).rglob("*")):
        if file.is_file():
            found += traces(file.read_bytes(), file.name)
    return found


def plant(binary, data, server):
    """Leaves every marker behind; the guest's key, a receipt of the guest's, and the stories' addresses."""
    key, other = new_key(), new_key()
    name = "Zxqvname"
    told = post(server, "The sluice was zxqvunforgettable all night.", key, name=name)
    status, _, answer = server.json("PATCH", "/api/v1/receipts/" + told["receipt"],
                                    {"text": "The sluice was zxqvrewritten until four."})
    assert status == 200, (status, answer)
    leave_address(server, data, told["receipt"], "zxqvcontact@reader.example", key)
    for words in ("The sluice was zxqvunforgettable all night.", "The sluice was zxqvrewritten until four."):
        boris = post(server, f"> {words}\n\nWho saw that?", other, name="Boris", reply_to=told["number"])
    until(lambda: len(letters(data, "zxqvcontact@reader.example", "A reply")) == 2)
    # To somebody else, of an answer that is erased, and of one that quotes it.
    leave_address(server, data, boris["receipt"], "boris@reader.example", other)
    post(server, "I saw it, it was zxqvunforgettable.", key, name=name, reply_to=boris["number"])
    post(server, "> I saw it, it was zxqvunforgettable.\n\nSo you say.", new_key(), name="Clara", reply_to=boris["number"])
    until(lambda: len(letters(data, "boris@reader.example", "A reply")) == 2)
    # By others: about the words, and about another comment, quoting them.
    report(server, told["number"], "It is zxqvunforgettable how rude this is.", other)
    report(server, boris["number"], 'He repeats "sluice was zxqvrewritten", which is rude.', new_key())
    # By the guest, about others.
    report(server, boris["number"], "Boris is zxqvreported.", key)
    notice(server, boris["number"], "A zxqvnotice about Boris.", key, "Zxqvnotifier", "zxqvsender@reader.example")
    until(lambda: letters(data, "zxqvsender@reader.example", "We have your notice"))
    held = post(server, "What humbug, zxqvunforgettable humbug.", key, name=name)
    comity(binary, "admin", "held", "refuse", held["receipt"], "--clause", "manners", "--reason", "You wrote zxqvreason.",
           "--data", data)
    status, _, answer = server.json("POST", f"/api/v1/receipts/{held['receipt']}/appeals",
                                    {"grounds": "I meant zxqvgrounds."})
    assert status in (200, 201), (status, answer)
    removed = post(server, "A third zxqvunforgettable thought.", key, name=name)
    comity(binary, "admin", "comment", "remove", removed["receipt"], "--clause", "manners", "--reason",
           "You wrote zxqvreason twice.", "--data", data)
    # Held until somebody looks: in the queue with a hash of its words.
    post(server, "More humbug, zxqvunforgettable.", key, name=name)
    return key, told["receipt"]


def addresses(server, receipt):
    yield from ("/", "/s/herald", "/s/herald/bridge", "/s/herald/bridge/fragment", COMMENTS, COMMENTS + "?sort=newest",
                "/policy/herald", "/policy/herald/decisions", "/policy/herald/decisions.json", "/metrics",
                "/ledger/herald", f"/r/{receipt}", f"/r/{receipt}/statement", f"/r/{receipt}/statement.json",
                f"/r/{receipt}/data.json", f"/r/{receipt}/erase", f"/api/v1/receipts/{receipt}")
    for number in range(1, 7):
        yield from (f"/s/herald/bridge/{number}", f"/s/herald/bridge/{number}/history", f"{COMMENTS}/{number}")


def in_answers(server, receipt, key):
    found = []
    for path in addresses(server, receipt):
        for coding in ("identity", "gzip"):
            status, headers, body = server.request("GET", path, None, {"Accept-Encoding": coding})
            if headers.get("content-encoding") == "gzip":
                body = gzip.decompress(body)
            found += traces(body, path)
    _, _, mine = server.request("GET", "/api/v1/sites/herald/stories/bridge/mine", None, bearer(key))
    return found + traces(mine, "mine")


def settled(search, seconds=20):
    """What `search` still finds once it finds nothing, or after so long: the WAL is emptied by the next quiet moment."""
    until = time.monotonic() + seconds
    while (found := search()) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def everything_of_a_guest(binary, work):
    """a guest erases everything: no byte of it is left in folder, outbox, answers, log or export"""
    data = data_folder(binary, work)
    with Server(binary, data, *QUICK) as server:
        key, receipt = plant(binary, data, server)
        assert in_folder(data), "the markers were never planted"
        assert in_answers(server, receipt, key), "the server never showed the markers"
        status, headers, body = server.request("GET", "/data/herald/download", None,
                                               {"Cookie": "comity_guest_herald=" + key})
        assert status == 200 and headers["cache-control"] == "no-store"
        held = json.loads(body)
        assert len(held["comments"]) == 5 and len(held["reports"]) == 2, held
        missing = [m for m in MARKERS if m.lower() not in body.decode().lower()]
        assert not missing, missing  # what is downloaded is all that is held
        kept = pathlib.Path(work) / "kept"
        kept.write_text(comity(binary, "ledger", "checkpoint", "--data", data).stdout)
        status, _, page = form(server, "/data/herald/erase", {}, key)
        assert status == 303, status  # not without the confirmation
        assert in_folder(data)
        status, headers, page = form(server, "/data/herald/erase", {"confirm": "yes"}, key)
        assert status == 200, (status, page)
        assert "comity_guest_herald=;" in headers["set-cookie"] or "Max-Age=0" in headers["set-cookie"], headers
        assert not (found := in_answers(server, receipt, key)), found
        assert not (found := settled(lambda: in_folder(data))), found
        stayed = letters(data, "boris@reader.example", "Is this your address?")
        assert len(stayed) == 1, (len(stayed), [f.name for f in (data / "outbox").glob("*.eml")])  # the rest of the outbox stays
        # Others' own words are there, and so is the ledger.
        _, _, story = server.request("GET", "/s/herald/bridge")
        assert story.decode().count("Who saw that?") >= 2, story
        assert "[…]" in story.decode()
        exported = comity(binary, "export", "jsonl", "--data", data, "--site", "herald").stdout
        assert not (found := traces(exported.encode(), "export")), found
        comity(binary, "admin", "integrity", "--data", data)
        ledger = pathlib.Path(work) / "ledger"
        comity(binary, "ledger", "export", "--data", data, "--out", ledger)
        verify = pathlib.Path(binary).with_name("comity-verify")
        said = subprocess.run([verify, "log", ledger, "--key", ledger / "key", "--since", kept], capture_output=True,
                              text=True)
        assert said.returncode == 0, said
        assert not (found := in_folder(ledger)), found
        server.stop()
        assert not (found := traces(server.output().encode(), "log")), found
    assert not (found := in_folder(data)), found
    lines = (data / "erasures.log").read_text().splitlines()
    kinds = [line.split(" ")[1] for line in lines]
    assert kinds == ["report"] * 2 + ["author"] + ["comment"] * 5, lines


def one_comment_by_its_receipt(binary, work):
    """one comment is erased by its receipt, and the guest's others stay"""
    data = data_folder(binary, work)
    with Server(binary, data, *NO_RATES) as server:
        key = new_key()
        told = post(server, "The sluice was zxqvunforgettable all night.", key)
        post(server, "And the gate was shut.", key)
        _, _, page = server.request("GET", f"/r/{told['receipt']}/erase")
        assert "zxqvunforgettable" not in page.decode() and "confirm" in page.decode()
        status, _, page = form(server, f"/r/{told['receipt']}/erase", {"confirm": "yes"})
        assert status == 200, (status, page)
        assert not (found := settled(lambda: in_folder(data))), found
        _, _, story = server.request("GET", "/s/herald/bridge")
        assert "And the gate was shut." in story.decode()
        assert not traces(story, "story")
        foreign = dict(FORM, Origin="https://elsewhere.example", **{"Sec-Fetch-Site": "cross-site"})
        status, _, _ = server.request("POST", "/data/herald/erase", "confirm=yes",
                                      dict(foreign, Cookie="comity_guest_herald=" + key))
        assert status == 403, status


def by_the_operator(binary, work):
    """the operator erases while the server runs, and its pages follow"""
    data = data_folder(binary, work)
    with Server(binary, data, *NO_RATES) as server:
        key = new_key()
        told = post(server, "The sluice was zxqvunforgettable all night.", key)
        post(server, "And zxqvunforgettable again.", key)
        held = json.loads(comity(binary, "admin", "download", told["receipt"], "--everything", "--data", data).stdout)
        assert len(held["comments"]) == 2
        comity(binary, "admin", "erase", told["receipt"], "--everything", "--data", data)
        assert not (found := settled(lambda: in_answers(server, told["receipt"], key))), found
        assert not (found := settled(lambda: in_folder(data))), found
        comity(binary, "admin", "integrity", "--data", data)


if __name__ == "__main__":
    run([everything_of_a_guest, one_comment_by_its_receipt, by_the_operator])
