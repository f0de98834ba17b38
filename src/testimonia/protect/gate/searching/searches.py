"""Every needle in one piece of text.

A long text is read in blocks that overlap by more than any needle is long. In a block four cheap sieves run; most blocks pass
through all of them with nothing caught.
"""

from collections.abc import Iterable, Sequence

from testimonia.protect.gate.searching import hits
from testimonia.protect.gate.searching.assembling import Span
from testimonia.protect.gate.searching.codes import Code, check_code
from testimonia.protect.gate.searching.coordinates import check_geohash, check_locator, find_coordinates
from testimonia.protect.gate.searching.folding import (
    Mapped,
    map_words,
    plain_letters,
    signs_beyond_ascii,
    stream_back,
    to_digits,
    to_stream,
    to_words,
)
from testimonia.protect.gate.searching.hits import Hit
from testimonia.protect.gate.searching.needles import Needles, StreamItem, StreamName, StreamPhone, StreamPlace
from testimonia.protect.gate.searching.phones import check_phone
from testimonia.protect.gate.searching.spelled import find_spelled
from testimonia.protect.gate.searching.spoken import find_spoken, may_hold_spoken
from testimonia.protect.gate.searching.undoing import find_ideographs, has_ideographs, may_be_undone, undo

BLOCK = 1 << 16
OVERLAP = 1 << 10


def search(needles: Needles, text: str) -> list[Hit]:
    """Find everything of every protected source in a text.

    Args:
        needles: what to look for.
        text: plain text, decoded; of any length.

    Returns:
        Hits in order of place. One place has several hits when it is several things (a name that is also an account), or
        belongs to several sources.

    >>> from testimonia.protect.gate.searching.needles import make_needles
    >>> from testimonia.protect.identities import Identity
    >>> needles = make_needles([Identity("P1", aliases=("Abu Fawzi",))])
    >>> [(hit.start, hit.end, hit.how) for hit in search(needles, "They call him Abou Faouzi.")]
    [(14, 25, 'other spelling')]
    """
    found: dict[tuple[str, str, int, int], Hit] = {}
    for start, block in _blocks(text):
        for hit in _search_block(needles, block):
            key = (hit.identity_id, hit.kind, start + hit.start, start + hit.end)
            found.setdefault(key, Hit(hit.identity_id, hit.kind, key[2], key[3], hit.how, hit.cost))
    return _widest(sorted(found.values(), key=lambda hit: (hit.start, -hit.end, hit.cost)))


def _widest(ordered: list[Hit]) -> list[Hit]:
    """Hits without those that lie within another one of the same identity and kind."""
    kept: list[Hit] = []
    last: dict[tuple[str, str, str], int] = {}
    for hit in ordered:
        key = (hit.identity_id, hit.kind, hit.how if hit.kind == "details" else "")
        if hit.end > last.get(key, -1):
            last[key] = hit.end
            kept.append(hit)
    return kept


def _blocks(text: str) -> Iterable[tuple[int, str]]:
    start = 0
    while start < len(text):
        end = min(len(text), start + BLOCK)
        while end < len(text) and end < start + BLOCK + OVERLAP and not text[end].isspace():
            end += 1
        yield start, text[start:end]
        if end == len(text):
            return
        start = end - OVERLAP
        while start < end and not text[start].isspace():
            start += 1


def _search_block(needles: Needles, text: str) -> list[Hit]:
    plain = to_words(text)
    in_order = plain.split()
    distinct = set(in_order)
    signs = signs_beyond_ascii(text)
    found: list[Hit] = []
    spans: list[Span] = []
    words: Mapped | None = None
    interesting = needles.spotter.interesting(distinct)
    if interesting:
        spans += needles.assembler.assemble(text, plain, interesting)
    for stretch in undo(text) if may_be_undone(in_order, signs) else ():
        own = _spans_in(needles, stretch.text)
        spans += [Span(span.needle, stretch.start, stretch.end, span.cost, stretch.how) for span in own]
    for needle, start, end in find_ideographs(text, needles.pinyin) if needles.pinyin and has_ideographs(signs) else ():
        spans.append(Span(needle, start, end, 0.05, hits.TRANSLITERATED))
    for stretch in find_spelled(text, distinct, signs):
        for hit in _search_block(needles, stretch.text) if stretch.text != text else ():
            found.append(Hit(hit.identity_id, hit.kind, stretch.start, stretch.end, stretch.how, hit.cost))
    if needles.automaton is not None:
        caught = needles.automaton.find_matches_as_indexes(to_stream(text), overlapping=True)
        if caught:
            _look_closely(needles, text, caught, found, spans)
    found += _names(needles, spans)
    found += find_coordinates(text, needles.homes)
    if needles.phones and may_hold_spoken(list(map(str.lower, in_order))):
        words = words or map_words(text)
        for at, start, end in find_spoken(words, needles.phones):
            found.append(Hit(needles.phones[at][0], "phone", start, end, hits.SPOKEN))
    if needles.details.has_any:
        found += needles.details.find(to_digits(text), words or map_words(text), distinct)
    return found


def _spans_in(needles: Needles, text: str) -> list[Span]:
    plain = to_words(text)
    interesting = needles.spotter.interesting(set(plain.split()))
    return needles.assembler.assemble(text, plain, interesting) if interesting else []


