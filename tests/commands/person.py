"""comity admin person, as an operator types it: python3 person.py PATH-OF-COMITY. Standard library only."""
import os
import pathlib
import pty
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import comity as support  # noqa: E402

BINARY = None
PASSWORD = "four plain words\n"


class Person(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="comity-person-")
        self.data = pathlib.Path(self.folder.name) / "data"
        support.comity(BINARY, "demo", "--data", self.data)

    def tearDown(self):
        self.folder.cleanup()

    def person(self, *words, status=0, stdin=""):
        where = ["--data", self.data, "--site", "herald"]
        done = support.comity(BINARY, "admin", "person", *words, *where, check=False, stdin=stdin)
        self.assertEqual(done.returncode, status, f"{words}\n{done.stdout}{done.stderr}")
        return done

    def lines(self):
        return [line.split("\t") for line in self.person("list").stdout.splitlines()]

    def test_the_first_one_gets_every_role_and_the_next_only_what_is_said(self):
        self.person("add", "Olga", stdin=PASSWORD)
        self.assertIn("--role", self.person("add", "anna", stdin=PASSWORD, status=2).stderr)
        self.person("add", "anna", "--role", "moderator,senior", "--desk", "night desk", stdin=PASSWORD)
        self.assertEqual([line[:3] for line in self.lines()],
                         [["olga", "moderator,senior,editor,administrator", "-"],
                          ["anna", "moderator,senior", "night desk"]])

    def test_a_bad_password_makes_nobody(self):
        for wrong in ("short\n", "", "olgaolgaol\n"):
            self.person("add", "olga", stdin=wrong, status=1)
        self.assertEqual(self.lines(), [])
        self.person("add", "olga", "--role", "owner", stdin=PASSWORD, status=1)

    def test_a_link_is_printed_instead_of_asking(self):
        done = self.person("add", "olga", "--link", "--public-url", "https://talk.example.org")
        self.assertRegex(done.stdout, r"^https://talk\.example\.org/invitation/herald/[\w-]{22}\n$")
        self.assertTrue(self.lines()[0][3].startswith("invited until "))
        again = self.person("password", "olga", "--link")
        self.assertNotEqual(again.stdout, done.stdout)

    def test_roles_and_sessions_and_the_end_of_an_account(self):
        self.person("add", "olga", stdin=PASSWORD)
        self.person("add", "anna", "--role", "moderator", stdin=PASSWORD)
        self.person("role", "anna", "--role", "editor")
        self.assertEqual(self.lines()[1][1], "editor")
        self.person("password", "anna", "--no-code", stdin="six other plain words\n")
        self.assertIn("0 sessions ended", self.person("end-sessions", "anna").stdout)
        self.assertIn("last administrator", self.person("remove", "olga", status=1).stderr)
        self.person("remove", "anna")
        self.assertTrue(self.lines()[1][3].startswith("removed "))
        self.person("add", "anna", "--role", "moderator", stdin=PASSWORD, status=1)
        self.person("role", "anna", "--role", "editor", status=1)

    def test_passkeys_are_counted_and_go_with_the_second_step(self):
        self.person("add", "olga", stdin=PASSWORD)
        tables = sqlite3.connect(self.data / "comity.db")
        with tables:
            for credential in (b"one", b"two"):
                tables.execute("INSERT INTO passkey (site_id, credential, person_id, public_key, sign_count, name, created_ms) "
                               "SELECT site_id, ?, person_id, x'a0', 0, 'my telephone', 1 FROM person", (credential,))
        tables.close()
        self.assertEqual(self.lines()[0][3], "password, 2 passkeys; 0 sessions")
        self.person("password", "olga", stdin="six other plain words\n")
        self.assertEqual(self.lines()[0][3], "password, 2 passkeys; 0 sessions")
        self.person("password", "olga", "--no-code", stdin="six other plain words\n")
        self.assertEqual(self.lines()[0][3], "password; 0 sessions")

    def test_a_reviewer_has_a_case(self):
        self.person("add", "rita", "--role", "reviewer", stdin=PASSWORD, status=1)
        stories = support.comity(BINARY, "admin", "story", "list", "--data", self.data, "--site", "herald").stdout
        story = stories.split()[0]
        self.person("add", "rita", "--role", "reviewer", "--case", f"{story}/1", stdin=PASSWORD)
        self.assertEqual(self.lines()[0][1], "reviewer")

    def test_on_a_terminal_the_password_is_not_shown(self):
        mine, theirs = pty.openpty()
        words = [BINARY, "admin", "person", "add", "olga", "--data", self.data, "--site", "herald"]
        running = subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True)
        os.close(theirs)
        seen = b""
        for prompt in (b"New password: ", b"again: "):
            while prompt not in seen:
                seen += os.read(mine, 1000)
            os.write(mine, PASSWORD.encode())
        try:
            while True:
                seen += os.read(mine, 1000)
        except OSError:  # its end
            pass
        self.assertEqual(running.wait(timeout=60), 0, seen)
        self.assertNotIn(b"plain", seen)
        os.close(mine)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main()
