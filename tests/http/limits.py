#!/usr/bin/env python3
"""limits.py COMITY: every table of docs/operate/limits.md, row by row. A row is tried here, at the limit and one beyond,
or names the test that does; a row without either is a failure, and so is a trial without a row."""
import re
import socket
import time

from world import COMMENTS, NO_RATES, ROOT, STORY, Server, comment, data_folder, raw, run, status_of

import json

HEAD = b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"


def get(path=b"/healthz", head=b""):
    return b"GET " + path + HEAD + head + b"\r\n"


def post(body, head=b"Content-Type: application/json\r\n"):
    return b"POST " + COMMENTS.encode() + HEAD + head + b"Content-Length: %d\r\n\r\n" % len(body) + body


def answers(server, inside, beyond, status):
    """`inside` is not answered with `status`, `beyond` is."""
    if inside is not None:
        assert status_of(raw(server, inside)) not in (status, "closed"), "refused within the limit"
    heard = status_of(raw(server, beyond))
    assert heard == status, f"answered {heard}"


def head_bytes(server, row):
    limit = int(row["default"].split()[0])
    base = len(get(head=b"X: \r\n"))
    # Fields of 1,000 bytes, so that only their sum is large.
    answers(server, get(head=b"X: " + b"a" * (limit - base - 100) + b"\r\n"), get(head=b"X: " + b"a" * limit + b"\r\n"), row["answer"])


def fields(server, row):
    limit = int(row["default"])
    answers(server, get(head=b"X: 1\r\n" * (limit - 2)), get(head=b"X: 1\r\n" * (limit - 1)), row["answer"])


def address(server, row):
    limit = int(row["default"].split()[0])
    answers(server, get(b"/" + b"a" * (limit - 1)), get(b"/" + b"a" * limit), row["answer"])


def body(server, row):
    limit = int(row["default"].split()[0])
    answers(server, post(b"a" * limit), post(b"a" * (limit + 1)), row["answer"])


def depth(server, row):
    limit = int(row["default"])

    def nested(n):
        return b'{"name":"Anna","text":"a","x":' + b"[" * (n - 1) + b"]" * (n - 1) + b"}"

    inside = json.loads(raw(server, post(nested(limit))).split(b"\r\n\r\n")[1])
    assert "'x'" in inside["detail"], inside  # parsed: what is wrong with it is its member
    beyond = raw(server, post(nested(limit + 1)))
    assert status_of(beyond) == row["answer"] and b"'x'" not in beyond


def twice(server, row):
    answers(server, None, post(b'{"name":"Anna","text":"a","text":"b"}'), row["answer"])


def members(server, row):
    limit = int(row["default"])
    answers(server, get(b"/healthz?" + b"a=1&" * limit), get(b"/healthz?" + b"a=1&" * (limit + 1)), row["answer"])


def segments(server, row):
    limit = int(row["default"])
    answers(server, get(b"/a" * limit), get(b"/a" * (limit + 1)), row["answer"])


def arriving(server, row):
    begin = time.monotonic()
    answers(server, None, b"GET / HT", row["answer"])
    assert time.monotonic() - begin < 8, "a short limit was set, and it took longer"


