#!/usr/bin/env python3
"""statements.py COMITY: what an author reads of what was decided, as page, text and data, and what nobody reads."""
import csv
import io
import json
import pathlib
import re
import sys
import time
import zipfile

from world import COMMENTS, NO_RATES, ROOT, STORY, Server, bearer, comity, comment, data_folder, run

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "letters"))
import letters  # noqa: E402

DESK = "mara.kestrel"  # who decides: outside the console nobody reads it
REASON = "Say it without that word, please."
WORD = "humbug"
THIS_YEAR = time.gmtime().tm_year


def refused(binary, data, server):
    """A comment with a word of the house, held, then refused by a person."""
    said = server.json("POST", COMMENTS, comment(f"What {WORD} about the bridge!", "Anna"))[2]
    assert said["comment"]["state"] == "held", said
    comity(binary, "admin", "held", "refuse", "herald/bridge/+1", "--clause", "manners", "--reason", REASON, "--by", DESK, "--data", data)
    return said


def text_of(server, path, **more):
    status, headers, body = server.request("GET", path, **more)
    assert status == 200, (path, status)
    return headers, body.decode()


def told_in_place(binary, work):
    """the author reads the statement in place, by receipt and by case code, as page, text and data, in their language"""
    data = data_folder(binary, work)
    with Server(binary, data, *NO_RATES) as server:
        said = refused(binary, data, server)
        receipt = said["comment"]["receipt"]
        own = server.json("GET", STORY + "/mine", None, bearer(said["guest_key"]))[2]["comments"][0]
        statement = own["statement"]
        assert statement["notice"] == "refused" and statement["restricts"], statement
        decision = statement["decision"]
        assert (decision["by"], decision["detected"], decision["source"], decision["basis"]) == ("moderator", "engine", "own", "policy"), decision
        assert decision["strike"] and decision["contest_until"] > decision["decided"] and decision["reason"] == REASON
        assert statement["grounds"][0]["words"] == [WORD]
        case = server.json("GET", f"/api/v1/sites/herald/cases/{said['comment']['case_code']}")[2]
        assert case["statement"] == statement

        headers, page = text_of(server, f"/r/{receipt}/statement")
        assert f"<mark><bdi>{WORD}</bdi></mark>" in page and REASON in page and "Statement of reasons" in page
        assert headers["cache-control"] == "no-store" and "noindex" in str(headers), headers
        assert f"/r/{receipt}/statement" in text_of(server, f"/r/{receipt}")[1]
        headers, plain = text_of(server, f"/r/{receipt}/statement.txt")
        assert headers["content-type"] == "text/plain; charset=utf-8" and headers["referrer-policy"] == "no-referrer"
        assert said["comment"]["case_code"] in plain and REASON in plain and "<" not in plain
        assert "Обоснование решения" in text_of(server, f"/r/{receipt}/statement.txt?lang=ru")[1]
        assert 'dir="rtl"' in text_of(server, f"/r/{receipt}/statement?lang=ar")[1]
        whole = server.json("GET", f"/r/{receipt}/statement.json")[2]
        assert whole["state"] == "refused" and whole["statements"][0] == statement
        assert server.request("GET", "/r/AAAAAAAAAAAAAAAAAAAAAA/statement")[0] == 404
        assert server.request("GET", "/r/x/statement.json")[0] == 404


def readers_see_the_rule(binary, work):
    """readers see the number and the rule, never the words, the reason or who decided"""
    data = data_folder(binary, work)
    with Server(binary, data, *NO_RATES) as server:
        refused(binary, data, server)
        server.json("POST", COMMENTS, comment("The sky is grey.", "Berta"))
        comity(binary, "admin", "comment", "remove", "herald/bridge/1", "--clause", "tone", "--reason", REASON, "--by", DESK, "--data", data)
        for path in ("/s/herald/bridge", "/s/herald/bridge/1", "/s/herald/bridge/fragment", COMMENTS, COMMENTS + "/1",
                     STORY + "/events?from=0&wait=0", "/s/herald", "/policy/herald", "/metrics", "/api/v1/sites/herald"):
            accept = {"Accept": "application/json"} if "events" in path else None
            status, _, body = server.request("GET", path, None, accept)
            assert status == 200, (path, status)
            for secret in (WORD, "grey", REASON, DESK):
                if secret == WORD and path in ("/policy/herald", "/api/v1/sites/herald"):
                    continue  # the rule itself names it
                assert secret not in body.decode(), (path, secret)
        assert "Number 1 was removed" in text_of(server, "/s/herald/bridge")[1]


