"""The checker of tests/ledger/independent, built where Go is."""
import os
import pathlib
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
UNREACHABLE = ("dial tcp", "lookup", "timeout", "proxyconnect", "no such host")


def go_program(work):
    """(its path, None), or (None, why there is none). What Go has against our source is an error."""
    if not shutil.which("go"):
        return None, "there is no Go on this machine"
    source = pathlib.Path(work) / "independent"
    shutil.copytree(HERE / "independent", source)
    program = pathlib.Path(work) / "program"
    environment = {**os.environ, "GOFLAGS": "-mod=readonly -buildvcs=false"}
    built = subprocess.run(["go", "build", "-o", program, "."], cwd=source, env=environment, capture_output=True, text=True)
    if built.returncode == 0:
        return program, None
    if any(word in built.stderr for word in UNREACHABLE):
        return None, f"Go's modules cannot be had here:\n{built.stderr}"
    raise AssertionError(built.stderr)
