#!/usr/bin/env python3
"""reading.py COMITY: pages of a discussion, caching, codings, orders and cursors."""
import gzip
import json
import re

from world import COMMENTS, NO_RATES, ORIGIN, ROOT, STORY, Server, comity, comment, data_folder, metric, run

PAGE = "/s/herald/bridge"


def fill(server, answers_to):
    """Comments 1, 2, 3 ... that answer these numbers (0: none)."""
    for n, reply_to in enumerate(answers_to, 1):
        status, _, said = server.json("POST", COMMENTS, comment(f"Comment number {n}.", f"Guest {n}", **({"reply_to": reply_to} if reply_to else {})))
        assert status == 201 and said["comment"]["number"] == n, said


def numbers(page):
    return [c["number"] for c in page["comments"]]


def orders_and_cursors(binary, work):
    """threads stand depth first; a later comment never moves one already passed"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        fill(server, [0, 1, 0, 1, 2])
        page = server.json("GET", COMMENTS)[2]
        assert numbers(page) == [1, 2, 5, 4, 3] and [c["depth"] for c in page["comments"]] == [0, 1, 2, 1, 0]
        assert page["next"] is None and page["position"] == 5 and page["story"]["comments"] == 5
        assert numbers(server.json("GET", COMMENTS + "?sort=newest")[2]) == [5, 4, 3, 2, 1]
        assert numbers(server.json("GET", COMMENTS + "?sort=oldest&limit=2")[2]) == [1, 2]

        first = server.json("GET", COMMENTS + "?limit=2")[2]
        assert numbers(first) == [1, 2]
        server.json("POST", COMMENTS, comment("Later.", "Zoe", reply_to=1))
        second = server.json("GET", COMMENTS + "?limit=10&after=" + first["next"])[2]
        assert numbers(second) == [5, 4, 6, 3] and second["next"] is None
        assert numbers(server.json("GET", COMMENTS + "?numbers=3,99,1")[2]) == [3, 1]
        assert server.json("GET", COMMENTS + "/6")[2]["reply_to"] == 1
        for bad in ["?sort=best", "?limit=0", "?limit=201", "?limit=x", "?after=!", "?numbers=", "?numbers=1,,2", "?numbers=0",
                    "?lang=%3Cb%3E", "?sort=newest&after=" + first["next"]]:
            assert server.json("GET", COMMENTS + bad)[0] == 400, bad
        assert server.json("GET", COMMENTS + "/99")[0] == 404 and server.json("GET", COMMENTS + "/x")[0] == 400
        counts = server.json("GET", "/api/v1/sites/herald/counts?story=bridge&story=none&url=" + ORIGIN + "/bridge")[2]
        assert counts == {"counts": {"bridge": 6, "none": 0, ORIGIN + "/bridge": 6}}, counts


def nobody_wrote_yet(binary, work):
    """a story nobody wrote under is an empty discussion, and the first comment shows at once"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        for _ in range(2):
            status, headers, page = server.json("GET", COMMENTS)
            assert status == 200 and page["story"]["id"] is None and page["comments"] == [] and page["position"] == 0
        assert server.json("GET", "/api/v1/sites/herald/stories?url=" + ORIGIN + "/bridge")[2]["id"] is None
        assert server.json("GET", "/api/v1/sites/herald/counts?story=bridge")[2] == {"counts": {"bridge": 0}}
        server.json("POST", COMMENTS, comment())
        assert numbers(server.json("GET", COMMENTS)[2]) == [1]
        assert server.json("GET", "/api/v1/sites/herald/stories?url=" + ORIGIN + "/bridge")[2]["comments"] == 1
        assert server.json("GET", "/api/v1/sites/herald/counts?story=bridge")[2] == {"counts": {"bridge": 1}}
        assert server.json("GET", "/api/v1/sites/nobody/stories/x/comments")[0] == 404


