"""Put the attributions of a text together: reported speech, quotations, labels, and which of them belong to one another.

Why a class: quotations run over paragraphs and a bare one is spoken by who spoke last, so reading a passage needs to
remember the passages before it.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from testimonia.extract.attributions import find_according, find_label, find_noun_cues, find_turn
from testimonia.extract.contents import find_reported
from testimonia.extract.cues import CueTable
from testimonia.extract.directs import (
    Quoted,
    clause_range,
    cue_after,
    cue_before,
    direct_draft,
    gesture_after,
    is_borrowed,
    is_speech,
    is_title,
    label_draft,
    lead_draft,
    place_inner,
    place_quotations,
    signature_draft,
)
from testimonia.extract.drafts import Draft
from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.puttings import find_puttings, part_puttings
from testimonia.extract.quotes import Quotation
from testimonia.extract.subjects import mention_range
from testimonia.extract.withheld import find_withholding
from testimonia.model.testimony import Form, Stance

_DIRECT_SHARE = 0.9
"""A content with at least this share of its characters inside quotation marks is direct speech."""

_MAX_HEADLINE = 30
"""Most tokens of a headline."""

_MAX_TAIL = 30
"""Most tokens between two quotations of one speaker: the cue's clause with what hangs on it."""

_IS_A_DEED = frozenset({Stance.PROMISES, Stance.THREATENS})
"""What is promised or threatened is done and not said: "threatened to dismiss sixteen men" dismisses nothing in words."""

_KEEPS_CLAUSE = frozenset({Stance.DECLINES, Stance.PROMISES, Stance.THREATENS, Stance.DENIES})


