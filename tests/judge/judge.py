"""comity judge and comity policy check, show, test: what goes in, what comes out, and with which exit status.

    python3 tests/judge/judge.py build/release/bin/comity
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)

POLICY = """
format = 1
name = "Test"
languages = ["en"]
[[clause]]
id = "humbug"
title.en = "No humbug"
text.en = "Say it plainly."
when = 'lexicon("house")'
action = "hold"
[lexicon.house]
words = ["humbug"]
"""


def run(*words, given=b""):
    done = subprocess.run([PROGRAM, *words], input=given, capture_output=True, timeout=120)
    return done.returncode, done.stdout, done.stderr.decode()


class Program(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.policy = self.file("policy.toml", POLICY)

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path

    def judge(self, given, *words):
        return run("judge", "--policy", self.policy, *words, given=given)

    def test_order_is_kept_by_any_number_of_jobs(self):
        lines = [{"id": n, "text": "humbug " * (n % 7) + "x" * (n % 300)} for n in range(5000)]
        given = "".join(json.dumps(line) + "\n" for line in lines).encode()
        status, one, errors = self.judge(given)
        self.assertEqual((status, errors), (0, ""))
        answers = [json.loads(line) for line in one.splitlines()]
        self.assertEqual([a["id"] for a in answers], list(range(5000)))
        self.assertEqual([a["action"] for a in answers], ["hold" if n % 7 else "allow" for n in range(5000)])
        status, many, _ = self.judge(given, "--jobs", "4")
        self.assertEqual((status, many), (0, one))

    def test_a_bad_line_is_answered_in_its_place_and_the_others_are_judged(self):
        status, out, _ = self.judge(b'{"id": 1, "text": "a"}\nnonsense\n\n{"id": 2, "text": "humbug"}')
        self.assertEqual(status, 1)
        first, bad, last = [json.loads(line) for line in out.splitlines()]
        self.assertEqual((first["id"], first["action"]), (1, "allow"))
        self.assertEqual(bad["line"], 2)
        self.assertTrue(bad["error"].startswith("not JSON"))
        self.assertEqual((last["id"], last["action"]), (2, "hold"))

    def test_an_endless_line_costs_no_memory_and_stops_nothing(self):
        status, out, _ = self.judge(b'{"text": "' + b"x" * 9_000_000 + b'"}\n{"id": 2, "text": "humbug"}\n')
        self.assertEqual(status, 1)
        bad, last = [json.loads(line) for line in out.splitlines()]
        self.assertEqual(bad, {"line": 1, "error": "the line is longer than 1 MB"})
        self.assertEqual((last["id"], last["action"]), (2, "hold"))

    def test_each_answer_comes_before_the_next_question_is_needed(self):
        with subprocess.Popen([PROGRAM, "judge", "--policy", self.policy], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as judge:
            for n in range(3):
                judge.stdin.write(b'{"id": %d, "text": "humbug"}\n' % n)
                judge.stdin.flush()
                self.assertEqual(json.loads(judge.stdout.readline())["id"], n)
            judge.stdin.close()
            self.assertEqual(judge.wait(60), 0)

    def test_nothing_in_nothing_out(self):
        self.assertEqual(self.judge(b""), (0, b"", ""))

    def test_wrong_words_are_usage_and_a_missing_file_is_the_machine(self):
        self.assertEqual(run("judge")[0], 2)
        self.assertEqual(self.judge(b"", "--jobs", "0")[0], 2)
        self.assertEqual(run("judge", "--policy", os.path.join(self.folder, "none.toml"))[0], 3)
        status, out, errors = run("judge", "--policy", self.file("bad.toml", POLICY.replace('"house"', '"hous"')))
        self.assertEqual((status, out), (1, b""))
        self.assertIn("bad.toml:9:17: error: there is no lexicon 'hous'", errors)

    def test_check_explains_and_answers_by_its_status(self):
        status, out, errors = run("policy", "check", self.policy)
        self.assertEqual((status, out.decode()),
                         (0, self.policy + ": fine: 1 clause, 0 examples that come out as written, 1 warning\n"))
        self.assertIn("example", errors)  # a clause without one
        bad = self.file("bad.toml", POLICY.replace("text.en", "txt.en"))
        status, out, errors = run("policy", "check", bad)
        self.assertEqual((status, out), (1, b""))
        self.assertIn(bad + ":8:1: error: a clause has no key 'txt'\n  txt.en = \"Say it plainly.\"\n  ^\n"
                      "  advice: did you mean 'text'?\n", errors)
        self.assertIn("2 mistakes keep it from being published", errors)

    def test_show_gives_text_or_html_in_the_language_asked_for(self):
        status, out, _ = run("policy", "show", self.policy)
        self.assertEqual(status, 0)
        self.assertIn("1. No humbug (humbug)", out.decode())
        status, out, _ = run("policy", "show", self.policy, "--html", "--lang", "ru")
        self.assertEqual(status, 0)
        self.assertIn('id="rule-humbug"', out.decode())
        self.assertIn("Правила", out.decode())

    def test_cases_are_tried(self):
        good = self.file("good.case", "case: a\ntext: humbug\nexpect: hold\ncites: humbug\n")
        bad = self.file("bad.case", "case: it is allowed\ntext: humbug\nexpect: allow\n")
        self.assertEqual(run("policy", "test", self.policy, good)[:2], (0, b"1 case tried, 0 came out otherwise than written\n"))
        status, out, errors = run("policy", "test", self.policy, good, bad)
        self.assertEqual((status, out), (1, b"2 cases tried, 1 came out otherwise than written\n"))
        self.assertEqual(errors, bad + ":1: it is allowed: expected allow, got hold (clauses 'humbug', words 'humbug')\n")


unittest.main(verbosity=1)
