"""A `comity serve` of its own for tests, and a small client. Standard library only.

    with Server(binary, data) as server:
        status, headers, body = server.request("GET", "/healthz")
"""
import http.client
import json
import os
import signal
import socket
import subprocess
import tempfile
import time


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def comity(binary, *words, check=True, stdin=None, timeout=300):
    """Runs one command; gives its CompletedProcess with text output."""
    done = subprocess.run([binary, *map(str, words)], input=stdin, capture_output=True, text=True, timeout=timeout)
    if check and done.returncode != 0:
        raise AssertionError(f"comity {' '.join(map(str, words))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done


class Server:
    """Serves `data`; ready when it has entered the `with` block, gone when it leaves."""

    def __init__(self, binary, data, *options, port=None):
        self.binary, self.data, self.options = binary, str(data), list(map(str, options))
        self.port = port or free_port()
        self.process = None
        self.log = None

    @property
    def base(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [self.binary, "serve", "--data", self.data, "--listen", f"127.0.0.1:{self.port}", *self.options],
            stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + 60
        while True:
            if self.process.poll() is not None:
                raise AssertionError(f"serve ended with {self.process.returncode}:\n{self.output()}")
            try:
                if self.request("GET", "/readyz")[0] == 200:
                    return self
            except OSError:
                pass
            if time.monotonic() > deadline:
                raise AssertionError(f"serve was not ready in a minute:\n{self.output()}")
            time.sleep(0.01)

    def output(self):
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")

    def stop(self, how=signal.SIGTERM):
        """Ends it and gives the exit status."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise AssertionError(f"serve did not stop within 30 s:\n{self.output()}")
        return self.process.returncode

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def connect(self, timeout=30):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def request(self, method, path, body=None, headers=None, connection=None):
        """(status, headers with lower-case names, body as bytes)"""
        own = connection is None
        connection = connection or self.connect()
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
        finally:
            if own:
                connection.close()

    def json(self, method, path, value=None, headers=None, connection=None):
        """(status, headers, parsed body or None); sends `value` as JSON."""
        headers = dict(headers or {})
        body = None
        if value is not None:
            headers.setdefault("Content-Type", "application/json")
            body = json.dumps(value).encode()
        status, got, raw = self.request(method, path, body, headers, connection)
        return status, got, json.loads(raw) if raw and "json" in got.get("content-type", "") else None


def binary_from(argv):
    """The program under test: the first argument, else $COMITY, else build/bin/comity."""
    return argv[1] if len(argv) > 1 else os.environ.get("COMITY", "build/bin/comity")
