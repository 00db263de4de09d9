#!/usr/bin/env python3
"""proxies.py COMITY: who asks, seen through proxies, and what https changes."""
import urllib.parse

from world import COMMENTS, Server, comment, data_folder, run

FEW = ["--source-rate", "3", "--guest-rate", "1000"]


def posts_until_refused(server, headers):
    """How many posts of new guests are taken before 429."""
    for n in range(100):
        status, _, _ = server.json("POST", COMMENTS, comment(f"Number {n} {headers}."), headers)
        if status == 429:
            return n
        assert status in (201, 202), status
    return 100


def a_stranger_cannot_change_source(binary, work):
    """without --trusted-proxy no header makes another source of a client"""
    with Server(binary, data_folder(binary, work), *FEW) as server:
        first = posts_until_refused(server, {})
        assert 0 < first < 10
        for header in ({"X-Forwarded-For": "192.0.2.1"}, {"Forwarded": "for=192.0.2.2"}, {"X-Real-IP": "192.0.2.3"}):
            assert posts_until_refused(server, header) == 0


def a_proxy_may(binary, work):
    """behind a trusted proxy the rightmost hop that is not one is the source; addresses of one /64 are one"""
    with Server(binary, data_folder(binary, work), *FEW, "--trusted-proxy", "127.0.0.0/8", "--trusted-proxy", "10.0.0.0/8") as server:
        first = posts_until_refused(server, {"X-Forwarded-For": "192.0.2.1"})
        assert 0 < first < 10
        assert posts_until_refused(server, {"X-Forwarded-For": "198.51.100.9, 192.0.2.1"}) == 0
        assert posts_until_refused(server, {"X-Forwarded-For": "192.0.2.1, 10.1.2.3"}) == 0
        assert posts_until_refused(server, {"X-Forwarded-For": "192.0.2.2"}) == first
        assert posts_until_refused(server, {"Forwarded": 'for="[2001:db8:1:2::1]:4711";proto=https'}) == first
        assert posts_until_refused(server, {"Forwarded": 'for="[2001:db8:1:2:ffff::9]"'}) == 0
        assert posts_until_refused(server, {"Forwarded": 'for="[2001:db8:1:3::1]"'}) == first


def form_cookie(server, headers):
    form = {"name": "Anna", "text": "By form.", "url": "https://herald.example/bridge"}
    status, got, body = server.request("POST", "/s/herald/bridge", urllib.parse.urlencode(form), {
        "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin", **headers})
    assert status == 303, (status, body)
    return got["set-cookie"]


def the_cookie_is_secure_over_https(binary, work):
    """the guest's cookie is HttpOnly and SameSite, and Secure when the reader came by https"""
    data = data_folder(binary, work)
    with Server(binary, data) as server:
        plain = form_cookie(server, {"X-Forwarded-Proto": "https"})
        assert "HttpOnly" in plain and "SameSite=Lax" in plain and "Secure" not in plain
    with Server(binary, data, "--trusted-proxy", "127.0.0.1") as server:
        assert "Secure" in form_cookie(server, {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"})
    with Server(binary, data, "--public-url", "https://talk.example") as server:
        assert "Secure" in form_cookie(server, {})
        said = server.json("POST", COMMENTS, comment("By JSON."), {"Origin": "https://talk.example"})
        assert said[0] == 201 and said[2]["comment"]["page"].startswith("https://talk.example/r/"), said


def addresses_are_not_kept(binary, work):
    """no address of a reader is in the log or in the data folder"""
    data = data_folder(binary, work)
    with Server(binary, data, "--trusted-proxy", "127.0.0.1") as server:
        address = {"X-Forwarded-For": "203.0.113.77"}
        assert server.json("POST", COMMENTS, comment(), address)[0] == 201
        assert server.json("POST", COMMENTS, comment("{"), address)[0] in (201, 202)
        server.request("GET", "/%zz", headers=address)
        assert server.stop() == 0
        assert "203.0.113.77" not in server.output()
    for file in data.iterdir():
        if file.is_file():
            assert b"203.0.113.77" not in file.read_bytes() and bytes([203, 0, 113, 77]) not in file.read_bytes(), file


run([a_stranger_cannot_change_source, a_proxy_may, the_cookie_is_secure_over_https, addresses_are_not_kept])
