#!/usr/bin/env python3
"""live.py COMITY: events as a stream and as a list, and how they resume."""
import json
import shutil
import subprocess
import tempfile
import pathlib
import threading

from world import COMMENTS, NO_RATES, ORIGIN, STORY, Server, comity, comment, data_folder, metric, run
from comity import free_port
import invented

EVENTS = STORY + "/events"


class Stream:
    """Follows; `next()` waits for one event and gives (id, kind, data)."""

    def __init__(self, server, path=EVENTS, headers=None, port=None):
        import http.client
        self.connection = http.client.HTTPConnection("127.0.0.1", port or server.port, timeout=30)
        self.connection.request("GET", path, headers=headers or {})
        self.response = self.connection.getresponse()
        self.headers = {k.lower(): v for k, v in self.response.getheaders()}

    def block(self):
        """One block of lines; None at the end."""
        lines = []
        while True:
            line = self.response.readline()
            if not line:
                return None
            line = line.decode().rstrip("\n")
            if not line:
                return lines
            lines.append(line)

    def next(self):
        while True:
            block = self.block()
            if block is None:
                return None
            fields = dict(line.split(": ", 1) for line in block if not line.startswith(":"))
            if "event" in fields:
                return int(fields["id"]), fields["event"], json.loads(fields["data"])

    def close(self):
        self.response.close()
        self.connection.close()


def post(server, text, **more):
    status, _, said = server.json("POST", COMMENTS, comment(text, **more))
    assert status in (201, 202), said
    return said


def a_follower_hears(binary, work):
    """a follower hears of each comment, change and withdrawal, once and in order"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        first = post(server, "One.")
        stream = Stream(server)
        assert stream.response.status == 200 and stream.headers["content-type"] == "text/event-stream"
        assert stream.headers["cache-control"] == "no-store" and stream.headers["x-accel-buffering"] == "no"
        assert stream.headers["access-control-allow-origin"] == "*"
        assert stream.block()[0].startswith("retry: ")
        post(server, "Two.")
        event = stream.next()
        assert event[:2] == (2, "published") and event[2]["number"] == 2 and event[2]["position"] == 2, event
        receipt = "/api/v1/receipts/" + first["comment"]["receipt"]
        server.json("PATCH", receipt, {"text": "One, and a half."})
        assert stream.next()[:2] == (3, "changed")
        server.json("DELETE", receipt)
        assert stream.next()[:2] == (4, "withdrawn")
        post(server, "What humbug.")  # held: nobody hears of it
        post(server, "Three.")
        assert stream.next()[1:] == ("published", {"position": 5, "kind": "published", "number": 3, "at": server.json("GET", COMMENTS + "/3")[2]["created"]})
        stream.close()


def they_come_back_one_by_one(binary, work):
    """followers are told to come back after moments of their own, so that a restart is not met by all at once"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        post(server, "One.")
        streams = [Stream(server) for _ in range(8)]
        waits = [int(stream.block()[0].removeprefix("retry: ")) for stream in streams]
        for stream in streams:
            stream.close()
        assert all(2000 <= wait < 6000 for wait in waits) and len(set(waits)) > 1, waits


def resuming(binary, work):
    """who comes back is told what happened meanwhile, from Last-Event-ID rather than from the address"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        for n in range(5):
            post(server, f"Number {n}.")
        stream = Stream(server, EVENTS + "?from=1", {"Last-Event-ID": "3"})
        assert [stream.next()[0] for _ in range(2)] == [4, 5]
        other = Stream(server, EVENTS + "?from=0")
        assert [other.next()[0] for _ in range(5)] == [1, 2, 3, 4, 5]
        post(server, "Six.")
        assert stream.next()[0] == 6 and other.next()[0] == 6
        stream.close()
        beyond = Stream(server, EVENTS + "?from=99")
        assert beyond.next() == (6, "reset", {"position": 6, "kind": "reset", "number": None, "at": None})
        post(server, "Seven.")
        assert beyond.next()[0] == 7 and other.next()[0] == 7
        beyond.close()
        other.close()
        for bad in ["?from=x", "?from=-1", "?wait=26", "?wait=x"]:
            assert server.json("GET", EVENTS + bad)[0] == 400, bad
        assert server.json("GET", EVENTS.replace("bridge", "~00000001"))[0] == 404


def too_far_behind(binary, work):
    """who is too far behind is told to load the discussion anew"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        export = invented.write(pathlib.Path(work) / "export.xml", 1050)
        comity(binary, "import", "wxr", export, "--data", server.data, "--site", "fir", check=False)
        stories = server.json("GET", "/api/v1/sites/fir/stories?url=https://fir.example/story-1")[2]
        events, last = f"/api/v1/sites/fir/stories/{stories['id']}/events", stories["position"]
        assert last > 1000, stories
        for source, behind, reset in [("stream", 999, False), ("stream", 1000, True), ("list", 999, False), ("list", 1000, True)]:
            if source == "list":
                said = server.json("GET", f"{events}?from={last - behind}", headers={"Accept": "application/json"})[2]
                assert (said["reset"], len(said["events"])) == ((True, 0) if reset else (False, 999)), (behind, said["reset"])
                continue
            stream = Stream(server, f"{events}?from={last - behind}")
            first = stream.next()
            assert (first[1] == "reset") == reset and first[0] == (last if reset else last - behind + 1), first
            stream.close()


