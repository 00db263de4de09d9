#!/usr/bin/env python3
"""Makes the development sets of disguised words and innocent lookalikes.

    tools/devsets/make.py [--seed N] [--from data/devsets] [--to data/devsets]
    tools/devsets/make.py --check      makes them again and compares; exit status 1 if a byte differs

What the sets hold and what the columns mean: data/devsets/README.md. Same seed and same lists, same bytes.
"""
import argparse
import os
import sys
import tempfile
import unicodedata

import disguises
import innocents
from draws import Draws

HERE = os.path.dirname(os.path.abspath(__file__))
SETS = os.path.normpath(os.path.join(HERE, "..", "..", "data", "devsets"))
SEED = 20240611


def rows(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="\n") as f:
        head, *lines = f.read().splitlines()
    return [dict(zip(head.split("\t"), line.split("\t"))) for line in lines if line]


def several(cell):
    return [form for form in (cell or "").split(";") if form]


class Entry:
    def __init__(self, row):
        self.word, self.language = row["word"], row["language"]
        self.is_latin = self.language not in ("ru", "hy", "ar")
        self.latin, self.cyrillic, self.plain = (several(row.get(c)) for c in ("latin", "cyrillic", "plain"))
        self.parts = tuple(int(p) for p in several(row.get("parts")))


def carriers_of(folder, name):
    found = {}
    for row in rows(folder, name):
        found.setdefault(row["language"], []).append(row["text"])
    return found


def visible(text):
    """As a reader of the file should see it: what draws nothing or joins its neighbour is written \\u{HEX}."""
    out = ""
    for c in text:
        hidden = unicodedata.category(c) in ("Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp") and c != " "
        if hidden or c in "\u115f\u3164" or 0xE0000 <= ord(c):
            out += f"\\u{{{ord(c):X}}}"
        else:
            out += "\\\\" if c == "\\" else c
    return out


def nfc(text):
    return unicodedata.normalize("NFC", text)


def size(text):
    return len(text.encode())


class Disguised:
    """Rows of escaped, base, kind, language, begin, end, letters_begin, letters_end."""

    def __init__(self, carriers, draws):
        self.carriers, self.draws = carriers, draws
        self.rows, self.seen = [], set()

    def add(self, entry, kind, forms, seam):
        if forms is None:
            return False
        if self.draws.chance(0.12) and kind not in ("mixed_case", "armenian_ligature", "without_marks"):
            forms = [forms[0].upper() if len(forms[0].upper()) == 1 and forms[0] != "i" else forms[0], *forms[1:]]
        made = seam(disguises.Forms(forms, entry.parts if len(forms) == len(entry.word) else ()), self.draws)
        if made is None:
            return False
        before, word, after = (nfc(part) for part in made)
        if before + word + after == entry.word:
            return False
        head, tail = self.draws.one(self.carriers[entry.language]).split("{}")
        if word[-1] in ".?!" and not tail.startswith(" "):
            tail = ""
        text = head + before + word + after + tail
        if nfc(text) != text or (entry.word, text) in self.seen:
            return False
        self.seen.add((entry.word, text))
        begin = size(head)
        letters = begin + size(before)
        self.rows.append((visible(text), entry.word, kind, entry.language, begin, begin + size(before + word + after), letters,
                          letters + size(word)))
        return True


def make_disguised(folder, draws):
    entries = [Entry(row) for row in rows(folder, "words.tsv")]
    made = Disguised(carriers_of(folder, "carriers.tsv"), draws)
    for way in disguises.LETTER_WAYS:
        for entry in entries:
            made.add(entry, way.__name__, way(entry, draws), disguises.plain)
    for way in disguises.SEAM_WAYS:
        for entry in entries:
            if disguises.fits(way, entry):
                made.add(entry, way.__name__, list(entry.word), way)
    for entry in entries:
        glued = disguises.glued_capitals(entry, draws)
        if glued:
            made.add(entry, "glued_capitals", list(entry.word), lambda forms, draws, glued=glued: glued)
    for entry in entries:
        for first, second in draws.some(disguises.PAIRS_OF_LETTERS, 6):
            forms = disguises.both(first(entry, draws), second(entry, draws))
            if forms and forms != list(entry.word):
                made.add(entry, "two_letters_ways", forms, disguises.plain)
        left, tries = 3, 0
        while left and tries < 60:
            tries += 1
            letters, seam = draws.one(disguises.LETTERS_OF_TWO), draws.one(disguises.SEAMS_OF_TWO)
            if len(entry.word) > 3 and disguises.fits(seam, entry):
                left -= made.add(entry, "two_at_once", letters(entry, draws), seam)
            elif len(entry.word) == 3 and seam in (disguises.zero_width, disguises.soft_hyphen, disguises.mark_pile):
                left -= made.add(entry, "two_at_once", letters(entry, draws), seam)
    return made.rows


def make_innocent(folder, draws):
    entries = [Entry(row) for row in rows(folder, "words.tsv")]
    carriers = carriers_of(folder, "innocent-carriers.tsv")
    found = []
    for row in rows(folder, "innocent-words.tsv"):
        found.append((draws.one(carriers[row["language"]]).format(row["text"]), row["kind"], row["language"]))
    for row in rows(folder, "innocent-sentences.tsv"):
        found.append((row["text"], row["kind"], row["language"]))
    found += innocents.made_from([e for e in entries if e.is_latin or e.language == "ru"], draws)
    return [(visible(text), kind, language) for text, kind, language in dict.fromkeys(found)]


def write(path, head, lines):
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write("\t".join(head) + "\n")
        for line in lines:
            f.write("\t".join(str(cell) for cell in line) + "\n")


def make(folder, to, seed):
    os.makedirs(to, exist_ok=True)
    write(os.path.join(to, "disguised.tsv"),
          ("escaped", "base", "kind", "language", "begin", "end", "letters_begin", "letters_end"), make_disguised(folder, Draws(seed)))
    write(os.path.join(to, "innocent.tsv"), ("escaped", "kind", "language"), make_innocent(folder, Draws(seed + 1)))


def check(folder, seed):
    with tempfile.TemporaryDirectory() as again:
        make(folder, again, seed)
        status = 0
        for name in ("disguised.tsv", "innocent.tsv"):
            with open(os.path.join(folder, name), "rb") as a, open(os.path.join(again, name), "rb") as b:
                if a.read() != b.read():
                    print(f"{name} is not what tools/devsets/make.py makes; run it and commit what it writes")
                    status = 1
        return status


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--seed", type=int, default=SEED)
    args.add_argument("--from", dest="folder", default=SETS, help="the folder of the lists")
    args.add_argument("--to", help="where the sets go; the folder of the lists if not said")
    args.add_argument("--check", action="store_true")
    given = args.parse_args()
    if given.check:
        sys.exit(check(given.folder, given.seed))
    make(given.folder, given.to or given.folder, given.seed)


if __name__ == "__main__":
    main()