class StatementReader:
    """Reads the passages of one text in order and yields the attributions of each."""

    def __init__(
        self,
        cues: CueTable,
        quotations: Sequence[Quotation],
        is_known: Callable[[str], bool],
        *,
        turns: frozenset[str] = frozenset(),
    ) -> None:
        self._cues = cues
        self._quotations = quotations
        self._starts = [quotation.start for quotation in quotations]
        self._is_known = is_known
        self._turns = turns
        self._open: Draft | None = None
        self._last: Draft | None = None
        self._lead: Draft | None = None
        self._late: list[Draft] = []
        self._first = -1

    def turn_page(self) -> None:
        """Forget who spoke last: another speaker's words begin, and a bare quotation there is not theirs."""
        self._open = self._last = self._lead = None

    def read(self, reading: ParsedPassage) -> list[Draft]:
        """Attributions of one passage, in text order; an open quotation's draft may still grow with the next passage."""
        self._first = reading.start if self._first < 0 else self._first
        at = bisect_left(self._starts, reading.start)
        end = bisect_left(self._starts, reading.start + len(reading.text))
        here = self._quotations[at:end]
        quoted = place_quotations(reading, here)
        nested = place_inner(reading, reading.start, quoted)
        reported = [
            *find_reported(reading, self._cues),
            *find_according(reading, self._cues),
            *find_noun_cues(reading, self._cues),
            *find_withholding(reading, self._cues),
        ]
        puttings = find_puttings(reading, self._cues)
        part_puttings(reading, reported, puttings)
        reported += puttings
        label = find_label(reading, self._labels_known(reading), self._is_heading(reading))
        if label is not None:
            reported.append(label)
        if (turn := find_turn(reading, self._turns)) is not None:
            reported.append(turn)
        self._late = []
        direct = self._read_quotations(reading, quoted, reported)
        late = {draft.cue for draft in self._late}
        reported = [draft for draft in reported if draft.cue not in late]
        direct += [draft for place in nested if (draft := self._read_nested(reading, place, reported)) is not None]
        reported = [draft for draft in reported if not _is_asked(draft, direct)]
        drafts = [draft for draft in reported if draft not in direct]
        drafts = settle(reading, [*drafts, *direct], quoted)
        if drafts:
            outer = [draft for draft in drafts if draft.inside is None]
            self._last = max(outer, key=lambda draft: draft.parts[-1][1]) if outer else self._last
        elif not quoted:
            self._last = None
        self._lead = lead_draft(reading, self._cues)
        return [*drafts, *self._late]

    def _is_heading(self, reading: ParsedPassage) -> bool:
        """Whether a passage is a headline: marked as one, or the one short line that a text begins with."""
        if reading.passage.kind == "heading":
            return True
        return reading.start == self._first and len(reading) <= _MAX_HEADLINE and "\n" not in reading.text.strip()

    def _labels_known(self, reading: ParsedPassage) -> bool:
        colon = reading.text.find(":", 0, 80)
        return colon > 0 and self._is_known(reading.text[:colon])

    def _read_quotations(self, reading: ParsedPassage, quoted: Sequence[Quoted], reported: list[Draft]) -> list[Draft]:
        drafts: list[Draft] = []
        by_cue: dict[int, Draft] = {}
        previous: tuple[Quoted, Draft] | None = None
        for place in quoted:
            draft = self._read_quotation(reading, place, by_cue, reported, previous)
            if draft is None:
                previous = previous if is_borrowed(reading, place) else None
                continue
            if draft.cue >= 0 and draft.reading is reading:
                by_cue[draft.cue] = draft
            if draft.reading is reading and not any(draft is other for other in drafts) and not _is_in(draft, reported):
                drafts.append(draft)
            self._open = draft if not place.quotation.is_closed or place.quotation.is_continued else None
            previous = (place, draft)
        return drafts

    def _read_quotation(
        self,
        reading: ParsedPassage,
        place: Quoted,
        by_cue: dict[int, Draft],
        reported: list[Draft],
        previous: tuple[Quoted, Draft] | None,
    ) -> Draft | None:
        span = (place.quotation.start, place.quotation.end)
        turn = next((draft for draft in reported if draft.rule == "turn label"), None)
        if turn is not None:
            return turn
        if place.quotation.is_continued and self._open is not None:
            if not _is_bracketed(reading, place):
                self._open.add(*span)
                self._complete(reading, place, self._open)
            return self._open
        signed = signature_draft(reading, place)
        if signed is not None:
            return signed
        cue = cue_after(reading, place, self._cues) if not is_borrowed(reading, place) else -1
        rule = "quote then cue"
        if cue < 0:
            for draft in reported:
                if reading.quote[draft.cue] < 0 and any(a < span[1] and span[0] < b for a, b in draft.parts):
                    draft.add(*span)
                    return draft
            cue, rule = cue_before(reading, place, self._cues), "cue then quote"
        if cue >= 0:
            same = next((d for d in reported if d.cue == cue and d.rule in ("clause", "parenthesis")), None)
            if same is not None and cue not in by_cue:
                if same.mention < 0 and rule == "quote then cue":
                    reported.remove(same)
                    same = None
                elif not _is_one(reading, place, same):
                    same = None
            draft_of_cue = by_cue.get(cue) or same or direct_draft(reading, place, cue, rule, self._cues)
            draft_of_cue.add(*span)
            return draft_of_cue
        labelled = label_draft(reading, place)
        if labelled is not None:
            return labelled
        if previous is not None and _follows(reading, place, previous):
            previous[1].add(*span)
            return previous[1]
        for unclosed in () if place.quotation.is_closed else reported:
            if unclosed.rule in ("parenthesis", "clause") and unclosed.covers(span[0] + 1, span[0] + 2):
                unclosed.form = Form.DIRECT  # the mark was forgotten before "he said"
                return unclosed
        is_said = is_speech(reading, place) or gesture_after(reading, place, self._cues) >= 0
        return self._bare(reading, place) if is_said else None

    def _complete(self, reading: ParsedPassage, place: Quoted, draft: Draft) -> None:
        """Find the cue of a quotation over several paragraphs after its last: "“... when they broke,” said Ode."."""
        if draft.cue >= 0 or draft.mention >= 0 or draft.reading is reading or not place.quotation.is_closed:
            return
        cue = cue_after(reading, place, self._cues)
        if cue >= 0:
            late = direct_draft(reading, place, cue, "late cue", self._cues)
            late.completes = draft
            self._late.append(late)

    def _read_nested(self, reading: ParsedPassage, place: Quoted, reported: Sequence[Draft]) -> Draft | None:
        """What somebody quoted quotes in turn; it ends at its own closing mark. Without a cue it is the outer speaker's."""
        cue, rule = cue_after(reading, place, self._cues), "quote then cue"
        if cue < 0:
            cue, rule = cue_before(reading, place, self._cues), "cue then quote"
        if cue < 0:
            return None
        draft = direct_draft(reading, place, cue, rule, self._cues)
        same = next((d for d in reported if d.cue == cue and d.rule in ("clause", "parenthesis")), None)
        if same is None:
            return draft
        same.parts, same.form, same.rule, same.stance = draft.parts, draft.form, draft.rule, draft.stance
        return same

    def _subject_before(self, reading: ParsedPassage, place: Quoted) -> int:
        """Whom the sentence before a bare quotation is about: "At the gate stood Ode, the cook. “They ate first.”"; or -1."""
        before = place.first - 1
        while before >= 0 and (reading.pos[before] == "SPACE" or reading.quote[before] >= 0):
            before -= 1
        if before <= 0:
            return -1
        start, end = reading.sentences[reading.sentence[before]]
        root = next((i for i in range(start, end) if reading.heads[i] == i), -1)
        subject = reading.child(root, "nsubj") if root >= 0 else -1
        if subject < 0 or reading.quote[subject] >= 0 or reading.lowers[subject] in ("it", "this", "that"):
            return -1
        is_person = reading.pos[subject] in ("PROPN", "PRON") or (
            reading.tags[subject] == "NN"
            and (reading.lemmas[subject] in self._cues.people or reading.lemmas[root] in self._cues.gestures)
        )
        return subject if is_person else -1

    def _bare(self, reading: ParsedPassage, place: Quoted) -> Draft:
        draft = direct_draft(reading, place, -1, "bare quotation", self._cues)
        subject = gesture_after(reading, place, self._cues)
        if subject < 0:
            subject = self._subject_before(reading, place)
        if subject >= 0:
            first, last = mention_range(reading, subject)
            draft.mention, draft.mention_span = subject, (reading.begins[first], reading.ends[last - 1])
            return draft
        if not any(reading.pos[i] not in ("SPACE", "PUNCT") for i in range(place.first)):
            if self._lead is None and self._last is not None and _goes_on(reading, self._last):
                self._last.add(*draft.parts[0])
                return self._last
            draft.same_as = self._lead or self._last
        else:
            draft.same_as = self._last
        if draft.same_as is not None:
            draft.shown_span = draft.same_as.shown
            draft.cue_span = draft.same_as.cue_span if draft.same_as is self._lead else draft.cue_span
        return draft


