"""A server of the small site that has something to decide, for the tests of its ledger."""
import pathlib
import subprocess
import sys

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parents[1] / "http")]
from world import COMMENTS, NO_RATES, Server, comity, comment, data_folder  # noqa: E402,F401

PEOPLE = ["Marjolein", "Thorvald", "Quentin"]


def hold(server, first, last):
    """Comments first .. last, each held: gives their receipts."""
    receipts = []
    connection = server.connect()
    for n in range(first, last + 1):
        words = comment(f"Number {n}: what humbug about the quagga!", f"{PEOPLE[n % 3]} {n}")
        status, _, said = server.json("POST", COMMENTS, words, connection=connection)
        assert status == 202, said
        receipts.append(said["comment"]["receipt"])
    connection.close()
    return receipts


def verify(program, *words):
    return subprocess.run([program, *map(str, words)], capture_output=True, text=True, timeout=60)