def decisions_in_numbers(binary, work):
    """the public page of decisions counts them, with the holds that were our mistake, and holds nobody's name or words"""
    data = data_folder(binary, work)
    with Server(binary, data, *NO_RATES) as server:
        assert server.json("GET", "/policy/herald/decisions.json")[2]["decisions"] == []
    with Server(binary, data, *NO_RATES) as server:  # what was counted is kept for ten minutes
        refused(binary, data, server)
        assert server.json("POST", COMMENTS, comment(f"Some {WORD} again.", "Carl"))[0] == 202
        comity(binary, "admin", "held", "release", "herald/bridge/+2", "--by", DESK, "--data", data)
        rows = server.json("GET", "/policy/herald/decisions.json")[2]["decisions"]
        counted = [(row["clause"], row["language"], row["deed"], row["made"], row["by_program"], row["undone"]) for row in rows]
        # The second text is too short to tell its language.
        assert counted == [("manners", "", "hold", 1, 1, 1), ("manners", "en", "hold", 1, 1, 0), ("manners", "en", "refuse", 1, 0, 0)], rows
        page = text_of(server, "/policy/herald/decisions")[1]
        assert "In all: 3. Without a person: 2. Reversed later: 0. Holds that were our mistake: 1." in page, page
        for secret in (DESK, REASON, WORD, "Anna", "Carl"):
            assert secret not in page, secret
        assert 'dir="rtl"' in text_of(server, "/policy/herald/decisions?lang=ar")[1]
        assert "/policy/herald/decisions" in text_of(server, "/policy/herald")[1]
        assert server.request("GET", "/policy/nobody/decisions")[0] == 404


def public_routes():
    """Every GET that the sources add outside the console."""
    for file in sorted((ROOT / "src/http").rglob("*.cc")):
        if "console" not in file.parts and not file.name.endswith("_test.cc"):
            yield from re.findall(r'(?:router\.add\(|add_reader_route\(app, )"GET", "([^"]+)"', file.read_text())
    yield "/api/v1/receipts/{receipt}"  # its path stands in a variable


def nobody_is_named(binary, work):
    """no page, statement, answer, letter, metric or submission outside the console names who decided"""
    data = data_folder(binary, work)
    comity(binary, "admin", "site", "set", "herald", "--reader-accounts", "on", "--data", data)
    with Server(binary, data, *letters.QUICK) as server:
        said = refused(binary, data, server)
        server.json("POST", COMMENTS, comment("The sky is grey.", "Berta"))
        comity(binary, "admin", "comment", "remove", "herald/bridge/1", "--clause", "tone", "--by", DESK, "--data", data)
        server.json("POST", COMMENTS, comment(f"A {WORD} of a bridge.", "Carl"))
        comity(binary, "admin", "held", "release", "herald/bridge/+3", "--by", DESK, "--data", data)
        letters.a_reader(server, data, "dora@reader.example", f"More {WORD}.")
        comity(binary, "admin", "held", "refuse", "herald/bridge/+4", "--clause", "manners", "--reason", REASON, "--by", DESK, "--data", data)
        told = letters.letters_in(data, "A decision about your comment", log=server.output)[0]
        assert REASON in told.text
        for path in letters.outbox(data):
            letter = letters.Letter(path.read_bytes())
            for name in (DESK, DESK.split(".")[0], DESK.split(".")[1]):
                assert name not in (letter.text + letter.html + str(letter.mail.items())).lower(), (path, name)
        filled = {"token": told.page().split("/")[3].split("?")[0], "site": "herald", "story": "bridge", "number": "1", "receipt": said["comment"]["receipt"],
                  "code": said["comment"]["case_code"],
                  "id": json.loads(comity(binary, "admin", "site", "list", "--json", "--data", data).stdout)["policy"], "file": f"{THIS_YEAR}.zip"}
        seen = set()
        for route in public_routes():
            if set(re.findall(r"{(\w+)}", route)) - set(filled):
                continue  # what is named there is no person's doing: an asset, a story's own id
            path = re.sub(r"{(\w+)}", lambda found: filled[found[1]], route)
            for query in ("", "?lang=ru"):
                more = "&from=0&wait=0" if "events" in path and query else "?from=0&wait=0" if "events" in path else ""
                headers = {**bearer(said["guest_key"]), "Accept": "application/json" if more else "*/*"}
                status, answered, body = server.request("GET", path + query + more, None, headers)
                assert status < 500, (path, status)
                if status == 200:
                    seen.add(route)
                for name in (DESK, DESK.split(".")[0], DESK.split(".")[1]):
                    assert name not in body.decode(errors="replace").lower(), (path, name)
                    assert name not in str(answered).lower(), (path, name)
        wanted = {"/letters/{site}/{token}", "/letters/{site}/{token}/stop", "/r/{receipt}", "/r/{receipt}/statement", "/r/{receipt}/statement.txt", "/r/{receipt}/statement.json",
                  "/s/{site}/{story}", "/policy/{site}/decisions", "/policy/{site}/transparency/{file}", "/metrics", "/api/v1/receipts/{receipt}",
                  "/api/v1/sites/{site}/stories/{story}/mine", "/api/v1/sites/{site}/cases/{code}",
                  "/data/{site}", "/data/{site}/download", "/r/{receipt}/erase", "/r/{receipt}/data.json"}
        assert wanted <= seen, wanted - seen
    assert DESK not in comity(binary, "export", "dsa", "--data", data, "--site", "herald").stdout


