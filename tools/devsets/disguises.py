"""Ways to dress a word up. A letter way gives a form for each letter; a seam way joins the forms.

A form that a careful reader could not tell from other words (most of a short word masked, a word cut into two
by a space when it has three letters) is not made: nobody can be asked to catch it.
"""
import unicodedata

import letters as tables

VOWELS = set("aeiouyäöüəıéúüаеёиоуыэюяաեէըիոօ")


class Forms(list):
    """The forms of a word's letters; `parts`: where a cut leaves two words."""

    def __init__(self, forms, parts=()):
        super().__init__(forms)
        self.parts = parts


def bare(letter):
    return unicodedata.normalize("NFD", letter)[0]


def replaced(word, table, draws, share=1.0, least=1):
    """The letters of `word`, those in `table` replaced with chance `share`, `least` of them at any rate; or None."""
    able = [i for i, c in enumerate(word) if table.get(c) or table.get(bare(c))]
    if len(able) < least:
        return None
    picked = {i for i in able if draws.chance(share)}
    while len(picked) < least:
        picked.add(draws.one(able))
    return [draws.one(table.get(c) or table.get(bare(c))) if i in picked else c for i, c in enumerate(word)]


def whole(word, table, draws):
    """Every letter replaced, or None."""
    return replaced(word, table, draws, 1.0, len(word)) if all(table.get(c) for c in word) else None


# ---- letter ways: (entry, draws) -> list of forms, one a letter, or None

def lookalike_cyrillic(e, draws):
    return replaced(e.word, tables.cyrillic_like, draws, 0.4) if e.is_latin else None


def whole_cyrillic(e, draws):
    return whole(e.word, tables.cyrillic_like, draws) if e.is_latin and len(e.word) > 3 else None


def lookalike_greek(e, draws):
    return replaced(e.word, tables.greek_like, draws, 0.4) if e.is_latin else None


def lookalike_other(e, draws):
    return replaced(e.word, tables.other_like, draws, 0.4) if e.is_latin else None


def whole_other(e, draws):
    return whole(e.word, tables.other_like, draws) if e.is_latin else None


def latin_in_native(e, draws):
    table = {"ru": tables.latin_like_cyrillic, "hy": tables.latin_like_armenian}.get(e.language)
    if not table:
        return None
    forms = replaced(e.word, table, draws, 0.4)
    return None if forms is None or all(ord(c[0]) < 128 for c in forms) else forms


def faux_cyrillic(e, draws):
    if e.language != "ru" or len(e.word) < 4:
        return None
    forms = [tables.faux_cyrillic.get(c, c) for c in e.word]
    return None if all(c.isascii() and c.islower() for c in forms) else forms


def fullwidth(e, draws):
    return whole(e.word, tables.fullwidth, draws)


def mathematical(e, draws):
    return whole(e.word, draws.one(tables.mathematical), draws)


def circled(e, draws):
    return whole(e.word, draws.one(tables.circled), draws)


def squared(e, draws):
    return whole(e.word, draws.one(tables.squared), draws)


def small_capitals(e, draws):
    return whole(e.word, tables.small_capitals, draws)


def raised(e, draws):
    return whole(e.word, tables.raised, draws)


def struck(e, draws):
    return replaced(e.word, tables.struck, draws, 0.7) if e.is_latin else None


def leet(e, draws):
    forms = replaced(e.word, tables.leet, draws, 0.6)
    natural = sum(f == c for f, c in zip(forms, e.word)) if forms else 0
    return forms if natural * 3 >= len(e.word) else None


def leet_drawn(e, draws):
    forms = replaced(e.word, tables.drawn, draws, 0.5)
    natural = sum(f == c for f, c in zip(forms, e.word)) if forms else 0
    return forms if natural * 3 >= len(e.word) else None


def stretched(e, draws):
    forms = list(e.word)
    for i in sorted({draws.below(len(forms)) for _ in range(2)} | {len(forms) - 1 - draws.below(2)}):
        forms[i] = forms[i] * (2 + draws.below(7) + 30 * draws.chance(0.05))
    return forms


def accents_added(e, draws):
    if e.language in ("ar", "hy"):
        return None
    forms = [c + draws.one(tables.accents) if draws.chance(0.6) else c for c in e.word]
    return forms if forms != list(e.word) else [forms[0] + "\u0301"] + forms[1:]


def _masked(e, draws, masks):
    n = len(e.word)
    most = 1 if n < 5 else n // 3 + 1 if n > 6 else 2
    at = 1 + draws.below(n - 1)
    if draws.chance(0.6):  # a vowel is what people blot out first
        vowels = [i for i, c in enumerate(e.word) if i and c in VOWELS]
        at = draws.one(vowels) if vowels else at
    count = 1 + draws.below(min(most, n - at))
    mask = draws.one(masks)
    return [mask if at <= i < at + count else c for i, c in enumerate(e.word)]