def _look_closely(
    needles: Needles, text: str, caught: Iterable[tuple[int, int, int]], found: list[Hit], spans: list[Span]
) -> None:
    stream = stream_back(text)
    for pattern, first, after in caught:
        origins = stream.origins(first, after)
        start, end = origins[0], origins[-1] + 1
        for item in needles.items[pattern]:
            _check(needles, text, origins, start, end, item, found, spans)


def _check(
    needles: Needles,
    text: str,
    origins: Sequence[int],
    start: int,
    end: int,
    item: StreamItem,
    found: list[Hit],
    spans: list[Span],
) -> None:
    hit: Hit | None = None
    if isinstance(item, StreamName):
        how = _check_name(text, origins, start, end, item)
        if how:
            spans.append(Span(item.needle, start, end, 0.0, how))
    elif isinstance(item, StreamPhone):
        identity, phone = needles.phones[item.phone]
        place = check_phone(text, start, end, phone)
        if place is not None:
            hit = Hit(identity, "phone", place[0], end, place[1])
    elif isinstance(item, StreamPlace):
        check = check_geohash if item.check == "geohash" else check_locator
        hit = check(text, start, needles.homes.places[item.place], needles.homes)
    elif isinstance(item, Code):
        form = check_code(text, start, end, item)
        if form is not None:
            hit = Hit(item.identity_id, item.kind, start, end, form)
    if hit is not None:
        found.append(hit)


def _check_name(text: str, origins: Sequence[int], start: int, end: int, item: StreamName) -> str:
    """In which form a name found in the stream stands in the text; empty when it is not there or stands there plainly."""
    lengths = item.lengths[::-1] if item.is_reversed else item.lengths
    borders: set[int] = set()
    at = 0
    for length in lengths:
        at += length
        borders.add(at)
    gaps: set[int] = set()
    for index in range(1, len(origins)):
        gap = text[origins[index - 1] + 1 : origins[index]]
        visible = [c for c in gap if plain_letters(c) != ""]
        if len(visible) > 8:
            return ""
        if visible:
            gaps.add(index)
    if not _has_edges(text, start, end):
        return ""
    if item.is_reversed:
        return hits.REVERSED
    if not gaps:
        return hits.RUN_TOGETHER if len(lengths) > 1 or _is_unspaced(text[start]) else ""
    inner = {index for index in gaps - borders if not _starts_a_word(text, origins, index)}
    if not inner and gaps - borders:
        return hits.OTHER_SPELLING
    if not inner:
        return hits.LOOK_ALIKE if any(text[origin].isdigit() for origin in origins) else ""
    if len(inner) < len(origins) - len(lengths) and not _is_broken(text, origins, inner):
        return ""
    return hits.SPACED


def _starts_a_word(text: str, origins: Sequence[int], index: int) -> bool:
    """Whether a part of a name begins with a capital after a blank or hyphen: Xiao Ming for Xiaoming."""
    gap = text[origins[index - 1] + 1 : origins[index]]
    return (
        gap in {" ", "-"}
        and text[origins[index]].isupper()
        and text[origins[index - 1]].islower()
        and text[origins[0]].isupper()
    )


def _is_broken(text: str, origins: Sequence[int], inner: set[int]) -> bool:
    """Whether the gaps inside words are line breaks, hyphens or points, and no plain blanks between words of something else."""
    for index in inner:
        gap = text[origins[index - 1] + 1 : origins[index]]
        if gap.strip(" \u00a0") == "" and len(inner) < 3:
            return False
    return True


_PROCLITICS = frozenset("وفبكلا")


def _has_edges(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    first = text[start]
    if not first.isascii() and not first.isalpha() and not before.isalnum():
        return not after.isalnum()
    if before.isalpha() and not (before.islower() and first.isupper()) and not _is_unspaced(first):
        at = start - 1
        while at >= 0 and text[at] in _PROCLITICS and start - at <= 4:
            at -= 1
        if start - 1 - at == 0 or (at >= 0 and text[at].isalpha()):
            return False
    return not (after.isalpha() and not (text[end - 1].islower() and after.isupper()) and not _is_unspaced(after))


def _is_unspaced(character: str) -> bool:
    """Whether a script writes no blanks between words: Chinese, Thai, Burmese, Khmer, Lao."""
    code = ord(character)
    return 0x0E00 <= code < 0x0F00 or 0x1000 <= code < 0x10A0 or 0x1780 <= code < 0x1800 or 0x3040 <= code < 0xA000


def _names(needles: Needles, spans: list[Span]) -> list[Hit]:
    """Hits from names found, without those a published name covers: the nearer spelling wins, on a tie the published one."""
    allowed = [span for span in spans if not needles.names[span.needle].identity_id]
    found: list[Hit] = []
    for span in spans:
        needle = needles.names[span.needle]
        if not needle.identity_id or any(_covers(other, span) for other in allowed):
            continue
        kind, _, key = needle.kind.partition(":")
        found.append(Hit(needle.identity_id, kind, span.start, span.end, key or span.how, span.cost))
    return found


def _covers(allowed: Span, span: Span) -> bool:
    if allowed.start > span.start or allowed.end < span.end:
        return False
    return allowed.cost <= span.cost + 0.005 or (allowed.end - allowed.start) > (span.end - span.start) + 2
