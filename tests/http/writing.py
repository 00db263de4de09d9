#!/usr/bin/env python3
"""writing.py COMITY: posting, editing, taking back, and who may."""
import concurrent.futures
import json
import threading

from world import COMMENTS, NO_RATES, ORIGIN, STORY, Server, bearer, comment, data_folder, raw, run, status_of


def verdicts_have_their_status(binary, work):
    """published 201, held 202, refused 422, advised 200, each with the clause and the author's words"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        status, headers, said = server.json("POST", COMMENTS, comment())
        assert status == 201 and said["outcome"] == "published" and said["comment"]["number"] == 1, said
        assert headers["location"].endswith("/comments/1") and headers["cache-control"] == "no-store"
        assert server.json("GET", headers["location"])[2]["text"] == "Who pays for the bridge?"
        guest = bearer(said["guest_key"])

        status, headers, said = server.json("POST", COMMENTS, comment("Жаль. What h\u200bumbug!"), guest)
        assert status == 202 and said["comment"]["number"] is None, said
        assert said["cited"][0]["id"] == "manners" and said["cited"][0]["number"] == 1
        assert said["cited"][0]["words"] == [{"text": "h\u200bumbug", "span": [11, 18]}], said["cited"]
        assert "guest_key" not in said
        own = server.json("GET", headers["location"])[2]
        assert own["state"] == "held" and own["decisions"][0]["by"] == "engine", own
        assert own["decisions"][0]["cited"][0]["words"][0]["text"] == "h\u200bumbug"

        status, _, said = server.json("POST", COMMENTS, comment("Balderdash!"), guest)
        assert status == 422 and said["outcome"] == "refused" and said["comment"]["receipt"], said

        status, _, said = server.json("POST", COMMENTS, comment("Poppycock!"), guest)
        assert status == 200 and said["outcome"] == "advised" and said["comment"] is None, said
        assert said["cited"][0]["words"][0]["text"] == "Poppycock"
        status, _, said = server.json("POST", COMMENTS, comment("Poppycock!", advised=said["advice_id"]), guest)
        assert status == 201, said

        status, _, said = server.json("POST", COMMENTS, comment("poppycock!  "), guest)
        assert status == 200 and said["outcome"] == "correction_offered" and said["corrects"]["number"] == 2, said
        page = server.json("GET", COMMENTS)[2]
        assert [c["number"] for c in page["comments"]] == [1, 2] and page["held"] == 1
        assert page["refused"] == [{"clause": {"id": "flood", "number": 3, "title": "Flood"}, "count": 1}], page["refused"]


def the_author_may_change_and_withdraw(binary, work):
    """with the receipt an author changes a comment, and takes it back"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        said = server.json("POST", COMMENTS, comment())[2]
        receipt = "/api/v1/receipts/" + said["comment"]["receipt"]
        status, _, changed = server.json("PATCH", receipt, {"text": "Who pays for the *new* bridge?"})
        assert status == 200 and changed["outcome"] == "published", changed
        shown = server.json("GET", COMMENTS)[2]["comments"][0]
        assert shown["text"] == "Who pays for the *new* bridge?" and "<em>new</em>" in shown["html"] and shown["edited"]
        status, _, changed = server.json("PATCH", receipt, {"text": "What humbug."})
        assert status == 202 and server.json("GET", COMMENTS)[2]["comments"][0]["text"] == shown["text"]
        assert server.json("GET", receipt)[2]["waiting"] is True
        assert server.json("PATCH", receipt, {"text": ""})[0] == 400
        assert server.json("PATCH", receipt, {"text": "a", "name": "b"})[0] == 400

        status, _, own = server.json("DELETE", receipt)
        assert status == 200 and own["state"] == "withdrawn", own
        gone = server.json("GET", COMMENTS)[2]["comments"][0]
        assert gone["state"] == "withdrawn" and "text" not in gone and gone["number"] == 1
        assert server.json("DELETE", receipt)[0] == 403
        assert server.json("GET", "/api/v1/receipts/" + "A" * 22)[0] == 404
        assert server.json("GET", "/api/v1/receipts/short")[0] == 404


