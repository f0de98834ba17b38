"""What keeps people out of our pages: axe-core, and the checks of Lighthouse that need no network, on every page from disk.

    benchmarks/axe [--only NAME] [--keep FOLDER] [--incomplete]

Pages: the sample's published story with its evidence, charts and permalinks, a small story in Arabic, and the pages for the
team (accounts charts, map, timeline, mosaic). Each is opened from ``file://`` in headless Chromium, 1280 and 390 pixels wide,
light and dark, as it comes and with everything open that can be opened. Prints every violation; exit code 1 if there is one.

Needs Chromium, and npm once for axe-core (benchmarks/axe-core, locked; nothing of it ships).

Source of the checks beside axe: Lighthouse's documented audits (document-title, html-has-lang, viewport, errors-in-console,
font-size, image-size-responsive's width and height, doctype, charset), WCAG 2.2 1.4.10 (reflow), 1.4.3 for text in drawings,
which axe leaves undecided, and 2.5.8 (targets of 24 by 24 pixels, lines of text excepted).
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from browser import Browser, find_chromium
from story_cases import arabic_files, make_sample, make_team_pages, write

HERE = Path(__file__).parent
PACKAGE = HERE / "axe-core"
SMALLEST_TEXT_PX = 12
"""Lighthouse calls text below this too small, and lets two fifths of a page be so; we let none be."""
SMALLEST_DRAWN_PX = 11
"""In drawings, as labels of maps and axes are set."""

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RUN = """axe.run(document, {runOnly: {type: 'tag', values: %s}, resultTypes: ['violations', 'incomplete'],
  rules: {'target-size': {enabled: true}}}).then(found => JSON.stringify({
  violations: found.violations.map(v => [v.id, v.nodes.map(n => n.target.join(' ') + ' | ' + n.failureSummary)]),
  incomplete: found.incomplete.map(v => [v.id, v.nodes.map(n => n.target.join(' '))])}))"""

OPEN = """(() => { document.querySelectorAll('details').forEach(d => { d.open = true; });
  document.querySelectorAll('input.reveal, .warned input[type=checkbox]').forEach(i => { i.checked = true; });
  const panel = document.querySelector('.panel'); if (panel) { location.hash = panel.id; } })()"""

STILL = "new Promise(done => setTimeout(done, 350))"

CHECKS = r"""(() => {
  const found = [], seen = e => { const b = e.getBoundingClientRect(), s = getComputedStyle(e);
    return b.width > 1 && b.height > 1 && s.visibility === 'visible' && s.opacity > 0 && !e.closest('.unseen, .skip'); };
  const name = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + '.' + (e.getAttribute('class') || '')
    + ' “' + (e.textContent || '').trim().slice(0, 30) + '”';
  const say = (rule, what) => found.push([rule, what]);
  if (!document.doctype || document.compatMode !== 'CSS1Compat') say('doctype', 'quirks mode');
  if (document.characterSet !== 'UTF-8' || !document.querySelector('meta[charset]')) say('charset', document.characterSet);
  if (!document.title.trim()) say('document-title', 'none');
  if (!document.documentElement.lang) say('html-has-lang', 'none');
  const viewport = document.querySelector('meta[name=viewport]')?.content || '';
  if (!/width=device-width/.test(viewport) || /user-scalable=no|maximum-scale=[01](\.0)?\b/.test(viewport))
    say('viewport', viewport);
  if (document.documentElement.scrollWidth > innerWidth) say('reflow', document.documentElement.scrollWidth + ' px wide');
  document.querySelectorAll('img').forEach(i => {
    if (!i.hasAttribute('width') || !i.hasAttribute('height')) say('image-dimensions', i.src);
    if (!i.hasAttribute('alt')) say('image-alt', i.src); });
  document.querySelectorAll('audio[autoplay], video[autoplay]').forEach(m => say('autoplay', m.src));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), done = new Set();
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || done.has(e) || e.closest('script, style, title, desc, defs')) continue;
    done.add(e); if (!seen(e)) continue;
    const m = e.ownerSVGElement ? e.getScreenCTM() : null;
    const size = parseFloat(getComputedStyle(e).fontSize) * (m ? Math.hypot(m.b, m.d) : 1);
    if (size < (m ? SMALLEST_DRAWN : SMALLEST) - 0.05) say('font-size', size.toFixed(1) + ' px: ' + name(e)); }
  const inLine = e => getComputedStyle(e).display === 'inline' && e.closest('p, li, dd, figcaption, blockquote, td, h3, th');
  document.querySelectorAll('a[href], button, summary, input, select, [role=button]').forEach(e => {
    if (!seen(e) || e.ownerSVGElement || inLine(e) || e.type === 'range') return;
    const b = e.getBoundingClientRect(), label = e.closest('label') || (e.labels && e.labels[0]);
    if (label) { const l = label.getBoundingClientRect(); if (l.width >= 24 && l.height >= 24) return; }
    const size = Math.round(b.width) + '×' + Math.round(b.height);
    if (Math.min(b.width, b.height) < 24) say('target-size', size + ': ' + name(e)); });
  const rgb = c => (c.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => { const f = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
  const paper = e => { for (let at = e; at; at = at.parentElement) { const c = rgb(getComputedStyle(at).backgroundColor);
    if (c.length === 3 || c[3] > 0.99) return c; }
    const scheme = getComputedStyle(document.documentElement).colorScheme;
    return matchMedia('(prefers-color-scheme: dark)').matches && /dark/.test(scheme) ? [18, 18, 18] : [255, 255, 255]; };
  const beneath = e => { const svg = e.ownerSVGElement, box = e.getBoundingClientRect(); let under = paper(svg);
    for (const shape of svg.querySelectorAll('rect, circle, ellipse, path, polygon')) {
      if (!(shape.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
      const s = getComputedStyle(shape), fill = rgb(s.fill), matrix = shape.getScreenCTM();
      if (s.fill === 'none' || fill.length < 3 || !matrix || shape.closest('defs, clipPath, pattern, marker')) continue;
      const point = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2).matrixTransform(matrix.inverse());
      if (!shape.isPointInFill(point)) continue;
      const alpha = (fill[3] ?? 1) * s.fillOpacity * s.opacity;
      under = fill.slice(0, 3).map((v, i) => v * alpha + under[i] * (1 - alpha)); }
    return under; };
  document.querySelectorAll('svg text').forEach(e => {
    if (!seen(e) || !e.textContent.trim()) return;
    const s = getComputedStyle(e), ink = rgb(s.fill); if (s.fill === 'none' || ink.length < 3) return;
    const opacity = (ink[3] ?? 1) * s.fillOpacity * s.opacity, under = beneath(e);
    const mixed = ink.slice(0, 3).map((v, i) => v * opacity + under[i] * (1 - opacity));
    const [a, b] = [light(mixed), light(under)].sort((x, y) => y - x), ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) say('contrast-in-drawing', ratio.toFixed(2) + ': ' + name(e)); });
  return JSON.stringify(found); })()"""

CHECKS = CHECKS.replace("SMALLEST_DRAWN", str(SMALLEST_DRAWN_PX)).replace("SMALLEST", str(SMALLEST_TEXT_PX))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", help="pages whose path contains this")
    parser.add_argument("--keep", type=Path, help="make the pages here, and take them from here if they are there")
    parser.add_argument("--incomplete", action="store_true", help="also what axe leaves to a person")
    options = parser.parse_args()
    if not find_chromium() or not shutil.which("npm"):
        raise SystemExit("benchmarks/axe: needs Chromium and npm (Debian: apt-get install chromium npm)")
    with tempfile.TemporaryDirectory() as scratch:
        axe = fetch_axe(Path(scratch) / "npm")
        folder = make_pages(options.keep or Path(scratch) / "pages")
        pages = [file for file in sorted(folder.rglob("*.html")) if options.only in str(file.relative_to(folder))]
        pages = [file for file in pages if file.relative_to(folder).parts[0] != "case"]
        found: Counter[tuple[str, str, str]] = Counter()
        left: Counter[str] = Counter()
        views = 0
        for width in (1280, 390):
            for is_dark in (False, True):
                with Browser(width=width, dark=is_dark) as browser:
                    for file in pages:
                        views += look(browser, file, folder, axe, f"{width}{' dark' if is_dark else ''}", found, left)
    for (page, rule, what), times in sorted(found.items()):
        print(f"{page}: {rule} ({times} views): {what}")
    if options.incomplete:
        print("left to a person:", json.dumps(left))
    print(json.dumps({"pages": len(pages), "views": views, "violations": len(found), "axe_core": version()}))
    return bool(found)


def fetch_axe(folder: Path) -> str:
    """The script of axe-core, as the lock says."""
    folder.mkdir(parents=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(PACKAGE / name, folder)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def version() -> str:
    return str(json.loads((PACKAGE / "package.json").read_text())["dependencies"]["axe-core"])


def make_pages(folder: Path) -> Path:
    """Every page, in a folder; made only if they are not there."""
    if not (folder / "site").exists():
        case, _ = make_sample(folder)
        make_team_pages(case, folder / "team")
        write(folder / "arabic", arabic_files())
    return folder


def look(
    browser: Browser, file: Path, folder: Path, axe: str, view: str, found: Counter[tuple[str, str, str]], left: Counter[str]
) -> int:
    """Open a page, and ask as it comes and with everything open."""
    page, name = browser.open(file), str(file.relative_to(folder))
    within = folder.joinpath(file.relative_to(folder).parts[0]).resolve().as_uri()
    for error in page.errors:
        found[name, "console", error] += 1
    for request in page.requests:
        if not request.startswith((within, "data:", "blob:")):
            found[name, "request", request] += 1
    browser.ask(axe + ";0")
    for state in ("", "opened"):
        if state:
            browser.ask(OPEN)
            browser.ask(STILL)
        answer: dict[str, Any] = json.loads(browser.ask(RUN % json.dumps(TAGS)))
        for rule, nodes in answer["violations"]:
            for node in nodes:
                found[name, f"axe {rule}", " ".join(f"[{view} {state}] {node}".split())] += 1
        for rule, nodes in answer["incomplete"]:
            left[rule] += len(nodes)
        for rule, what in json.loads(browser.ask(CHECKS)):
            found[name, rule, f"[{view} {state}] {what}"] += 1
    return 2


if __name__ == "__main__":
    sys.exit(main())
