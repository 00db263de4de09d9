#!/usr/bin/env python3
"""chain.py COMITY: a conversation of 10,000 replies, each to the one before, in every form that a reader can ask for."""
import pathlib

from world import NO_RATES, Server, bearer, comity, data_folder, run
import invented

REPLIES = 10_000


def opened(binary, work):
    """page, fragment, API, one comment, events and a new reply: each opens, and none is large or late"""
    export = pathlib.Path(work) / "chain.xml"
    comments = "".join(invented.comment(n, f"Reply number {n}.", n - 1) for n in range(1, REPLIES + 1))
    export.write_text(invented.HEAD + "<item><title>A long talk</title><link>https://fir.example/talk</link><wp:post_id>1</wp:post_id>"
                      "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>" + comments + "</item>" + invented.TAIL)
    data = data_folder(binary, work)
    comity(binary, "import", "wxr", export, "--data", data, "--site", "fir")
    with Server(binary, data, *NO_RATES) as server:
        story = server.json("GET", "/api/v1/sites/fir/stories?url=https://fir.example/talk")[2]["id"]
        own_page, api = f"/s/fir/{story}", f"/api/v1/sites/fir/stories/{story}"
        for more in ("", "/fragment", "?sort=newest", "/9999", "/1"):
            path = own_page + more
            status, _, body = server.request("GET", path)
            assert status == 200 and len(body) < 1_000_000, (path, status, len(body))
            assert b"Reply number" in body, path
        page = server.request("GET", own_page)[2].decode()
        assert page.count("<article") == 100 and "in reply to no. 99" in page

        seen, after = [], ""
        while True:
            said = server.json("GET", f"{api}/comments?limit=200{after and '&after=' + after}")[2]
            seen += [one["number"] for one in said["comments"]]
            assert all(one["reply_to"] == one["number"] - 1 or one["number"] == 1 for one in said["comments"])
            if not said["next"]:
                break
            after = said["next"]
        assert seen == list(range(1, REPLIES + 1)), len(seen)

        position = said["story"]["position"]
        events = api + "/events?from="
        json_please = {"Accept": "application/json"}
        assert server.json("GET", events + "0", headers=json_please)[2]["reset"]
        status, _, said = server.json("POST", api + "/comments",
                                      {"name": "Anna", "text": "The last word.", "url": "https://fir.example/talk", "reply_to": REPLIES})
        assert status == 201 and said["comment"]["number"] == REPLIES + 1, said
        heard = server.json("GET", f"{events}{position}&wait=20", headers=json_please)[2]
        assert [one["number"] for one in heard["events"]] == [REPLIES + 1], heard
        mine = server.json("GET", api + "/mine", headers=bearer(said["guest_key"]))[2]
        assert "The last word." in str(mine), mine
        assert server.json("GET", f"{api}/comments/{REPLIES + 1}")[2]["reply_to"] == REPLIES
        assert "The last word." in server.request("GET", f"{own_page}/{REPLIES + 1}")[2].decode()


run([opened])
