"""Quoted words: verbatim in the material or with marked omissions, in one piece, and from the speaker named.

What may differ: typography, capitals, punctuation, ``...`` or ``[...]`` for what was left out, square brackets for what was put
in. Words that stand in the material only as reported speech are the note-taker's; quotation marks make them somebody's.
"""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from msgspec import Struct
from rapidfuzz import fuzz

from testimonia.check.casefile import CaseText
from testimonia.check.context import Context
from testimonia.check.draft import Sentence
from testimonia.check.verdicts import Verdict, passed, problem, uncompared
from testimonia.check.wording import Wording
from testimonia.model.desk import Check, Pointer, Severity
from testimonia.model.testimony import Form, Statement

_LAW = re.compile(
    r"\b(?:(?:[A-Z][\w-]+ (?:(?:and|of|at|the|for|etc\.?) )*){0,6}(?:Act|Regulations|Statute|Convention|Treaty"
    r"|Protocol|Code|Charter|Directive|Constitution|Covenant)\b(?: \d{4})?|(?:Article|Section) \d+)"
)
"""A law by its name, or a part of one."""
_GAP = re.compile(r"\[\s*(?:\.\s?\.\s?\.|…)\s*\]|\(\s*(?:\.\s?\.\s?\.|…)\s*\)|\.\s?\.\s?\.|…")
_INSERT = re.compile(r"\[[^\]\n]*\]")
_GAP_MARK, _INSERT_MARK = "\x00", "\x01"
_FEW = 3
"""Up to this many words that nobody says are a term or a title, unless they are put in somebody's mouth."""
_NOBODY = frozenset({"", "he", "she", "they", "it", "we", "i", "people", "everyone", "everybody", "somebody", "someone"})
"""Who is nobody in particular."""
_LONGEST_GAP = 400
"""Words that a marked omission may leave out."""
_MOST_INSERTED = 12
_NEARLY = 70.0
"""From this likeness on (rapidfuzz, 0 to 100) a quotation is an altered one."""
_UNCLAIMED = 5
"""Words of attribution ("Mahmoud says") between two quoted pieces of the material that may go without a mark."""


class Piece(Struct, frozen=True):
    """A run of words of a quotation, and what stands between it and the one before."""

    words: tuple[str, ...]
    gap: int
    """Most words that may lie between: 0 none."""


class Found(Struct, frozen=True):
    """Where quoted words stand in the case."""

    text: CaseText
    start: int
    end: int

    @property
    def words(self) -> str:
        """The material's exact words, on one line."""
        return " ".join(self.text.text[self.start : self.end].split())


class Library:
    """The texts of the case as words, made once."""

    def __init__(self, texts: Sequence[CaseText]) -> None:
        self.texts = [(text, Wording(text.text)) for text in texts]

    def find(self, pieces: Sequence[Piece]) -> list[Found]:
        """Every text in which the pieces stand in order, no further apart than allowed."""
        found = []
        for text, wording in self.texts:
            at = _find_in(wording, pieces)
            if at is not None:
                found.append(Found(text, *wording.offsets(at[0], at[1] - at[0])))
        return found


def check_quotations(context: Context) -> Iterable[Verdict]:
    """Every quotation of the draft."""
    library = Library(context.case.contents.texts)
    for start, end in context.draft.contents.quotations:
        words = context.draft.contents.prose[start:end]
        pieces = read_pieces(words)
        if pieces:
            yield from _check(context, library, (start, end, " ".join(words.split())), pieces)


def read_pieces(quoted: str) -> list[Piece]:
    """The runs of words of a quotation.

    >>> [(piece.words, piece.gap > 0) for piece in read_pieces("They left [the shop] ... in a line.")]
    [(('they', 'left'), False), (('in', 'a', 'line'), True)]
    """
    marked = _INSERT.sub(f" {_INSERT_MARK} ", _GAP.sub(f" {_GAP_MARK} ", quoted))
    pieces: list[Piece] = []
    gap = 0
    for part in re.split(f"([{_GAP_MARK}{_INSERT_MARK}])", marked):
        if part == _GAP_MARK:
            gap = _LONGEST_GAP
        elif part == _INSERT_MARK:
            gap = max(gap, _MOST_INSERTED)
        elif words := Wording(part).words:
            pieces.append(Piece(tuple(words), gap if pieces else 0))
            gap = 0
    return pieces


def _find_in(wording: Wording, pieces: Sequence[Piece]) -> tuple[int, int] | None:
    first = -1
    while (found := wording.find(pieces[0].words, since=first + 1)) is not None:
        first, end = found, found + len(pieces[0].words)
        for piece in pieces[1:]:
            following = wording.find(piece.words, since=end)
            if following is None or following - end > piece.gap:
                break
            end = following + len(piece.words)
        else:
            return first, end
    return None