def tables_of(source):
    """file name -> rows, as any reader of CSV has them"""
    return {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in source}


def transparency_report(binary, work):
    """the year's report in the Union's template: the same from the command and from the public page, eleven tables that other programs read"""
    data = data_folder(binary, work)
    path = f"/policy/herald/transparency/{THIS_YEAR}.zip"
    with Server(binary, data, *NO_RATES) as server:
        refused(binary, data, server)
        status, headers, body = server.request("GET", path)
        assert status == 200 and headers["content-type"] == "application/zip", headers
        assert f"transparency-herald-{THIS_YEAR}.zip" in headers["content-disposition"], headers
        assert f'href="{path}"' in text_of(server, "/policy/herald/decisions")[1]
        for other in (f"/policy/herald/transparency/{THIS_YEAR + 1}.zip", "/policy/herald/transparency/1969.zip", "/policy/nobody/transparency/2026.zip"):
            assert server.request("GET", other)[0] == 404, other
        assert server.request("GET", path, None, {"Accept-Encoding": "gzip"})[0] == 200
    archive = zipfile.ZipFile(io.BytesIO(body))
    assert archive.testzip() is None
    served = tables_of((name, archive.read(name).decode()) for name in archive.namelist())
    assert len(served) == 11, served.keys()
    measures = served["6_own_initiative_TC.csv"]
    total = measures[0]
    assert total["Category of incompatibility with the provider's terms and conditions"] == "TOTAL"
    assert (total["Number of measures taken at the provider's own initiative "], total["Visibility restriction Disable"], total["Visibility restriction Removal"]) == ("2", "1", "1"), total
    manners = [row for row in measures if row['Description of the sub-category "Other"'] == "Manners"]
    assert len(manners) == 1 and manners[0]["Number of measures taken at the provider's own initiative "] == "2", manners

    folder = pathlib.Path(work) / "report"
    done = comity(binary, "export", "transparency", "--data", data, "--site", "herald", "--year", THIS_YEAR, "--to", folder, "--published", "2027-02-15", "--provider", "Herald, Ltd.")
    assert done.stdout == "" and "11 tables" in done.stderr and "not over" in done.stderr and "11_qualitative.csv: Safeguards applied to the use of automated means" in done.stderr, done
    written = tables_of((file.name, file.read_bytes().decode()) for file in folder.iterdir())
    assert written.keys() == served.keys()
    assert written["1_report_identification.csv"][0]["Value"] == "Herald, Ltd."
    for name in served.keys() - {"1_report_identification.csv"}:
        assert written[name] == served[name], name
    for wrong in (("--year", THIS_YEAR + 1), ("--published", "soon")):
        assert comity(binary, "export", "transparency", "--data", data, "--site", "herald", "--to", folder, *wrong, check=False).returncode == 2, wrong
    assert comity(binary, "export", "transparency", "--data", data, "--site", "nobody", "--to", folder, check=False).returncode == 1


def transparency_database(binary, work):
    """the export for the Transparency Database holds every restriction and nobody's words or name"""
    data = data_folder(binary, work)
    with Server(binary, data, *NO_RATES) as server:
        refused(binary, data, server)
        server.json("POST", COMMENTS, comment("A fine day.", "Berta"))
    done = comity(binary, "export", "dsa", "--data", data, "--site", "herald", "--public-url", "https://talk.example/")
    calls = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(calls) == 1 and "2 statements in 1 calls" in done.stderr, done
    hold, refusal = calls[0]["statements"]
    assert hold["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_DISABLED"], hold
    assert hold["automated_decision"] == "AUTOMATED_DECISION_FULLY" and refusal["automated_decision"] == "AUTOMATED_DECISION_PARTIALLY"
    assert refusal["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_REMOVED"] and refusal["automated_detection"] == "Yes"
    assert refusal["decision_ground_reference_url"].startswith("https://talk.example/policy/herald/"), refusal
    assert hold["puid"] != refusal["puid"]
    for secret in (DESK, REASON, "Anna", "bridge"):
        assert secret not in done.stdout, secret
    later = comity(binary, "export", "dsa", "--data", data, "--site", "herald", "--since", "2999-01-01")
    assert later.stdout == "" and "0 statements" in later.stderr, later
    assert comity(binary, "export", "dsa", "--data", data, "--site", "herald", "--since", "soon", check=False).returncode == 2


if __name__ == "__main__":
    run([told_in_place, readers_see_the_rule, decisions_in_numbers, nobody_is_named, transparency_database, transparency_report])
