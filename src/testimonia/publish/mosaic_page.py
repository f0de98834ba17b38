"""The mosaic as one HTML file that works from the disk: a page for each protected source. For the team, not for publication."""

import html
from collections.abc import Sequence

from testimonia.model.mosaic import Fact, MosaicPage, Warning

STYLE = """
:root{color-scheme:light dark;--ink:#1c1c1a;--soft:#5c5c57;--paper:#fbfaf7;--line:#d8d5cc;--warn:#8a4b08;--ok:#2c6e49}
@media(prefers-color-scheme:dark){:root{--ink:#ecebe6;--soft:#aaa89f;--paper:#171716;--line:#3a3934;--warn:#f0b46a;--ok:#8fd0a8}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.45 system-ui,-apple-system,"Segoe UI","Noto Sans","Noto Naskh Arabic",sans-serif}
header,main,footer{max-inline-size:60rem;margin-inline:auto;padding-inline:1rem}
h1{font-size:1.6rem;margin-block:1rem .2rem}h2{font-size:1.2rem;margin-block:2rem .3rem;border-block-end:1px solid var(--line)}
header p,footer p,small,caption{color:var(--soft)}footer{border-block-start:1px solid var(--line);margin-block-start:2rem}
ul.warnings{list-style:none;padding:0}
ul.warnings li{border-inline-start:4px solid var(--warn);padding:.2rem .8rem;margin-block:.5rem}
ul.warnings li.answered{border-color:var(--ok)}
b.rule{color:var(--warn)}.answered b.rule{color:var(--ok)}
table{border-collapse:collapse;inline-size:100%;font-size:.9rem}caption{text-align:start;padding-block:.4rem}
th,td{text-align:start;vertical-align:top;padding:.3rem .5rem;border-block-end:1px solid var(--line)}
td:nth-child(2){overflow-wrap:anywhere}
nav a{color:inherit;display:inline-block;padding-block:.15rem}a:focus-visible{outline:3px solid var(--warn);outline-offset:2px}
@media print{section{break-before:page}nav{display:none}}
"""


def to_html(title: str, pages: Sequence[MosaicPage]) -> str:
    """The pages in one file. The same pages give the same bytes."""
    open_warnings = sum(not warning.answer for page in pages for warning in page.warnings)
    links = "".join(
        f'<li><a href="#p{at}"><bdi>{_text(page.name)}</bdi></a> {_tally(page)}</li>\n' for at, page in enumerate(pages)
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_text(title)}: mosaic</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<header><h1><bdi>{_text(title)}</bdi>: what readers can put together</h1>"
        f"<p>{len(pages)} protected source{'' if len(pages) == 1 else 's'}, {open_warnings} open warning"
        f"{'' if open_warnings == 1 else 's'}. For the team: not for publication.</p></header>\n"
        f"<main>\n<nav><ul>\n{links}</ul></nav>\n{''.join(_section(at, page) for at, page in enumerate(pages))}</main>\n"
        "<footer><p>How many people fit a description is a rough reckoning from inhabitants and shares of trades and ages. "
        "Who knows the place knows more than any gazetteer.</p></footer>\n</body>\n</html>\n"
    )


def _section(at: int, page: MosaicPage) -> str:
    known = f" <small>readers know: <bdi>{_text(page.label)}</bdi></small>" if page.label != page.name else ""
    warnings = "".join(_warning(warning) for warning in page.warnings)
    rows = "".join(_fact(fact) for fact in page.facts)
    notes = "".join(f"<p><small>{_text(note)}</small></p>\n" for note in page.notes)
    listed = f'<ul class="warnings">\n{warnings}</ul>\n' if warnings else "<p>No warning.</p>\n"
    return (
        f'<section id="p{at}"><h2><bdi>{_text(page.name)}</bdi>{known}</h2>\n{listed}'
        "<table><caption>Everything published about them</caption>\n"
        '<thead><tr><th scope="col">what</th><th scope="col">words</th><th scope="col">in</th></tr></thead>\n'
        f"<tbody>\n{rows}</tbody></table>\n{notes}</section>\n"
    )


def _warning(warning: Warning) -> str:
    answer = (
        f"<br><small>answered by <bdi>{_text(warning.answered_by)}</bdi>, {_text(warning.answered_at)}: "
        f"<bdi>{_text(warning.answer)}</bdi></small>"
        if warning.answer
        else f"<br><small>open: {warning.id}</small>"
    )
    state = ' class="answered"' if warning.answer else ""
    return f'<li{state}><b class="rule">{_text(warning.rule)}</b> <bdi>{_text(warning.sentence)}</bdi>{answer}</li>\n'


def _fact(fact: Fact) -> str:
    releases = ", ".join(fact.releases)
    return f"<tr><td>{_text(fact.kind)}</td><td><bdi>{_text(fact.words)}</bdi></td><td>{_text(releases)}</td></tr>\n"


def _tally(page: MosaicPage) -> str:
    number = sum(not warning.answer for warning in page.warnings)
    return f"<small>{number} open</small>" if number else ""


def _text(text: str) -> str:
    return html.escape(text, quote=False)
