"""Material as a page on which nothing can act: paragraphs, each in its own direction, and no element that leads anywhere.

Why a page at all: a person may want to read a rendition by itself, find in it, print it. It is shown in a frame without rights
(``sandbox``), under a policy that allows the one style below by its hash and nothing else; either alone would do.
"""

import base64
import hashlib
from collections.abc import Iterable

from testimonia.errors import NotFoundError
from testimonia.model.material import Material
from testimonia.pipeline.case import Case
from testimonia.publish.escaping import escape

STYLE = (
    "body{font:1rem/1.6 Georgia,serif;margin:1rem auto;max-width:42rem;padding:0 1rem;color:#1c1c1c;background:#fff}"
    "p{white-space:pre-wrap;overflow-wrap:anywhere;margin:0 0 .8rem}h1{font-size:1.2rem}.at{color:#666;font-size:.8rem}"
)
STYLE_HASH = "sha256-" + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
"""What the page's policy allows. Source: W3C Content Security Policy level 3, 2.3.1 (hash-source)."""


def inert_page(title: str, blocks: Iterable[str], *, language: str = "") -> str:
    """A page from blocks of markup that `inert_block` or a renderer of ours made.

    Args:
        title: as text.
        blocks: markup, of which every word of material has gone through `escape`.
        language: BCP 47; empty or ``und`` = not said.
    """
    lang = f' lang="{escape(language)}"' if language and language != "und" else ""
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
    body = "\n".join(blocks)
    return (
        f'<!doctype html>\n<html{lang}><head>{head}</head><body><h1 dir="auto">{escape(title)}</h1>\n{body}\n</body></html>\n'
    )


def inert_block(text: str, *, note: str = "") -> str:
    """One paragraph.

    >>> inert_block("<img src=x onerror=alert(1)>")
    '<p dir="auto">&lt;img src=x onerror=alert(1)&gt;</p>'
    """
    at = f'<span class="at">{escape(note)}</span> ' if note else ""
    return f'<p dir="auto">{at}{escape(text)}</p>'


def rendition_page(case: Case, item_id: str, rendition_id: str = "") -> str:
    """A rendition of an item as an inert page.

    Args:
        rendition_id: of that item; empty = the one that counts now.

    Raises:
        NotFoundError: no such item or rendition, or it has not been read.
    """
    item = case.store.item(item_id)
    if not rendition_id:
        current = next((reading.rendition_id for reading in case.store.readings() if reading.item.id == item_id), "")
        rendition_id = current
    material = case.store.material(rendition_id) if rendition_id else None
    if material is None or material.rendition.item_id != item.id:
        raise NotFoundError(f"{item.name} has no such rendition: what could not be read has none")
    return inert_page(item.name, _blocks(material), language=material.rendition.language)


def _blocks(material: Material) -> Iterable[str]:
    text = material.rendition.text
    for passage in material.passages:
        note = "; ".join(part for part in (passage.locator.words(), passage.speaker) if part)
        yield inert_block(text[passage.start : passage.end], note=note)
    if not material.passages:
        yield inert_block(text)
