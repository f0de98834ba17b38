"""A server as a user starts it: the command, in a process of its own, on a port of its own."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path


def free_port():
    """A port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Served:
    """`testimonia serve` on a case, and a client that is logged in."""

    def __init__(self, folder, *, port=0, words=("--reviewer", "Ann"), stdin=subprocess.DEVNULL):
        self.port = port or free_port()
        self.ready_file = Path(f"{folder}-ready-{self.port}.json")
        self.ready_file.unlink(missing_ok=True)
        self.printed = Path(f"{folder}-printed-{self.port}")
        command = [sys.executable, "-m", "testimonia", "-C", str(folder), "serve", "--port", str(self.port), "--no-browser"]
        began = time.monotonic()
        with self.printed.open("wb") as out:
            self.process = subprocess.Popen(
                [*command, "--ready-file", str(self.ready_file), *words], stdin=stdin, stdout=out, stderr=subprocess.STDOUT
            )
        while not self.ready_file.exists():
            assert self.process.poll() is None, self.printed.read_text()
            assert time.monotonic() < began + 30
            time.sleep(0.01)
        self.ready = json.loads(self.ready_file.read_bytes())
        status, headers, _ = self.call("GET", next(iter(self.ready["links"].values())).removeprefix(self.ready["url"]))
        self.took_s = time.monotonic() - began
        assert status == 303
        self.cookie = headers["Set-Cookie"].partition(";")[0]
        self.token = self.json("GET", "/session")["token"]

    def call(self, method, target, body=None, headers=()):
        """One request; returns status, headers, body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = dict(headers)
        if hasattr(self, "cookie"):
            sent |= {"Cookie": self.cookie, "X-Testimonia-Token": getattr(self, "token", "")}
        try:
            connection.request(method, target, body, sent)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def json(self, method, target, value=None, **options):
        """One request of the API, which must succeed; returns the answer as a value."""
        body = None if value is None else json.dumps(value)
        status, _, data = self.call(method, f"/api/v1{target}", body, {"Content-Type": "application/json"}, **options)
        assert 200 <= status < 300, (status, data)
        return json.loads(data) if data else None

    def kill(self):
        """As a power cut would."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self, number=signal.SIGINT):
        """As Ctrl-C would. Returns the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout=15)

    def log_in(self, link):
        """Use a link; returns the status."""
        return self.call("GET", link.removeprefix(self.ready["url"]))[0]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.kill()
