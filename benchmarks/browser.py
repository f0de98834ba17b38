"""Open a page in headless Chromium and ask it things, over a pipe: no network, no library.

    with Browser(width=1280, height=900) as browser:
        page = browser.open(Path("map.html"))

Debian: ``apt-get install chromium fonts-noto-core``. `find_chromium` says whether there is one.

Source: the Chrome DevTools Protocol; with ``--remote-debugging-pipe`` messages are JSON, each ended by a zero byte, on file
descriptors 3 (in) and 4 (out).
"""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str:
    """The browser's path, or nothing."""
    return next((path for name in NAMES if (path := shutil.which(name))), "")


class Page(NamedTuple):
    """What opening a page showed."""

    errors: tuple[str, ...]
    """Exceptions, and errors written to the console (violations of the content policy are among them)."""
    requests: tuple[str, ...]
    """Every address asked for besides the page itself."""
    first_paint_ms: float
    """First contentful paint, from the start of navigation."""
    load_ms: float
    drawn_ms: float
    """The map's own mark: the frame after its script has laid out the first view."""


class Browser:
    """One headless Chromium with an empty profile."""

    def __init__(self, *, width: int = 1280, height: int = 900, dark: bool = False, script: bool = True) -> None:
        self._size, self._dark, self._script = (width, height), dark, script
        self._number, self._session = 0, ""
        self._buffer = b""
        self._events: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()
        options = f"--headless=new --no-sandbox --disable-gpu --hide-scrollbars --window-size={self._size[0]},{self._size[1]}"
        options += f" --no-first-run --disable-extensions --user-data-dir={self._profile.name} --remote-debugging-pipe"
        command = f"exec {find_chromium()} {options} about:blank 3<&{to_read} 4>&{to_write} >/dev/null 2>&1"
        self._process = subprocess.Popen(["bash", "-c", command], pass_fds=(to_read, to_write))
        os.close(to_read)
        os.close(to_write)
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        mobile = self._size[0] < 600
        size = {"width": self._size[0], "height": self._size[1], "deviceScaleFactor": 1, "mobile": mobile}
        self.call("Emulation.setDeviceMetricsOverride", **size)
        if self._dark:
            self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
        if not self._script:
            self.call("Emulation.setScriptExecutionDisabled", value=True)
        return self

    def __exit__(self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        os.close(self._write)
        os.close(self._read)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._profile.cleanup()

    def open(self, file: Path) -> Page:
        """Open a file and wait until it is loaded and drawn."""
        self._events.clear()
        address = file.resolve().as_uri()
        self.call("Page.navigate", url=address)
        self._wait_for("Page.loadEventFired")
        paint = 0.0
        if self._script:
            self.ask("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))")
            script = "JSON.stringify([performance.getEntriesByName('first-contentful-paint').map(e => e.startTime)[0] || 0,"
            script += "performance.timing.loadEventEnd - performance.timing.navigationStart,"
            script += "performance.getEntriesByName('map-drawn').map(e => e.startTime)[0] || 0])"
            paint, load, drawn = json.loads(self.ask(script))
        else:
            time.sleep(0.5)
            self.call("Page.getLayoutMetrics")
            load = drawn = 0.0
        return Page(tuple(self._errors()), tuple(self._asked(address)), float(paint), float(load), float(drawn))

    def ask(self, script: str) -> Any:
        """The value of an expression on the page; a promise is waited for."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise ValueError(answer["exceptionDetails"]["exception"].get("description", script))
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press and release a key."""
        code = {"+": "Equal", "-": "Minus"}.get(key, key)
        text = {"text": key} if len(key) == 1 else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, code=code, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=code)

    def click(self, x: float, y: float) -> None:
        """Press and release the left button."""
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def picture(self, file: Path, *, whole: bool = False) -> None:
        """Save what is seen, or the whole page, as PNG."""
        data = self.call("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
        file.write_bytes(base64.b64decode(data))

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and wait for its answer."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        number = self._number
        while True:
            answer = self._next()
            if answer.get("id") == number:
                if "error" in answer:
                    raise ValueError(f"{method}: {answer['error']['message']}")
                return dict(answer["result"])
            self._events.append(answer)

    def _wait_for(self, method: str) -> None:
        while not any(event.get("method") == method for event in self._events):
            self._events.append(self._next())

    def _next(self, seconds: float = 60.0) -> dict[str, Any]:
        until = time.monotonic() + seconds
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._read], [], [], max(0.0, until - time.monotonic()))
            piece = os.read(self._read, 1 << 20) if ready else b""
            if not piece:
                raise TimeoutError("the browser does not answer")
            self._buffer += piece
        message, _, self._buffer = self._buffer.partition(b"\0")
        return dict(json.loads(message))

    def _errors(self) -> list[str]:
        found = []
        for event in self._events:
            what = event.get("params", {})
            if event.get("method") == "Runtime.exceptionThrown":
                found.append(what["exceptionDetails"].get("exception", {}).get("description", "exception"))
            elif event.get("method") == "Log.entryAdded" and what["entry"]["level"] in ("error", "warning"):
                found.append(what["entry"]["text"])
            elif event.get("method") == "Runtime.consoleAPICalled" and what["type"] in ("error", "warning"):
                found.append(str(what["args"]))
        return found

    def _asked(self, address: str) -> list[str]:
        sent = [e["params"]["request"]["url"] for e in self._events if e.get("method") == "Network.requestWillBeSent"]
        return [url for url in sent if url != address]
