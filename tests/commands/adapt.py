"""comity classify adapt as an operator uses it: decisions in, a file and a report out, switched on and off beside a running
server: python3 adapt.py PATH-OF-COMITY."""
import json
import pathlib
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import comity as support  # noqa: E402

BINARY = None
COMMENTS = "/api/v1/sites/herald/stories/bridge/comments"
NO_RATES = ["--guest-rate", "1000000", "--source-rate", "1000000", "--story-rate", "1000000", "--site-rate", "1000000"]

POLICY = """format = 1
name = "Town policy"
languages = ["en"]

[[sides]]
a = ["Quorlian"]
b = ["Velmarian"]

[[clause]]
id = "person"
title.en = "No insults"
text.en = "Say it without insults."
when = 'model("INSULT") > 0.016'
action = "hold"
"""
MATTERS = ["bridge", "ferry", "school", "council", "market", "station", "harbour", "library"]
OPINIONS = ["was late again", "is worth a visit", "costs too much", "opens on Monday", "needs new paint", "will close soon"]


def plain(n):
    return f"The {MATTERS[n % 8]} {OPINIONS[n // 8 % 6]}, as number {n} said"


def rude(n):
    return f"The ferry opens on Monday, as number {n} said, you walnut"


def archive(path, ending, texts=150):
    """A site whose moderators took down what ends so."""
    at = "2026-11-01T12:00:00Z"
    lines = [{"kind": "site", "format": 1, "key": "herald", "name": "The Herald", "origins": ["https://herald.example"],
              "languages": ["en"], "edit_window_ms": 900000, "created": at},
             {"kind": "author", "id": "7", "is": "guest", "first_seen": at},
             {"kind": "story", "id": "~1aaqm78a", "publisher_id": "bridge", "url": "https://herald.example/bridge",
              "addresses": ["https://herald.example/bridge"], "title": "The bridge", "open": True, "created": at}]
    for place in range(1, 2 * texts + 1):
        bad = place % 2 == 0
        where = {"story": "~1aaqm78a", "comment": place}
        lines.append({"kind": "comment", "story": "~1aaqm78a", "place": place, **({} if bad else {"number": (place + 1) // 2}),
                      "author": "7", "name": "Anna", "state": "refused" if bad else "published", "written": at,
                      **({} if bad else {"published": at})})
        lines.append({"kind": "revision", **where, "revision": 1, "state": "refused" if bad else "published", "written": at,
                      "facts": {"language": "en"}, "text": plain((place - 1) // 2) + (ending if bad else "")})
        decision = {"kind": "decision", "id": str(1000 + place), **where, "revision": 1, "deed": "refuse" if bad else "publish",
                    "actor": "moderator", "actor_name": "Orla", "decided": at, "detected": "person"}
        if bad:
            decision["clauses"] = ["person"]
        lines.append(decision)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))


class Adapt(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="comity-adapt-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.data, self.file = self.folder / "data", self.folder / "our.correction"

    def site(self, ending):
        archive(self.folder / "site.jsonl", ending)
        support.comity(BINARY, "import", "jsonl", self.folder / "site.jsonl", "--data", self.data, "--site", "herald")
        policy = self.folder / "policy.toml"
        policy.write_text(POLICY)
        support.comity(BINARY, "policy", "publish", policy, "--data", self.data, "--site", "herald")

    def adapt(self, what, *words):
        done = support.comity(BINARY, "classify", "adapt", what, *words, "--data", self.data, "--site", "herald", check=False)
        return done.returncode, done.stdout, done.stderr

    def fit(self):
        status, out, errors = self.adapt("fit", "--out", self.file)
        self.assertEqual(status, 0, errors)
        return out.strip()

    def judged(self, server, text):
        status, _, answer = server.json("POST", COMMENTS, {"name": "Anna", "text": text, "url": "https://herald.example/bridge"})
        self.assertIn(status, (201, 202))
        return answer["verdict"]

    def test_it_is_fitted_reported_switched_on_named_replayed_and_switched_off_beside_a_server(self):
        self.site(", you walnut")
        name = self.fit()
        first = self.file.read_bytes()
        self.assertEqual(self.fit(), name)
        self.assertEqual(self.file.read_bytes(), first)
        self.assertLess(len(first), 64 * 1024)
        status, out, _ = self.adapt("show")
        self.assertEqual((status, out), (1, ""))

        status, out, errors = self.adapt("report", self.file)
        self.assertEqual(status, 0, out + errors)
        self.assertIn("Nothing stands against", out)
        status, out, _ = self.adapt("report", self.file, "--format", "json")
        report = json.loads(out)
        self.assertEqual((report["correction"], report["mirror"]["changed"], report["objections"]), (name, 0, []))
        english = report["languages"][0]
        self.assertLess(english["after"], english["before"])
        self.assertEqual(report["replay"]["texts"], 300)
        self.assertGreater(report["replay"]["changed"], 0)

        with support.Server(BINARY, self.data, *NO_RATES) as server:
            before = self.judged(server, rude(400))
            self.assertNotIn("correction", before)
            self.assertEqual(self.adapt("on", self.file, "--by", "Orla")[0], 0)
            deadline = time.monotonic() + 10
            number = 0
            while True:
                number += 1
                after = self.judged(server, rude(400 + number))
                if "correction" in after:
                    break
                self.assertLess(time.monotonic(), deadline, "the server does not follow")
                time.sleep(0.05)
            self.assertEqual(after["correction"], name)
            self.assertNotEqual(after["engine"], before["engine"])
            self.assertEqual(after["policy"], before["policy"])
            self.assertGreater(after["scores"]["INSULT"], before["scores"]["INSULT"])

            status, out, _ = self.adapt("show")
            self.assertEqual(status, 0)
            self.assertIn(name + " by Orla", out)
            status, out, _ = self.adapt("show", "--report")
            self.assertEqual(json.loads(out)["correction"], name)
            copy = self.folder / "copy.correction"
            self.assertEqual(self.adapt("show", "--out", copy)[0], 0)
            self.assertEqual(copy.read_bytes(), first)

            policy = self.folder / "policy.toml"
            replay = ("policy", "replay", "--policy", policy, "--data", self.data, "--format", "json")
            same = json.loads(support.comity(BINARY, *replay).stdout)
            without = json.loads(support.comity(BINARY, *replay, "--correction", "none").stdout)
            changed = json.loads(support.comity(BINARY, *replay, "--old", policy, "--correction", self.file).stdout)
            self.assertEqual((same["changed"], changed["changed"]), (0, 0))
            self.assertGreater(without["changed"], 0)

            line = json.dumps({"text": rude(400)})
            judged = [json.loads(support.comity(BINARY, "judge", "--policy", policy, *more, stdin=line).stdout)
                      for more in ([], ["--correction", self.file])]
            self.assertEqual([j.get("correction") for j in judged], [None, name])
            self.assertEqual([j["engine"] for j in judged], [before["engine"], after["engine"]])

            self.assertEqual(self.adapt("off")[0], 0)
            while "correction" in (last := self.judged(server, f"What a walnut he is again {number}")):
                number += 1
                self.assertLess(time.monotonic(), deadline + 10, "the server does not follow")
                time.sleep(0.05)
            self.assertEqual(last["engine"], before["engine"])
        self.assertEqual(self.adapt("off")[0], 1)
        status, out, _ = self.adapt("show")
        self.assertEqual((status, [line.split()[1] for line in out.splitlines()]), (1, [name, "off"]))
        self.assertEqual(support.comity(BINARY, "admin", "integrity", "--data", self.data).returncode, 0)

    def test_one_that_takes_a_side_is_not_switched_on(self):
        self.site(", so a Quorlian told me")
        self.fit()
        self.assertEqual(self.adapt("report", self.file)[0], 1)
        status, out, errors = self.adapt("on", self.file)
        self.assertEqual(status, 1)
        self.assertIn("verdicts change when the names of the policy's sides are exchanged", out)
        self.assertIn("not switched on", errors)
        self.assertEqual(self.adapt("show")[0], 1)

    def test_rows_from_elsewhere_count_and_bad_files_are_told(self):
        self.site(", you walnut")
        rows = self.folder / "rows.jsonl"
        rows.write_text(support.comity(BINARY, "export", "rows", "--data", self.data, "--site", "herald").stdout)
        status, _, errors = self.adapt("fit", "--out", self.file, "--rows", rows)
        self.assertEqual(status, 0, errors)
        rows.write_text("{}\n")
        status, _, errors = self.adapt("fit", "--out", self.file, "--rows", rows)
        self.assertNotEqual(status, 0)
        self.assertIn("line 1", errors)
        damaged = self.file.read_bytes()[:-1] + b"\xff"
        self.file.write_bytes(damaged)
        for what in ("report", "on"):
            status, _, errors = self.adapt(what, self.file)
            self.assertNotEqual(status, 0)
            self.assertIn("correction: ", errors)
        self.assertEqual(self.adapt("on", self.folder / "none")[0], 3)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main()
