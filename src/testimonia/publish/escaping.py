"""Other people's words inside markup: nothing in them may be read as markup or turn the text around it.

Why our own function: what sources say goes into HTML, SVG and KML, and the three disagree on control characters. XML forbids
most of them, and a stray one makes a whole file unreadable.
"""

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def escape(text: str) -> str:
    """Text for HTML, SVG or KML, between tags or inside quotes.

    Args:
        text: anything; what XML forbids becomes U+FFFD, so that it is seen that something stood there.

    Source: XML 1.0 (5th edition), production 2 (Char).

    >>> escape('<b onclick="x">')
    '&lt;b onclick=&quot;x&quot;&gt;'
    """
    return _FORBIDDEN.sub("\ufffd", text).translate(_MARKUP)


def one_line(text: str) -> str:
    """A name for a label: one line, without characters that change the direction of writing.

    >>> one_line(" Deir\\n ez-Zor ")
    'Deir ez-Zor'
    """
    return " ".join(_DIRECTION.sub("", text).split())


def isolated(text: str) -> str:
    """A label that finds its own direction and leaves its neighbours alone: between FSI and PDI, escaped.

    Why: SVG has no ``dir="auto"``, and ``direction`` also turns the anchor of the text round.

    Source: Unicode Standard Annex 9, explicit directional isolates.
    """
    return f"\u2068{escape(one_line(text))}\u2069"
