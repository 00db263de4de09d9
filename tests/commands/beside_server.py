"""The demonstration as readers see it, and commands beside a running server: python3 beside_server.py PATH-OF-COMITY."""
import json
import pathlib
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import comity as support  # noqa: E402

BINARY = None


class Served(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="comity-served-")
        cls.data = pathlib.Path(cls.folder.name) / "data"
        support.comity(BINARY, "demo", "--data", cls.data)
        cls.server = support.Server(BINARY, cls.data).start()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.folder.cleanup()

    def comments(self, story):
        status, _, body = self.server.request("GET", f"/api/v1/sites/herald/stories/{story}/comments?limit=200")
        self.assertEqual(status, 200)
        return {c["number"]: c for c in json.loads(body)["comments"]}

    def admin(self, *words):
        return support.comity(BINARY, "admin", *words, "--data", self.data).stdout

    def becomes_true(self, question, what):
        """Within a second, says design.md; three are allowed on a busy machine."""
        deadline = time.monotonic() + 3
        while not question():
            self.assertLess(time.monotonic(), deadline, what)
            time.sleep(0.02)

    def test_an_edit_names_the_answer_it_came_after_and_no_other_number(self):
        ferry = self.comments("last-ferry")
        self.assertEqual((ferry[6]["name"], ferry[6]["edited_after"]), ("Olumide", 7))
        plaques = self.comments("two-plaques")
        self.assertEqual(plaques[17]["name"], "Velmar born")
        self.assertIsNotNone(plaques[17]["edited"])
        self.assertIsNone(plaques[17]["edited_after"])

    def test_two_of_one_name_are_told_apart(self):
        marks = [c["name_mark"] for c in self.comments("two-plaques").values() if c["name"] == "Anna"]
        self.assertEqual(marks, ["", "2"])

    def test_a_removed_comment_keeps_its_number_and_gives_no_text(self):
        removed = self.comments("two-plaques")[11]
        self.assertEqual(removed["state"], "removed")
        self.assertFalse(removed.get("text") or removed.get("html"))
        self.assertNotIn("Those people over there", json.dumps(self.comments("two-plaques")))

    def test_what_an_operator_does_is_seen_without_a_restart(self):
        self.assertEqual(self.comments("last-ferry")[1]["state"], "published")
        self.admin("comment", "remove", "herald/last-ferry/1", "--clause", "person")
        self.becomes_true(lambda: self.comments("last-ferry")[1]["state"] == "removed", "removed")
        self.admin("comment", "restore", "herald/last-ferry/1")
        self.becomes_true(lambda: self.comments("last-ferry")[1]["state"] == "published", "restored")

        [held] = map(json.loads, self.admin("held", "list", "--json").splitlines())
        self.admin("held", "release", held["id"])
        self.becomes_true(lambda: 20 in self.comments("last-ferry"), "released")

        self.admin("story", "close", "herald", "two-plaques")

        def refused():
            status, _, _ = self.server.request("POST", "/api/v1/sites/herald/stories/two-plaques/comments",
                                               body=json.dumps({"name": "Late", "text": "Too late?"}),
                                               headers={"Content-Type": "application/json"})
            return status == 403

        self.becomes_true(refused, "closed")


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main()