def a_withdrawn_comment_keeps_its_place(binary, work):
    """a withdrawn comment keeps its number and its replies"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        first = server.json("POST", COMMENTS, comment())[2]
        server.json("POST", COMMENTS, comment("The town.", "Boris", reply_to=1))
        assert server.json("DELETE", "/api/v1/receipts/" + first["comment"]["receipt"])[0] == 200
        one, two = server.json("GET", COMMENTS)[2]["comments"]
        assert one["state"] == "withdrawn" and "html" not in one and two["reply_to"] == 1 and two["depth"] == 1


def mine_is_the_guests_own(binary, work):
    """mine shows what only its author may see, to nobody else and to no cache"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        key = server.json("POST", COMMENTS, comment("What humbug."))[2]["guest_key"]
        status, headers, mine = server.json("GET", STORY + "/mine", headers=bearer(key))
        assert status == 200 and headers["cache-control"] == "no-store" and "origin" in headers["vary"].lower()
        assert [c["state"] for c in mine["comments"]] == ["held"] and mine["comments"][0]["edit_until"]
        assert server.json("GET", STORY + "/mine")[0] == 401
        newcomer = {"Sec-Fetch-Site": "same-origin"}  # our own page, which cannot see that there is no cookie
        status, headers, nothing = server.json("GET", STORY + "/mine", headers=newcomer)
        assert status == 200 and nothing == {"comments": []} and headers["cache-control"] == "no-store"
        for wrong in [{"Sec-Fetch-Site": "none"}, {**newcomer, "Authorization": "Bearer short"}, {"Origin": ORIGIN},
                      {**newcomer, "Cookie": "comity_guest_herald=short"}]:
            assert server.json("GET", STORY + "/mine", headers=wrong)[0] == 401, wrong
        assert server.json("GET", "/api/v1/sites/nobody/stories/x/mine", headers=newcomer)[0] == 404
        assert server.json("GET", STORY + "/mine", headers=bearer("A" * 22))[2] == {"comments": []}
        assert server.json("GET", STORY + "/mine", headers={"Cookie": "comity_guest_herald=" + key})[2]["comments"][0]["receipt"] \
            == mine["comments"][0]["receipt"]
        case = "/api/v1/sites/herald/cases/" + mine["comments"][0]["case_code"]
        assert server.json("GET", case)[2]["receipt"] == mine["comments"][0]["receipt"]


def other_pages_may_not_write(binary, work):
    """a page of another origin may neither write nor see what is an author's"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        ours = server.base.replace("127.0.0.1", "localhost")
        host = {"Host": ours.split("//")[1]}
        said = server.json("POST", COMMENTS, comment())[2]
        receipt = "/api/v1/receipts/" + said["comment"]["receipt"]
        guest = bearer(said["guest_key"])
        n = 0
        for headers, may in [
            ({"Origin": "https://evil.example"}, False),
            ({"Origin": "null"}, False),
            ({"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, False),
            ({"Sec-Fetch-Site": "cross-site"}, False),
            ({"Sec-Fetch-Site": "same-site"}, False),
            ({"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"}, True),
            ({"Origin": ORIGIN + ".evil.example"}, False),
            ({"Origin": ours, **host}, True),
            ({"Sec-Fetch-Site": "same-origin"}, True),
            ({"Sec-Fetch-Site": "none"}, True),
            ({}, True),
        ]:
            n += 1
            status, got, problem = server.json("POST", COMMENTS, comment(f"Number {n}."), {**headers, **guest})
            assert (status == 201) == may, (headers, status, problem)
            if not may:
                assert status == 403 and problem["code"] == "cross_site" and "access-control-allow-origin" not in got
            for method, value in (("GET", None), ("PATCH", {"text": f"Changed {n}."})):
                status, got, _ = server.json(method, receipt, value, headers)
                assert (status == 200) == may, (method, headers, status)
                assert ("access-control-allow-origin" in got) == (may and "Origin" in headers), (headers, got)
        # A form of a foreign page can send neither a token nor JSON.
        body = "name=Anna&text=a"
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        assert server.request("POST", COMMENTS, body, form)[0] == 403
        assert server.request("POST", COMMENTS, json.dumps(comment()), {"Content-Type": "text/plain"})[0] == 403

        status, got, _ = server.request("OPTIONS", COMMENTS, headers={
            "Origin": ORIGIN, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization, content-type"})
        assert status == 204 and "POST" in got["access-control-allow-methods"]
        assert "authorization" in got["access-control-allow-headers"].lower()
        assert "access-control-allow-credentials" not in got


def a_retry_is_harmless(binary, work):
    """the same Idempotency-Key, or the same bytes by the same guest, is answered as the first time"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        key = {"Idempotency-Key": "0123456789abcdef-first"}
        first = server.json("POST", COMMENTS, comment(), key)[2]
        again = server.json("POST", COMMENTS, comment(), key)
        assert again[0] == 201 and again[2]["again"] and again[2]["comment"]["receipt"] == first["comment"]["receipt"]
        assert again[2]["guest_key"] == first["guest_key"]
        assert server.json("POST", COMMENTS, comment("Something else."), key)[0] == 400
        guest = bearer(first["guest_key"])
        assert server.json("POST", COMMENTS, comment(), guest)[2]["comment"]["number"] == 1
        assert server.json("GET", COMMENTS)[2]["story"]["comments"] == 1
        assert server.json("POST", COMMENTS, comment("x"), {"Idempotency-Key": "a" * 101})[0] == 400


