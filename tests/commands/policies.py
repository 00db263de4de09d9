"""comity policy test, diff, mirror, replay, shadow, brake and explain as an editor uses them: real files in, texts, JSON,
pages and exit statuses out: python3 policies.py PATH-OF-COMITY."""
import json
import pathlib
import re
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import comity as support  # noqa: E402

BINARY = None
ORIGIN = "https://herald.example"
COMMENTS = "/api/v1/sites/herald/stories/bridge/comments"
NO_RATES = ["--guest-rate", "1000000", "--source-rate", "1000000", "--story-rate", "1000000", "--site-rate", "1000000"]

POLICY = """format = 1
name = "Town policy"
languages = ["en"]

[[clause]]
id = "manners"
title.en = "Manners"
text.en = "No humbug."
when = 'lexicon("house")'
action = "hold"

[[clause.example]]
text = "what humbug"
expect = "hold"
cites = ["humbug"]

[[clause.example]]
text = "what a bridge"
expect = "allow"

[lexicon.house]
words = ["humbug"]
"""

STRICTER = POLICY.replace('words = ["humbug"]', 'words = ["humbug", "poppycock"]').replace("No humbug.", "Say it plainly.")
SIDES = POLICY.replace('[lexicon.house]\nwords = ["humbug"]', """[[sides]]
a = ["Norlanders"]
b = ["Sudlanders"]

[lexicon.house]
words = ["humbug"]""")
ONE_SIDED = SIDES.replace('words = ["humbug"]', 'words = ["humbug", "bad Norlanders"]')
REFUSES = POLICY.replace('lexicon("house")', 'comment.text.matches("bridge")').replace(
    'action = "hold"\n', 'action = "refuse"\n').replace("what humbug", "a bridge here").replace(
    'cites = ["humbug"]', 'cites = ["bridge"]').replace("what a bridge", "what a ferry").replace(
    'expect = "hold"', 'expect = "refuse"')

CORPUS = [
    {"id": 1, "text": "What humbug, said the mayor", "written": "2026-10-02T08:00:00Z"},
    {"id": 2, "text": "This is pure p0ppyc0ck", "written": "2026-11-02T08:00:00Z"},
    {"id": 3, "text": "A fine morning on the river", "written": "2026-11-03T08:00:00Z"},
    {"id": 4, "text": "The bad Norlanders again", "written": "2026-11-04T08:00:00Z"},
]