def between(server, row):
    assert row["answer"] == "closed"
    heard = raw(server, b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
    assert status_of(heard) == "200" and heard.count(b"HTTP/1.1") == 1


def holding(server, n):
    wires = []
    for _ in range(n):
        wire = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        wire.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        assert wire.recv(65536).startswith(b"HTTP/1.1 200")
        wires.append(wire)
    return wires


def per_source(server, row):
    wires = holding(server, int(row["default"]))
    answers(server, None, get(), row["answer"])
    for wire in wires:
        wire.close()


def in_all(server, row):
    wires = holding(server, 3)  # as this server was started with
    answers(server, None, get(), row["answer"])
    for wire in wires:
        wire.close()


def refused(request):
    return lambda server, row: answers(server, get(), request, row["answer"])


def number_in(row):
    """The first number of a row's value."""
    return int(re.search(r"\d+", row["value"])[0])


def posted(server, **more):
    return str(server.json("POST", COMMENTS, comment(**more))[0])


def a_comment(server, row):
    letters = number_in(row)
    assert posted(server, text="ж" * letters) == "201"
    assert posted(server, text="ж" * (letters + 1)) == row["answer"]
    kilobytes = 1024 * int(re.search(r"(\d+) kB", row["value"])[1])
    assert posted(server, text="a" * (kilobytes + 1)) == row["answer"]


def a_name(server, row):
    letters, in_bytes = (int(n) for n in re.findall(r"\d+", row["value"]))
    assert posted(server, name="ж" * letters) == "201"
    assert posted(server, name="ж" * (letters + 1)) == row["answer"]
    assert posted(server, name="a" + "\u0301" * (in_bytes // 2)) == row["answer"]  # one letter, too many bytes


def publisher_id(server, row):
    path = "/api/v1/sites/herald/stories/"
    for size, wanted in [(number_in(row), "201"), (number_in(row) + 1, row["answer"])]:
        there = {"url": f"https://herald.example/of-{size}"}
        assert str(server.json("POST", path + "i" * size + "/comments", comment(**there))[0]) == wanted, size


def page_address(server, row):
    for size, wanted in [(number_in(row), "201"), (number_in(row) + 1, row["answer"])]:
        url = "https://herald.example/".ljust(size, "u")
        assert str(server.json("POST", f"/api/v1/sites/herald/stories/u{size}/comments", comment(url=url))[0]) == wanted, size


def gets(path_of):
    def trial(server, row):
        limit = number_in(row)
        assert server.request("GET", path_of(limit))[0] == 200
        assert str(server.request("GET", path_of(limit + 1), headers={"Accept": "application/json"})[0]) == row["answer"]
    return trial


def waiting(server, row):
    # Something is there, so nobody waits.
    posted(server, text="To be heard of.")
    gets(lambda n: f"{STORY}/events?from=0&wait={n}")(Json(server), row)


class Json:
    """Asks for JSON."""

    def __init__(self, server):
        self.server = server

    def request(self, method, path, headers=None):
        return self.server.request(method, path, headers={"Accept": "application/json"})


def idempotency_key(server, row):
    for size, wanted in [(number_in(row), "201"), (number_in(row) + 1, row["answer"])]:
        said = server.json("POST", COMMENTS, comment(f"Key of {size}."), {"Idempotency-Key": "k" * size})
        assert str(said[0]) == wanted, said


VALUES = {
    "a comment": a_comment,
    "a name": a_name,
    "a publisher's id": publisher_id,
    "an address of a page": page_address,
    "comments in one answer": gets(lambda n: f"{COMMENTS}?limit={n}"),
    "stories in one request for counts": gets(lambda n: "/api/v1/sites/herald/counts?" + "&".join(f"story=s{i}" for i in range(n))),
    "`wait` for events as JSON": waiting,
    "an Idempotency-Key": idempotency_key,
}
TRIALS = {
    "head of a request: request line and fields": head_bytes,
    "fields in a head": fields,
    "address in the request line": address,
    "body": body,
    "depth of JSON": depth,
    "a key twice in one JSON object": twice,
    "members of a query or form": members,
    "segments of a path": segments,
    "time for a request to arrive, from its first byte": arriving,
    "time between two requests of a connection": between,
    "connections per source": per_source,
    "connections in all": in_all,
    "methods: other than those of an address": refused(b"PUT /healthz" + HEAD + b"\r\n"),
    "methods: CONNECT": refused(b"CONNECT a:1" + HEAD + b"\r\n"),
    "transfer codings other than chunked": refused(b"POST /" + HEAD + b"Transfer-Encoding: gzip\r\n\r\n"),
    "expectations other than 100-continue": refused(b"POST /" + HEAD + b"Expect: tea\r\n\r\n"),
    "HTTP versions other than 1.0 and 1.1": refused(b"GET / HTTP/2.0\r\nHost: a\r\n\r\n"),
    "content types other than JSON, in the API": refused(post(b"a", b"Content-Type: text/plain\r\nAuthorization: Bearer AAAAAAAAAAAAAAAAAAAAAA\r\n")),
}
# What cannot be waited for, or held, in full.
SHORTENED = {
    "time for a request to arrive, from its first byte": ["--request-time", "300"],
    "time between two requests of a connection": ["--idle-time", "300"],
    "connections per source": ["--count-loopback"],
    "connections in all": ["--max-connections", "3"],
}


def tables():
    """{heading: rows} of the page; a row is {column: cell}."""
    found = {}
    for section in (ROOT / "docs/operate/limits.md").read_text().split("\n## ")[1:]:
        lines = [line for line in section.splitlines() if line.startswith("|")]
        cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
        assert cells, f"a section without a table: {section.splitlines()[0]}"
        found[section.splitlines()[0]] = [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]
    return found


def rows():
    return tables()["Requests and connections"]


def every_row_is_true(binary, work):
    """every limit of a request and a connection is as the page says"""
    data = data_folder(binary, work)
    all_rows = list(rows())
    names = {row["limit"] for row in all_rows}
    assert names == set(TRIALS), names ^ set(TRIALS)
    wrong = []
    with Server(binary, data, *NO_RATES) as plain:
        for row in all_rows:
            try:
                if row["limit"] in SHORTENED:
                    continue
                TRIALS[row["limit"]](plain, row)
            except Exception as error:  # noqa: BLE001
                wrong.append(f"{row['limit']}: {error!r}")
    for row in all_rows:
        if row["limit"] in SHORTENED:
            try:
                with Server(binary, data, *NO_RATES, *SHORTENED[row["limit"]]) as server:
                    TRIALS[row["limit"]](server, row)
            except Exception as error:  # noqa: BLE001
                wrong.append(f"{row['limit']}: {error!r}")
    assert not wrong, "\n".join(wrong)


def settings_are_as_documented(binary, work):
    """every setting the page names is one of serve's, with the default that --help tells"""
    from world import comity
    help_text = comity(binary, "serve", "--help").stdout
    text = (ROOT / "docs/operate/limits.md").read_text()
    for setting in set(re.findall(r"`(--[a-z-]+)`", text)):
        assert setting + " " in help_text, f"{setting} is not in --help"
    for row in rows():
        setting = row["setting"].strip("`")
        if setting != "-":
            line = next(l for l in help_text.splitlines() if l.strip().startswith(setting + " "))
            number = row["default"].split()[0]
            assert f"({number})" in line, f"{setting}: the page says {number}, --help says {line.strip()}"


def a_setting_changes_its_limit(binary, work):
    """a setting changes its limit"""
    with Server(binary, data_folder(binary, work), "--max-header", "1000", "--max-uri", "100", "--max-body", "200") as server:
        answers(server, get(head=b"X: " + b"a" * 700 + b"\r\n"), get(head=b"X: " + b"a" * 1000 + b"\r\n"), "431")
        answers(server, get(b"/" + b"a" * 99), get(b"/" + b"a" * 100), "414")
        answers(server, post(b"a" * 200), post(b"a" * 201), "413")


def values_are_as_documented(binary, work):
    """every value that may be sent has its size"""
    wanted = tables()["Values"]
    assert {row["limit"] for row in wanted} == set(VALUES), {row["limit"] for row in wanted} ^ set(VALUES)
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        for row in wanted:
            VALUES[row["limit"]](server, row)
        assert posted(server, text="a\0b") == "400"


def every_limit_has_a_test(binary, work):
    """every other limit names a test, and it is there"""
    del binary, work
    tried_here = {"Requests and connections", "Values"}
    every = tables()
    assert len(every) == 8 and tried_here < set(every), list(every)
    for heading, table in every.items():
        for row in table if heading not in tried_here else []:
            named = re.fullmatch(r"`([\w./]+)`: (.+)", row["tested in"])
            assert named, f"{row['limit']} names no test"
            file, sentence = named.groups()
            tests = [line for line in (ROOT / file).read_text().splitlines() if 'TEST_CASE("' in line or '"""' in line]
            assert sum(sentence in line for line in tests) == 1, f"{row['limit']}: {file} has no test '{sentence}'"


run([every_row_is_true, settings_are_as_documented, a_setting_changes_its_limit, values_are_as_documented, every_limit_has_a_test])
