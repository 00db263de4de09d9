#!/usr/bin/env python3
"""report.py SCORES.tsv [DATA]: the figures of docs/model-card.md, in Markdown, from what comity_train --scores wrote.

DATA, the folder of the labelled sets, is needed for the part on identity words. Standard library only.
"""
import collections
import csv
import gzip
import json
import os
import re
import sys

LABELS = ["TOXICITY", "SEVERE_TOXICITY", "INSULT", "PROFANITY", "THREAT", "IDENTITY_ATTACK", "SEXUALLY_EXPLICIT"]
# The default thresholds, in ten-thousandths.
THRESHOLDS = {"TOXICITY": 9000, "SEVERE_TOXICITY": 6000, "INSULT": 9000, "PROFANITY": 8000, "THREAT": 4000,
              "IDENTITY_ATTACK": 7000, "SEXUALLY_EXPLICIT": 5000}
THRESHOLD = THRESHOLDS["TOXICITY"]
KNOWN = "en tr de pt ko fr ar ru".split()  # languages of the model's head
# The words of the templates' groups that are no names of peoples, faiths or places.
IDENTITIES = {
    "en": "gay lesbian bisexual transgender trans queer lgbt lgbtq homosexual straight heterosexual male female "
          "nonbinary black white latino latina latinx hispanic old older young younger teenage millenial middle-aged "
          "elderly blind deaf paralyzed".split(),
    "de": "schwul lesbisch bisexuell transgender queer homosexuell heterosexuell schwarz weiß alt jung blind taub".split(),
}


def area(rows):
    """rows: (score, 0 or 1). The area under the ROC curve, ties counted half; None without both kinds."""
    rows = sorted(rows)
    positives = sum(y for _, y in rows)
    negatives = len(rows) - positives
    if not positives or not negatives:
        return None
    ranks, i = 0.0, 0
    while i < len(rows):
        k = i
        while k < len(rows) and rows[k][0] == rows[i][0]:
            k += 1
        ranks += sum(y for _, y in rows[i:k]) * (i + k + 1) / 2
        i = k
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives)


def f1(true, said, both):
    return 0.0 if true + said == 0 else 2 * both / (true + said)


def macro_f1(rows, threshold):
    yes = sum(y for _, y in rows)
    said = sum(s > threshold for s, _ in rows)
    both = sum(s > threshold and y for s, y in rows)
    of_no = f1(len(rows) - yes, len(rows) - said, len(rows) - yes - said + both)
    return (f1(yes, said, both) + of_no) / 2


def show(value):
    return "-" if value is None else f"{value:.3f}"


