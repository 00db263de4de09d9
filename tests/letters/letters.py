#!/usr/bin/env python3
"""letters.py COMITY: letters as a reader gets them, from the file outbox and from a mail server on loopback."""
import contextlib
import email
import email.policy
import html.parser
import json
import os
import pathlib
import re
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "http"))
from world import COMMENTS, NO_RATES, ROOT, Server, comity, comment, data_folder, metric, run  # noqa: E402

sys.path.insert(0, str(ROOT / "tests/support"))
from comity import free_port  # noqa: E402

DEBIAN_PYTHON = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable  # has python3-aiosmtpd
QUICK = [*NO_RATES, "--letters-every", "20", "--letters-wait", "0", "--public-url", "https://talk.example"]
DESK = "mara.kestrel"
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://talk.example"}


def until(what, found, log=lambda: ""):
    """What `found` gives once it gives something."""
    end = time.monotonic() + 90
    while time.monotonic() < end:
        value = found()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"{what}: waited in vain\n{log()}")


class Letter:
    def __init__(self, message):
        self.raw = message
        self.mail = email.message_from_bytes(message, policy=email.policy.default)
        assert not self.mail.defects, self.mail.defects
        parts = list(self.mail.iter_parts())
        assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
        assert all(part.get_content_charset() == "utf-8" for part in parts)
        self.text, self.html = (part.get_content() for part in parts)

    def links(self):
        """Of our own server, each the path alone."""
        return [path.strip() for path in re.findall(r"https://talk\.example(\S+)", self.text)]

    def page(self):
        return next(link for link in self.links() if link.startswith("/letters/"))


def outbox(data):
    return sorted((data / "outbox").glob("*.eml")) if (data / "outbox").exists() else []


_read = {}  # a letter's file never changes


def letters_in(data, subject, count=1, log=lambda: "", to=""):
    def found():
        paths = outbox(data)
        for path in paths:
            if path not in _read:
                _read[path] = Letter(path.read_bytes())
        fitting = [one for one in map(_read.get, paths) if one.mail["Subject"].startswith(subject) and to in one.mail["To"]]
        return fitting if len(fitting) >= count else None
    return until(f"a letter: {subject}", found, log)


def leave(server, said, address, lang="", wants="decisions=yes&replies=yes"):
    where = f"/r/{said['comment']['receipt']}/address" + (f"?lang={lang}" if lang else "")
    cookie = {"Cookie": f"comity_guest_herald={said['guest_key']}"}
    status, _, body = server.request("POST", where, f"address={urllib.parse.quote(address)}&{wants}", {**FORM, **cookie})
    assert status == 303, (status, body)


def confirm(server, letter):
    status, _, body = server.request("POST", letter.page(), "deed=confirm", FORM)
    assert status == 200, (status, body)


def a_reader(server, data, address, text="What humbug about the bridge!", lang="", subject="Is this your address?"):
    """A comment whose author has confirmed an address."""
    said = server.json("POST", COMMENTS, comment(text, "Anna"))[2]
    leave(server, said, address, lang)
    confirm(server, letters_in(data, subject, to=address)[0])
    return said


def whole_way_by_file(binary, work):
    """a guest leaves an address, confirms it, reads the decision, and ends it with one click; no JavaScript, no account"""
    data = data_folder(binary, work)
    with Server(binary, data, *QUICK) as server:
        said = a_reader(server, data, "anna@reader.example")
        question = letters_in(data, "Is this your address?")[0]
        assert question.mail["From"].addresses[0].display_name == "The Herald"
        assert question.mail["From"].addresses[0].addr_spec == "no-reply@talk.example"
        assert question.mail["Auto-Submitted"] == "auto-generated" and question.mail["List-Unsubscribe"] is None
        assert "humbug" not in question.raw.decode()
        for path in outbox(data):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE((data / "outbox").stat().st_mode) == 0o700

        comity(binary, "admin", "held", "refuse", "herald/bridge/+1", "--clause", "manners", "--reason", "Say it without.", "--by", DESK, "--data", data)
        told = letters_in(data, "A decision about your comment", log=server.output)[0]
        receipt = said["comment"]["receipt"]
        assert f"/r/{receipt}?lang=en" in told.links() and said["comment"]["case_code"] in told.text
        for part in (told.text, told.html):
            assert "Your comment was not published." in part and "humbug" in part and "Say it without." in part
            assert "kestrel" not in part and "mara" not in part
        stop = told.mail["List-Unsubscribe"]
        assert told.mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and stop.startswith("<https://talk.example/letters/herald/")
        path = stop[len("<https://talk.example"):-1]
        assert server.request("GET", path)[0] == 200 and outbox(data)  # a look ends nothing
        one_click = {"Content-Type": "application/x-www-form-urlencoded"}
        assert server.request("POST", path, "List-Unsubscribe=One-Click", one_click)[0] == 200
        until("an empty outbox", lambda: not outbox(data))
        assert metric(server, "comity_letters_sent_total") == 2
        assert server.request("GET", told.page())[0] == 404


