"""The command line as a stranger meets it: help everywhere, mistakes told with status 2, a negative answer with 1, a
failing machine with 3, data on standard output and words about it on standard error.

python3 stranger.py PATH-OF-COMITY. Standard library only."""
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import comity as support  # noqa: E402

BINARY = None
TRAPS = pathlib.Path(__file__).resolve().parents[1] / "imports" / "traps.xml"
POLICY = pathlib.Path(__file__).resolve().parents[2] / "data" / "policies" / "default.toml"


def commands():
    """Every command that --help lists, as its words."""
    listed = subprocess.run([BINARY, "--help"], capture_output=True, text=True, check=True).stdout
    found = re.findall(r"^  ([a-z][a-z ]*?[a-z])  +\S", listed, re.MULTILINE)
    assert len(found) > 10, listed
    return [name.split() for name in found]


class Stranger(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="comity-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.data = self.folder / "data"

    def run_comity(self, *words, status, stdin=b"", user=None, program=None, stdout=subprocess.PIPE):
        done = subprocess.run([program or BINARY, *map(str, words)], input=stdin, stdout=stdout, stderr=subprocess.PIPE,
                              timeout=120, user=user)
        done.stdout, done.stderr = (done.stdout or b"").decode(), done.stderr.decode()
        self.assertEqual(done.returncode, status, f"comity {' '.join(map(str, words))}\n{done.stdout}\n{done.stderr}")
        return done

    def complains(self, *words, status, about, **options):
        """It fails with words on standard error that name `about`, and says nothing on standard output."""
        done = self.run_comity(*words, status=status, **options)
        self.assertEqual(done.stdout, "")
        self.assertIn(about, done.stderr)
        return done

    def file(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path


class Words(Stranger):
    def test_without_words_it_lists_its_commands_as_a_mistake(self):
        self.complains(status=2, about="import wxr")

    def test_help_is_data_and_says_the_exit_statuses(self):
        done = self.run_comity("--help", status=0)
        self.assertEqual(done.stderr, "")
        self.assertIn("Exit status", done.stdout)

    def test_the_list_speaks_in_one_way(self):
        listed = self.run_comity("--help", status=0).stdout
        for line in re.findall(r"^  [a-z].*", listed, re.MULTILINE):
            said = re.split(r"  +", line.strip(), maxsplit=1)[1]
            self.assertRegex(said, r"^[^A-Z].*[^.]$", line)

    def test_every_command_helps(self):
        for words in commands():
            with self.subTest(" ".join(words)):
                done = self.run_comity(*words, "--help", status=0)
                self.assertEqual(done.stderr, "")
                self.assertIn("Usage: comity " + " ".join(words), done.stdout)

    def test_an_option_that_nobody_knows_is_a_mistake_everywhere(self):
        for words in commands():
            with self.subTest(" ".join(words)):
                done = self.complains(*words, "--no-such-thing", status=2, about="")
                self.assertTrue(done.stderr.strip())

    def test_groups_of_commands_list_what_is_in_them(self):
        groups = {tuple(words[:n]) for words in commands() for n in range(1, len(words))}
        for group in groups - {tuple(words) for words in commands()}:  # `classify` is a command, too
            with self.subTest(" ".join(group)):
                self.complains(*group, status=2, about=" ".join(group))
                self.assertIn(" ".join(group), self.run_comity(*group, "--help", status=0).stdout)
                self.complains(*group, "nonsense", status=2, about="nonsense")

    def test_a_command_that_is_none_is_named(self):
        self.complains("improt", "wxr", status=2, about="improt")

    def test_the_version_is_data(self):
        self.assertRegex(self.run_comity("--version", status=0).stdout, r"^comity \d+\.\d+\.\d+\n$")

    def test_what_a_command_needs_is_named_when_it_is_missing(self):
        self.complains("import", "wxr", status=2, about="FILE")
        self.complains("import", "wxr", TRAPS, "--site", "larch", status=2, about="--data")
        self.complains("import", "wxr", TRAPS, "--data", self.data, status=2, about="--site")
        self.complains("export", "jsonl", "--data", self.data, status=2, about="--site")
        self.complains("judge", status=2, about="--policy")
        self.complains("import", "wxr", TRAPS, "and another", "--data", self.data, "--site", "larch", status=2, about="another")
        self.assertFalse(self.data.exists())


class Folders(Stranger):
    READERS = (["export", "jsonl", "--site", "larch"], ["admin", "site", "list"], ["admin", "held", "list"],
               ["admin", "story", "list", "--site", "larch"])

    def test_a_folder_that_is_not_there_is_not_made_by_who_only_looks(self):
        for words in self.READERS:
            with self.subTest(" ".join(words)):
                self.complains(*words, "--data", self.data, status=1, about=str(self.data))
                self.assertFalse(self.data.exists())

    def test_a_file_in_the_place_of_the_folder(self):
        file = self.file("a-file", "not a folder")
        for words in self.READERS:
            self.complains(*words, "--data", file, status=1, about=str(file))
        self.complains("import", "wxr", TRAPS, "--data", file, "--site", "larch", status=3, about=str(file))
        self.assertEqual(file.read_text(), "not a folder")

    def test_a_folder_that_may_not_be_written(self):
        user = program = None
        if os.getuid() != 0:
            self.folder.chmod(0o500)
            self.addCleanup(self.folder.chmod, 0o700)
        else:  # root may write everywhere: somebody else tries, with a copy where everybody may go
            user, program = 65534, self.folder / "comity"
            shutil.copy(BINARY, program)
            self.folder.chmod(0o755)
        self.complains("import", "wxr", "-", "--data", self.data, "--site", "larch", status=3, about=str(self.data),
                       stdin=TRAPS.read_bytes(), user=user, program=program)

    def modes(self):
        return {path.name: path.stat().st_mode & 0o777 for path in self.data.iterdir()}

    def test_what_is_made_is_for_its_user_alone_whatever_the_umask(self):
        before = os.umask(0o000)
        self.addCleanup(os.umask, before)
        with support.Server(BINARY, self.data):
            self.assertEqual(self.data.stat().st_mode & 0o777, 0o700)
            modes = self.modes()
            self.assertLessEqual({"comity.db", "comity.db-wal", "comity.db-shm", "comity.db-turn", "secret.key",
                                  "serve.lock"}, set(modes))
            self.assertEqual(set(modes.values()), {0o600}, modes)

    def test_a_restored_folder_is_for_its_user_alone(self):
        self.run_comity("import", "wxr", TRAPS, "--data", self.data, "--site", "larch", status=0)
        before = os.umask(0o000)
        self.addCleanup(os.umask, before)
        self.run_comity("backup", "--data", self.data, "--out", self.folder / "backup.tar", status=0)
        self.assertEqual((self.folder / "backup.tar").stat().st_mode & 0o777, 0o600)
        self.data = self.folder / "restored"
        self.run_comity("restore", self.folder / "backup.tar", "--data", self.data, status=0)
        self.assertEqual(self.data.stat().st_mode & 0o777, 0o700)
        self.assertEqual(set(self.modes().values()), {0o600}, self.modes())

    def test_files_that_others_may_read_are_closed_to_them_with_a_note(self):
        self.run_comity("import", "wxr", TRAPS, "--data", self.data, "--site", "larch", status=0)
        (self.data / "comity.db").chmod(0o644)
        done = self.run_comity("admin", "site", "list", "--data", self.data, status=0)
        self.assertIn("comity.db was open to other users", done.stderr)
        self.assertEqual(set(self.modes().values()), {0o600}, self.modes())
        self.assertEqual(self.run_comity("admin", "site", "list", "--data", self.data, status=0).stderr, "")

    def test_a_database_that_is_none_is_refused_and_left_alone(self):
        self.data.mkdir()
        (self.data / "comity.db").write_bytes(b"These are not the bytes of a database." * 200)
        (self.data / "secret.key").write_bytes(bytes(32))
        before = (self.data / "comity.db").read_bytes()
        for words in self.READERS + (["import", "wxr", str(TRAPS), "--site", "larch"],):
            self.complains(*words, "--data", self.data, status=3, about="comity")
        self.assertEqual((self.data / "comity.db").read_bytes(), before)

    def test_a_lost_secret_is_named(self):
        self.run_comity("import", "wxr", TRAPS, "--data", self.data, "--site", "larch", status=0)
        (self.data / "secret.key").unlink()
        self.complains("export", "jsonl", "--data", self.data, "--site", "larch", status=3, about="secret.key")

    def test_a_site_that_is_not_there_is_named(self):
        self.run_comity("import", "wxr", TRAPS, "--data", self.data, "--site", "larch", status=0)
        self.complains("export", "jsonl", "--data", self.data, "--site", "spruce", status=1, about="spruce")
        self.complains("import", "wxr", TRAPS, "--data", self.data, "--site", "No Site", status=1, about="key")

    def test_a_full_disk_behind_standard_output_is_told(self):
        self.run_comity("import", "wxr", TRAPS, "--data", self.data, "--site", "larch", status=0)
        with open("/dev/full", "wb") as full:
            done = self.run_comity("export", "jsonl", "--data", self.data, "--site", "larch", status=3, stdout=full)
        self.assertIn("standard output", done.stderr)

    def test_a_second_server_on_a_folder_is_refused_by_the_name_of_the_first(self):
        with support.Server(BINARY, self.data) as server:
            self.complains("serve", "--data", self.data, "--listen", f"127.0.0.1:{support.free_port()}", status=3,
                           about=str(server.process.pid))


class Imports(Stranger):
    def imports(self, text, status, kind="wxr", *options):
        return self.run_comity("import", kind, self.file("given", text), "--data", self.data, "--site", "larch",
                               *options, status=status)

    def refused(self, text, about, kind="wxr"):
        return self.complains("import", kind, self.file("given", text), "--data", self.data, "--site", "larch",
                              status=1, about=about)

    def test_the_report_is_data_and_the_rest_is_not(self):
        done = self.imports(TRAPS.read_bytes(), 0)
        self.assertIn("19  added", done.stdout)
        self.assertIn("data folder", done.stderr)
        self.assertNotIn("\r", done.stderr, "a progress bar where there is no terminal")

    def test_files_that_cannot_be_read(self):
        for kind in ("wxr", "jsonl"):
            missing = self.folder / "missing"
            self.complains("import", kind, missing, "--data", self.data, "--site", "larch", status=3, about=str(missing))
            self.complains("import", kind, self.folder, "--data", self.data, "--site", "larch", status=3, about="folder")
        self.assertFalse(self.data.exists())

    def test_garbage_gives_a_report_or_a_reason_and_status_1(self):
        chance = random.Random(5)
        for size in (0, 1, 100, 100_000):
            with self.subTest(size):
                done = self.imports(chance.randbytes(size), 1)
                self.assertIn("no WordPress export", done.stderr)
        self.assertFalse(self.data.exists())

    def test_a_wrong_file_makes_no_site_and_no_folder(self):
        wrong = ("", "Dear editor,\n\nhere are our comments.\n", '{"kind":"site"}\n', "<html><body>rss</body></html>",
                 "<rss/>", "<rss version='2.0'", "<item><wp:comment>", "a" * 5_000_000)
        for text in wrong:
            with self.subTest(text[:20]):
                self.refused(text, "no WordPress export")
                self.assertFalse(self.data.exists())
                self.complains("import", "wxr", "-", "--data", self.data, "--site", "larch", status=1,
                               about="no WordPress export", stdin=text.encode())
        self.imports(TRAPS.read_bytes(), 0)
        for text in wrong:
            self.complains("import", "wxr", self.file("given", text), "--data", self.data, "--site", "spruce", status=1,
                           about="no WordPress export")
        self.assertNotIn("spruce", self.run_comity("admin", "site", "list", "--data", self.data, status=0).stdout)

    def test_a_file_that_is_no_export_of_ours_makes_no_folder(self):
        for text in ("", "Dear editor,\n", "{}\n", '{"kind":"comment"}\n', '{"kind":"site"', "<rss/>\n", "a" * 5_000_000,
                     "\0\0\n"):
            with self.subTest(text[:20]):
                self.refused(text, "no export of Comity's", "jsonl")
                self.assertFalse(self.data.exists())
                self.complains("import", "jsonl", "-", "--data", self.data, "--site", "larch", status=1,
                               about="no export of Comity's", stdin=text.encode())

    def test_documents_of_another_kind_are_refused_with_a_reason(self):
        self.refused("<!DOCTYPE rss [<!ENTITY a 'aaaa'>]><rss>&a;</rss>", "DOCTYPE")
        self.refused("<disqus><thread/></disqus>", "<disqus>")
        self.refused("<?xml version='1.0' encoding='runes-9'?><rss/>", "runes-9")
        self.assertFalse(self.data.exists())

    def test_a_file_cut_off_gives_what_was_whole_and_status_1(self):
        whole = TRAPS.read_bytes()
        done = self.imports(whole[:whole.index(b"</wp:comment>", 4000) + 40], 1)
        self.assertIn("read only in part", done.stdout)
        self.assertRegex(done.stdout, r"broken \d+-\d+, skipped \d+-\d+")

    def test_standard_input_is_a_file_too(self):
        done = self.run_comity("import", "wxr", "-", "--data", self.data, "--site", "larch", status=0,
                               stdin=TRAPS.read_bytes())
        self.assertIn("19  added", done.stdout)

    def test_a_dry_run_leaves_nothing_behind(self):
        self.imports(TRAPS.read_bytes(), 0, "wxr", "--dry-run")
        self.assertFalse(self.data.exists())

    def test_what_a_file_says_cannot_command_the_terminal(self):
        done = self.imports("<rss><channel><a\u009bx/><wp:base_blog_url>https://larch.example</wp:base_blog_url><item>"
                            "<link>https://larch.example/1</link><wp:comment><wp:comment_id>1</wp:comment_id>"
                            "<wp:commentmeta><wp:meta_key>\u009b31mred\u202e</wp:meta_key></wp:commentmeta>"
                            "</wp:comment></item></channel></rss>", 1)
        self.assertNotRegex(done.stdout + done.stderr, "[\u0080-\u009f\u202e]")

    def test_a_wrong_line_of_an_export_is_named_by_its_number(self):
        self.refused('{"kind":"goat"}\n', "line 1", "jsonl")
        self.refused("", "site", "jsonl")
        self.imports(TRAPS.read_bytes(), 0)
        lines = self.run_comity("export", "jsonl", "--data", self.data, "--site", "larch", status=0).stdout.splitlines()
        lines.insert(4, '{"kind":"comment"')
        self.data = self.folder / "other"
        self.refused("\n".join(lines), "line 5", "jsonl")

    def test_an_export_is_lines_of_json_and_nothing_else(self):
        self.imports(TRAPS.read_bytes(), 0)
        done = self.run_comity("export", "jsonl", "--data", self.data, "--site", "larch", status=0)
        for line in done.stdout.splitlines():
            self.assertTrue(line.startswith('{"kind":"'))
            json.loads(line)
        self.assertIn("19 comments", done.stderr)
        again = self.run_comity("import", "jsonl", "-", "--data", self.folder / "again", "--site", "larch",
                                stdin=done.stdout.encode(), status=0)
        self.assertIn("19 comments", again.stdout)
        self.assertIn("1 policy,", again.stdout)


class Policies(Stranger):
    def test_a_good_policy_is_found_good(self):
        self.run_comity("policy", "check", POLICY, status=0)

    def test_a_bad_policy_is_faulted_by_file_line_and_advice(self):
        bad = self.file("bad.toml", 'format = 1\nname = "P"\nlanguages = ["en"]\n\n[[clause]]\nid = "a"\ntitle.en = "A"\n'
                                    'text.en = "A."\nwhen = \'comment.lenght > 3\'\naction = "hold"\n'
                                    'category = "OTHER_VIOLATION_TC"\n')
        done = self.complains("policy", "check", bad, status=1, about=f"{bad}:9:")
        self.assertIn("advice", done.stderr)
        self.complains("judge", "--policy", bad, status=1, about=f"{bad}:9:")

    def test_policies_that_are_no_policies(self):
        for text in ("", "not toml at all [[[", "\0\0\0", "a" * 2_000_000, "a." * 100_000 + "b = 1"):
            with self.subTest(text[:20]):
                self.complains("policy", "check", self.file("bad.toml", text), status=1, about="bad.toml")

    def test_a_policy_that_cannot_be_read(self):
        missing = self.folder / "missing.toml"
        self.complains("policy", "check", missing, status=3, about=str(missing))
        self.complains("judge", "--policy", missing, status=3, about=str(missing))
        self.complains("policy", "publish", missing, "--data", self.data, "--site", "larch", status=3, about=str(missing))


class Judging(Stranger):
    def test_a_bad_line_stands_in_its_place_and_the_others_are_judged(self):
        lines = ['{"id": 1, "text": "A fine bridge."}', "nonsense", '{"id": 3}', '{"id": 4, "text": 5}',
                 '{"id": 5, "text": "A fine ferry."}', '[]', '{"id": 7, "text": "\\ud800"}']
        done = self.run_comity("judge", "--policy", POLICY, status=1, stdin="\n".join(lines).encode())
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(len(answers), len(lines))
        self.assertEqual([a.get("id") for a in answers], [1, None, None, None, 5, None, None])
        self.assertEqual([a.get("line") for a in answers], [None, 2, 3, 4, None, 6, 7])

    def test_good_lines_are_a_good_answer(self):
        done = self.run_comity("judge", "--policy", POLICY, status=0, stdin=b'{"id": "x", "text": "A fine bridge."}\n')
        self.assertEqual(json.loads(done.stdout)["action"], "allow")
        self.assertEqual(self.run_comity("judge", "--policy", POLICY, status=0).stdout, "")

    def test_a_reader_that_goes_away_ends_it(self):
        lines = b'{"id": 1, "text": "A fine bridge."}\n' * 50_000
        reader, writer = os.pipe()
        os.close(reader)
        try:
            done = self.run_comity("judge", "--policy", POLICY, status=3, stdin=lines, stdout=writer)
        finally:
            os.close(writer)
        self.assertTrue(done.stderr)


if __name__ == "__main__":
    BINARY = os.path.abspath(support.binary_from(sys.argv))
    unittest.main(argv=sys.argv[:1])