def masked_star(e, draws):
    return _masked(e, draws, "*")


def masked_sign(e, draws):
    return _masked(e, draws, "@#%$" if e.is_latin else "#%")


def masked_soft(e, draws):
    return _masked(e, draws, "-_.?") if len(e.word) > 4 else None


def mixed_case(e, draws):
    if e.word.upper() == e.word:
        return None
    start = draws.below(2)
    return [c.upper() if i % 2 == start and len(c.upper()) == 1 and c != "ı" else c for i, c in enumerate(e.word)]


def arabic_letters(e, draws):
    return replaced(e.word, tables.arabic_like, draws, 0.5) if e.language == "ar" else None


def _spelled(form):
    return list(form) if form else None


def latin_spelling(e, draws):
    return _spelled(draws.one(e.latin)) if e.latin else None


def cyrillic_spelling(e, draws):
    return _spelled(draws.one(e.cyrillic)) if e.cyrillic else None


def without_marks(e, draws):
    return _spelled(draws.one(e.plain)) if e.plain else None


def half_spelled(e, draws):
    """A word half in its own script, half in the sounds of the other."""
    other = (e.latin or e.cyrillic) and draws.one(e.latin or e.cyrillic)
    if not other or len(other) != len(e.word) or e.language in ("ar", "hy") or e.word == "ахмаг":
        return None
    at = 1 + draws.below(len(other) - 2)
    return list(e.word[:at]) + list(other[at:])


def german_spelling(e, draws):
    pairs = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": draws.one(["ss", "ẞ", "SS"])}
    if e.language != "de" or not set(e.word) & set(pairs):
        return None
    return [pairs.get(c, c) for c in e.word]


def armenian_ligature(e, draws):
    for pair, form in {"մի": "ﬕ", "մն": "ﬓ", "մե": "ﬔ", "վն": "ﬖ", "մխ": "ﬗ"}.items():
        if pair in e.word:
            at = e.word.index(pair)
            return list(e.word[:at]) + [form] + list(e.word[at + 2:])
    return None


# ---- seam ways: (forms, draws) -> (before, word, after) or None

def plain(forms, draws):
    return "", "".join(forms), ""


def _sprinkled(forms, draws, signs):
    out, put = "", 0
    for i, form in enumerate(forms):
        out += form
        if i + 1 < len(forms) and (draws.chance(0.45) or (not put and i + 2 == len(forms))):
            out += draws.one(signs)
            put += 1
    return ("", out, "") if put else None


def zero_width(forms, draws):
    return _sprinkled(forms, draws, tables.zero_width)


def soft_hyphen(forms, draws):
    return _sprinkled(forms, draws, ["\u00ad"])


def tag_characters(forms, draws):
    return _sprinkled(forms, draws, tables.tags)


def variation_selector(forms, draws):
    return _sprinkled(forms, draws, tables.variation_selectors)


def bidi_control(forms, draws):
    return _sprinkled(forms, draws, tables.bidi_controls)


def reversed_override(forms, draws):
    return "\u202e", "".join(reversed(forms)), "\u202c"


def mark_pile(forms, draws):
    return "", "".join(f + "".join(draws.one(tables.piles) for _ in range(draws.below(6))) for f in forms[:-1]) + forms[-1] + draws.one(
        tables.piles), ""


def hebrew_points(forms, draws):
    return _sprinkled(forms, draws, tables.hebrew_points)


def vowel_marks(forms, draws):
    return _sprinkled(forms, draws, tables.harakat)


def tatweel(forms, draws):
    return _sprinkled(forms, draws, ["ـ", "ــ", "ـــ"])


def spaced(forms, draws):
    return "", " ".join(forms), ""


def spaced_wide(forms, draws):
    return "", draws.one(tables.wide_blanks).join(forms), ""


def dotted(forms, draws):
    return "", draws.one(tables.separators).join(forms), ""


def dotted_wide(forms, draws):
    return "", draws.one([" . ", " - ", "--", "..", " _ "]).join(forms), ""


def mixed_separators(forms, draws):
    signs = draws.some(tables.separators, 3)
    return "", "".join(f + (draws.one(signs) if i + 1 < len(forms) else "") for i, f in enumerate(forms)), ""


def emoji_split(forms, draws):
    sign = draws.one(tables.emoji)
    if draws.chance(0.5):
        return "", sign.join(forms), ""
    at = 1 + draws.below(len(forms) - 1)
    return "", "".join(forms[:at]) + sign + "".join(forms[at:]), ""


def markup_split(forms, draws):
    at = 1 + draws.below(len(forms) - 1)
    head, tail = "".join(forms[:at]), "".join(forms[at:])
    tag = draws.one(["b", "i", "em", "u"])
    return draws.one([
        ("", f"{head}<{tag}>{tail}", f"</{tag}>"), ("", f"{head}<{tag}></{tag}>{tail}", ""), ("", f"{head}**{tail}", "**"),
        ("", f"{head}<!-- -->{tail}", ""),
    ])


