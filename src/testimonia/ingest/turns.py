"""Speakers' turns in a transcript: ``Driver: We left at four.``

Why: words after a label belong to the person the label names, and to nobody else. A heading taken for a speaker ("Vehicles:
about 50") puts words in a mouth, and a missed turn gives an interviewer's words to the witness; so a label must look
like one, and the document must look like a transcript.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import msgspec

from testimonia.ingest.parts import Attachment, Part, Reading
from testimonia.ingest.structure import SENTENCE_END
from testimonia.model.material import Metadata
from testimonia.text.packs import read_table

LANGUAGES = ("en", "ar")
"""Language packs that have a ``labels`` table. All are used at once: turns are found before the language is known."""

_TIME = r"[\[(]?(?P<{}>\d{{1,2}}:\d{{2}}(?::\d{{2}})?)(?:[.,]\d{{1,3}})?[\])]?"
LABEL = re.compile(
    rf"^[ \t]*[*_]{{0,3}}(?:{_TIME.format('before')}[ \t]+)?[*_]{{0,3}}"
    r"(?P<label>[^\W\d_][^\n:：\[\]()|<>{}\"“”«»?!;,*_]{0,48}?)"
    rf"(?:[ \t]*{_TIME.format('after')}|[ \t]*\([^()\n]{{1,40}}\)|[ \t]*\[[^\[\]\n]{{1,40}}\])?"
    r"[*_]{0,3}[ \t]?[:：][*_]{0,3}(?:[ \t]+|(?=\n)|\Z)",
    re.MULTILINE,
)
"""A label at the beginning of a line: time codes, emphasis marks and an aside in brackets belong to it, not to the words."""

_MAX_WORDS = 4
_ASIDE = re.compile(r"[\[(][^\[\]()]*[\])]")


class _Labels(NamedTuple):
    fields: frozenset[str]
    words: frozenset[str]
    particles: frozenset[str]
    marks: frozenset[str]


class _Turn(NamedTuple):
    part: int
    start: int
    """Where the label's line begins."""
    words: int
    """Where the words begin."""
    label: str
    key: str
    time_ms: int


@lru_cache(maxsize=1)
def _labels() -> _Labels:
    tables = [read_table(language, "labels") for language in LANGUAGES]
    fields, words, particles = (frozenset(w for t in tables for w in t[name]) for name in ("fields", "words", "particles"))
    return _Labels(fields, words, particles, frozenset(w for t in tables for name in ("questions", "answers") for w in t[name]))


def mark_turns(text: str, parts: Sequence[Part], metadata: Metadata) -> tuple[list[Part], bool]:
    """Divide the paragraphs of a transcript into turns and name their speakers.

    Args:
        text: the whole text.
        parts: its parts in text order.
        metadata: what is known of the item; a label that names its source or interviewer makes a transcript.

    Returns:
        The parts, paragraphs replaced by turns, and whether this is a transcript; unchanged if it is not.

    >>> from testimonia.model.material import Locator
    >>> text = "Q: How many?\\nDriver: About fifty.\\nQ: When?\\nDriver: At four."
    >>> parts, is_transcript = mark_turns(text, [Part(0, len(text), "paragraph", Locator(line=1))], Metadata())
    >>> [(p.speaker, text[p.start:p.end], p.locator.turn, p.locator.line) for p in parts]
    [('Q', 'How many?', 1, 1), ('Driver', 'About fifty.', 2, 2), ('Q', 'When?', 3, 3), ('Driver', 'At four.', 4, 4)]
    """
    turns = _find_turns(text, parts, metadata)
    if not turns:
        return list(parts), False
    return _divide(text, parts, turns), True


def to_reading(
    text: str,
    parts: Sequence[Part],
    metadata: Metadata,
    *,
    attachments: tuple[Attachment, ...] = (),
    notes: tuple[str, ...] = (),
) -> Reading:
    """The reading of a document of running text: turns marked, and the kind it then is."""
    marked, is_transcript = mark_turns(text, parts, metadata)
    kind = "transcript" if is_transcript else "translation" if metadata.translation_of else "text"
    return Reading(kind, "", text, tuple(marked), metadata, attachments=attachments, notes=notes)


