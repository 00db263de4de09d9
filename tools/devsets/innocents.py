"""Innocent rows made from the entries: lists of letters, initialisms, formulas, code, addresses."""

LISTS = {
    "en": ["Options {} are open", "seats {} in the last row", "the strings are tuned {}", "grades {} this term"],
    "de": ["die Reihen {} sind frei"], "fr": ["les cases {} sont libres"], "es": ["los grupos {} van primero"],
    "tr": ["{} şıkları yanlış"], "az": ["{} bəndləri"], "ru": ["пункты {} ниже"],
}
INITIALISMS = {
    "en": ["the {} institute", "{} was founded in 1970"], "de": ["das Institut {} in Neustadt"], "fr": ["l'institut {} de Neuville"],
    "es": ["el instituto {} cerró"], "tr": ["{} vakfı"], "az": ["{} institutu"], "ru": ["институт {} закрыт"],
}
FORMULAS = ["{0} = 4, so y = {1} + 2", "f(x) = {1}", "{1} < 12"]
CODE = ["if ({0} && {1}) return;", "$x = ${0}[{1}];", "for {0} in {1}: print({0})"]
ADDRESSES = ["https://example.org/{}/12", "write to {}@example.org", "see www.example.com/?q={}"]


def made_from(entries, draws):
    found = []
    for entry in entries:
        word, language = entry.word, entry.language
        letters = list(word)
        if len(word) <= 7:
            shown = ", ".join(letters)
            found.append((draws.one(LISTS[language]).format(draws.one([shown, shown.upper()])), "letter_list", language))
            dotted = "".join(c.upper() + "." for c in letters)
            if "ß" not in word:
                found.append((draws.one(INITIALISMS[language]).format(dotted), "initialism", language))
        if word.isascii() and len(word) == 3:
            product = draws.one(["*", "/", "+"]).join(letters)
            found.append((draws.one(FORMULAS).format(letters[0], product), "formula", language))
        if word.isascii() and len(word) <= 5:
            found.append((draws.one(CODE).format(letters[0], " || ".join(letters[1:])), "code", language))
        if word.isascii():
            found.append((draws.one(ADDRESSES).format(word), "address", language))
    return found
