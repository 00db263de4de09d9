"""What may stand for a letter, as people who dress words up pick it. A table a kind of disguise.

Own work; the forms are facts of Unicode and of keyboards. Every value is a list to pick from.
"""
import string

LATIN = string.ascii_lowercase


def _row(letters, forms):
    return {a: [b] for a, b in zip(letters, forms)}


def _block(first, gaps=None):
    """Letters a-z in a row of code points from `first`; `gaps`: letters that stand elsewhere."""
    row = {a: [chr(first + i)] for i, a in enumerate(LATIN)}
    for letter, form in (gaps or {}).items():
        row[letter] = [form]
    return row


fullwidth = _block(0xFF41)
# Bold, italic, script, fraktur, double-struck, sans, monospace.
mathematical = [
    _block(0x1D41A), _block(0x1D44E, {"h": "\u210e"}), _block(0x1D4EA), _block(0x1D51E), _block(0x1D552),
    _block(0x1D5BA), _block(0x1D5EE), _block(0x1D622), _block(0x1D68A),
]
circled = [_block(0x24D0), _block(0x1F150), _block(0x24B6)]
squared = [_block(0x1F130), _block(0x1F170), _block(0x1F1E6)]
small_capitals = _row("abcdeghijklmnoprtuvwyz", "ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ") | {"f": ["ꜰ"], "s": ["ꜱ"]}
raised = _row("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
struck = _row("abcdefghijklnoprtuyz", "ⱥƀȼđɇꞙǥħɨɉꝁłɲøᵽɍŧʉɏƶ") | {"m": ["ɱ"], "s": ["ꞩ"]}

# Latin letters that a letter of another script looks like.
cyrillic_like = {
    "a": "а", "b": "ЬВ", "c": "с", "d": "ԁ", "e": "е", "g": "ԍ", "h": "һН", "i": "і", "j": "ј", "k": "к", "l": "ӏ",
    "m": "м", "n": "пН", "o": "о", "p": "р", "q": "ԛ", "r": "г", "s": "ѕ", "t": "т", "u": "ц", "w": "ԝ", "x": "х",
    "y": "у", "z": "",
}
greek_like = {
    "a": "αΑ", "b": "βΒ", "c": "ϲ", "d": "δ", "e": "εΕ", "i": "ιΙ", "k": "κΚ", "m": "Μ", "n": "ηΝ", "o": "οσ",
    "p": "ρΡ", "s": "ς", "t": "τΤ", "u": "υ", "v": "ν", "w": "ω", "x": "χΧ", "y": "γΥ", "z": "Ζ",
}
other_like = {  # Cherokee, Lisu, Armenian, Coptic, Roman numerals, Canadian syllabics, letter-like signs
    "a": "ᎪꓮᗩƛⲀ", "b": "ᏴꓐᗷƄ", "c": "ᏟꓚⲤⅽ", "d": "ᎠꓓᗪⅾԀ", "e": "ᎬꓰҽℯЄ", "f": "ꓝҒϝ", "g": "ᏀꓖցɡԌ", "h": "ᎻꓧհҺ",
    "i": "ᎥꓲⅰⲒ", "j": "ᎫꓙЈ", "k": "ᏦꓗⲔ", "l": "ᏞꓡⅼԼ", "m": "ᎷꓟⅿⲘ", "n": "ꓠᑎո", "o": "ꓳօⲟ๐", "p": "ᏢꓑᑭⲢ", "q": "զԛ",
    "r": "ᎡꓣᖇᏒ", "s": "ᏚꓢՏ", "t": "ᎢꓔⲦ†", "u": "ꓴսᑌ", "v": "Ꮩꓦⅴᐯ", "w": "ᎳꓪᏔ", "x": "ꓫⅹ᙭", "y": "ꓬⲨу", "z": "ᏃꓜⲌ",
}
latin_like_cyrillic = {  # the reverse: Cyrillic words with Latin letters in them
    "а": "a", "в": "B", "г": "r", "е": "e", "ё": "ë", "з": "3", "и": "u", "й": "ŭ", "к": "k", "м": "m", "н": "H",
    "о": "o", "п": "n", "р": "p", "с": "c", "т": "Tt", "у": "y", "х": "x", "б": "6", "д": "g", "л": "",
}
latin_like_armenian = {"ս": "u", "հ": "h", "ո": "n", "օ": "o", "ց": "g", "լ": "l"}
faux_cyrillic = {  # Cyrillic letters drawn on a Latin keyboard, several signs for one where need be
    "а": "a", "б": "6", "в": "B", "г": "r", "д": "D", "е": "e", "ё": "e", "з": "3", "и": "u", "й": "u", "к": "K",
    "л": "JI", "м": "M", "н": "H", "о": "o", "п": "n", "р": "p", "с": "c", "т": "T", "у": "y", "х": "x", "я": "9I",
    "ж": "}|{", "ы": "bI", "ю": "IO", "ч": "4",
}

leet = {
    "a": "4@", "b": "8", "e": "3", "g": "9", "i": "1!|", "l": "1|", "o": "0", "s": "5$", "t": "7+", "z": "2",
    "о": "0", "з": "3", "ч": "4", "б": "6", "а": "@4", "օ": "0",
}
drawn = {  # several signs for one letter
    "a": ["/\\", "/-\\"], "d": ["|)"], "h": ["|-|"], "k": ["|<"], "l": ["|_"], "m": ["|\\/|", "/\\/\\"],
    "n": ["|\\|"], "o": ["()"], "p": ["|°"], "u": ["|_|"], "v": ["\\/"], "w": ["\\/\\/", "vv"], "x": ["><"], "b": ["|3"],
    "к": ["|<"], "п": ["||"], "ж": ["}|{"], "х": ["><"], "о": ["()"], "л": ["/\\"],
}

accents = ["\u0300", "\u0301", "\u0302", "\u0303", "\u0308", "\u030a", "\u030c", "\u0304", "\u0306", "\u0323", "\u0328"]
piles = accents + ["\u0315", "\u0334", "\u0336", "\u0337", "\u0338", "\u0489", "\u20dd", "\u20e0", "\u035c", "\u0353"]
hebrew_points = ["\u05b0", "\u05b4", "\u05b6", "\u05b7", "\u05bc", "\u05c1"]
harakat = ["\u064b", "\u064e", "\u064f", "\u0650", "\u0651", "\u0652"]
arabic_like = {  # letters of Persian, Urdu and presentation forms; hamza on and off
    "أ": "اإآٱ", "ه": "ةہھ", "ي": "یىېے", "ك": "کڪ", "و": "ۆۇ", "ق": "ڨ", "ف": "ڢ", "ر": "ړ", "ت": "ٺ", "غ": "ڠ", "ح": "ڂ",
    "ب": "ٻ", "ع": "ﻋﻌ", "س": "ﺳﺴ", "خ": "ﺧﺨ", "د": "ﺪﺩ", "ل": "ﻟﻠ", "م": "ﻣﻤ", "ا": "ﺍﺎ",
}

zero_width = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u034f", "\u180e", "\u115f", "\u3164", "\u2062", "\u2063"]
bidi_controls = ["\u200e", "\u200f", "\u202a", "\u202c", "\u202d", "\u2066", "\u2069", "\u061c"]
tags = [chr(0xE0000 + ord(c)) for c in "agz09"]
variation_selectors = ["\ufe00", "\ufe0e", "\ufe0f", "\U000e0100", "\U000e0101"]
separators = list(".-_*|/~:+") + ["·", "•", "–"]
wide_blanks = ["\u00a0", "\u2009", "\u2003", "\u202f", "\u3000", "  "]
emoji = ["🔥", "❤️", "😂", "🌸", "👀", "⚡", "💥", "🙈", "👋🏾", "☀️"]