def is_label_line(line: str) -> bool:
    """Whether a line begins with what could be a speaker's label.

    >>> is_label_line("Col. Dillon: We watched."), is_label_line("He told us: go."), is_label_line("16:30 we left")
    (True, False, False)
    """
    match = LABEL.match(line)
    return match is not None and _can_speak(match["label"])


def split_label(text: str) -> tuple[str, int]:
    """The label at the beginning of a caption or paragraph, and where the words after it begin; empty and 0 without one."""
    match = LABEL.match(text)
    if not match or not _can_speak(match["label"]) or not _is_name_like(match["label"]):
        return "", 0
    return match["label"].strip(), match.end()


def _find_turns(text: str, parts: Sequence[Part], metadata: Metadata) -> list[_Turn]:
    """The labels that open a turn, in text order; none if the document is not a transcript."""
    candidates = _candidates(text, parts)
    if not candidates:
        return []
    counts = Counter(turn.key for turn in candidates)
    marks = _labels().marks
    known = {key for key in counts if _names(key, metadata)}
    sure = {key for key in counts if key in known or (key in marks and counts[key] > 1) or counts[key] > 1}
    turns = [turn for turn in candidates if turn.key in sure or _stands_free(text, parts, turn)]
    if {turn.key for turn in turns} & known:
        return turns
    if len(turns) < 2:
        return []
    if len({turn.key for turn in turns} & marks) > 1:
        return turns
    spoken = sum(_is_speech(text, parts, turn, after) for turn, after in zip(turns, [*turns[1:], None], strict=True))
    if any(counts[turn.key] > 1 for turn in turns):
        return turns if spoken * 2 >= len(turns) else []
    # Every label once: believed only where the whole document is made of turns.
    bodies = sum(part.kind == "paragraph" for part in parts)
    return turns if spoken == len(turns) and len({turn.part for turn in turns}) * 4 >= bodies * 3 else []


def _candidates(text: str, parts: Sequence[Part]) -> list[_Turn]:
    starts = [part.start for part in parts]
    found = []
    for match in LABEL.finditer(text):
        index = bisect_right(starts, match.start("label")) - 1
        if index < 0 or not _is_inside(text, parts[index], match):
            continue
        label = match["label"].strip()
        if _can_speak(label):
            found.append(
                _Turn(index, match.start(), match.end(), label, _key(label), _milliseconds(match["before"] or match["after"]))
            )
    return found


def _is_inside(text: str, part: Part, match: re.Match[str]) -> bool:
    """Whether the label stands at the beginning of a line of this paragraph, not behind a list mark or after its end."""
    if part.kind != "paragraph" or match.start("label") >= part.end:
        return False
    return match.start() >= part.start or not text[match.start() : part.start].strip()


def _stands_free(text: str, parts: Sequence[Part], turn: _Turn) -> bool:
    """A label seen once and unknown must look like a name, and not stand in the middle of a wrapped sentence."""
    before = text[parts[turn.part].start : max(turn.start, parts[turn.part].start)]
    return _is_name_like(turn.label) and (not before.strip() or bool(SENTENCE_END.search(before)))


def _is_speech(text: str, parts: Sequence[Part], turn: _Turn, after: _Turn | None) -> bool:
    """Whether what follows a label reads like something said: a sentence, not an entry in a form."""
    end = after.start if after and after.part == turn.part else parts[turn.part].end
    words = text[turn.words : end].strip()
    return bool(SENTENCE_END.search(words)) or len(words.split()) > 8 or not words


def _can_speak(label: str) -> bool:
    words = label.split()
    if not 1 <= len(words) <= _MAX_WORDS or label[0].lower() == label[0] != label[0].upper():
        return False
    table = _labels()
    return _key(label) not in table.fields and not any(word.casefold().strip(".'’") in table.words for word in words)


