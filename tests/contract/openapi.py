#!/usr/bin/env python3
"""openapi.py COMITY VENV: schemathesis reads schema/openapi.yaml and asks the running server everything it can think of.

No server error, no answer that the document does not name, no body that is not of its schema. VENV is made once, by
`./dev test`; without it (and without a network to make it) the test is skipped, and says so.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support"))
from comity import Server, comity  # noqa: E402

RATES = ["--guest-rate", "100000", "--source-rate", "100000", "--story-rate", "100000", "--site-rate", "100000"]


def main():
    binary, venv = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    tool = venv / "bin/schemathesis"
    if not tool.exists():
        print("skipped: schemathesis is not installed (./dev test installs it)")
        return 77
    examples = "400" if os.environ.get("COMITY_CAMPAIGN") else "40"
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder) / "data"
        comity(binary, "demo", "--data", data)
        with Server(binary, data, *RATES) as server:
            done = subprocess.run(
                [tool, "--config-file", ROOT / "tests/contract/schemathesis.toml", "run", ROOT / "schema/openapi.yaml", "--url", server.base, "--max-examples", examples, "--seed", "11",
                 "--phases", "examples,coverage,fuzzing", "--request-timeout", "5", "--continue-on-failure",
                 "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,"
                             "response_schema_conformance,response_headers_conformance,negative_data_rejection",
                 "--warnings", "off", "--suppress-health-check", "all"],
                cwd=folder, env={**os.environ, "NO_COLOR": "1"}, timeout=3600)
            status, _, _ = server.request("GET", "/healthz")
            if status != 200 or server.process.poll() is not None:
                print("the server did not survive:\n" + server.output())
                return 1
            return done.returncode


sys.exit(main())
