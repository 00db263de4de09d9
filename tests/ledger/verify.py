#!/usr/bin/env python3
"""verify.py COMITY_VERIFY MAKE_LOG: the program against logs on disk: sound ones, broken ones, and wrong command lines."""
import hashlib
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

VERIFY, MAKE_LOG = sys.argv[1:3]
SIZE = 700


class Verify(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = tempfile.TemporaryDirectory()
        cls.made = pathlib.Path(cls.work.name) / "made"
        subprocess.run([MAKE_LOG, cls.made, str(SIZE)], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.work.cleanup()

    def run_it(self, *words, status=0, says=""):
        done = subprocess.run([VERIFY, *map(str, words)], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        self.assertIn(says, done.stdout + done.stderr)
        self.assertEqual(done.stderr == "", status == 0, "words about what is wrong go to standard error")
        return done.stdout

    def log(self, folder=None, *more, **wanted):
        return self.run_it("log", folder or self.made / "log", "--key", self.made / "key", *more, **wanted)

    def test_a_sound_log_holds_with_every_checkpoint_that_was_kept(self):
        since = [word for kept in sorted((self.made / "kept").iterdir()) for word in ("--since", kept)]
        self.assertGreater(len(since), 16)
        said = self.log(None, *since)
        self.assertIn(f"{SIZE} entries", said)
        self.assertIn("3 of them from before the ledger", said)
        self.assertIn("only grown since the checkpoints you kept", said)

    def test_the_key_may_be_given_itself(self):
        self.run_it("log", self.made / "log", "--key", (self.made / "key").read_text().strip())

    def test_any_file_that_is_changed_cut_or_gone_is_named(self):
        chance = random.Random(5)
        files = [file for file in sorted((self.made / "log").rglob("*")) if file.is_file()]
        self.assertEqual(len(files), 8)  # the checkpoint, three tiles and three bundles of 256, and the tile above
        for n in range(40):
            copy = pathlib.Path(self.work.name) / f"copy{n}"
            shutil.copytree(self.made / "log", copy)
            file = copy / files[n % len(files)].relative_to(self.made / "log")
            bytes_ = bytearray(file.read_bytes())
            at = chance.randrange(len(bytes_))
            if n % 4 == 0:
                file.unlink()
            elif n % 4 == 1:
                file.write_bytes(bytes_[:at])
            else:
                bytes_[at] ^= 1 << chance.randrange(8)
                file.write_bytes(bytes_)
            self.log(copy, status=1)
            shutil.rmtree(copy)

    def test_a_past_that_was_rewritten_is_found_by_who_kept_a_checkpoint(self):
        rewritten = self.made / "rewritten"
        self.log(rewritten)  # signed with the same key: alone it looks sound
        later = max((int(kept.name) for kept in (self.made / "kept").iterdir()))
        self.assertGreater(later, SIZE // 2)
        self.log(rewritten, "--since", self.made / "kept" / str(later), status=1, says="the past was changed")
        self.run_it("consistency", self.made / "kept" / str(later), rewritten / "checkpoint", "--log", rewritten, "--key",
                    self.made / "key", status=1, says="the past was changed")
        self.run_it("statement", self.made / "statement.json", "--log", rewritten, "--key", self.made / "key", status=1,
                    says="the past was changed")

    def test_a_statement_says_what_was_decided(self):
        said = self.run_it("statement", self.made / "statement.json", "--key", self.made / "key", "--log", self.made / "log")
        self.assertIn(f"The text of decision {SIZE // 2}.", said)
        self.assertIn("by ", said)
        changed = json.loads((self.made / "statement.json").read_text())
        changed["opened"]["text"]["value"] = "Something else."
        other = pathlib.Path(self.work.name) / "changed.json"
        other.write_text(json.dumps(changed))
        self.run_it("statement", other, "--key", self.made / "key", status=1, says="text is not the one")

    def test_nothing_in_a_statement_steers_the_terminal(self):
        changed = json.loads((self.made / "statement.json").read_text())
        changed["opened"] = {"\x1b[31mtext": {}}
        other = pathlib.Path(self.work.name) / "steering.json"
        other.write_text(json.dumps(changed))
        done = subprocess.run([VERIFY, "statement", other, "--key", self.made / "key"], capture_output=True)
        self.assertEqual(done.returncode, 1)
        self.assertNotIn(b"\x1b", done.stdout + done.stderr)

    def test_two_checkpoints_are_compared_by_a_few_tiles(self):
        for kept in (self.made / "kept").iterdir():
            self.run_it("consistency", kept, self.made / "log/checkpoint", "--log", self.made / "log", "--key", self.made / "key")
        self.run_it("consistency", self.made / "log/checkpoint", self.made / "kept/97", "--log", self.made / "log", "--key",
                    self.made / "key", status=1)

    def test_the_documents_examples_are_what_is_written(self):
        page = (pathlib.Path(__file__).resolve().parents[2] / "docs/formats/ledger.md").read_text()
        made = pathlib.Path(self.work.name) / "three"
        subprocess.run([MAKE_LOG, made, "3"], check=True)
        bundle = (made / "log/tile/entries/000.p/3").read_bytes()
        entry = bundle[2:2 + int.from_bytes(bundle[:2], "big")]
        for block in ((made / "key").read_text(), (made / "log/checkpoint").read_text(), entry.decode(), (made / "inclusion/1").read_text()):
            self.assertIn(f"```\n{block}```", page)
        self.assertIn(hashlib.sha256(b"\0" + entry).hexdigest(), page)

    def test_another_key_believes_nothing(self):
        other = "herald.example/ledger/1+00000000+AQ=="
        self.run_it("log", self.made / "log", "--key", other, status=2, says="--key")
        self.run_it("log", self.made / "log", "--key", "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                    status=1, says="not signed")

    def test_a_wrong_command_line_is_told(self):
        for words in ([], ["log"], ["log", "x"], ["log", self.made / "log", "--key"], ["loge", "x"],
                      ["log", self.made / "log", "--kee", "x"], ["consistency", "a", "b", "--key", self.made / "key"]):
            self.run_it(*words, status=2)
        self.run_it("log", "/nowhere", "--key", self.made / "key", status=1, says="checkpoint")
        self.run_it("statement", "/nowhere", "--key", self.made / "key", status=3)
        for words in (["--help"], ["log", "--help"], ["statement", "--help"], ["consistency", "--help"], ["--version"]):
            self.assertIn("comity-verify", self.run_it(*words))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
