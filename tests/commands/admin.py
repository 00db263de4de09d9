"""The operator's commands, as an operator types them: python3 admin.py PATH-OF-COMITY. Standard library only."""
import json
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import comity as support  # noqa: E402

BINARY = None


MADE = None  # a demonstration, made once


def setUpModule():
    global MADE
    MADE = tempfile.TemporaryDirectory(prefix="comity-commands-")
    support.comity(BINARY, "demo", "--data", pathlib.Path(MADE.name) / "demo")


def tearDownModule():
    MADE.cleanup()


class Folder(unittest.TestCase):
    """Each test has a copy of the demonstration."""

    def setUp(self):
        self.data = pathlib.Path(tempfile.mkdtemp(dir=MADE.name)) / "data"
        shutil.copytree(pathlib.Path(MADE.name) / "demo", self.data)

    def run_comity(self, *words, status=0, stdin=None):
        done = support.comity(BINARY, *words, check=False, stdin=stdin)
        self.assertEqual(done.returncode, status, f"comity {words}\n{done.stdout}{done.stderr}")
        return done

    def admin(self, *words, status=0):
        return self.run_comity("admin", *words, "--data", self.data, status=status)

    def held(self):
        return [json.loads(line) for line in self.admin("held", "list", "--json").stdout.splitlines()]

    def comment(self, name):
        return json.loads(self.admin("comment", "show", name, "--json").stdout)


class Demo(Folder):
    def test_made_again_it_adds_nothing(self):
        before = self.admin("story", "list", "--site", "herald", "--json").stdout
        again = self.run_comity("demo", "--data", self.data)
        self.assertIn("nothing was added", again.stderr)
        self.assertEqual(self.admin("story", "list", "--site", "herald", "--json").stdout, before)

    def test_an_origin_that_is_none_is_a_wrong_command_line(self):
        self.run_comity("demo", "--data", self.data, "--origin", "not an origin", status=2)


class Held(Folder):
    def test_the_list_says_which_clause_and_which_words(self):
        listed = self.admin("held", "list").stdout
        self.assertIn("private: “+99 555 010 0142”", listed)
        [item] = self.held()
        self.assertIsNone(item["number"])
        self.assertEqual(item["decisions"][0]["clauses"], ["private"])
        self.assertEqual(item["decisions"][0]["words"], ["+99 555 010 0142"])
        self.assertIn(item["id"], listed)

    def test_a_released_comment_is_published_with_the_next_number(self):
        [item] = self.held()
        done = self.admin("held", "release", item["id"], "--freedom", "free-us", "--by", "Oda")
        self.assertRegex(done.stdout, r"^herald/~\w{8}/20  released\n$")
        self.assertEqual(self.held(), [])
        shown = self.comment(done.stdout.split()[0])
        self.assertEqual((shown["state"], shown["number"]), ("published", 20))
        self.assertEqual(shown["decisions"][-1]["by"], "Oda")
        self.assertEqual(shown["decisions"][-1]["freedom"], "free-us")
        self.admin("held", "release", item["id"], status=1)

    def test_a_refusal_names_a_clause_of_the_policy(self):
        [item] = self.held()
        self.admin("held", "refuse", item["id"], status=2)
        wrong = self.admin("held", "refuse", item["id"], "--clause", "mood", status=1)
        self.assertIn("it has profanity, person", wrong.stderr)
        self.admin("held", "refuse", item["id"], "--clause", "private", "--reason", "A private line.")
        self.assertEqual(self.comment(item["id"])["state"], "refused")

    def test_a_returned_comment_waits_for_its_author(self):
        [item] = self.held()
        self.admin("held", "return", item["id"], "--clause", "private", "--reason", "Without the number, please.")
        self.assertEqual(self.comment(item["id"])["state"], "returned")
        self.assertEqual(self.held(), [])

    def test_what_succeeds_is_done_though_another_fails(self):
        [item] = self.held()
        done = self.admin("held", "release", "herald/last-ferry/+999", item["id"], "nonsense", status=1)
        self.assertEqual(done.stdout.count("released"), 1)
        self.assertIn("+999", done.stderr)
        self.assertIn("'nonsense' names no comment", done.stderr)


