"""Somebody who uses the workbench in a browser: logs in, presses keys, and notes everything the browser complains of."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
REPORT = """(rules) => axe.run(document, rules).then((found) =>
  found.violations.flatMap((violation) =>
    violation.nodes.map((node) =>
      [violation.id, node.target.join(" "), node.any[0]?.message ?? violation.help].join(": "))))"""
WIDE = {"width": 1400, "height": 900}
PHONE = {"width": 390, "height": 844}
USUAL_MS = 15_000


class Visitor:
    """A person with a browser of their own.

    Args:
        browser: Chromium.
        served: the server.
        name: who logs in.
        options: of the browser: viewport, locale, colour scheme.
    """

    def __init__(self, browser, served, name, **options):
        self.served = served
        self.name = name
        self.complaints = []
        self._context = browser.new_context(**({"viewport": WIDE, "locale": "en-GB"} | options))
        self._context.set_default_timeout(USUAL_MS)
        expect.set_options(timeout=USUAL_MS)
        if AXE.is_file():
            self._context.add_init_script(path=str(AXE))
        self.page = self._context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("console", self._note)
        self.page.on("request", self._look)
        self.log_in()

    def log_in(self):
        """Follow the one-time link, or go on with the session that came of it."""
        if known := self.served.cookies.get(self.name):
            self._context.add_cookies(known)
            self.page.goto(self.served.url)
        else:
            self.page.goto(self.served.links[self.name])
        self.page.locator("main h1").first.wait_for()
        self.served.cookies[self.name] = self._context.cookies()

    def open(self, path):
        """Go to an address of the workbench and wait for its heading."""
        self.page.goto(self.served.url + path)
        self.page.get_by_role("heading", level=1).first.wait_for()
        return self.page

    def settle(self):
        """Wait until what is on its way is there."""
        self.page.wait_for_load_state("load")
        self.page.wait_for_function("() => !document.querySelector('.loading')", timeout=120_000)
        self.page.wait_for_timeout(350)

    def api(self, method, path, body=None, **headers):
        """Call the API as this person, for what a journey sets up or looks up; returns (status, value)."""
        script = """async ([method, path, body, headers]) => {
          const session = await (await fetch('/api/v1/session')).json();
          const all = { 'content-type': 'application/json', 'x-testimonia-token': session.token, ...headers };
          const sent = body === null ? undefined : JSON.stringify(body);
          const answer = await fetch('/api/v1/' + path, { method, headers: all, body: sent });
          const text = await answer.text();
          return [answer.status, text];
        }"""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        status, text = self.page.evaluate(script, [method, path, body, named])
        return status, json.loads(text) if text.startswith(("{", "[")) else text

    def barriers(self):
        """What axe finds in the way of people, a line each."""
        if not AXE.is_file():
            pytest.skip("axe-core is not there: `npm --prefix frontend ci` brings it")
        return self.page.evaluate(REPORT, RULES)

    def overflow(self):
        """By how many pixels the page is wider than its window."""
        return self.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def close(self):
        """Close the browser."""
        self._context.close()

    def _note(self, message):
        text = message.text
        if message.type in ("error", "warning") and "Failed to load resource" not in text:
            self.complaints.append(f"{message.type}: {text}")

    def _look(self, request):
        if not request.url.startswith((self.served.url, "blob:", "data:", "about:", "chrome-error:")):
            self.complaints.append(f"asks elsewhere: {request.url}")