def entity(forms, draws):
    out, put = "", 0
    for i, form in enumerate(forms):
        if len(form) == 1 and (draws.chance(0.5) or (not put and i + 1 == len(forms))):
            out += draws.one(["&#{};", "&#x{:x};"]).format(ord(form))
            put += 1
        else:
            out += form
    return ("", out, "") if put else None


def glued_x(forms, draws):
    return draws.one([("x", "".join(forms), "x"), ("xx", "".join(forms), "xx"), ("Xx", "".join(forms), "xX")])


def glued_sign(forms, draws):
    """In a hashtag, a name, a file name, before a number."""
    word = "".join(forms)
    return draws.one([("#", word, ""), ("_", word, "_"), ("", word, "123"), ("", word, "2000"), ("", word, "!!!111")])


def glued_twice(forms, draws):
    word = "".join(forms)
    return "", word, word


# What people write before a word in a joined name or hashtag.
BEFORE = {"en": ["Total", "You"], "de": ["Totaler", "Du"], "fr": ["Gros", "Quel"], "es": ["Gran", "Puro"], "tr": ["Tam", "Sen"],
          "az": ["Tam", "Sen"], "ru": ["Полный", "Такой"], "hy": ["Իսկական", "Այդ"]}


def glued_capitals(entry, draws):
    """As in #TotalPlonker: (before, word, after)."""
    if entry.language not in BEFORE or len(entry.word) < 4:
        return None
    first = entry.word[0].upper()
    if len(first) > 1 or entry.word[0] == "i":
        return None
    return draws.one(["#", ""]) + draws.one(BEFORE[entry.language]), first + entry.word[1:], ""


def both(first, second):
    """The forms of two letter ways in one word, turn about where both changed a letter."""
    if first is None or second is None or len(first) != len(second):
        return None
    return [b if i % 2 and b else a for i, (a, b) in enumerate(zip(first, second))]


def cut_places(forms, least):
    """Where a word of `least` letters or more may be cut and its parts are not both words."""
    return [] if len(forms) < least else [i for i in range(1, len(forms)) if i not in forms.parts]


def cut_by_sign(forms, draws):
    places = cut_places(forms, 4)
    if not places:
        return None
    at = draws.one(places)
    return "", "".join(forms[:at]) + draws.one(list("/_|~.*") + ["—", "…"]) + "".join(forms[at:]), ""


def cut_by_blank(forms, draws):
    places = cut_places(forms, 6)
    if not places:
        return None
    at = draws.one(places)
    return "", "".join(forms[:at]) + " " + "".join(forms[at:]), ""


LETTER_WAYS = [
    lookalike_cyrillic, whole_cyrillic, lookalike_greek, lookalike_other, whole_other, latin_in_native, faux_cyrillic, fullwidth,
    mathematical, circled, squared, small_capitals, raised, struck, leet, leet_drawn, stretched, accents_added, masked_star,
    masked_sign, masked_soft, mixed_case, arabic_letters, latin_spelling, cyrillic_spelling, without_marks, half_spelled,
    german_spelling, armenian_ligature,
]
SEAM_WAYS = [
    zero_width, soft_hyphen, tag_characters, variation_selector, bidi_control, reversed_override, mark_pile, hebrew_points,
    vowel_marks, tatweel, spaced, spaced_wide, dotted, dotted_wide, mixed_separators, emoji_split, markup_split, entity, glued_x,
    glued_sign, glued_twice, cut_by_sign, cut_by_blank,
]
# What goes together without hiding the word from its readers too.
LETTERS_OF_TWO = [lookalike_cyrillic, lookalike_greek, lookalike_other, leet, stretched, fullwidth, mathematical, accents_added,
                  latin_in_native, masked_star, latin_spelling, without_marks, arabic_letters, mixed_case, small_capitals]
PAIRS_OF_LETTERS = [
    (lookalike_cyrillic, leet), (lookalike_cyrillic, lookalike_greek), (leet, stretched), (lookalike_other, accents_added),
    (stretched, accents_added), (leet, accents_added), (fullwidth, mathematical), (circled, squared), (struck, lookalike_greek),
    (latin_in_native, stretched), (mixed_case, stretched), (arabic_letters, stretched), (mixed_case, leet), (mixed_case, masked_star),
]
SEAMS_OF_TWO = [zero_width, soft_hyphen, variation_selector, mark_pile, spaced, dotted, emoji_split, glued_x, tag_characters,
                markup_split, tatweel]


def fits(way, entry):
    """Whether a seam way is one that people use on such a word."""
    if way in (vowel_marks, tatweel):
        return entry.language == "ar"
    if way is hebrew_points:
        return entry.is_latin
    if way is reversed_override:
        return entry.language != "ar"
    if way is glued_twice:
        return len(entry.word) > 3
    return True
