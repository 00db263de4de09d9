#!/usr/bin/env python3
"""stopping.py COMITY: starting, stopping, and a disk that takes nothing more."""
import os
import resource
import signal
import socket
import subprocess
import threading
import time

from world import COMMENTS, NO_RATES, STORY, Server, comment, data_folder, raw, run, status_of
from comity import comity


def every_answered_post_is_there(binary, work):
    """SIGTERM amid posts: each is answered or refused cleanly, and every one that was acknowledged is there"""
    data = data_folder(binary, work)
    taken, lock = [], threading.Lock()
    with Server(binary, data, *NO_RATES) as server:
        started = threading.Barrier(17)

        def write(n):
            connection = server.connect()
            started.wait()
            for i in range(10_000):
                try:
                    status, _, said = server.json("POST", COMMENTS, comment(f"Comment {i} of {n}.", f"Guest {n}"), connection=connection)
                except OSError:
                    return  # closed between two requests
                except Exception as error:  # noqa: BLE001
                    assert "RemoteDisconnected" in repr(error) or "BadStatusLine" in repr(error), error
                    return
                assert status in (201, 503), said
                if status == 201:
                    with lock:
                        taken.append((said["comment"]["number"], f"Comment {i} of {n}."))

        threads = [threading.Thread(target=write, args=(n,)) for n in range(16)]
        for thread in threads:
            thread.start()
        started.wait()
        while len(taken) < 100:
            time.sleep(0.001)
        assert server.stop(signal.SIGTERM) == 0, server.output()
        for thread in threads:
            thread.join()
        assert "Stopped." in server.output()
    with Server(binary, data, *NO_RATES) as server:
        count = server.json("GET", COMMENTS)[2]["story"]["comments"]
        assert sorted(n for n, _ in taken) == list(range(1, len(taken) + 1)) and count >= len(taken), (count, len(taken))
        for number, text in taken[:: max(1, len(taken) // 20)]:
            assert server.json("GET", f"{COMMENTS}/{number}")[2]["text"] == text


def streams_end(binary, work):
    """SIGINT ends event streams and idle connections at once, and the server with them"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        wires = []
        for request in [b"GET " + STORY.encode() + b"/events HTTP/1.1\r\nHost: a\r\n\r\n", b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"] * 20:
            wire = socket.create_connection(("127.0.0.1", server.port), timeout=20)
            wire.sendall(request)
            assert wire.recv(65536).startswith(b"HTTP/1.1 200")
            wires.append(wire)
        begin = time.monotonic()
        assert server.stop(signal.SIGINT) == 0
        assert time.monotonic() - begin < 5
        for wire in wires:
            while wire.recv(65536):
                pass


def a_port_that_is_taken(binary, work):
    """a port that is taken, a folder that is served, a wrong option: each is said, with its exit status"""
    data = data_folder(binary, work)
    with Server(binary, data) as server:
        other = comity(binary, "serve", "--data", data_folder(binary, work), "--listen", f"127.0.0.1:{server.port}", check=False)
        assert other.returncode == 3 and str(server.port) in other.stderr and "--listen" in other.stderr, other
        same = comity(binary, "serve", "--data", data, "--listen", "127.0.0.1:0", check=False)
        assert same.returncode == 3 and str(server.process.pid) in same.stderr, same
    for words in [["--listen", "nowhere"], ["--trusted-proxy", "10.0.0.0/99"], ["--public-url", "talk.example"], ["--workers", "0"]]:
        wrong = comity(binary, "serve", "--data", data, *words, check=False)
        assert wrong.returncode == 2 and words[0] in wrong.stderr or "number" in wrong.stderr, wrong


def a_missing_folder_is_made(binary, work):
    """a missing data folder is made, and the terminal says what to open and to do"""
    with Server(binary, os.path.join(work, "new", "data")) as server:
        assert server.request("GET", "/readyz")[0] == 200
        deadline = time.monotonic() + 20
        while "Stop it with Ctrl-C" not in server.output():
            assert time.monotonic() < deadline
        assert server.base in server.output() and "admin site add" in server.output()


def a_full_disk(binary, work):
    """a disk that takes nothing more: 503 to writers with Retry-After, readers are served, and it heals"""
    with Server(binary, data_folder(binary, work), *NO_RATES) as server:
        assert server.json("POST", COMMENTS, comment("Before."))[0] == 201
        page = server.request("GET", COMMENTS)[2]
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        status, headers, said = server.json("POST", COMMENTS, comment("Meanwhile."))
        assert status == 503 and headers["retry-after"] and said["code"] == "unavailable", said
        assert "/" not in said["detail"], "a path of the machine is no stranger's business"
        assert server.request("GET", COMMENTS)[2] == page
        assert server.request("GET", COMMENTS + "?sort=newest")[0] == 200  # not read before
        assert server.request("GET", "/readyz")[0] == 200
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert server.json("POST", COMMENTS, comment("After."))[0] == 201


def slow_clients(binary, work):
    """a hundred clients that dawdle do not keep one that does not"""
    with Server(binary, data_folder(binary, work), "--request-time", "1000") as server:
        wires = []
        for _ in range(100):
            wire = socket.create_connection(("127.0.0.1", server.port), timeout=20)
            wire.sendall(b"POST " + COMMENTS.encode() + b" HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{")
            wires.append(wire)
        assert server.json("POST", COMMENTS, comment())[0] == 201
        for wire in wires:
            assert status_of(wire.recv(65536)) == "408"
            wire.close()
        assert status_of(raw(server, b"GET /healthz HTTP/1.0\r\n\r\n")) == "200"


run([every_answered_post_is_there, streams_end, a_port_that_is_taken, a_missing_folder_is_made, a_full_disk, slow_clients])
