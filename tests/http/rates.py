#!/usr/bin/env python3
"""rates.py COMITY: how often one may write, and that reading is never limited."""
from world import COMMENTS, Server, bearer, comity, comment, data_folder, metric, run


def a_guest_first(binary, work):
    """a guest who hurries is told how long to wait; another behind the same address is not"""
    with Server(binary, data_folder(binary, work)) as server:
        key = server.json("POST", COMMENTS, comment("Number 0."))[2]["guest_key"]
        taken = 0
        while True:
            status, headers, said = server.json("POST", COMMENTS, comment(f"Number {taken + 1}."), bearer(key))
            if status == 429:
                break
            taken += 1
        assert taken == 10, taken  # docs/operate/limits.md: 10 at once
        assert 1 <= int(headers["retry-after"]) <= 10 and said["code"] == "too_many", (headers, said)
        assert server.json("POST", COMMENTS, comment("Another guest.", "Boris"))[0] == 201
        assert metric(server, "comity_writes_too_many_total") == 1
        for _ in range(500):
            assert server.request("GET", COMMENTS)[0] == 200


def edits_count(binary, work):
    """edits and withdrawals count as comments"""
    with Server(binary, data_folder(binary, work)) as server:
        receipt = "/api/v1/receipts/" + server.json("POST", COMMENTS, comment())[2]["comment"]["receipt"]
        answers = [server.json("PATCH", receipt, {"text": f"Version {n}."})[0] for n in range(11)]
        assert answers == [200] * 10 + [429], answers
        assert server.json("DELETE", receipt)[0] == 429


def a_story_and_a_site(binary, work):
    """a story and a site have limits of their own"""
    with Server(binary, data_folder(binary, work), "--story-rate", "2", "--site-rate", "3") as server:
        other = COMMENTS.replace("bridge", "ferry")
        there = {"url": "https://herald.example/ferry"}
        assert server.json("POST", COMMENTS, comment("1"))[0] == 201
        assert server.json("POST", COMMENTS, comment("2"))[0] == 201
        assert server.json("POST", COMMENTS, comment("3"))[0] == 429
        assert server.json("POST", other, comment("4", **there))[0] == 201
        assert server.json("POST", other, comment("5", **there))[0] == 429


def a_closed_story_costs_nothing(binary, work):
    """who meets a closed story may still write elsewhere; who goes on and on is stopped"""
    data = data_folder(binary, work)
    with Server(binary, data) as server:
        assert server.json("POST", COMMENTS, comment())[0] == 201
        comity(binary, "admin", "story", "close", "herald", "bridge", "--data", data)
        assert [server.json("POST", COMMENTS, comment(f"{n}."))[0] for n in range(40)] == [403] * 40
        other = COMMENTS.replace("bridge", "ferry")
        there = {"url": "https://herald.example/ferry"}
        status, _, said = server.json("POST", other, comment("A first comment.", **there))
        assert status == 201, said
        answers = [server.json("POST", COMMENTS, comment(f"{n}."))[0] for n in range(200)]
        assert set(answers) == {403, 429}, answers


def newcomers_share(binary, work):
    """newcomers of one source share 20 comments a minute; who has a key does not wait for them"""
    with Server(binary, data_folder(binary, work)) as server:
        key = server.json("POST", COMMENTS, comment("The first of all."))[2]["guest_key"]
        answers = [server.json("POST", COMMENTS, comment(f"Newcomer {n}.", f"Reader {n}")) for n in range(20)]
        assert [status for status, _, _ in answers] == [201] * 19 + [429], answers[-1]  # docs/operate/limits.md
        assert 1 <= int(answers[-1][1]["retry-after"]) <= 60
        assert server.json("POST", COMMENTS, comment("I was here before."), bearer(key))[0] == 201


def codes_cannot_be_guessed(binary, work):
    """case codes cannot be found by trying"""
    with Server(binary, data_folder(binary, work)) as server:
        answers = [server.json("GET", f"/api/v1/sites/herald/cases/river-snow-boat-n{n}")[0] for n in range(31)]
        assert answers == [404] * 30 + [429], answers


run([a_guest_first, edits_count, a_story_and_a_site, a_closed_story_costs_nothing, newcomers_share, codes_cannot_be_guessed])
