"""The accounts chart in HTML: a figure for a story's page, and a page that stands alone and can be embedded.

Why the chart is drawn twice: an SVG does not flow, and one made for a desk cannot be read on a phone. The style sheet shows the
one that fits; the other is hidden from screen readers with it. Nothing needs a script.
"""

import base64
import hashlib
from importlib.resources import files

from testimonia.model.accounts import AccountsChart
from testimonia.publish.accounts.layout import NARROW, WIDE
from testimonia.publish.accounts.svg import chart_css, is_rtl, svg_element
from testimonia.publish.accounts.table import accounts_table
from testimonia.publish.accounts.texts import texts_in
from testimonia.publish.escaping import escape


def accounts_figure(chart: AccountsChart, *, key: str) -> str:
    """The chart as a figure: the picture for wide and for narrow pages, and the same as a table that unfolds.

    Args:
        chart: what to show.
        key: makes ids unique in the page: letters, digits and hyphens.

    Returns:
        HTML without style and script; the page includes `figure_css` once.
    """
    texts = texts_in(chart.language)
    direction = "rtl" if is_rtl(chart.language) else "ltr"
    label = f"{texts['table']}: {chart.question}"
    return (
        f'<figure class="ac-figure" id="{escape(key)}" lang="{escape(chart.language)}" dir="{direction}">'
        f"{svg_element(chart, form=WIDE, key=f'{key}-wide')}{svg_element(chart, form=NARROW, key=f'{key}-narrow')}"
        f'<details class="ac-same"><summary>{escape(texts["table"])}</summary>'
        f'<div class="ac-scroll" role="region" tabindex="0" aria-label="{escape(label)}">{accounts_table(chart)}</div>'
        "</details></figure>"
    )


def figure_css() -> str:
    """The style sheet of figures: once in a page, however many charts it has."""
    return chart_css() + files("testimonia.publish").joinpath("pages", "accounts_figure.css").read_text(encoding="utf-8")


def accounts_page(chart: AccountsChart) -> str:
    """One file with the chart, which works from disk, in a frame of another page, and without a script.

    Returns:
        The HTML; the same chart gives the same bytes.
    """
    texts = texts_in(chart.language)
    style = figure_css() + PAGE_STYLE
    policy = f"default-src 'none'; style-src 'sha256-{_hash(style)}'; base-uri 'none'; form-action 'none'"
    direction = "rtl" if is_rtl(chart.language) else "ltr"
    return (
        f'<!doctype html>\n<html lang="{escape(chart.language)}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        f"<title>{escape(chart.question)} {escape(texts['accounts'])}</title>\n<style>{style}</style>\n</head>\n"
        f'<body>\n<main>\n<h1 class="ac-hidden">{escape(chart.question)}</h1>\n{accounts_figure(chart, key="accounts")}\n'
        "</main>\n</body>\n</html>\n"
    )


PAGE_STYLE = (
    "body{margin:0;background:#fffdf8}@media (prefers-color-scheme:dark){body{background:#15181b}}"
    "@media print{body{background:#fff}}"
)


def _hash(text: str) -> str:
    """As a content policy names an inline style sheet. Source: W3C Content Security Policy Level 3, 2.3.1."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
