#!/usr/bin/env python3
"""made_up.py COMITY FILE: a server whose build found one more file, FILE, among the languages, speaks it everywhere."""
import html
import json
import pathlib
import re
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / folder) for folder in ("support", "pages", "http", "imports")]
import invented  # noqa: E402
from comity import Server, comity  # noqa: E402
from reader import Reader  # noqa: E402
from world import POLICY  # noqa: E402

BINARY, FILE = sys.argv[1:3]
TEXTS = json.loads(pathlib.Path(FILE).read_text(encoding="utf-8"))
# English texts that stand on a page as they are.
PLAIN = {text.removeprefix("qaa ") for text in TEXTS.values() if isinstance(text, str) and text.startswith("qaa ")}


class MadeUpLanguage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.data = cls.folder.name + "/data"
        policy = pathlib.Path(cls.folder.name) / "policy.toml"
        policy.write_text(POLICY)
        comity(BINARY, "admin", "site", "add", "herald", "--data", cls.data, "--name", "H", "--origin", "http://localhost:8080",
               "--languages", "qaa", "--policy", policy)
        comity(BINARY, "admin", "story", "add", "herald", "--data", cls.data, "--url", "http://localhost:8080/bridge", "--id",
               "bridge", "--title", "Bridge", "--language", "qaa")
        cls.server = Server(BINARY, cls.data, "--guest-rate", 10_000, "--source-rate", 10_000)
        cls.server.options += ["--public-url", cls.server.base]
        cls.server.start()

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.folder.cleanup()

    def check_speaks(self, page):
        """All that the page says, it says in the language."""
        head = page.html.split("<body", 1)[0]
        self.assertIn('lang="qaa" dir="rtl"', head, page.url)
        said = re.split(r"<[^>]*>", page.html) + re.findall(r'="([^"]*)"', page.html)
        self.assertEqual({html.unescape(text).strip() for text in said} & PLAIN, set(), f"{page.url} says it in English")
        self.assertIn("qaa ", page.text)

    def post(self, text):
        return Reader(self.server).open("/s/herald/bridge").form("/s/herald/bridge").send(name="Anna", text=text)

    def test_pages_speak_it_without_being_asked_on_a_site_of_that_language(self):
        for path in ("/s/herald", "/s/herald/bridge", "/policy/herald"):
            self.check_speaks(Reader(self.server).open(path))

    def test_pages_speak_it_when_asked(self):
        for path in ("/?lang=qaa", "/case?lang=qaa", "/nowhere?lang=qaa"):
            page = Reader(self.server).open(path)
            self.assertIn('lang="qaa" dir="rtl"', page.html, path)

    def test_the_list_of_languages_names_it(self):
        self.assertIn('<a href="/s/herald?lang=qaa" lang="qaa" hreflang="qaa" dir="rtl"', Reader(self.server).open("/s/herald?lang=en").html)
        self.assertIn("Qaaish", Reader(self.server).open("/s/herald?lang=en").text)

    def test_a_receipt_speaks_it_and_its_case_code_is_of_its_words(self):
        for text in ("Who pays?", "What humbug!", "What balderdash!"):
            page = self.post(text)
            self.check_speaks(page)
            code = re.search(r"\bq[a-z]{3}aa(-q[a-z]{3}aa){3}\b", page.html)
            self.assertIsNotNone(code, page.text)
            again = Reader(self.server).open("/case").form("/case").send(code=code[0].upper().replace("-", " "), site="herald")
            self.assertIn(text, again.html)

    def test_the_policy_has_its_words_around_it(self):
        self.assertIn(TEXTS["policy.page.rules"], Reader(self.server).open("/policy/herald").text)

    def test_the_widget_brings_it(self):
        script = self.server.request("GET", "/widget.js")[2].decode()
        address = re.search(r"assets/messages\.qaa\.json\?v=[0-9a-f]{6,}", script)
        status, _, body = self.server.request("GET", "/" + address[0])
        self.assertEqual(status, 200)
        texts = [text for text in json.loads(body) if isinstance(text, str)]
        self.assertGreater(sum(text.startswith("qaa ") for text in texts), 40)

    def test_imported_comments_without_a_name_have_its_word_for_nobody(self):
        export = pathlib.Path(self.folder.name) / "export.xml"
        text = "".join(invented.export(3))
        text = text.replace("<wp:base_blog_url>", "<language>qaa</language><wp:base_blog_url>", 1)
        export.write_text(re.sub(r"<!\[CDATA\[Reader \d+\]\]>", "", text))
        comity(BINARY, "import", "wxr", export, "--data", self.data, "--site", "fir", check=False)
        exported = comity(BINARY, "export", "jsonl", "--data", self.data, "--site", "fir").stdout
        names = {json.loads(line).get("name") for line in exported.splitlines() if '"kind":"comment"' in line}
        self.assertEqual(names, {TEXTS["comment.name_unknown"]})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
