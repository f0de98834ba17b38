"""From values and verbs inside a content to claims: what about, how much, in which polarity and stance.

The functions here make claims without ids: a quotation may go on in the next paragraph, and the statement's id is only known
when it is complete.
"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from testimonia.extract.abouts import Sentences, find_about, make_about, top_token, with_joined
from testimonia.extract.cues import CueTable
from testimonia.extract.drafts import Range
from testimonia.extract.occurrences import Happening, find_happenings, nominal_happening
from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.stances import Force, claim_stance, has_no_object, read_force
from testimonia.extract.values.found import Found
from testimonia.extract.withheld import find_withheld
from testimonia.model.testimony import About, Polarity, Stance, Why
from testimonia.model.values import Occurrence, Value


class Proposition(Struct, frozen=True):
    """A claim that has no statement id yet. ``start`` and ``end`` are offsets in the rendition."""

    start: int
    end: int
    about: About
    value: Value
    polarity: Polarity
    stance: Stance
    why: Why


class Holder(Struct, frozen=True):
    """What the statement gives to each claim in it."""

    stance: Stance
    is_raised: bool = False
    """The cue's negation is really about the content."""
    is_nominal: bool = False


class ClaimReader:
    """Reads the claims of one reading; the statement's part and stance are arguments."""

    def __init__(self, reading: ParsedPassage, cues: CueTable) -> None:
        self._reading = reading
        self._cues = cues
        self._sentences = Sentences(reading, cues)

    def read_value(self, found: Found, within: Range, holder: Holder) -> Proposition | None:
        """The claim that a value makes; None for what is only supposed ("if 250 had left")."""
        reading = self._reading
        found = with_joined(reading, found)
        start, end = reading.start + found.start, reading.start + found.end
        first, last = reading.find(start, end)
        if holder.stance is Stance.DECLINES and any(reading.lemmas[i] in self._cues.figure_nouns for i in range(first, last)):
            return None  # "would not give a number of the dead" does not say that there were several
        head = found.head if 0 <= found.head < len(reading) else top_token(reading, first, last)
        force = read_force(reading, head, within, self._cues, own=(first, last))
        if force.is_hypothetical:
            return None
        stance, polarity = self._judge(head, force, holder)
        about = find_about(reading, found, self._sentences, within)
        if found.harm:
            about = replace(about, harm=found.harm, share=found.share)
        return Proposition(start, end, about, found.value, polarity, stance, Why(found.rule, force.words))

    def read_withheld(self, within: Range, holder: Holder) -> list[Proposition]:
        """What a speaker who declines leaves open: "how many fighters had left"."""
        if holder.stance is not Stance.DECLINES:
            return []
        reading, made = self._reading, []
        for one in find_withheld(reading, within, self._cues):
            about = make_about(reading, (one.noun, one.predicate), self._sentences, within, anchor=one.span[0])
            start, end = reading.begins[one.span[0]], reading.ends[one.span[1] - 1]
            why = Why("withheld", reading.words[one.span[0]])
            made.append(Proposition(start, end, about, one.value, Polarity.AFFIRMED, Stance.DECLINES, why))
        return made

    def read_occurrences(self, within: Range, holder: Holder, cues: frozenset[int] = frozenset()) -> list[Proposition]:
        """The claims that something happened, or did not, and what was left open where the speaker declines."""
        reading = self._reading
        happenings: Sequence[Happening]
        if holder.is_nominal:
            one = nominal_happening(reading, *within)
            happenings = [one] if one is not None else []
        else:
            happenings = find_happenings(reading, *within, cues=cues)
        open_values = self.read_withheld(within, holder)
        found = [*open_values]
        for happening in happenings:
            if any(reading.begins[happening.verb] in range(p.start, p.end) for p in open_values):
                continue  # that they left is not claimed by who would not say how many
            proposition = self._occurrence(happening, within, holder)
            if proposition is not None:
                found.append(proposition)
        return found

    def _occurrence(self, happening: Happening, within: Range, holder: Holder) -> Proposition | None:
        reading = self._reading
        force = read_force(reading, happening.verb, within, self._cues)
        if force.is_hypothetical or happening.span[0] >= happening.span[1]:
            return None
        if has_no_object(reading, happening.verb, self._cues):
            force = Force(force.stance, not force.is_negated, force.is_hypothetical, force.words)
        stance, polarity = self._judge(happening.verb, force, holder)
        first, last = happening.span
        start, end = reading.begins[first], reading.ends[last - 1]
        words = reading.text[start - reading.start : end - reading.start]
        value = Occurrence(happening.event, polarity is Polarity.AFFIRMED, words)
        verb = happening.verb if reading.pos[happening.verb] in ("VERB", "AUX") else -1
        about = make_about(reading, (happening.noun, verb), self._sentences, within, anchor=happening.verb)
        return Proposition(start, end, about, value, polarity, stance, Why("occurrence", force.words))

    def _judge(self, token: int, force: Force, holder: Holder) -> tuple[Stance, Polarity]:
        reading = self._reading
        _, end = reading.sentences[reading.sentence[token]]
        is_question = "?" in reading.words[max(token, end - 2) : end]
        return claim_stance(holder.stance, force, is_raised=holder.is_raised, is_question=is_question)
