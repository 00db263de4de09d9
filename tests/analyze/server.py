#!/usr/bin/env python3
"""server.py COMITY: the calls of the Perspective API over loopback, alone and beside discussions."""
import os
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "http"))
from world import Server, comity, data_folder, run  # noqa: E402

PATH = "/v1alpha1/comments:analyze"
INSULT = "You are a stupid idiot and everyone knows it."


def body(text=INSULT, **more):
    return {"comment": {"text": text}, "requestedAttributes": {"TOXICITY": {}}, **more}


def new_key(binary, data, name="tests", *options):
    return comity(binary, "admin", "key", "add", name, "--data", data, *options).stdout.strip()


def toxicity(answer):
    return answer["attributeScores"]["TOXICITY"]["summaryScore"]["value"]


def until(what, seconds=10):
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def alone(binary, work):
    """--only analyze answers by query and by header, and its folder holds nothing but keys"""
    data = pathlib.Path(tempfile.mkdtemp(dir=work)) / "data"
    key = new_key(binary, data)
    with Server(binary, data, "--only", "analyze") as server:
        assert server.json("POST", PATH, body())[0] == 403
        status, headers, answer = server.json("POST", PATH + "?key=" + key, body(clientToken="7"))
        assert status == 200 and toxicity(answer) > 0.9 and answer["clientToken"] == "7", answer
        assert headers["access-control-allow-origin"] == "*" and "no-store" in headers["cache-control"], headers
        by_header = server.json("POST", PATH, body(clientToken="7"), {"X-Goog-Api-Key": key})
        assert by_header[2] == answer, by_header
        # Percent-encoded, with other members of the query, on a kept connection, and too long for the quick way.
        wire = server.connect()
        for path in (f"{PATH}?alt=json&key={key}&prettyPrint=false", f"{PATH}?key={key.replace('_', '%5F')}",
                     f"/v1alpha1/comments%3Aanalyze?key={key}"):
            assert server.json("POST", path, body(clientToken="7"), connection=wire)[2] == answer, path
        long = server.json("POST", f"{PATH}?key={key}", body((INSULT + " ") * 200), connection=wire)
        assert long[0] == 200 and toxicity(long[2]) > 0.9, long
        suggested = server.json("POST", f"/v1alpha1/comments:suggestscore?key={key}", {
            "comment": {"text": "Hello."}, "attributeScores": {"TOXICITY": {"summaryScore": {"value": 0}}}})
        assert suggested[2]["comity"] == {"stored": False}, suggested
        assert server.request("GET", "/")[0] == 404 and server.request("GET", PATH)[0] == 405
        metrics = server.request("GET", "/metrics")[2].decode()
        assert 'comity_analyses_total{status="2xx"} 7\n' in metrics, metrics
    assert os.listdir(data) == ["analyze-keys.jsonl"], os.listdir(data)
    assert (data / "analyze-keys.jsonl").stat().st_mode & 0o77 == 0
    assert key not in (data / "analyze-keys.jsonl").read_text()


def keys_come_and_go(binary, work):
    """a key counts and stops counting without a restart, and has a quota of its own"""
    data = pathlib.Path(tempfile.mkdtemp(dir=work)) / "data"
    few, many = new_key(binary, data, "few", "--per-minute", "2"), new_key(binary, data, "many")
    with Server(binary, data, "--only", "analyze") as server:
        ask = lambda key: server.json("POST", PATH + "?key=" + key, body())  # noqa: E731
        assert [ask(few)[0] for _ in range(3)] == [200, 200, 429]
        status, headers, said = ask(few)
        assert said["error"]["status"] == "RESOURCE_EXHAUSTED" and 1 <= int(headers["retry-after"]) <= 30, said
        assert ask(many)[0] == 200
        comity(binary, "admin", "key", "remove", "many", "--data", data)
        until(lambda: ask(many)[0] == 400)
        assert ask(many)[2]["error"]["message"] == "API key not valid. Please pass a valid API key."
        third = new_key(binary, data, "third")
        until(lambda: ask(third)[0] == 200)
    listed = comity(binary, "admin", "key", "list", "--data", data).stdout
    assert listed.startswith("few  2 a minute") and "third" in listed and "many" not in listed, listed
    assert comity(binary, "admin", "key", "add", "few", "--data", data, check=False).returncode == 1
    assert comity(binary, "admin", "key", "add", "Not A Name", "--data", data, check=False).returncode == 2
    assert comity(binary, "admin", "key", "remove", "gone", "--data", data, check=False).returncode == 1


def without_a_key(binary, work):
    """a source without a key may ask so often as the operator allows"""
    data = pathlib.Path(tempfile.mkdtemp(dir=work)) / "data"
    with Server(binary, data, "--only", "analyze", "--analyses-without-key", "2") as server:
        answers = [server.json("POST", PATH, body())[0] for _ in range(3)]
        assert answers == [200, 200, 429], answers


def beside_discussions(binary, work):
    """a server of discussions answers the same calls; suggestions are kept when asked for"""
    data = data_folder(binary, work)
    key = new_key(binary, data, "tests", "--language", "en")
    with Server(binary, data, "--suggestions-kept", "1") as server:
        assert toxicity(server.json("POST", PATH + "?key=" + key, body("you idiot"))[2]) > 0.9
        preflight = server.request("OPTIONS", PATH, headers={"Origin": "https://a.example"})
        assert preflight[0] == 204 and preflight[1]["access-control-allow-origin"] == "*", preflight
        suggestion = {"comment": {"text": "Hello."}, "attributeScores": {"TOXICITY": {"summaryScore": {"value": 0}}}}
        stored = [server.json("POST", "/v1alpha1/comments:suggestscore?key=" + key, suggestion)[2]["comity"]["stored"]
                  for _ in range(2)]
        assert stored == [True, False], stored
    assert len((data / "analyze-suggestions.jsonl").read_text().splitlines()) == 1


run([alone, keys_come_and_go, without_a_key, beside_discussions])