class Commands(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="comity-policies-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.policy = self.file("policy.toml", POLICY)
        self.stricter = self.file("stricter.toml", STRICTER)
        self.corpus = self.file("corpus.jsonl", "".join(json.dumps(line) + "\n" for line in CORPUS))

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def run_policy(self, *words, stdin=None):
        done = support.comity(BINARY, "policy", *words, check=False, stdin=stdin)
        return done.returncode, done.stdout, done.stderr

    def same_twice(self, *words):
        first = self.run_policy(*words)
        self.assertEqual(first, self.run_policy(*words))
        return first

    def test_examples_and_cases_are_tried(self):
        good = self.file("good.case", "case: plainly\ntext: h.u.m.b.u.g\nexpect: hold\ncites: h.u.m.b.u.g\n")
        status, out, errors = self.same_twice("test", self.policy, good)
        self.assertEqual((status, out, errors), (0, "3 cases tried, 0 came out otherwise than written\n", ""))
        wrong = self.file("wrong.toml", POLICY.replace('cites = ["humbug"]', 'cites = ["what"]'))
        status, out, errors = self.run_policy("test", wrong)
        self.assertEqual(status, 1)
        self.assertIn("should cite 'what', but cites 'humbug'", errors)

    def test_a_policy_that_ships_is_printed_to_begin_ones_own_from(self):
        status, out, errors = self.run_policy("show", "default", "--source")
        ships = pathlib.Path(__file__).resolve().parents[2] / "data/policies/default.toml"
        self.assertEqual((status, out, errors), (0, ships.read_text("utf-8"), ""))
        status, _, errors = self.run_policy("check", self.file("own.toml", out))
        self.assertEqual((status, errors), (0, ""))

    def test_a_difference_names_clauses_and_over_a_corpus_verdicts(self):
        status, out, _ = self.same_twice("diff", self.policy, self.stricter)
        self.assertEqual(status, 0)
        self.assertIn("manners", out)
        self.assertIn("poppycock", out)
        status, out, _ = self.same_twice("diff", self.policy, self.stricter, "--jsonl", self.corpus)
        self.assertEqual(status, 0)
        self.assertIn("p0ppyc0ck", out)
        self.assertEqual(self.run_policy("diff", self.policy, self.folder / "none.toml")[0], 3)

    def test_a_mirror_tells_which_words_change_a_verdict(self):
        fair, unfair = self.file("fair.toml", SIDES), self.file("unfair.toml", ONE_SIDED)
        status, out, _ = self.same_twice("mirror", "--policy", fair, "--jsonl", self.corpus)
        self.assertEqual(status, 0)
        self.assertIn("0 verdicts change", out)
        status, out, _ = self.same_twice("mirror", "--policy", unfair, "--jsonl", self.corpus)
        self.assertEqual(status, 1)
        self.assertIn("Norlanders", out)
        status, out, _ = self.same_twice("mirror", "--policy", unfair, "--jsonl", self.corpus, "--format", "json")
        self.assertEqual(status, 1)
        self.assertEqual(json.loads(out)["changed"], 1)
        self.assertIn("nothing to exchange", self.run_policy("mirror", "--policy", self.policy)[1])

    def test_a_replay_tells_editors_and_programs_what_would_come_out_otherwise(self):
        against = ("replay", "--policy", self.stricter, "--old", self.policy, "--jsonl", self.corpus)
        status, out, _ = self.same_twice(*against)
        self.assertEqual(status, 0)
        self.assertIn("4 texts judged", out)
        self.assertIn("1 (25.00 %) come out otherwise", out)
        status, as_json, _ = self.same_twice(*against, "--format", "json", "--jobs", "3")
        report = json.loads(as_json)
        self.assertEqual((status, report["texts"]), (0, 4))
        self.assertEqual(as_json, self.run_policy(*against, "--format", "json", "--jobs", "1")[1])
        status, page, _ = self.same_twice(*against, "--format", "html")
        self.assertEqual(status, 0)
        self.assertIn("<mark>p0ppyc0ck</mark>", page)
        self.assertIn("<svg", page)
        self.assertNotRegex(page, r'(src|href)="https?:|<script')
        status, out, _ = self.run_policy(*against, "--since", "2026-11-03")
        self.assertIn("2 texts judged", out)
        self.assertEqual(self.run_policy(*against, "--clause", "none")[0], 2)
        self.assertEqual(self.run_policy("replay", "--policy", self.stricter)[0], 2)

    def test_one_verdict_is_read_by_three(self):
        words = ("explain", self.policy, "--text", "What h*mbug!", "--for")
        for who, seen, unseen in (("author", "h*mbug", "signs in place"), ("moderator", "signs in place", None), ("everyone", "Manners", "h*mbug")):
            status, out, _ = self.same_twice(*words, who)
            self.assertEqual(status, 1)
            self.assertIn(seen, out)
            if unseen:
                self.assertNotIn(unseen, out)
        self.assertEqual(self.run_policy("explain", self.policy, "--text", "A fine day")[0], 0)
        self.assertEqual(self.run_policy("explain", self.policy, "--text", "x", "--for", "nobody")[0], 2)


class Live(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="comity-policies-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.data = self.folder / "data"
        (self.folder / "policy.toml").write_text(POLICY)
        (self.folder / "refuses.toml").write_text(REFUSES)
        support.comity(BINARY, "admin", "site", "add", "herald", "--data", self.data, "--name", "The Herald", "--origin", ORIGIN,
                       "--languages", "en", "--policy", self.folder / "policy.toml")

    def post(self, server, text):
        status, _, body = server.json("POST", COMMENTS, {"name": "Anna", "text": text, "url": ORIGIN + "/bridge"})
        return status, body

    def on_site(self, *words, check=True):
        return support.comity(BINARY, "policy", *words, "--data", self.data, "--site", "herald", check=check)

    def becomes_true(self, question, what):
        deadline = time.monotonic() + 5
        while not question():
            self.assertLess(time.monotonic(), deadline, what)
            time.sleep(0.02)

    def test_a_policy_with_sides_is_published_only_with_its_mirror_report(self):
        (self.folder / "fair.toml").write_text(SIDES)
        (self.folder / "unfair.toml").write_text(ONE_SIDED)
        with support.Server(BINARY, self.data, *NO_RATES) as server:
            self.assertEqual(self.post(server, "The bad Norlanders again")[0], 201)
            refused = self.on_site("publish", self.folder / "unfair.toml", check=False)
            self.assertEqual((refused.returncode, refused.stdout), (1, ""))
            self.assertIn("bad Norlanders", refused.stderr)
            self.assertIn("the policy in force stays", refused.stderr)
            page = lambda: server.request("GET", "/policy/herald")[2].decode()
            self.assertNotIn("Tried on both sides", page())
            self.on_site("publish", self.folder / "fair.toml")
            self.becomes_true(lambda: "Tried on both sides: 1 comment exchanged, 0 verdicts changed." in page(), "no report")
            self.on_site("publish", self.folder / "unfair.toml", "--despite-mirror")
            self.becomes_true(lambda: "Tried on both sides: 1 comment exchanged, 1 verdict changed." in page(), "no report")
            server.stop()

    def test_a_rule_that_went_wrong_is_stopped_at_hold_and_stays_stopped(self):
        self.on_site("publish", self.folder / "refuses.toml")
        with support.Server(BINARY, self.data, *NO_RATES) as server:
            for n in range(60):
                word = "bridge" if n % 10 == 0 else "ferry"
                self.assertEqual(self.post(server, f"The {word} was late, number {n}")[0], 422 if n % 10 == 0 else 201)
            self.assertEqual(server.stop(), 0)
        # What was counted before the server was stopped counts.
        with support.Server(BINARY, self.data, *NO_RATES) as server:
            for n in range(60, 100):
                self.post(server, f"The {'bridge' if n % 10 == 0 else 'ferry'} was late, number {n}")
            status, body = self.post(server, "The bridge is shut again")
            self.assertEqual((status, body["comment"]["state"]), (202, "held"))
            said = "herald: the brake stopped clause 'manners' at hold: it touched 10 of 100 comments (10.00 %; 5.00 % are allowed)"
            self.assertIn(said, server.output())
            self.assertIn('comity_brake{site="herald",clause="manners"} 1', server.request("GET", "/metrics")[2].decode())
            held = support.comity(BINARY, "admin", "held", "list", "--data", self.data)
            self.assertIn(said, held.stderr)
            self.assertIn("The bridge is shut again", held.stdout)
            self.assertIn("'manners'", self.on_site("brake").stdout)
            server.stop()
        with support.Server(BINARY, self.data, *NO_RATES) as server:
            self.assertEqual(self.post(server, "A bridge after a restart")[0], 202)
            self.on_site("brake", "--release", "manners")
            self.becomes_true(lambda: self.post(server, "The bridge, released")[0] == 422, "the release is not seen")
            self.assertNotIn('clause="manners"} 1', server.request("GET", "/metrics")[2].decode())
            server.stop()

    def test_a_shadow_tells_what_it_would_have_done_and_binds_nobody(self):
        self.on_site("shadow", self.folder / "refuses.toml")
        with support.Server(BINARY, self.data, *NO_RATES) as server:
            self.assertEqual(self.post(server, "The bridge is shut")[0], 201)
            self.assertEqual(self.post(server, "What humbug")[0], 202)
            server.stop()
        report = self.on_site("shadow", "--report")
        self.assertEqual(report.stdout, self.on_site("shadow", "--report").stdout)
        self.assertIn("2 texts judged", report.stdout)
        self.assertIn("bridge", report.stdout)
        self.assertEqual(json.loads(self.on_site("shadow", "--report", "--format", "json").stdout)["texts"], 2)
        replayed = support.comity(BINARY, "policy", "replay", "--policy", self.folder / "refuses.toml", "--data", self.data)
        self.assertIn("2 (100.00 %) come out otherwise", re.sub(r"100 %", "100.00 %", replayed.stdout))
        self.on_site("shadow", "--off")
        self.assertEqual(self.on_site("shadow", "--report", check=False).returncode, 1)


if __name__ == "__main__":
    BINARY = support.binary_from(sys.argv)
    unittest.main(argv=sys.argv[:1], verbosity=1)