class Comment(Folder):
    def test_a_removed_comment_can_be_put_back(self):
        self.admin("comment", "remove", "herald", "two-plaques", "1", status=2)
        self.admin("comment", "remove", "herald", "two-plaques", "1", "--clause", "group")
        self.assertEqual(self.comment("herald/two-plaques/1")["state"], "removed")
        self.admin("comment", "restore", "herald/two-plaques/1", "--reason", "A mistake of ours.")
        shown = self.comment("herald/two-plaques/1")
        self.assertEqual(shown["state"], "published")
        self.assertEqual([d["deed"] for d in shown["decisions"]], ["remove", "restore"])

    def test_a_case_code_names_a_comment_however_it_is_typed(self):
        [item] = self.held()
        code = item["case_code"].upper().replace("-", "  ")
        self.assertEqual(self.comment(code)["id"], item["id"])

    def test_what_is_not_there_is_said_plainly(self):
        for name, words in (("herald/two-plaques/999", "has no number 999"), ("herald/nowhere/1", "no story 'nowhere'"),
                            ("gazette/x/1", "no site 'gazette'"), ("amber-otter-lantern-violin", "case code"),
                            ("A" * 22, "no comment"), ("\x1b[2Jx", "names no comment")):
            with self.subTest(name=name):
                done = self.admin("comment", "show", name, status=1)
                self.assertIn(words, done.stderr)
                self.assertNotIn("\x1b", done.stderr)

    def test_revoking_a_guest_twice_is_no_harm(self):
        self.admin("guest", "revoke", "herald/two-plaques/1")
        self.assertIn("had been revoked", self.admin("guest", "revoke", "herald/two-plaques/1").stderr)


class Sites(Folder):
    def test_a_site_is_added_listed_and_changed(self):
        self.admin("site", "add", "gazette", "--name", "The Gazette", "--origin", "https://Gazette.example/",
                   "--languages", "en,ru")
        self.admin("site", "set", "gazette", "--edit-minutes", "30", "--close-after", "14", "--same-www")
        [site] = [s for s in map(json.loads, self.admin("site", "list", "--json").stdout.splitlines())
                  if s["key"] == "gazette"]
        self.assertEqual(site["origins"], ["https://gazette.example"])
        self.assertEqual(site["languages"], ["en", "ru"])
        self.assertEqual((site["edit_minutes"], site["close_after_days"], site["same_www"]), (30, 14, True))
        self.admin("site", "add", "gazette", "--name", "X", "--origin", "https://x.example", "--languages", "en",
                   status=1)

    def test_a_setting_that_cannot_be_is_refused_with_its_bounds(self):
        before = self.admin("site", "list", "--json").stdout
        for option, value, bounds in (("--daily-hour", "24", "0 to 23"), ("--appeal-days", "0", "1 to 365"),
                                      ("--retain-decided", "3651", "1 to 3650"), ("--edit-minutes", "-1", "0 to 527040"),
                                      ("--brake-percent", "5.555", "at most two places"),
                                      ("--second-look", "nobody", "other, outside or same_later"),
                                      ("--reader-accounts", "perhaps", "yes or no")):
            with self.subTest(option=option):
                self.assertIn(f"{option} is {bounds}" if "places" not in bounds else bounds,
                              self.admin("site", "set", "herald", f"{option}={value}", status=2).stderr)
        self.assertEqual(self.admin("site", "list", "--json").stdout, before)
        self.admin("site", "set", "herald", "--brake-percent", "2.5", "--contact-authorities", "law@herald.example")
        self.assertIn("law@herald.example", self.admin("site", "list").stdout)

    def test_mistakes_are_told_from_failures(self):
        self.admin("site", "add", "Bad Key", "--name", "X", "--origin", "https://x.example", "--languages", "en",
                   status=1)
        self.admin("site", "add", "x", status=2)
        self.admin("site", "set", "nowhere", "--name", "X", status=1)
        self.run_comity("admin", "site", "list", "--data", self.data / "not-there", status=1)
        (self.data / "comity.db").write_bytes(b"not a database" * 1000)
        broken = self.admin("site", "list", status=3)
        self.assertTrue(broken.stderr.startswith("comity: "))

    def test_stories_open_close_and_move(self):
        def story():
            return [s for s in map(json.loads, self.admin("story", "list", "--site", "herald", "--json").stdout.splitlines())
                    if s["publisher_id"] == "last-ferry"][0]

        self.admin("story", "close", "herald", "last-ferry")
        self.assertFalse(story()["open"])
        self.admin("story", "open", "herald", story()["id"])
        self.assertTrue(story()["open"])
        old = story()["url"]
        self.admin("story", "set", "herald", "last-ferry", "--url", "http://localhost:8080/moved", "--title", "Moved",
                   "--closes", "2099-01-01T00:00:00Z")
        self.assertEqual((story()["url"], story()["title"]), ("http://localhost:8080/moved", "Moved"))
        self.assertEqual(story()["closes_at"], "2099-01-01T00:00:00Z")
        self.assertIn("moved", self.admin("story", "open", "herald", old).stdout)  # the old address still leads there
        self.admin("story", "set", "herald", "last-ferry", "--url", "https://copy.example/x", status=1)
        self.admin("story", "set", "herald", "last-ferry", "--closes", "tomorrow", status=2)
        self.admin("story", "set", "herald", "last-ferry", status=2)
        article = self.data.parent / "article.txt"
        article.write_text("The ferry's last day, said Mr. Ashby, was its best.")
        told = self.admin("story", "text", "herald", "last-ferry", "--file", str(article)).stdout
        self.assertIn("10 words of the story are known", told)
        self.assertIn("0 words", self.admin("story", "text", "herald", "last-ferry", "--forget").stdout)
        self.admin("story", "text", "herald", "last-ferry", status=2)
        self.admin("story", "text", "herald", "nowhere", "--forget", status=1)
        made = self.admin("story", "add", "herald", "--url", "http://localhost:8080/new", "--title", "New").stdout
        self.assertIn("New", made)


