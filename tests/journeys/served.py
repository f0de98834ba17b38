"""A real `testimonia serve`, in a process of its own, as a person would start it."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

WAIT_S = 60.0


class Served:
    """A server that was started on a folder.

    Args:
        folder: the investigation.
        people: who may log in.
        beside: a folder for what the server writes for whoever started it.
    """

    def __init__(self, folder, people, beside):
        self.folder = folder
        self._people = people
        self._ready_file = beside / "ready.json"
        self.log = beside / "serve.log"
        self.start()

    def start(self, port=0):
        """Start the server and wait until it answers; ``cookies`` are then those of who logged in, as each link works once."""
        self._ready_file.unlink(missing_ok=True)
        command = [sys.executable, "-m", "testimonia", "-C", str(self.folder), "serve", "--no-browser", "--port", str(port)]
        command += [part for name in self._people for part in ("--reviewer", name)]
        command += ["--ready-file", str(self._ready_file)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"NO_COLOR": "1"})
        ready = self._wait()
        self.url = ready["url"]
        self.links = ready["links"]
        self.cookies = {}

    def stop(self):
        """End the server as Ctrl-C does."""
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def kill(self):
        """End the server as a power cut would."""
        self._process.kill()
        self._process.wait()

    @property
    def port(self):
        """The port it listens on."""
        return int(self.url.rsplit(":", 1)[1])

    def _wait(self):
        until = time.monotonic() + WAIT_S
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise AssertionError(f"the server ended: {self.log.read_text()[-2000:]}")
            if self._ready_file.exists() and (text := self._ready_file.read_text()):
                return json.loads(text)
            time.sleep(0.05)
        raise AssertionError(f"the server did not answer: {self.log.read_text()[-2000:]}")


@contextmanager
def serving(folder, *, people, beside):
    """Serve a folder while one is inside."""
    beside.mkdir(parents=True, exist_ok=True)
    served = Served(folder, people, beside)
    try:
        yield served
    finally:
        served.stop()
