"""From the command `testimonia serve` to the first page and the first answer of the API.

    benchmarks/serve-start CASE [--times N]

CASE is a folder with an investigation; it is opened where it lies and nothing in it is changed. Prints the median and the
longest of N starts, in seconds: until the first page, and until the session's answer after logging in. Target: 2 s.
"""

import argparse
import http.client
import json
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("case", type=Path)
    parser.add_argument("--times", type=int, default=7)
    options = parser.parse_args()
    start(options.case)  # files come from the disk once
    taken = [start(options.case) for _ in range(options.times)]
    for what, seconds in zip(("first page", "first answer"), zip(*taken, strict=True), strict=True):
        print(f"{what:12}  median {statistics.median(seconds):.2f} s  longest {max(seconds):.2f} s  of {len(seconds)} starts")


def start(case: Path) -> tuple[float, float]:
    """Seconds until the first page, and until the session's answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.json"
        command = [sys.executable, "-m", "testimonia", "-C", str(case), "serve", "--no-browser", "--port", str(port)]
        began = time.monotonic()
        server = subprocess.Popen([*command, "--ready-file", str(ready)], stdout=subprocess.DEVNULL)
        try:
            while not ready.exists():
                if server.poll() is not None:
                    sys.exit(f"the server ended with {server.returncode}")
                time.sleep(0.005)
            status, _ = ask(port, "/")
            page = time.monotonic() - began
            assert status == 200
            link = next(iter(json.loads(ready.read_bytes())["links"].values()))
            _, cookie = ask(port, link[link.index("/login") :])
            status, _ = ask(port, "/api/v1/session", cookie.partition(";")[0])
            assert status == 200
            return page, time.monotonic() - began
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()


def ask(port: int, target: str, cookie: str = "") -> tuple[int, str]:
    """Status, and the cookie that was set."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", target, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers.get("Set-Cookie", "")


if __name__ == "__main__":
    main()