class Policy(Folder):
    def publish(self, source, *more, status=0):
        return self.run_comity("policy", "publish", "-", "--data", self.data, "--site", "herald", *more, stdin=source,
                               status=status)

    def test_a_changed_policy_is_in_force_and_a_broken_one_is_not_published(self):
        source = pathlib.Path("data/policies/default.toml").read_text()
        self.assertIn("in force already", self.publish(source).stderr)
        first = self.publish(source + "\n# a remark\n").stdout.strip()
        self.assertRegex(first, r"^sha256:[0-9a-f]{64}$")
        broken = self.publish(source.replace('lexicon("profanity")', 'lexicon("profannity")'), status=1)
        self.assertIn("not published", broken.stderr)
        self.assertRegex(broken.stderr, r"-:\d+:\d+: error: ")
        [site] = map(json.loads, self.admin("site", "list", "--json").stdout.splitlines())
        self.assertEqual(site["policy"], first)

    def test_what_a_policy_changes_is_told_before_it_is_published(self):
        source = pathlib.Path("data/policies/default.toml").read_text()
        self.assertIn("0 come out otherwise.\n", self.publish(source + "\n# a remark\n").stderr)
        stricter = source + "\n" + """[[clause]]
id = "ferry"
title.en = "No ferries"
text.en = "Say nothing of ferries."
when = 'comment.text.contains("ferry")'
action = "hold"
"""
        told = self.publish(stricter, "--try", "20000").stderr
        self.assertRegex(told, r"Tried on the latest \d+ texts: [1-9]\d* come out otherwise \(.*allow -> hold \d+.*; "
                               r"ferry touches \d+, not 0\)")
        self.assertNotIn("Tried", self.publish(source, "--try", "0").stderr)
        self.publish(source, "--try", "20001", status=2)

    def test_the_policy_in_force_is_shown_as_it_was_published(self):
        source = pathlib.Path("data/policies/default.toml").read_text()
        name = re.search(r'^name = "(.*)"$', source, re.MULTILINE)[1]
        self.publish(source.replace(f'name = "{name}"', 'name = "Rules of the harbour"', 1))
        live = ("policy", "show", "--data", self.data, "--site", "herald")
        shown = self.run_comity(*live)
        self.assertIn("Rules of the harbour", shown.stdout)
        self.assertEqual(shown.stderr, "")
        self.assertIn("<h", self.run_comity(*live, "--html").stdout)
        self.assertNotIn("Rules of the harbour", self.run_comity("policy", "show", "default").stdout)
        self.run_comity("policy", "show", "--data", self.data, "--site", "nowhere", status=1)
        self.run_comity("policy", "show", "--data", self.data.parent / "none", "--site", "herald", status=1)

    def test_a_policy_is_shown_from_one_place(self):
        for words in ((), ("--data", self.data), ("--site", "herald"),
                      ("default", "--data", self.data, "--site", "herald"), ("default", "--site", "herald")):
            done = self.run_comity("policy", "show", *words, status=2)
            self.assertIn("FILE alone", done.stderr)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main()
