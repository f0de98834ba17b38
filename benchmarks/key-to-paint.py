"""``benchmarks/key-to-paint CASE [--judge]``: from a key pressed to the frame that shows its effect, in headless Chromium.

CASE is an investigation's folder, best a copy of the large one (``benchmarks/workbench make``). With ``--judge`` suggestions
are accepted and taken back too, so the folder must be a copy. The time is from the key event's own stamp to the first task
after the frame that follows it: handling, drawing and painting. The target is 100 ms at the 95th percentile.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from browser import find_chromium
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
TARGET_MS = 100.0
MEASURE = """
() => {
  window.paints = [];
  addEventListener('keydown', event => {
    const from = event.timeStamp;
    requestAnimationFrame(() => { const after = new MessageChannel();
      after.port1.onmessage = () => window.paints.push(performance.now() - from);
      after.port2.postMessage(0); });
  }, { capture: true });
}
"""


def measure(page: Page, address: str, ready: str, keys: list[str]) -> list[float]:
    """Milliseconds for each key pressed in a view, once its rows are there."""
    page.goto(address)
    page.wait_for_selector(ready, timeout=60_000)
    page.wait_for_timeout(800)
    page.evaluate(MEASURE)
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(40)
    page.wait_for_timeout(500)
    return [float(one) for one in page.evaluate("window.paints")]


def busiest_question(page: Page) -> str:
    """The question with the most accounts."""
    rows = page.evaluate("fetch('/api/v1/questions').then(answer => answer.json()).then(page => page.rows)")
    return str(max(rows, key=lambda row: row["accounts"])["id"]) if rows else ""


def main() -> int:
    """Serve the case, press the keys, print the figures."""
    if len(sys.argv) < 2 or not find_chromium():
        print(__doc__ if find_chromium() else "no Chromium here", file=sys.stderr)
        return 2
    case, is_judging = sys.argv[1], "--judge" in sys.argv[2:]
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.json"
        command = [str(ROOT / ".venv/bin/testimonia"), "-C", case, "serve", "--no-browser", "--ready-file", str(ready)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while not ready.exists():
                if server.poll() is not None:
                    return 2
                time.sleep(0.05)
            time.sleep(0.2)
            told = json.loads(ready.read_text("utf-8"))
            return press(told["url"].rstrip("/"), next(iter(told["links"].values())), is_judging=is_judging)
        finally:
            server.terminate()
            server.wait(20)


def press(url: str, link: str, *, is_judging: bool) -> int:
    """Press keys in each view."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(link)
        page.wait_for_selector("main h1", timeout=60_000)
        question = busiest_question(page)
        asked = {
            "claims: next, previous": ("/claims", "tbody tr[aria-rowindex]", ["j"] * 150 + ["k"] * 50),
            "claims: open, next": ("/claims", "tbody tr[aria-rowindex]", ["Enter", *["j"] * 60]),
            f"question {question}: next": (f"/questions/{question}", ".row-button", ["j"] * 40 + ["k"] * 40),
            "questions: next": ("/questions", "[data-question]", ["j"] * 40),
        }
        if is_judging:
            asked["review: accept"] = ("/claims/review", "article blockquote", ["a"] * 40)
            asked["review: accept, undo"] = ("/claims/review", "article blockquote", ["a", "z"] * 20)
        is_within = True
        for name, (path, selector, keys) in asked.items():
            found = sorted(measure(page, url + path, selector, keys))
            late = found[int(0.95 * (len(found) - 1))]
            is_within &= late <= TARGET_MS
            spread = f"median {statistics.median(found):6.1f} ms  95 % {late:6.1f} ms  most {found[-1]:6.1f} ms"
            print(f"{name:36} {len(found):4} keys  {spread}")
        browser.close()
    print("within 100 ms" if is_within else "LATER THAN 100 ms")
    return 0 if is_within else 1


if __name__ == "__main__":
    sys.exit(main())
