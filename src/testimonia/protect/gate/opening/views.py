"""The one tuple of everything that is undone in a text, and the running of it on one text."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from testimonia.protect.gate.opening.codes import CODE_VIEWS
from testimonia.protect.gate.opening.escapes import undo_css_escapes, undo_escapes
from testimonia.protect.gate.opening.fragments import FRAGMENT_VIEWS
from testimonia.protect.gate.opening.markup import MARKUP_VIEWS
from testimonia.protect.gate.opening.packed import PACKED_VIEWS
from testimonia.protect.gate.opening.rich_text import read_rich_text
from testimonia.protect.gate.opening.windows import FEW, PORTIONS, Undone, View

_ENCRYPTED = (
    "-----BEGIN PGP MESSAGE-----",
    "-----BEGIN AGE ENCRYPTED FILE-----",
    "-----BEGIN ENCRYPTED PRIVATE KEY-----",
    "age-encryption.org/v1\n",
    "Salted__",
    "U2FsdGVkX1",
    "smime-type=enveloped-data",
    'smime-type="enveloped-data"',
    "$ANSIBLE_VAULT;",
    "Proc-Type: 4,ENCRYPTED",
)
"""How encrypted text begins: OpenPGP (RFC 9580), age, PKCS #8, OpenSSL, S/MIME, Ansible, PEM."""


def refuse_encrypted(text: str) -> Iterator[Undone]:
    """Encrypted text in armour counts as not read: nobody can say what is in it."""
    for sign in _ENCRYPTED:
        if sign in text:
            yield Undone("encrypted: publish it without a password or leave it out", "", text.index(sign), refused=True)


ESCAPES, MARKUP, FRAGMENTS, PACKED = "escapes", "markup", "fragments", "packed"

VIEWS: tuple[tuple[str, tuple[View, ...]], ...] = (
    (ESCAPES, (undo_escapes, undo_css_escapes)),
    (MARKUP, MARKUP_VIEWS),
    (FRAGMENTS, FRAGMENT_VIEWS),
    (PACKED, (*PACKED_VIEWS, *CODE_VIEWS, read_rich_text, refuse_encrypted)),
)
"""By kind. What comes out of one kind is looked through by the others; what was packed is a new text and by all of them."""


class Lines:
    """Numbers of the lines of one text, counted once and only if asked for."""

    def __init__(self, text: str, first: int) -> None:
        self._text = text
        self._first = first
        self._starts: list[int] | None = None

    def number(self, offset: int) -> int:
        """Line on which ``offset`` stands; 0 where lines do not count."""
        if not self._first:
            return 0
        if self._starts is None:
            self._starts = [match.end() for match in re.finditer("\n", self._text)]
        return self._first + bisect_right(self._starts, offset)


def put_together(found: list[Undone]) -> list[Undone]:
    """Short texts that came out the same way, put into a few, so that each need not be looked through by itself."""
    if len(found) <= PORTIONS:
        return found
    kept = [undone for undone in found if isinstance(undone.what, bytes) or undone.refused]
    groups: dict[tuple[str, bool], list[tuple[int, str]]] = {}
    for undone in found:
        if isinstance(undone.what, str) and not undone.refused:
            groups.setdefault((undone.how, undone.final), []).append((undone.start, undone.what))
    for (how, final), texts in groups.items():
        size = -(-len(texts) // FEW)
        for at in range(0, len(texts), size):
            portion = texts[at : at + size]
            kept.append(Undone("\n".join(text for _, text in portion), how, portion[0][0], final=final))
    return kept
