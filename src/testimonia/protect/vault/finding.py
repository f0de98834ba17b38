"""Where identities stand in a text that the team will read, as masking needs it.

What the gate finds is found here too: spellings, disguises, coordinates. And more: a single part of a name, which in print may
be a namesake's, is masked in a source's own material, since there it mostly is not. Escapes and encodings are the gate's
business alone. Whoever has a better search passes it instead: anything that is a `MakeFind`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from testimonia.protect.gate.searching.hits import NO_IDENTITY
from testimonia.protect.gate.searching.needles import make_needles
from testimonia.protect.gate.searching.searches import search
from testimonia.protect.identities import Identity
from testimonia.text.arabic import FoldedText, fold_text


class Hit(Struct, frozen=True, order=True):
    """An identity in a text: half-open ``[start, end)`` in code points, whose, and what kind of thing stands there."""

    start: int
    end: int
    identity_id: str
    kind: str
    """name, alias, phone, email, plate, number, handle, username, device, address, file, coordinates."""


Find = Callable[[str], Sequence[Hit]]
"""Finds every identity in a text: hits in text order that do not overlap."""

MakeFind = Callable[[Sequence[Identity]], Find]

_WORDS = (
    ("name", "names"),
    ("alias", "aliases"),
    ("email", "emails"),
    ("handle", "handles"),
    ("username", "usernames"),
    ("device", "devices"),
    ("address", "addresses"),
    ("file", "files"),
)
_SIGNS = (("phone", "phones"), ("plate", "plates"), ("number", "numbers"))

_SHORTEST_PART = 4
"""Letters of a part of a name that is looked for by itself."""
_PHONE_DIGITS = 8
"""The last digits of a telephone number that are enough: what stands before them depends on where it is dialled from."""
_BLANKS = re.compile(r"[\s\-‐-―_.,/\\'’‘ʼʿʾ`]+")
_PARTICLES = frozenset({"abou", "banu", "bint", "ould", "oulad", "umm", "from", "ابو", "بنت", "عبد"})
_PROCLITICS = frozenset("وفبكل")
_LEADING_DIGITS = re.compile(r"\+?[\d\s().\-/]*\Z")


def make_find(identities: Sequence[Identity]) -> Find:
    """A search for everything these people could be recognised by.

    >>> find = make_find([Identity("a", names=("Nawwaf al-Khayali",), phones=("+963 000 555 101",))])
    >>> [(hit.kind, hit.start, hit.end) for hit in find("NAWWAF  Al Khayali, 000-555101")]
    [('name', 0, 18), ('phone', 20, 30)]
    """
    words = _Needles(_word_needles(identities))
    signs = _Needles(_sign_needles(identities))
    gates = make_needles(identities)

    def find(text: str) -> Sequence[Hit]:
        folded = _fold(text)
        hits = [*_word_hits(words, folded), *_sign_hits(signs, folded, text)]
        covered = {at for hit in hits for at in range(hit.start, hit.end)}
        for found in search(gates, text):
            rest = (text[at] for at in range(found.start, found.end) if at not in covered)
            if found.kind not in NO_IDENTITY and any(character.isalnum() for character in rest):
                hits.append(Hit(found.start, found.end, found.identity_id, found.kind))
        return _without_overlaps(hits)

    return find


class _Needles:
    """Strings to be looked for, each with whose it is and of what kind."""

    def __init__(self, needles: Iterable[tuple[str, str, str]]) -> None:
        known: dict[str, tuple[str, str]] = {}
        for needle, identity_id, kind in needles:
            known.setdefault(needle, (identity_id, kind))
        self.strings = list(known)
        self.owners = list(known.values())
        self.automaton = AhoCorasick(self.strings, matchkind=MatchKind.Standard) if known else None

    def find(self, text: str) -> Iterator[tuple[int, int, str, str]]:
        """Every occurrence, overlapping ones too: start, end, whose, kind."""
        if self.automaton and text:
            for index, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True):
                yield start, end, *self.owners[index]


def _word_needles(identities: Sequence[Identity]) -> Iterator[tuple[str, str, str]]:
    for kind, field in _WORDS:
        for identity in identities:
            for value in getattr(identity, field):
                folded = _spaced(_fold(value)).text.strip()
                if folded:
                    yield folded, identity.id, kind
    for identity in identities:
        for name in identity.names:
            for part in _spaced(_fold(name)).text.split():
                if len(part) >= _SHORTEST_PART and part not in _PARTICLES:
                    yield part, identity.id, "name"


def _sign_needles(identities: Sequence[Identity]) -> Iterator[tuple[str, str, str]]:
    for kind, field in _SIGNS:
        for identity in identities:
            for value in getattr(identity, field):
                signs = "".join(c for c in _fold(value).text if c.isalnum())
                needle = signs[-_PHONE_DIGITS:] if kind == "phone" else signs
                if needle:
                    yield needle, identity.id, kind


def _word_hits(needles: _Needles, folded: FoldedText) -> Iterator[Hit]:
    spaced = _spaced(folded)
    text = spaced.text
    for start, end, identity_id, kind in needles.find(text):
        if _is_word_end(text, end) and _is_word_start(text, start):
            yield Hit(*spaced.original(start, end), identity_id, kind)


def _is_word_end(text: str, end: int) -> bool:
    return end == len(text) or not text[end].isalnum() or not text[end - 1].isalnum()


def _is_word_start(text: str, start: int) -> bool:
    """Arabic writes "and", "for" and the like as one letter on the word itself."""
    while start and text[start - 1] in _PROCLITICS and "\u0600" < text[start] < "\u0700":
        start -= 1
    return start == 0 or not text[start - 1].isalnum() or not text[start].isalnum()


def _sign_hits(needles: _Needles, folded: FoldedText, text: str) -> Iterator[Hit]:
    kept = [n for n, character in enumerate(folded.text) if character.isalnum()]
    packed = "".join(folded.text[n] for n in kept)
    for start, end, identity_id, kind in needles.find(packed):
        first, last = kept[start], kept[end - 1]
        if kind != "phone" and first and folded.text[first - 1].isalnum():
            continue
        if last + 1 < len(folded.text) and folded.text[last + 1].isalnum():
            continue
        begins, ends = folded.original(first, last + 1)
        if kind == "phone" and (before := _LEADING_DIGITS.search(text, 0, begins)):
            lead = before[0].lstrip(" \t\r\n.-/)")
            begins -= len(lead)
        yield Hit(begins, ends, identity_id, kind)


def _without_overlaps(hits: list[Hit]) -> list[Hit]:
    """The longest where several overlap; what is cut off of a shorter one is covered with it."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda each: (each.start, -each.end)):
        if kept and hit.start < kept[-1].end:
            last = kept[-1]
            longer = last if last.end - last.start >= hit.end - hit.start else hit
            kept[-1] = Hit(last.start, max(last.end, hit.end), longer.identity_id, longer.kind)
        else:
            kept.append(hit)
    return kept


def _fold(text: str) -> FoldedText:
    """Without case, marks and kinds of digit; a letter that becomes two keeps its place."""
    if text.isascii():
        return FoldedText(text.lower(), list(range(len(text))), list(range(1, len(text) + 1)))
    folded = fold_text(text)
    out, starts, ends = [], [], []
    for character, start, end in zip(folded.text, folded.starts, folded.ends, strict=True):
        for letter in character.casefold():
            out.append(letter)
            starts.append(start)
            ends.append(end)
    return FoldedText("".join(out), starts, ends)


def _spaced(folded: FoldedText) -> FoldedText:
    """Every run of blanks, hyphens and small punctuation as one blank."""
    out, starts, ends = [], [], []
    at = 0
    for run in _BLANKS.finditer(folded.text):
        out += [folded.text[at : run.start()], " "]
        starts += [*folded.starts[at : run.start()], folded.starts[run.start()]]
        ends += [*folded.ends[at : run.start()], folded.ends[run.end() - 1]]
        at = run.end()
    return FoldedText("".join([*out, folded.text[at:]]), [*starts, *folded.starts[at:]], [*ends, *folded.ends[at:]])
