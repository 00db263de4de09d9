"""sink.py HOST PORT FOLDER [--tls CERT KEY] [--user NAME PASSWORD] [--answer LINE]: a mail server that keeps what it gets.

Each message becomes FOLDER/N.json: who sends, to whom, the bytes, and whether TLS and a password protected it. With
--answer every recipient is answered so ("550 no such user"). Runs until standard input ends."""
import argparse
import json
import pathlib
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Keeper:
    def __init__(self, folder, answer):
        self.folder, self.answer, self.count = pathlib.Path(folder), answer, 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answer:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        kept = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None,
                "user": session.auth_data, "message": envelope.original_content.decode("latin-1")}
        part = self.folder / f"{self.count}.part"
        part.write_text(json.dumps(kept))
        part.rename(self.folder / f"{self.count}.json")
        return "250 kept"


def main():
    words = argparse.ArgumentParser()
    words.add_argument("host")
    words.add_argument("port", type=int)
    words.add_argument("folder")
    words.add_argument("--tls", nargs=2)
    words.add_argument("--user", nargs=2)
    words.add_argument("--answer", default="")
    said = words.parse_args()
    more = {}
    if said.tls:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*said.tls)
        more.update(tls_context=context, require_starttls=True)
    if said.user:
        def authenticate(server, session, envelope, mechanism, data):
            right = data.login.decode() == said.user[0] and data.password.decode() == said.user[1]
            return AuthResult(success=right, auth_data=data.login.decode() if right else None)
        more.update(authenticator=authenticate, auth_required=True, auth_require_tls=bool(said.tls))
    controller = Controller(Keeper(said.folder, said.answer), hostname=said.host, port=said.port, **more)
    controller.start()
    print("listening", flush=True)
    sys.stdin.read()
    controller.stop()


if __name__ == "__main__":
    main()