def what_is_wrong_is_said(binary, work):
    """what is wrong with a post is said, and nothing is stored"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        for value, word in [
            ({"name": "Anna"}, "'text'"), ({"text": "a"}, "'name'"), ({"name": 1, "text": "a"}, "'name'"),
            (comment(reply_to="1"), "'reply_to'"), (comment(reply_to=-1), "'reply_to'"), (comment(reply_to=1.5), "'reply_to'"),
            (comment(reply_to=7), "7"), (comment(tex="a"), "'tex'"), (comment(correction="maybe"), "'correction'"),
            (comment("  \n "), ""), (comment(name=""), ""), (comment(name="a\u202eb"), ""), ([], "object"), ("a", "object"),
        ]:
            status, got, problem = server.json("POST", COMMENTS, value)
            assert status == 400 and got["content-type"] == "application/problem+json", (value, status)
            assert word in problem["detail"] and problem["status"] == 400 and problem["instance"], (value, problem)
        for name, word in [("Old H u m b u g", "rule"), ("Anna https://shop.example", "link")]:
            status, _, problem = server.json("POST", COMMENTS, comment(name=name))
            assert status == 400 and problem["code"] == "name" and word in problem["detail"], (name, problem)
        for body in [b"", b"{", b'{"name":"a","text":"\xff"}', b'{"a":1}{"b":2}', b'{"name":"a","text":"\\ud800"}']:
            assert server.request("POST", COMMENTS, body, {"Content-Type": "application/json"})[0] == 400, body
        family = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
        assert server.json("POST", COMMENTS, comment(name="A" + 60 * family))[0] == 400
        assert server.json("POST", COMMENTS, comment(name=2161 * "A"))[0] == 400
        elsewhere = server.json("POST", COMMENTS, {**comment(), "url": "https://elsewhere.example/bridge"})
        assert elsewhere[0] == 403, elsewhere
        assert server.json("POST", COMMENTS.replace("herald", "nobody"), comment())[0] == 404
        assert server.json("GET", COMMENTS)[2]["story"]["id"] is None


def a_name_of_60_letters(binary, work):
    """60 letters as readers count them are a name, however many bytes each has"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        name = "A" + 59 * "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
        status, _, said = server.json("POST", COMMENTS, comment(name=name))
        assert status == 201, said
        assert server.json("GET", COMMENTS)[2]["comments"][0]["name"] == name


def many_at_once(binary, work):
    """128 posts at once to one story get consecutive numbers"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        ready = threading.Barrier(128)

        def one(n):
            connection = server.connect()
            connection.connect()
            ready.wait()
            status, _, said = server.json("POST", COMMENTS, comment(f"Comment of {n}.", f"Guest {n}"), connection=connection)
            connection.close()
            assert status == 201, said
            return said["comment"]["number"]

        with concurrent.futures.ThreadPoolExecutor(128) as pool:
            numbers = sorted(pool.map(one, range(128)))
        assert numbers == list(range(1, 129)), numbers
        page = server.json("GET", COMMENTS + "?limit=200&sort=oldest")[2]
        assert [c["number"] for c in page["comments"]] == numbers and page["position"] == 128


def a_page_by_its_address(binary, work):
    """'~' stands for the story whose page has the address, whatever its spelling"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        by_url = "/api/v1/sites/herald/stories/~/comments"
        said = server.json("POST", by_url, comment(url=ORIGIN + "/ferry/?utm_source=x"))
        assert said[0] == 201, said
        page = server.json("GET", by_url + "?url=http%3A%2F%2FHERALD.example%2Fferry%23top")[2]
        assert page["story"]["id"] == said[2]["story"] and len(page["comments"]) == 1
        assert server.json("GET", by_url)[0] == 400
        assert server.json("GET", "/api/v1/sites/herald/stories/~00000001/comments")[0] == 404
        assert server.json("POST", COMMENTS, comment(url=ORIGIN + "/ferry"))[0] == 201  # takes the id
        other = server.json("POST", COMMENTS.replace("bridge", "other"), comment(url=ORIGIN + "/ferry"))
        assert other[0] == 409 and other[2]["code"] == "conflict", other
        assert status_of(raw(server, b"GET " + by_url.encode() + b"?url=%00 HTTP/1.0\r\n\r\n")) == "400"


run([verdicts_have_their_status, the_author_may_change_and_withdraw, a_withdrawn_comment_keeps_its_place, mine_is_the_guests_own,
     other_pages_may_not_write, a_retry_is_harmless, what_is_wrong_is_said, a_name_of_60_letters, many_at_once,
     a_page_by_its_address])