def _goes_on(reading: ParsedPassage, last: Draft) -> bool:
    """Whether a quotation that opens a paragraph without a cue goes on with what the paragraph before quoted."""
    return last.reading is not reading and last.form is Form.DIRECT and last.is_in_marks


def _is_asked(draft: Draft, direct: Sequence[Draft]) -> bool:
    """Whether a content is only who was asked, or what was spoken of, the words being quoted: "asked him: “Where?”"."""
    beside = [o for o in direct if draft.cue == o.cue and draft.reading is o.reading and o.is_in_marks and draft is not o]
    if draft.rule == "object":
        return any(other.stance is Stance.ASKS for other in beside)
    first, _ = draft.reading.find(*draft.parts[0])
    return draft.rule == "preposition" and bool(beside) and draft.reading.lowers[first - 1] == "of"


def _is_bracketed(reading: ParsedPassage, place: Quoted) -> bool:
    """Whether a paragraph of a quotation is a note in brackets: "(Applause.)"."""
    words = reading.words[place.inner_first : place.inner_last]
    return words[0] in ("(", "[") and any(word in (")", "]") for word in words[-2:])


def _is_one(reading: ParsedPassage, place: Quoted, draft: Draft) -> bool:
    """Whether a quotation belongs to the content that the grammar gives its cue; cuts off what does not belong there.

    After a colon the quotation stands for itself: "The rope held, she said: “I tied it.”", "Ode scolded him: “No,” she said".
    What follows a quotation that ends its sentence is no part of it.
    """
    start, end = place.quotation.start, place.quotation.end
    before = place.first - 1
    if before >= 0 and reading.words[before] == ":" and any(a < reading.begins[before] for a, _ in draft.parts):
        if draft.cue < place.first:
            draft.parts = [(a, min(b, reading.begins[before])) for a, b in draft.parts if a < reading.begins[before]]
            return False
        draft.parts = [(max(a, start), b) for a, b in draft.parts if b > start] or [(start, end)]
    elif draft.cue < place.first and place.quotation.is_closed and _ends_sentence(reading, place):
        draft.parts = [(a, min(b, end)) for a, b in draft.parts if a < end]
    return True


def _ends_sentence(reading: ParsedPassage, place: Quoted) -> bool:
    after = reading.words[place.last] if place.last < len(reading) else "."
    return after in (".", "!", "?") or reading.words[place.inner_last - 1] in (".", "!", "?")


