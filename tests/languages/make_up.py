#!/usr/bin/env python3
"""make_up.py FOLDER: writes there every language there is and one that nobody speaks, "qaa" (a tag that BCP 47 leaves to
private use): each English text behind the word "qaa", read from right to left, with words of its own for case codes."""
import itertools
import json
import pathlib
import sys

LANGUAGES = pathlib.Path(__file__).resolve().parents[2] / "data/languages"


def made_up():
    texts = json.loads((LANGUAGES / "en.json").read_text(encoding="utf-8"))
    qaa = {key: text if key.startswith("meta.") else "qaa " + text for key, text in texts.items() if key != "case.words"}
    qaa |= {"meta.language": "Qaaish", "meta.direction": "rtl", "meta.locale": "qaa"}
    qaa["case.words"] = ["q" + "".join(letters) + "aa" for letters in itertools.product("bdfglmnprst", repeat=3)]
    return qaa


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for file in LANGUAGES.glob("*.json"):
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "qaa.json").write_text(json.dumps(made_up(), ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