def _is_name_like(label: str) -> bool:
    """Every word is written like a name: a capital, a digit, or letters of a script without capitals."""
    particles = _labels().particles
    words = re.split(r"[\s-]+", label)
    return all(
        not word or word[0] != word[0].lower() or word[0].upper() == word[0].lower() or word in particles for word in words
    )


def _key(label: str) -> str:
    return " ".join(label.casefold().split()).strip(".")


def _names(key: str, metadata: Metadata) -> bool:
    """Whether a label names the item's source, interviewer or interpreter, wholly or by part of the name."""
    words = set(key.split()) - _labels().particles
    people = (metadata.source, metadata.interviewer, metadata.interpreter)
    return any(person and (key == _key(person) or (words and words <= set(_key(person).split()))) for person in people)


def _milliseconds(clock: str | None) -> int:
    if not clock:
        return -1
    seconds = 0
    for number in clock.split(":"):
        seconds = seconds * 60 + int(number)
    return seconds * 1000


def _divide(text: str, parts: Sequence[Part], turns: Sequence[_Turn]) -> list[Part]:
    by_part: dict[int, list[_Turn]] = {}
    for turn in turns:
        by_part.setdefault(turn.part, []).append(turn)
    numbers = {turn: number for number, turn in enumerate(turns, start=1)}
    first = turns[0].part
    after = [i for i in range(first, len(parts)) if parts[i].kind == "paragraph"]
    # An unlabelled paragraph continues the last speaker where labels are the rule; else it is the writer's own voice.
    goes_on = len(by_part) * 2 >= len(after)
    result: list[Part] = []
    last: Part | None = None
    for index, part in enumerate(parts):
        mine = by_part.get(index, [])
        if not mine:
            is_empty_label = last is not None and last.start == last.end
            if (
                part.kind == "paragraph"
                and last
                and (goes_on or is_empty_label)
                and not _ASIDE.fullmatch(text[part.start : part.end])
            ):
                locator = msgspec.structs.replace(part.locator, turn=last.locator.turn)
                last = msgspec.structs.replace(part, kind="turn", speaker=last.speaker, locator=locator)
                result.append(last)
                continue
            result.append(part)
            last = None if part.kind == "heading" else last
            continue
        made = _divide_part(text, part, mine, numbers)
        if not mine[0].start <= part.start and last and goes_on and made[0].kind == "paragraph":
            locator = msgspec.structs.replace(made[0].locator, turn=last.locator.turn)
            made[0] = msgspec.structs.replace(made[0], kind="turn", speaker=last.speaker, locator=locator)
        result += [piece for piece in made if piece.end > piece.start]
        last = made[-1]
    return _with_ends(result)


def _divide_part(text: str, part: Part, turns: Sequence[_Turn], numbers: dict[_Turn, int]) -> list[Part]:
    pieces = []
    if text[part.start : turns[0].start].strip():
        pieces.append(msgspec.structs.replace(part, end=_rstrip(text, part.start, turns[0].start)))
    bounds = [*(turn.start for turn in turns[1:]), part.end]
    for turn, bound in zip(turns, bounds, strict=True):
        start = turn.words
        while start < bound and text[start].isspace():
            start += 1
        where = part.locator
        line = where.line + text.count("\n", part.start, start) if where.line else 0
        locator = msgspec.structs.replace(where, line=line, turn=numbers[turn], starts_ms=turn.time_ms, ends_ms=turn.time_ms)
        pieces.append(Part(start, max(start, _rstrip(text, start, bound)), "turn", locator, turn.label, part.metadata))
    return pieces


def _rstrip(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _with_ends(parts: list[Part]) -> list[Part]:
    """A turn with a time code lasts until the next one begins."""
    timed = [i for i, part in enumerate(parts) if part.locator.starts_ms >= 0]
    for index, following in pairwise(timed):
        ends = parts[following].locator.starts_ms
        if ends > parts[index].locator.starts_ms:
            parts[index] = msgspec.structs.replace(
                parts[index], locator=msgspec.structs.replace(parts[index].locator, ends_ms=ends)
            )
    return parts