def validators_and_codings(binary, work):
    """one strong ETag per representation, 304, HEAD, q-values, and no reader's own thing in any of it"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        fill(server, [0, 1, 1])
        for path in [COMMENTS, PAGE, PAGE + "/fragment", PAGE + "/1", "/policy/herald", STORY + "/comments/1", "/api/v1/sites/herald"]:
            etags = {}
            for accept, coding in [("", None), ("gzip", "gzip"), ("gzip, deflate, br", "br"), ("br;q=0.5, gzip;q=0.6", "gzip"),
                                   ("br;q=0, *", "gzip"), ("identity, br;q=0", None)]:
                # Twice: rendered, then from memory.
                for _ in range(2):
                    status, headers, body = server.request("GET", path, headers={"Accept-Encoding": accept})
                    assert status == 200, (path, status, body)
                    if len(etags) == 0 or coding != "br" and headers.get("content-encoding") is not None:
                        assert headers.get("content-encoding") == coding, (path, accept, headers)
                    assert headers["vary"] == "Accept-Encoding" and "set-cookie" not in headers
                    assert headers["cache-control"] == "public, max-age=2, stale-while-revalidate=30", (path, headers)
                    assert headers.get("access-control-allow-origin") == "*" or not path.startswith("/api"), path
                    assert headers["etag"].startswith('"') and headers["x-content-type-options"] == "nosniff"
                    etags.setdefault(headers.get("content-encoding"), set()).add(headers["etag"])
                    if headers.get("content-encoding") == "gzip":
                        gzip.decompress(body)
                    not_again = server.request("GET", path, headers={"Accept-Encoding": accept, "If-None-Match": 'W/"x", ' + headers["etag"]})
                    assert not_again[0] == 304 and not_again[2] == b"" and not_again[1]["etag"] == headers["etag"]
                    assert "content-length" not in not_again[1] and not_again[1]["vary"] == "Accept-Encoding"
                    head = server.request("HEAD", path, headers={"Accept-Encoding": accept})
                    assert head[0] == 200 and head[2] == b"" and head[1]["content-length"] == str(len(body)), (path, head)
                    assert head[1]["etag"] == headers["etag"]
            assert all(len(tags) == 1 for tags in etags.values()), (path, etags)
            assert len(set.union(*etags.values())) == len(etags), "two codings share an ETag"
            if path.startswith("/s/") and not path.endswith("fragment"):
                assert "default-src 'none'" in headers["content-security-policy"]


def memory_answers(binary, work):
    """what was read is answered from memory until the story changes"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        fill(server, [0])

        def settled():
            """Reads until three in a row came from memory: what was written before has been heard of, twice."""
            in_a_row = 0
            while in_a_row < 3:
                before = metric(server, "comity_snapshot_rebuilt_total")
                server.request("GET", COMMENTS)
                in_a_row = in_a_row + 1 if metric(server, "comity_snapshot_rebuilt_total") == before else 0

        settled()
        rebuilt, quick = metric(server, "comity_snapshot_rebuilt_total"), metric(server, "comity_requests_from_memory_total")
        before = server.request("GET", COMMENTS)[1]["etag"]
        server.request("GET", COMMENTS)
        assert metric(server, "comity_snapshot_rebuilt_total") == rebuilt
        assert metric(server, "comity_requests_from_memory_total") == quick + 2
        server.json("POST", COMMENTS, comment("Another."))
        assert metric(server, "comity_snapshot_rebuilt_total") == rebuilt, "posting renders nothing"
        after = server.request("GET", COMMENTS)
        assert after[1]["etag"] != before and json.loads(after[2])["story"]["comments"] == 2
        settled()
        # The handler's word and the store's may come before and after the first reader.
        assert rebuilt + 1 <= metric(server, "comity_snapshot_rebuilt_total") <= rebuilt + 2


def unknown_languages(binary, work):
    """a language that nothing is written in is the site's own, and makes no page of its own"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        fill(server, [0])
        for path in [COMMENTS, COMMENTS + "?numbers=1", COMMENTS + "/1", "/api/v1/sites/herald", PAGE, PAGE + "/fragment", PAGE + "/1",
                     "/policy/herald", "/s/herald"]:
            def read(lang):
                return server.request("GET", path + ("&" if "?" in path else "?") + "lang=" + lang)

            for lang in ["", "ru", "en"]:  # read until nothing is rendered any more: the comment has been heard of
                in_a_row = 0
                while in_a_row < 3:
                    before = metric(server, "comity_snapshot_rebuilt_total")
                    assert read(lang)[0] == 200
                    in_a_row = in_a_row + 1 if metric(server, "comity_snapshot_rebuilt_total") == before else 0
            before = metric(server, "comity_snapshot_rebuilt_total")
            for n in range(20):
                assert read(f"qz-{n}")[2] == read("")[2], path
            assert read("ru-RU")[2] == read("RU")[2] == read("ru")[2], path
            assert read("en-GB")[2] == read("en")[2], path
            assert metric(server, "comity_snapshot_rebuilt_total") == before, path


def policies_without_a_site(binary, work):
    """/policy leads to the only site's policy, and to each of several"""
    data = data_folder(binary, work)
    with Server(binary, data) as server:
        for ask, to in [("", ""), ("?lang=ru", "?lang=ru"), ("?lang=xx", "")]:
            status, headers, _ = server.request("GET", "/policy" + ask)
            assert status == 303 and headers["location"] == "/policy/herald" + to, headers
    comity(binary, "admin", "site", "add", "gazette", "--data", data, "--name", "Tom & Ann's Gazette", "--origin",
           "https://gazette.example", "--languages", "en")
    with Server(binary, data) as server:
        status, headers, body = server.request("GET", "/policy?lang=ru")
        assert status == 200 and headers["content-type"].startswith("text/html") and b'lang="ru"' in body
        for link, name in [("/policy/herald?lang=ru", "The Herald"), ("/policy/gazette?lang=ru", "Tom &amp; Ann")]:
            assert f'<a href="{link}"><bdi>{name}'.encode() in body, body
        assert server.request("GET", "/policy/gazette")[0] == 200


def problems_suit_their_reader(binary, work):
    """a browser gets a page that says what went wrong, a program a problem"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        status, headers, body = server.request("GET", "/s/nobody/nothing/9", headers={"Accept": "text/html,application/xhtml+xml"})
        assert status == 404 and headers["content-type"].startswith("text/html") and b"<html" in body
        status, headers, body = server.request("GET", "/nowhere")
        assert status == 404 and headers["content-type"] == "application/problem+json"
        status, headers, _ = server.request("DELETE", COMMENTS)
        assert status == 405 and set(headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}


def numbers_are_documented(binary, work):
    """every number of /metrics stands in docs/operate/metrics.md with its type, and every one there is told"""
    with Server(binary, data_folder(binary, work)) as server:
        told = dict(re.findall(r"^# TYPE (\S+) (\S+)$", server.request("GET", "/metrics")[2].decode(), re.M))
    page = (ROOT / "docs/operate/metrics.md").read_text()
    written = dict(re.findall(r"^\| `(\w+)[^`]*` \| (\w+) \|", page, re.M))
    assert told == written and len(told) > 20, set(told.items()) ^ set(written.items())


run([orders_and_cursors, nobody_wrote_yet, validators_and_codings, memory_answers, unknown_languages, policies_without_a_site, problems_suit_their_reader, numbers_are_documented])