def table(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|" + " --- |" * len(head))
    for row in rows:
        print("| " + " | ".join(str(c) for c in row) + " |")
    print()


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    for r in rows:
        r["labels"] = {k: int(r["label." + k]) for k in LABELS}
        r["scores"] = {k: int(r["score." + k]) for k in LABELS}
    # Halves of comments, and our own sentences kept apart, are no comments that anybody labelled.
    rows = [r for r in rows if not r["source"].endswith("_without") and r["source"] != "contrast"]

    print("## Area under the ROC curve, per language (sets of comments only)\n")
    groups = collections.defaultdict(list)
    for r in rows:
        if r["source"] not in ("clean", "identity_templates"):
            groups[r["lang"]].append(r)
    groups["all"] = [r for g in list(groups.values()) for r in g]
    body = []
    for lang, g in sorted(groups.items()):
        body.append([lang, len(g)] + [show(area([(r["scores"][k], r["labels"][k]) for r in g if r["labels"][k] >= 0]))
                                      for k in LABELS])
    table(["language", "rows"] + LABELS, body)

    print("## TOXICITY, per set\n")
    groups = collections.defaultdict(list)
    for r in rows:
        groups[(r["source"], r["lang"])].append(r)
    body = []
    for (source, lang), g in sorted(groups.items()):
        if source == "clean":
            continue
        known = [(r["scores"]["TOXICITY"], r["labels"]["TOXICITY"]) for r in g if r["labels"]["TOXICITY"] >= 0]
        hate = [(r["scores"]["IDENTITY_ATTACK"], r["labels"]["IDENTITY_ATTACK"]) for r in g
                if r["labels"]["IDENTITY_ATTACK"] >= 0]
        best = max(((macro_f1(known, t), t) for t in range(500, 9990, 10)), default=(0, 0)) if area(known) else None
        body.append([source, lang, len(g), show(area(known)), show(area(hate)),
                     f"{best[0]:.3f} at {best[1] / 10000:.2f}" if best else "-",
                     f"{macro_f1(known, 5000):.3f}" if best else "-"])
    table(["set", "language", "rows", "AUC TOXICITY", "AUC IDENTITY_ATTACK", "best macro-F1", "macro-F1 at 0.5"], body)

    print("## Calibration: share of positives among dev rows by score\n")
    body = []
    for k in LABELS:
        cells = []
        for low in (0, 1000, 3000, 5000, 7000, 8000, 9000, 9500):
            high = {0: 1000, 1000: 3000, 3000: 5000, 5000: 7000, 7000: 8000, 8000: 9000, 9000: 9500, 9500: 10001}[low]
            bin_ = [r["labels"][k] for r in rows if r["labels"][k] >= 0 and low <= r["scores"][k] < high
                    and r["source"] != "clean"]
            cells.append(f"{sum(bin_) / len(bin_):.2f} ({len(bin_)})" if len(bin_) >= 20 else "-")
        body.append([k] + cells)
    table(["label", "0-0.1", "0.1-0.3", "0.3-0.5", "0.5-0.7", "0.7-0.8", "0.8-0.9", "0.9-0.95", "0.95-1"], body)

    print("## Default thresholds: comments with a known label, and plain sentences in languages it knows\n")
    plain = [r for r in rows if r["source"] == "clean" and r["lang"] in KNOWN]
    body = []
    for k, least in THRESHOLDS.items():
        g = [(r["scores"][k], r["labels"][k]) for r in rows if r["source"] != "clean" and r["labels"][k] >= 0]
        said = [y for s, y in g if s > least]
        flagged = sum(r["scores"][k] > least for r in plain)
        body.append([k, least / 10000, f"{sum(said) / max(1, len(said)):.2f}", f"{sum(said) / max(1, sum(y for _, y in g)):.2f}",
                     f"{100 * flagged / len(plain):.2f} %", f"{max(s for s, _ in g) / 10000:.3g}"])
    table(["label", "default threshold", "rightly flagged", "found of all", "plain sentences flagged", "highest score seen"], body)

    print("## Calibration per language: share of positives, and of positives found, at TOXICITY > 0.9\n")
    body = []
    for lang in sorted({r["lang"] for r in rows}):
        g = [r for r in rows if r["lang"] == lang and r["source"] != "clean" and r["labels"]["TOXICITY"] >= 0]
        said = [r["labels"]["TOXICITY"] for r in g if r["scores"]["TOXICITY"] > THRESHOLD]
        yes = [r for r in g if r["labels"]["TOXICITY"] == 1]
        if yes:
            found = sum(r["scores"]["TOXICITY"] > THRESHOLD for r in yes)
            body.append([lang, len(g), len(said), f"{sum(said) / max(1, len(said)):.3f}", f"{found / len(yes):.3f}"])
    table(["language", "rows", "above 0.9", "positives among them", "positives found"], body)

    print("## False alarms on plain sentences at the default thresholds (set `clean`, assumed free of everything)\n")
    body = []
    for lang in sorted({r["lang"] for r in rows}):
        g = [r for r in rows if r["lang"] == lang and r["source"] == "clean"]
        if not g:
            continue
        cells = [f"{100 * sum(r['scores'][k] > THRESHOLDS[k] for r in g) / len(g):.2f} %" for k in LABELS]
        any_ = sum(any(r["scores"][k] > THRESHOLDS[k] for k in LABELS) for r in g)
        highest = sorted(r["scores"]["TOXICITY"] for r in g)[max(0, len(g) * 99 // 100 - 1)]
        body.append([lang, len(g)] + cells + [f"{100 * any_ / len(g):.2f} %", f"{highest / 10000:.2f}"])
    table(["language", "rows"] + LABELS + ["any", "99th percentile of TOXICITY"], body)

    if len(sys.argv) > 2:
        identity(rows, sys.argv[2])


def identity(rows, folder):
    """Borkan et al. 2019: subgroup, BPSN (background positive, subgroup negative) and BNSP areas."""
    texts = {}
    with gzip.open(os.path.join(folder, "identity_templates.dev.jsonl.gz"), "rt", encoding="utf-8") as f:
        for line in f:
            row = json.loads(line)
            texts[row["id"]] = row["text"]
    print("## identity_templates, dev: areas for each identity word (Borkan et al. 2019)\n")
    body = []
    for lang, words in IDENTITIES.items():
        g = [(r["scores"]["TOXICITY"], r["labels"]["TOXICITY"], texts[r["id"]].lower()) for r in rows
             if r["source"] == "identity_templates" and r["lang"] == lang]
        for word in words:
            pattern = re.compile(r"\b" + re.escape(word))
            inside = [(s, y) for s, y, t in g if pattern.search(t)]
            outside = [(s, y) for s, y, t in g if not pattern.search(t)]
            if sum(y for _, y in inside) < 2 or sum(1 - y for _, y in inside) < 2:
                continue
            bpsn = area([(s, y) for s, y in outside if y] + [(s, y) for s, y in inside if not y])
            bnsp = area([(s, y) for s, y in outside if not y] + [(s, y) for s, y in inside if y])
            body.append([lang, word, len(inside), show(area(inside)), show(bpsn), show(bnsp)])
    table(["language", "word", "rows", "subgroup", "BPSN", "BNSP"], body)


main()
