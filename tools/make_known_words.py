#!/usr/bin/env python3
"""make_known_words.py OUT LANG=FILE... : filters of ordinary words, data/known-words/LANG.filter.

A FILE is a list of words (one a line), a JSON array of them, or a hunspell .dic with its .aff beside it. Words of 1
to 8 letters are kept, folded as src/policy/known_words.cc folds a token; words with a capital are left out (names,
abbreviations). The filter (Bloom, 12 bits a word, 7 hashes) says of a word in about 300 that is not listed that it is.
Which lists were used, and their licences: data/known-words/README.md.
"""
import json
import os
import re
import struct
import sys
import unicodedata

BITS_A_WORD, HASHES, LONGEST = 12, 7, 8
MERGED = str.maketrans({"ı": "i", "ß": "ss", "ə": "e", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l",
                        "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ٱ": "ا"})


def folded(word):
    parts = unicodedata.normalize("NFD", word.lower().replace("i̇", "i"))
    return "".join(c for c in parts if not unicodedata.combining(c)).translate(MERGED)


def affixes(path):
    suffixes, flag_kind = {}, "char"
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            words = line.split()
            if words[:1] == ["FLAG"]:
                flag_kind = words[1]
            if len(words) >= 5 and words[0] == "SFX" and not (words[3].isdigit() and len(words) == 4):
                strip = "" if words[2] == "0" else words[2]
                add = words[3].split("/")[0]
                add = "" if add == "0" else add
                suffixes.setdefault(words[1], []).append((strip, add, re.compile(f"(?:{words[4]})$")))
    return suffixes, flag_kind


def flags_of(text, kind):
    if kind == "num":
        return text.split(",")
    if kind == "long":
        return [text[i:i + 2] for i in range(0, len(text), 2)]
    return list(text)


def words_of(path):
    if path.endswith(".json"):
        with open(path, encoding="utf-8") as file:
            yield from json.load(file)
        return
    aff = path[:-4] + ".aff"
    suffixes, kind = affixes(aff) if path.endswith(".dic") and os.path.exists(aff) else ({}, "char")
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            entry = re.split(r"[\t ]", line.strip())[0]
            word, _, flags = entry.partition("/")
            if not word or len(word) > LONGEST + 4:
                continue
            yield word
            for flag in flags_of(flags, kind):
                for strip, add, condition in suffixes.get(flag, ()):
                    if len(word) + len(add) <= LONGEST + 6 and word.endswith(strip) and condition.search(word):
                        yield word[:len(word) - len(strip)] + add


def hashes(word):
    value = 14695981039346656037
    for c in word:
        value = ((value ^ ord(c)) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
    value ^= value >> 29
    return value & 0xFFFFFFFF, (value >> 32) | 1


def main(out, arguments):
    by_language = {}
    for argument in arguments:
        language, _, path = argument.partition("=")
        if path.endswith("own.txt"):
            with open(path, encoding="utf-8") as lines:
                for line in lines:
                    if line.strip() and line[0] != "#":
                        first, *rest = line.split()
                        by_language.setdefault(first, set()).update(folded(word) for word in rest)
            continue
        kept = by_language.setdefault(language, set())
        for word in words_of(path):
            small = word[:1].lower() + word[1:] if len(word) == 1 else word
            if small != small.lower() or not small.isalpha():
                continue
            form = folded(small)
            if 1 < len(form) <= LONGEST:
                kept.add(form)
    for language, words in sorted(by_language.items()):
        bits = max(8192, len(words) * BITS_A_WORD)  # small ones hash badly
        table = bytearray((bits + 7) // 8)
        for word in words:
            first, second = hashes(word)
            for k in range(HASHES):
                at = ((first + k * second) & 0xFFFFFFFF) % bits
                table[at >> 3] |= 1 << (at & 7)
        with open(os.path.join(out, language + ".filter"), "wb") as file:
            file.write(b"CKW1" + struct.pack("<II", bits, HASHES) + table)
        print(language, len(words), "words", len(table), "bytes", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