def _check(context: Context, library: Library, place: tuple[int, int, str], pieces: Sequence[Piece]) -> Iterable[Verdict]:
    found = library.find(pieces)
    speaking, name = _speaker_of(context, place)
    if found:
        yield from _check_source(context, place, found, speaking, name, count=sum(len(piece.words) for piece in pieces))
        return
    count = sum(len(piece.words) for piece in pieces)
    joined = _find_joined(library, pieces)
    if joined is not None:
        one, other = joined
        if _is_attribution_between(one, other):
            yield from _check_source(context, place, [one], speaking, name, count=count)
            return
        reason = "two places of the material are joined without a mark of omission"
        yield problem(Check.QUOTATION, place, reason, nearest=[_point(context, one), _point(context, other)])
        return
    nearest = _nearest(library, pieces)
    is_nobody = not speaking and name.casefold() in _NOBODY
    if not speaking and (law := _law_in(context, place)):
        yield uncompared(Check.QUOTATION, place, f"words of {law}, which is not in the case")
    elif (count <= _FEW and not name and not speaking) or (count <= 2 * _FEW and is_nobody):
        yield uncompared(
            Check.QUOTATION, place, "words in quotation marks that nobody is quoted with, and nobody in the case says"
        )
    elif nearest is not None and nearest[1] >= _NEARLY:
        reason = f"the words were altered: {show_difference(nearest[0].words, place[2])}"
        yield problem(Check.QUOTATION, place, reason, nearest=[_point(context, nearest[0])])
    else:
        reason = "nobody in the case says this in these words"
        close = (
            [_point(context, nearest[0])]
            if nearest is not None and nearest[1] >= 50
            else _closest_words(context, place, speaking)
        )
        yield problem(Check.QUOTATION, place, reason, nearest=close)


def _law_in(context: Context, place: tuple[int, int, str]) -> str:
    """A law that the sentence of a quotation names and the case does not have; empty where there is none."""
    sentence = context.draft.sentence_at(place[0])
    if sentence is None or context.voices.speakers_in(sentence):
        return ""
    shown = sentence.text[: max(0, place[0] - sentence.start)] + sentence.text[max(0, place[1] - sentence.start) :]
    found = (" ".join(match[0].split()) for match in _LAW.finditer(shown))
    return next((one for one in found if not any(one in text.text for text in context.case.contents.texts)), "")


def _check_source(
    context: Context, place: tuple[int, int, str], found: Sequence[Found], speaking: frozenset[str], name: str, *, count: int
) -> Iterable[Verdict]:
    """Verbatim words: are they the speaker's, and are they a quotation in the material too?"""
    statements = [(one, statement) for one in found for statement in _statements_at(one)]
    sayers: set[str | None] = {_source_of(context, statement) for one, statement in statements}
    sayers |= {context.voices.find_source(one.text.metadata.source) for one in found}
    known = {sayer for sayer in sayers if sayer}
    sentence = context.draft.sentence_at(place[0])
    is_pronoun = sentence is not None and any(context.may_speak(one, sentence) for one in known)
    is_pronoun = is_pronoun or (
        sentence is not None and not context.voices.is_attributed(sentence) and _is_whole(sentence, place)
    )
    if speaking and known and count >= _FEW and not speaking & known and not is_pronoun:
        reason = f"{context.names(sorted(known))} says this, not {name or context.names(sorted(speaking))}"
        yield problem(Check.SPEAKER, place, reason, nearest=[_point(context, found[0])])
        return
    forms = {statement.form for _, statement in statements}
    is_marked = any(_is_marked(one) or _is_turn(one) for one in found)
    if count > _FEW and forms == {Form.REPORTED} and not is_marked:
        reason = "in the material these are the note-taker's words for what was said, and no quotation"
        yield problem(Check.QUOTATION, place, reason, nearest=[_point(context, found[0])], severity=Severity.WARNING)
        return
    yield passed(Check.QUOTATION, place, f"verbatim in {found[0].text.item}")


def _is_whole(sentence: Sentence, place: tuple[int, int, str]) -> bool:
    """Whether a sentence is nothing but quoted words, so that whose they are is a guess from the lines before."""
    return len(Wording(sentence.text).words) <= len(Wording(place[2]).words)


def _statements_at(found: Found) -> list[Statement]:
    inside = [
        statement
        for statement in found.text.statements
        if any(span.start < found.end and found.start < span.end for span in statement.content)
    ]
    exact = [s for s in inside if s.form in (Form.DIRECT, Form.TURN)]
    return exact or inside


def _source_of(context: Context, statement: Statement) -> str:
    return statement.source_id or context.voices.find_source(statement.speaker.name) or ""


def _is_marked(found: Found) -> bool:
    """Whether the words stand in quotation marks in the material."""
    before, after = found.text.text[: found.start].rstrip(), found.text.text[found.end :].lstrip(" ,.!?…")
    return before[-1:] in set("\"“«„‘'") or after[:1] in set("\"”»’'")


