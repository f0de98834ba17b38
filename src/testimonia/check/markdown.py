"""What is prose in a draft and what is markup: bindings, links, images, emphasis, code. The text keeps its length.

Why blanks instead of cutting: every offset the desk reports must be one of the file that the journalist has open.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

BINDING = re.compile(r"\{(?P<kind>[a-z]+)(?:\s*:\s*(?P<target>[^{}\n]*?))?\s*\}")
"""A binding: ``{finding: people}``, ``{claim: c-7f3a}``, ``{timeline}``."""

_CODE = re.compile(r"^(?:```|~~~).*?(?:^(?:```|~~~)[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_LINK_END = re.compile(r"(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_LINK_START = re.compile(r"!?\[(?=[^\]\n]*\](?:\(|\{))")
_COMMENT = re.compile(r"<!--.*?-->|<[a-zA-Z/][^<>\n]*>", re.DOTALL)
_STRESS = re.compile(r"(?<!\w)(?:\*{1,3}|_{1,3})(?=\S)|(?<=\S)(?:\*{1,3}|_{1,3})(?!\w)")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]+\]:?")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+")
_FENCED_BLOCK = re.compile(r"^:{3,}.*$", re.MULTILINE)


class Binding(Struct, frozen=True):
    """One binding as written."""

    kind: str
    target: str
    start: int
    end: int


def find_bindings(text: str) -> list[Binding]:
    """Every binding of a draft, in text order.

    >>> [(b.kind, b.target) for b in find_bindings("About 4,000 {finding: people} left. {timeline}")]
    [('finding', 'people'), ('timeline', '')]
    """
    return [Binding(m["kind"], (m["target"] or "").strip(), m.start(), m.end()) for m in BINDING.finditer(text)]


def mask(text: str, *, is_markdown: bool = True) -> str:
    """The text with everything that is no prose turned into blanks; line breaks and length stay.

    >>> mask("It was **long** {finding: length}, see [here](x).")
    'It was   long                    , see  here]   .'
    """
    patterns: Sequence[re.Pattern[str]] = (BINDING,)
    if is_markdown:
        patterns = (_CODE, _COMMENT, BINDING, _LINK_START, _LINK_END, _FOOTNOTE, _FENCED_BLOCK, _STRESS)
    for pattern in (*patterns, _ADDRESS):
        text = pattern.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
