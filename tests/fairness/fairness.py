"""The policies that ship treat equals alike: nobody's name is held, either side may stand first, and it makes no
difference in whose letters a comment is written.

    python3 tests/fairness/fairness.py build/release/bin/comity build/release/bin/comity_icu_names
"""
import collections
import json
import os
import subprocess
import sys
import unittest

NAMES = sys.argv.pop(2)
PROGRAM = sys.argv.pop(1)
HERE = os.path.dirname(os.path.abspath(__file__))
POLICIES = sorted(name[:-5] for name in os.listdir("data/policies") if name.endswith(".toml"))
HOLDS_STRANGERS = {"premoderated-archive"}  # whatever they write; its rules about words show in what staff write

NEUTRAL = {
    "en": "People spoke of these: {}.", "ru": "Говорили вот о чём: {}.", "hy": "Խոսեցին այս մասին՝ {}։",
    "az": "Söhbət bunlardan getdi: {}.", "tr": "Şunlardan söz edildi: {}.", "de": "Die Rede war davon: {}.",
    "fr": "On a parlé de cela : {}.", "es": "Se habló de esto: {}.", "ar": "تحدثوا عن هذا: {}.",
}
# The first and the third are to be allowed, the second held, whoever stands first; the grammar does not matter here.
OPPOSED = {
    "en": ["{} attacked {}.", "{} are idiots, {} are heroes.", "{} began it, and {} answered."],
    "ru": ["{} напали на: {}.", "{} - идиоты, {} - герои.", "{} начали, {} ответили."],
    "hy": ["{} հարձակվեց {}-ի վրա։", "{} - ապուշ, {} - հերոս։", "{} սկսեց, {} պատասխանեց։"],
    "az": ["{} hücum etdi: {}.", "{} axmaqdır, {} qəhrəmandır.", "{} başladı, {} cavab verdi."],
    "tr": ["{} saldırdı: {}.", "{} aptal, {} kahraman.", "{} başlattı, {} yanıt verdi."],
    "de": ["{} griff {} an.", "{} sind Trottel, {} sind Helden.", "{} begann, {} antwortete."],
    "fr": ["{} a attaqué {}.", "{} sont des idiots, {} sont des héros.", "{} a commencé, {} a répondu."],
    "es": ["{} atacó a {}.", "{} son idiotas, {} son héroes.", "{} empezó y {} respondió."],
    "ar": ["هاجم {} على {}.", "{} أغبياء و {} أبطال.", "بدأ {} ورد {}."],
}


def judged(policy, texts):
    author = {"kind": "staff"} if policy in HOLDS_STRANGERS else {}
    lines = "".join(json.dumps({"text": text, "author": author}) + "\n" for text in texts)
    done = subprocess.run([PROGRAM, "judge", "--policy", policy], input=lines.encode(), capture_output=True, timeout=300, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def words(text, verdict):
    return [(clause["id"], finding.get("entry", finding["name"]), text[a:b])
            for clause in verdict["clauses"] for finding in clause["findings"] for a, b in finding["spans"]]


def what(verdict):
    """What the policy said, and by which clauses."""
    return verdict["action"], sorted((clause["id"], clause["action"]) for clause in verdict["clauses"])


def names():
    found = collections.defaultdict(list)
    for line in subprocess.run([NAMES], capture_output=True, check=True).stdout.decode().splitlines():
        language, kind, name = line.split("\t")
        found[language, kind].append(name)
    return found


class Fairness(unittest.TestCase):
    maxDiff = None

    def test_every_territory_and_language_may_be_named(self):
        texts = []
        for (language, _), listed in names().items():
            for at in range(0, len(listed), 6):
                texts.append(NEUTRAL[language].format(", ".join(listed[at:at + 6])))
        self.assertGreater(len(texts), 900)
        for policy in POLICIES:
            held = [words(text, verdict) for text, verdict in zip(texts, judged(policy, texts)) if what(verdict)[0] != "allow"]
            self.assertEqual(held, [], policy)

    def test_either_side_may_stand_first(self):
        texts = []
        for (language, _), listed in names().items():
            some = listed[::max(1, len(listed) // 24)]
            for first, second in zip(some, some[7:] + some[:7]):
                for sentence in OPPOSED[language]:
                    texts += [sentence.format(first, second), sentence.format(second, first)]
        self.assertGreater(len(texts), 2500)
        for policy in POLICIES:
            verdicts = judged(policy, texts)
            differing = [(texts[i], what(verdicts[i]), what(verdicts[i + 1])) for i in range(0, len(texts), 2)
                         if what(verdicts[i]) != what(verdicts[i + 1])]
            self.assertEqual(differing, [], policy)
            for i, (text, verdict) in enumerate(zip(texts, verdicts)):
                is_insult = i // 2 % 3 == 1
                self.assertEqual(verdict["action"] == "allow", not is_insult, (policy, text, words(text, verdict)))

    def test_the_letters_make_no_difference(self):
        with open(os.path.join(HERE, "letter_forms.tsv"), encoding="utf-8") as f:
            _, *rows = (line.rstrip("\n").split("\t") for line in f)
        forms = [(row[1], form, row[2]) for row in rows for form in row[2:] if form]
        for policy in POLICIES:
            verdicts = judged(policy, [form for _, form, _ in forms])
            of_native = {form: what(verdict) for (_, form, native), verdict in zip(forms, verdicts) if form == native}
            wrong = []
            for (expect, form, native), verdict in zip(forms, verdicts):
                if what(verdict) != of_native[native] or (verdict["action"] == "allow") != (expect == "allowed"):
                    wrong.append((form, native, expect, what(verdict), words(form, verdict)))
            self.assertEqual(wrong, [], policy)


if __name__ == "__main__":
    unittest.main()