def _is_turn(found: Found) -> bool:
    """Whether the words stand in a speaker's own turn of an interview, so that they are the speaker's without any mark."""
    return any(one.speaker for one in found.text.passages if one.start <= found.start < one.end)


def _speaker_of(context: Context, place: tuple[int, int, str]) -> tuple[frozenset[str], str]:
    """The sources a quotation is put in the mouth of, and the name the draft uses."""
    for statement in context.draft.contents.statements:
        if statement.form is Form.DIRECT and any(span.start < place[1] and place[0] < span.end for span in statement.content):
            found = context.voices.find_source(statement.speaker.name)
            sentence = context.draft.sentence_at(place[0])
            around = context.voices.of_sentence(sentence) if sentence else None
            ids = {found} if found else set()
            if around is not None and (not found or not around.is_own):
                ids |= set(around.source_ids)
            allied = frozenset(ally for one in ids for ally in context.case.allies(one))
            return allied, context.names(sorted(ids)) or statement.speaker.name
    sentence = context.draft.sentence_at(place[0])
    voice = context.voices.of_sentence(sentence) if sentence else None
    ids = set(voice.source_ids) if voice else set()
    return frozenset(ally for one in ids for ally in context.case.allies(one)), context.names(sorted(ids))


def _find_joined(library: Library, pieces: Sequence[Piece]) -> tuple[Found, Found] | None:
    """A quotation cut in two runs of at least three words that both stand in one text, but not side by side."""
    if len(pieces) != 1:
        return None
    words = pieces[0].words
    for cut in range(3, len(words) - 2):
        for text, wording in library.texts:
            one, other = wording.find(words[:cut]), wording.find(words[cut:])
            if one is not None and other is not None:
                return (
                    Found(text, *wording.offsets(one, cut)),
                    Found(text, *wording.offsets(other, len(words) - cut)),
                )
    return None


def _is_attribution_between(one: Found, other: Found) -> bool:
    """Whether only an attribution stands between two quoted pieces: "..." Mahmoud says. "..."."""
    if one.text is not other.text or not 0 <= other.start - one.end <= 60:
        return False
    between = one.text.text[one.end : other.start]
    marks = re.findall(r"[\"“”«»]", between)
    return len(marks) >= 2 and len(Wording(between).words) <= _UNCLAIMED


def _nearest(library: Library, pieces: Sequence[Piece]) -> tuple[Found, float] | None:
    """The stretch of the material most like a quotation, and how like it is; None where no word is shared."""
    words = [word for piece in pieces for word in piece.words]
    wanted = " ".join(words)
    best: tuple[Found, float] | None = None
    for text, wording in library.texts:
        shared = sum(1 for word in set(words) if word in wording.places)
        if shared < max(2, len(set(words)) // 3):
            continue
        joined = " ".join(wording.words)
        alignment = fuzz.partial_ratio_alignment(wanted, joined)
        if alignment is None or (best is not None and alignment.score <= best[1]):
            continue
        first = joined.count(" ", 0, alignment.dest_start)
        last = joined.count(" ", 0, max(alignment.dest_start, alignment.dest_end - 1))
        best = Found(text, *wording.offsets(first, last - first + 1)), alignment.score
    return best


def show_difference(original: str, quoted: str) -> str:
    """The words that differ, the material's first.

    >>> show_difference("We sent fourteen engines", "We sent forty engines")
    'the material has “fourteen”, the draft “forty”'
    """
    one, other = original.split(), quoted.split()
    folded = [[Wording(word).words for word in words] for words in (one, other)]
    keys = [[" ".join(word) for word in words] for words in folded]
    shown = []
    for tag, a, b, c, d in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if tag != "equal":
            shown.append(f"the material has “{' '.join(one[a:b])}”, the draft “{' '.join(other[c:d])}”")
    return "; ".join(shown[:3]) or "the same words in another order"


def _closest_words(context: Context, place: tuple[int, int, str], speaking: frozenset[str]) -> list[Pointer]:
    """What the speaker does say that shares most words with the quotation."""
    wanted = set(Wording(place[2]).words)
    best: tuple[int, str, Pointer] | None = None
    for record in context.case.records:
        if speaking and record.source_id in speaking:
            shared = len(wanted.intersection(Wording(record.sentence).words))
            key = (shared, record.claim.id)
            if shared >= 2 and (best is None or key > best[:2]):
                best = (*key, Pointer(record.source_name, record.sentence, record.claim.id, record.item, record.where))
    return [best[2]] if best else []


def _point(context: Context, found: Found) -> Pointer:
    passage = next((p for p in found.text.passages if p.start <= found.start < p.end), None)
    statements = _statements_at(found)
    name = context.case.name_of(statements[0].source_id) if statements else found.text.metadata.source
    claim = next((r.claim.id for r in context.case.records if statements and r.statement.id == statements[0].id), "")
    return Pointer(
        name or found.text.metadata.source, found.words, claim, found.text.item, passage.locator.words() if passage else ""
    )
