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
_CLOCK = re.compile(
    r"(?<=\b(?:at|by|to) )(?P<hour>(?:[01]?\d|2[0-3]))\.(?P<minute>[0-5]\d)(?![\d%]|[.,]\d)"
    r"(?! (?:per|metres|km|tonnes|dollars|pounds))",
    re.IGNORECASE,
)
"""A time of day with a full stop, as British papers set it: "at 22.40"."""
_ORDINALS = {
    word: number
    for number, word in enumerate(
        (
            *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
            *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
            *("eighteenth", "nineteenth", "twentieth"),
        ),
        1,
    )
}
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_ORDINAL_DAY = re.compile(rf"\bthe (?P<day>{'|'.join(_ORDINALS)}) of (?=(?:{_MONTHS})\b)", re.IGNORECASE)
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
    """The text with everything that is no prose turned into blanks, and times of day as figures; line breaks and length stay.

    >>> mask("It was **long** {finding: length}, see [here](x).")
    'It was   long                    , see  here]   .'
    >>> mask("At 22.40 on the first of March.")
    'At 22:40 on            1 March.'
    """
    patterns: Sequence[re.Pattern[str]] = (BINDING,)
    if is_markdown:
        patterns = (_CODE, _COMMENT, BINDING, _LINK_START, _LINK_END, _FOOTNOTE, _FENCED_BLOCK, _STRESS)
    for pattern in (*patterns, _ADDRESS):
        text = pattern.sub(_blank, text)
    text = _CLOCK.sub(lambda match: f"{match['hour']}:{match['minute']}", text)
    return _ORDINAL_DAY.sub(_day_in_figures, text)


def _day_in_figures(match: re.Match[str]) -> str:
    """ "the third of " as "3 " and blanks before it: as the extractor reads dates, in as many characters."""
    return f"{_ORDINALS[match['day'].casefold()]} ".rjust(len(match[0]))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
