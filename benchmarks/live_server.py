"""A workbench served by a process of its own, and a client of it that logs in by a one-time link, as a browser would."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = "/api/v1"
START_LIMIT_S = 60


@dataclass
class Server:
    """A running `testimonia serve`."""

    process: subprocess.Popen[bytes]
    url: str
    links: dict[str, str]
    start_s: float
    """From the call to the first answer."""

    start_cpu_s: float = 0.0

    def cpu_s(self) -> float:
        """Processor time it has used itself, without the jobs it started: holds on a busy machine too."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        """End it as a power cut would: nothing is written that is not written yet."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ask it to end, and wait."""
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.kill()


def start(folder: Path, people: Sequence[str], scratch: Path) -> Server:
    """Start the server on an investigation and wait until it answers."""
    ready = scratch / "ready.json"
    ready.unlink(missing_ok=True)
    words = [
        str(Path(sys.executable).parent / "testimonia"),
        "-C",
        str(folder),
        "serve",
        "--no-browser",
        "--ready-file",
        str(ready),
    ]
    for name in people:
        words += ["--reviewer", name]
    began = time.perf_counter()
    log = (scratch / "server.log").open("ab")
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as it is when installed
    process = subprocess.Popen(words, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True, env=kept)
    log.close()
    while not ready.exists():
        if process.poll() is not None or time.perf_counter() - began > START_LIMIT_S:
            process.kill()
            raise RuntimeError(f"the server did not start: {(scratch / 'server.log').read_text()[-2000:]}")
        time.sleep(0.005)
    told = json.loads(ready.read_text())
    server = Server(process, told["url"], told["links"], time.perf_counter() - began)
    server.start_cpu_s = server.cpu_s()
    return server


@contextmanager
def serving(folder: Path, people: Sequence[str], scratch: Path) -> Iterator[Server]:
    """A server for a while."""
    server = start(folder, people, scratch)
    try:
        yield server
    finally:
        server.stop()


@dataclass
class Answer:
    """What came back, and how long it took."""

    status: int
    headers: dict[str, str]
    body: bytes
    took_ms: float

    def json(self) -> dict:
        return json.loads(self.body)

    @property
    def etag(self) -> str:
        return self.headers.get("etag", "")


class Client:
    """One person's session: keeps its connection open."""

    def __init__(self, url: str, link: str) -> None:
        self.where = urlsplit(url)
        self.connection = self._connect()
        self.cookie = self.token = ""
        try:
            self._log_in(link)
        except BaseException:
            self.connection.close()
            raise

    def _log_in(self, link: str) -> None:
        parts = urlsplit(link)
        answer = self.ask("GET", f"{parts.path}?{parts.query}", root="")
        if answer.status not in (302, 303):
            raise RuntimeError(f"the link was not taken: {answer.status} {answer.body[:200]!r}")
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        self.token = self.ask("GET", "/session").json()["token"]

    def ask(
        self, method: str, path: str, data: object = None, *, root: str = ROOT, headers: dict[str, str] | None = None
    ) -> Answer:
        """One request. Raises OSError or HTTPException if the server goes away."""
        sent = {"Host": self.where.netloc, "Origin": f"{self.where.scheme}://{self.where.netloc}", **(headers or {})}
        if self.cookie:
            sent["Cookie"] = self.cookie
        if method != "GET":
            sent["X-Testimonia-Token"] = self.token
        body = None
        if data is not None:
            body, sent["Content-Type"] = json.dumps(data).encode(), "application/json"
        began = time.perf_counter()
        try:
            self.connection.request(method, root + path, body, sent)
            response = self.connection.getresponse()
            content = response.read()
        except BaseException:
            self.connection.close()
            raise
        took_ms = (time.perf_counter() - began) * 1000
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, content, took_ms)

    def close(self) -> None:
        self.connection.close()

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.where.hostname or "", self.where.port, timeout=120)
