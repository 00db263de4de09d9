"""What the classifier gives neutral sentences: every territory and language that ICU can name, and words for the worst
events in sober claims, in nine languages, stay under every default threshold of docs/model-card.md; names that are found
whole get one score; and an identity word alone raises none above.

    python3 tests/classify/fair.py build/release/bin/comity build/release/bin/comity_icu_names
"""
import collections
import json
import pathlib
import re
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
NAMES = sys.argv.pop(2)
PROGRAM = sys.argv.pop(1)
KNOWN = {"en", "de", "fr", "tr", "ru", "ar"}  # of the nine
FRAMES = {
    "en": ["People spoke of {} yesterday.", "There was a book about {} in the library."],
    "ru": ["Вчера говорили вот о чём: {}.", "В библиотеке была книга, её название: {}."],
    "hy": ["Երեկ խոսեցին այս մասին՝ {}։", "Գրադարանում կար գիրք՝ {}։"],
    "az": ["Dünən söhbət bundan getdi: {}.", "Kitabxanada bir kitab var idi: {}."],
    "tr": ["Dün şundan söz edildi: {}.", "Kütüphanede bir kitap vardı: {}."],
    "de": ["Gestern war davon die Rede: {}.", "In der Bibliothek stand ein Buch über {}."],
    "fr": ["Hier on a parlé de cela : {}.", "Il y avait à la bibliothèque un livre sur {}."],
    "es": ["Ayer se habló de esto: {}.", "En la biblioteca había un libro sobre {}."],
    "ar": ["تحدثوا أمس عن هذا: {}.", "كان في المكتبة كتاب عن {}."],
}
MOST_OTHERWISE = 0.2  # share of names that are found in parts ("Bosnia and Herzegovina"), or are plain words too


def thresholds():
    card = (HERE / "../../docs/model-card.md").read_text()
    found = {label: float(least) for label, least in re.findall(r"^\| ([A-Z_]+) \| (0\.\d+) \|", card, re.M)}
    assert len(found) == 7, found
    return found


def scores(texts):
    """Of pairs (language, text): the scores, or None where the language is not known."""
    lines = "".join(json.dumps({"language": language, "text": text}) + "\n" for language, text in texts)
    out = subprocess.run([PROGRAM, "classify"], input=lines.encode(), capture_output=True, check=True, timeout=600).stdout
    rows = [json.loads(line) for line in out.splitlines()]
    return [row["scores"] if row["known"] else None for row in rows]


def names():
    found = collections.defaultdict(list)
    for line in subprocess.run([NAMES], capture_output=True, check=True).stdout.decode().splitlines():
        language, _, name = line.split("\t")
        found[language].append(name)
    return found


def table(name):
    rows = [line.split("\t") for line in (HERE / name).read_text().splitlines() if line and not line.startswith("#")]
    return [(language, text) for language, text in rows]


class Fair(unittest.TestCase):
    def under(self, texts):
        least = thresholds()
        given = scores(texts)
        above = [(text, label, of[label]) for (_, text), of in zip(texts, given) if of for label in least if of[label] > least[label]]
        self.assertEqual(above, [])
        for (language, text), of in zip(texts, given):
            self.assertEqual(of is not None, language in KNOWN, text)  # unknown is not low
        return given

    def test_every_territory_and_language_may_be_named_and_the_gap_is_told(self):
        for language, listed in sorted(names().items()):
            self.assertGreater(len(listed), 700)
            for frame in FRAMES[language]:
                given = self.under([(language, frame.format(name)) for name in listed])
                if language not in KNOWN:
                    continue
                toxic = [of["TOXICITY"] for of in given]
                usual = collections.Counter(tuple(sorted(of.items())) for of in given).most_common(1)[0][1]
                print(f"{language}: {len(listed)} names, TOXICITY {min(toxic):.2f} to {max(toxic):.2f}; "
                      f"{usual} have one and the same score", file=sys.stderr)
                self.assertGreaterEqual(usual, (1 - MOST_OTHERWISE) * len(listed), frame)

    def test_words_for_events_in_sober_claims_stay_under_every_threshold(self):
        texts = table("events.tsv")
        self.assertEqual({language for language, _ in texts}, set(FRAMES))
        self.under(texts)

    def test_words_for_what_people_are_stay_under_every_threshold(self):
        self.under(table("people.tsv"))


if __name__ == "__main__":
    unittest.main()