def _is_in(draft: Draft, drafts: Sequence[Draft]) -> bool:
    return any(draft is other for other in drafts)


def _follows(reading: ParsedPassage, place: Quoted, previous: tuple[Quoted, Draft]) -> bool:
    """Whether only blanks, or the cue's own clause, stand between this quotation and the one before."""
    before, draft = previous
    gap = range(before.last, place.first)
    if not any(reading.pos[i] not in ("PUNCT", "SPACE") for i in gap):
        return True
    if draft.reading is not reading or not before.last <= draft.cue < place.first:
        return False
    if is_title(reading, place) and is_borrowed(reading, place):
        return False  # "she said in an interview aired on “New Day”"
    first, last = clause_range(reading, draft.cue)
    end = reading.sentences[reading.sentence[draft.cue]][1]
    if (
        is_speech(reading, place)
        and len(gap) <= _MAX_TAIL
        and (end >= place.first or not _has_words(reading, end, place.first))
    ):
        return True  # "“No,” she said, turning to the wall. “Never.”"
    return all(first <= i < last or reading.pos[i] in ("PUNCT", "SPACE", "CCONJ") for i in gap)


def _has_words(reading: ParsedPassage, first: int, last: int) -> bool:
    return any(reading.pos[i] not in ("PUNCT", "SPACE") for i in range(first, last))


def settle(reading: ParsedPassage, drafts: list[Draft], quoted: Sequence[Quoted]) -> list[Draft]:
    """Order the attributions of a reading, join what is one, and say which stands inside which.

    "Declined to say whether ..." is one attribution, not two: the outer cue gives the stance, the inner one the content.
    """
    drafts.sort(key=lambda draft: (draft.start, -draft.parts[-1][1], draft.cue))
    for inner in drafts:
        if inner.cue < 0:
            continue
        at = inner.cue_span[0]
        holders = [outer for outer in drafts if outer is not inner and outer.cue != inner.cue and outer.covers(at, at + 1)]
        holders = [outer for outer in holders if not _is_under(outer, inner)]
        if holders:
            inner.inside = min(holders, key=lambda outer: sum(b - a for a, b in outer.parts))
    kept = [draft for draft in drafts if not _join(reading, draft, drafts)]
    kept = [draft for draft in kept if not _is_deed(reading, draft)]
    for draft in kept:
        _set_form(draft, quoted)
    return kept


def _is_under(draft: Draft, other: Draft) -> bool:
    at: Draft | None = draft
    while at is not None:
        if at is other:
            return True
        at = at.inside
    return False


def _join(reading: ParsedPassage, outer: Draft, drafts: Sequence[Draft]) -> bool:
    """Hand the stance of "declined to", "promised to" over to the cue inside its infinitive; True if that used it up."""
    if outer.rule not in ("infinitive", "gerund"):
        return False
    for inner in drafts:
        if (
            inner.inside is outer
            and reading.heads[inner.cue] == outer.cue
            and reading.deps[inner.cue] in ("xcomp", "ccomp", "pcomp")
        ):
            if inner.is_nominal and outer.stance in _IS_A_DEED:
                continue
            if outer.stance in _KEEPS_CLAUSE:
                inner.stance = outer.stance
            inner.has_negated_cue = inner.has_negated_cue or outer.has_negated_cue
            inner.mention, inner.mention_span, inner.inside = outer.mention, outer.mention_span, outer.inside
            inner.cue_span = (min(outer.cue_span[0], inner.cue_span[0]), max(outer.cue_span[1], inner.cue_span[1]))
            return True
    return False


def _is_deed(reading: ParsedPassage, inner: Draft) -> bool:
    """Whether a verb of saying is what somebody promised or threatened to do."""
    outer = inner.inside
    is_below = outer is not None and inner.cue >= 0 and reading.heads[inner.cue] == outer.cue
    return is_below and inner.is_nominal and outer is not None and outer.rule == "infinitive" and outer.stance in _IS_A_DEED


def _set_form(draft: Draft, quoted: Sequence[Quoted]) -> None:
    if draft.form is not Form.REPORTED:
        return
    size = sum(b - a for a, b in draft.parts)
    inside = sum(
        max(0, min(b, place.quotation.end) - max(a, place.quotation.start)) for a, b in draft.parts for place in quoted
    )
    if size and inside >= _DIRECT_SHARE * size:
        draft.form = Form.DIRECT