def every_language(binary, work):
    """letters are in the language they were asked for in, from right to left where that is so, and name nobody"""
    data = data_folder(binary, work)
    subjects = {"en": ("Is this your address?", "A decision"), "ru": ("Это ваш адрес?", "Решение о вашем"), "ar": ("هل هذا عنوانك؟", "قرار بشأن")}
    with Server(binary, data, *QUICK) as server:
        for place, (lang, (question, decision)) in enumerate(subjects.items(), 1):
            a_reader(server, data, f"{lang}@reader.example", f"What humbug, {lang}!", lang, question)
            comity(binary, "admin", "held", "refuse", f"herald/bridge/+{place}", "--clause", "manners", "--by", DESK, "--data", data)
        for lang, (_, decision) in subjects.items():
            told = letters_in(data, decision, log=server.output)[0]
            assert told.mail["Content-Language"] == lang
            assert f'lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}"' in told.html
            assert all(link.split("?")[-1] == f"lang={lang}" for link in told.links()), told.links()
            assert DESK not in told.text + told.html and "kestrel" not in told.raw.decode()
            if lang == "ar":
                lines = [line for line in told.text.splitlines() if line and not line.startswith(("https://", "--"))]
                assert all(line.startswith("\u200f") for line in lines), lines


class Tags(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.seen = set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.seen.add(tag)
        for name, value in attributes:
            assert not name.startswith("on") and not (value or "").strip().lower().startswith("javascript:"), (tag, name, value)


def hostile_replies(binary, work):
    """the hostile corpus in letters: names make no header, bodies no element"""
    data = data_folder(binary, work)
    bodies = [json.loads(line) for line in (ROOT / "tests/hostile/bodies.jsonl").read_text().splitlines()]
    taken = [row for row in bodies if row["kind"] == "name"][::8] + [row for row in bodies if row["kind"] == "body"][::24]
    with Server(binary, data, *QUICK, "--letters-per-day", "1000") as server:
        a_reader(server, data, "anna@reader.example", "Who pays for the bridge?")
        sent = 0
        for row in taken:
            name = row["text"] if row["kind"] == "name" else "<img src=x onerror=alert(1)> evil, <evil.reader>"
            text = row["text"] if row["kind"] == "body" else "Nobody does."
            if server.json("POST", COMMENTS, {**comment(text, name), "reply_to": 1})[0] == 201:
                sent += 1
        assert sent > 5, sent
        replies = letters_in(data, "A reply to your comment", sent, log=server.output)
        for letter in replies:
            assert set(letter.mail.keys()) <= {"Date", "From", "To", "Subject", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post",
                                               "Auto-Submitted", "Content-Language", "MIME-Version", "Content-Type"}, letter.mail.keys()
            assert len(letter.mail.keys()) == len(set(letter.mail.keys()))
            assert letter.mail["To"] == "<anna@reader.example>" or letter.mail["To"].addresses[0].addr_spec == "anna@reader.example"
            assert Tags(letter.html).seen <= {"html", "head", "meta", "title", "body", "p", "a", "br", "hr", "h2", "blockquote", "bdi"}


class Sink:
    def __init__(self, work, *more, host="127.0.0.1"):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=work))
        self.host, self.port = host, free_port()
        words = [DEBIAN_PYTHON, str(pathlib.Path(__file__).with_name("sink.py")), host, str(self.port), str(self.folder), *more]
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        assert self.process.stdout.readline() == "listening\n"
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(30)

    def kept(self):
        return [json.loads(path.read_text()) for path in sorted(self.folder.glob("*.json"))]


@contextlib.contextmanager
def question_by(binary, work, options, environment=None):
    """A server with these options whose reader has left an address."""
    os.environ.update(environment or {})
    with Server(binary, data_folder(binary, work), *QUICK, "--mail-from", "desk@herald.example", *options) as server:
        for name in environment or {}:
            del os.environ[name]
        said = server.json("POST", COMMENTS, comment("What humbug!", "Anna"))[2]
        leave(server, said, "anna@reader.example")
        yield server


def by_mail_server(binary, work):
    """with --smtp a mail server gets the same letter, by the envelope's addresses"""
    with Sink(work) as sink:
        with question_by(binary, work, ["--smtp", f"smtp://127.0.0.1:{sink.port}"]) as server:
            kept = until("a letter", sink.kept, server.output)[0]
            assert kept["from"] == "desk@herald.example" and kept["to"] == ["anna@reader.example"], kept
            letter = Letter(kept["message"].encode("latin-1"))
            assert letter.mail["From"].addresses[0].addr_spec == "desk@herald.example"
            confirm(server, letter)
            until("the count", lambda: metric(server, "comity_letters_sent_total") == 1)
            assert not (pathlib.Path(server.data) / "outbox").exists()