def streams_of_a_source(binary, work):
    """a source holds so many streams and no more"""
    with Server(binary, data_folder(binary, work), *NO_RATES, "--max-streams-per-source", "3", "--count-loopback") as server:
        held = [Stream(server) for _ in range(3)]
        assert [stream.response.status for stream in held] == [200] * 3
        assert Stream(server).response.status == 429
        assert server.request("GET", COMMENTS)[0] == 200
        held.pop().close()
        while metric(server, "comity_event_streams") > 2:
            pass
        assert Stream(server).response.status == 200


def as_a_list(binary, work):
    """the same as JSON, at once or as soon as there is something"""
    with Server(binary, data_folder(binary, work), *NO_RATES, "--workers", "4") as server:
        post(server, "One.")
        json_please = {"Accept": "application/json"}
        said = server.json("GET", EVENTS + "?from=0", headers=json_please)[2]
        assert said["position"] == 1 and not said["reset"] and [e["number"] for e in said["events"]] == [1]
        assert server.json("GET", EVENTS, headers=json_please)[2] == {"position": 1, "reset": False, "events": []}
        assert server.json("GET", EVENTS + "?from=9", headers=json_please)[2] == {"position": 1, "reset": True, "events": []}
        # More who wait than there are workers: they hold none.
        heard = []
        lists = [threading.Thread(target=lambda: heard.append(server.json("GET", EVENTS + "?from=1&wait=25", headers=json_please)[2])) for _ in range(12)]
        for waiting in lists:
            waiting.start()
        while metric(server, "comity_event_streams") < 12:
            pass
        post(server, "Two.")
        for waiting in lists:
            waiting.join()
        assert all(h["position"] == 2 and [e["number"] for e in h["events"]] == [2] for h in heard) and len(heard) == 12, heard
        assert server.json("GET", EVENTS + "?wait=1", headers=json_please)[2] == {"position": 2, "reset": False, "events": []}


def before_the_first_comment(binary, work):
    """who waits under a story nobody wrote under hears of its first comment"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        by_id = Stream(server, EVENTS + "?from=0")
        by_url = Stream(server, EVENTS.replace("bridge", "~") + "?from=0&url=" + ORIGIN + "/bridge%3Futm_source=x")
        other = Stream(server, EVENTS.replace("bridge", "ferry"))
        while metric(server, "comity_event_streams") < 3:
            pass
        post(server, "First.")
        assert by_id.next()[2]["number"] == 1 and by_url.next()[2]["number"] == 1
        post(server, "Second.")
        assert by_id.next()[2]["number"] == 2 and by_url.next()[2]["number"] == 2
        server.json("POST", COMMENTS.replace("bridge", "ferry"), comment(url=ORIGIN + "/ferry"))
        assert other.next()[2] == {**other_event(server), "number": 1}
        for stream in (by_id, by_url, other):
            stream.close()


def other_event(server):
    return server.json("GET", EVENTS.replace("bridge", "ferry") + "?from=0", headers={"Accept": "application/json"})[2]["events"][0]


def by_another_process(binary, work):
    """what a command beside the server does is heard within a second"""
    data = data_folder(binary, work)
    with Server(binary, data, *NO_RATES) as server:
        post(server, "One.")
        post(server, "What humbug.")
        page = server.request("GET", COMMENTS)[1]["etag"]
        stream = Stream(server)
        held = comity(binary, "admin", "held", "list", "--data", data, "--site", "herald").stdout
        name = held.split()[0]
        comity(binary, "admin", "held", "release", name, "--data", data)
        assert stream.next()[1] == "published"
        assert server.request("GET", COMMENTS)[1]["etag"] != page
        stream.close()


def through_nginx(binary, work):
    """events pass Debian's nginx with its default settings as they happen"""
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    if not pathlib.Path(nginx).exists():
        print("skipped: no nginx here")
        return
    folder = pathlib.Path(tempfile.mkdtemp(dir=work))
    port = free_port()
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        (folder / "nginx.conf").write_text(f"""
daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://127.0.0.1:{server.port}; }} }}
}}""")
        proxy = subprocess.Popen([nginx, "-c", folder / "nginx.conf", "-e", folder / "error.log"])
        try:
            post(server, "One.")
            while True:
                try:
                    stream = Stream(server, port=port)
                    break
                except ConnectionRefusedError:
                    assert proxy.poll() is None, "nginx did not start"
            post(server, "Two.")
            assert stream.next()[0] == 2
            post(server, "Three.")
            assert stream.next()[0] == 3
            stream.close()
        finally:
            proxy.terminate()
            proxy.wait()


run([a_follower_hears, they_come_back_one_by_one, resuming, too_far_behind, streams_of_a_source, as_a_list, before_the_first_comment, by_another_process, through_nginx])