def certificate(work, name):
    folder = pathlib.Path(tempfile.mkdtemp(dir=work))
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                    f"/CN={name}", "-addext", f"subjectAltName=DNS:{name},IP:127.0.0.1", "-keyout", folder / "key", "-out", folder / "cert"],
                   check=True, capture_output=True)
    return str(folder / "cert"), str(folder / "key")


def with_tls_and_password(binary, work):
    """STARTTLS and the password protect it; a wrong password or an unknown certificate sends nothing, and says so"""
    cert, key = certificate(work, "localhost")
    secret = pathlib.Path(tempfile.mkdtemp(dir=work)) / "secret"
    secret.write_text("right words\n")
    with Sink(work, "--tls", cert, key, "--user", "desk", "right words") as sink:
        url = f"smtp://desk@127.0.0.1:{sink.port}"
        with question_by(binary, work, ["--smtp", url, "--smtp-password-file", secret, "--smtp-ca", cert]) as server:
            kept = until("a letter", sink.kept, server.output)[0]
            assert kept["tls"] and kept["user"] == "desk", kept
        with question_by(binary, work, ["--smtp", url, "--smtp-ca", cert], {"COMITY_SMTP_PASSWORD": "wrong words"}) as server:
            until("a failure", lambda: metric(server, "comity_letters_failed_total"), server.output)
            assert metric(server, "comity_letters_given_up_total") == 0  # the operator's to put right
            assert "(confirm) of herald was not taken" in server.output(), server.output()
            assert "anna@" not in server.output(), server.output()
        with question_by(binary, work, ["--smtp", url, "--smtp-password-file", secret]) as server:
            until("a failure", lambda: metric(server, "comity_letters_failed_total"), server.output)
        assert len(sink.kept()) == 1


def never_in_clear_elsewhere(binary, work):
    """a mail server on another machine is spoken to under TLS or not at all"""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing; says which address of ours would
            own = probe.getsockname()[0]
        except OSError:
            return  # this machine has loopback alone
    with Sink(work, host=own) as sink:
        with question_by(binary, work, ["--smtp", f"smtp://{own}:{sink.port}"]) as server:
            until("a failure", lambda: metric(server, "comity_letters_failed_total"), server.output)
            assert sink.kept() == [] and metric(server, "comity_letters_given_up_total") == 0


def refused_for_good(binary, work):
    """a reader's server that has no such user is not asked again; one that is busy is"""
    for answer, given_up in (("550 no such user", 1), ("451 come back later", 0)):
        with Sink(work, "--answer", answer) as sink:
            with question_by(binary, work, ["--smtp", f"smtp://127.0.0.1:{sink.port}"]) as server:
                until("a failure", lambda: metric(server, "comity_letters_failed_total"), server.output)
                assert metric(server, "comity_letters_given_up_total") == given_up, server.output()
                assert "anna@" not in server.output()


@contextlib.contextmanager
def closed_door(greeting):
    """A server that takes nobody's letters today."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        def turn_away():
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    with connection:
                        connection.sendall(greeting.encode() + b"\r\n")
                        if greeting.startswith("2"):
                            connection.recv(1000)
                            connection.sendall(b"554 not you\r\n")
                            connection.recv(1000)  # HELO
                            connection.sendall(b"554 not you\r\n")
                        connection.recv(1000)
        threading.Thread(target=turn_away, daemon=True).start()
        yield listening.getsockname()[1]


def turned_away_at_the_door(binary, work):
    """a server that refuses the connection for good has refused no letter"""
    for greeting in ("554 no service for your network", "220 mail.example"):
        with closed_door(greeting) as port:
            with question_by(binary, work, ["--smtp", f"smtp://127.0.0.1:{port}"]) as server:
                until("a failure", lambda: metric(server, "comity_letters_failed_total"), server.output)
                assert "554" in server.output() and "is given up" not in server.output(), server.output()
                assert metric(server, "comity_letters_given_up_total") == 0, server.output()


def settings_are_checked(binary, work):
    """a setting that cannot work is refused at the start, with what to do"""
    data = data_folder(binary, work)
    for options, word in ((["--smtp", "mail.example"], "smtp://"), (["--smtp", "smtp://u:secret@mail.example"], "--smtp-password-file"),
                          (["--smtp", "smtp://mail.example"], "--mail-from"), (["--mail-from", "desk"], "--mail-from"),
                          (["--smtp", "smtp://u@mail.example", "--mail-from", "a@b.example"], "COMITY_SMTP_PASSWORD"),
                          (["--letters-per-day", "0"], "--letters-per-day")):
        done = comity(binary, "serve", "--data", data, "--listen", f"127.0.0.1:{free_port()}", *options, check=False)
        assert done.returncode == 2 and word in done.stderr and "secret" not in done.stderr, (options, done.stderr)


if __name__ == "__main__":
    run([whole_way_by_file, every_language, hostile_replies, by_mail_server, with_tls_and_password, never_in_clear_elsewhere,
         refused_for_good, turned_away_at_the_door, settings_are_checked])
