"""What stands behind a binding, gathered for the drawer beside it: who says it, how they know, what contradicts it.

Why values and no markup: the same panel is a drawer on the screen, a footnote on paper and a row of the page on how we know,
and a newsroom may lay each of them out anew.
"""

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from testimonia.model.release import (
    Release,
    ReleasedAnswer,
    ReleasedClaim,
    ReleasedContradiction,
    ReleasedFinding,
    ReleasedGrade,
    ReleasedItem,
    ReleasedQuote,
)
from testimonia.model.testimony import Polarity, Role, Stance
from testimonia.model.values import Moment, PlaceRef, Precision
from testimonia.publish.accounts.figures import day_words, number, reach_words
from testimonia.publish.accounts.texts import texts_in
from testimonia.publish.story.resolving import Target
from testimonia.publish.story.words import Texts, told

FIRST_HAND, HEARSAY, UNSAID = "first", "hearsay", "unsaid"


class Voice(Struct, frozen=True):
    """One source's words, as a reader may know them."""

    claim_id: str
    label: str
    native: str
    detail: str
    """Role, descriptor, party, region, age: as exactly as allowed."""
    knows: str
    """``first``, ``hearsay`` or ``unsaid``."""
    relayed_from: tuple[str, ...]
    words: str
    """Exact words; empty: withheld."""
    language: str
    is_edited: bool
    stance: str
    """What the source does: empty for a plain assertion."""
    said_on: str
    item: str
    """Kind and date of the material."""
    url: str = ""
    title: str = ""
    is_negated: bool = False
    is_coarsened: bool = False
    earlier: tuple["Voice", ...] = ()
    """Other positions of the same source on the same question."""


class Clash(Struct, frozen=True):
    """What cannot all be true."""

    id: str
    sentence: str
    arithmetic: tuple[str, ...]
    voices: tuple[Voice, ...]


class Panel(Struct, frozen=True):
    """The evidence of one binding."""

    key: str
    number: int
    kind: str
    title: str
    lead: str = ""
    standing: str = ""
    is_suggestion: bool = False
    reason: str = ""
    method: str = ""
    figure: str = ""
    grades: tuple[ReleasedGrade, ...] = ()
    voices: tuple[Voice, ...] = ()
    clashes: tuple[Clash, ...] = ()
    changes: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    dependent: tuple[str, ...] = ()
    """Names of sources that are not independent of each other, a line for each group."""
    words_withheld: int = 0
    question_id: str = ""


class EvidenceRoom:
    """Gathers panels from a release."""

    def __init__(self, release: Release, texts: Texts, language: str) -> None:
        self.release = release
        self.texts = texts
        self._chart_texts = texts_in(language)
        self.sources = {one.id: one for one in release.sources}
        self.quotes = {one.id: one for one in release.quotes}
        self.claims = {one.id: one for one in release.claims}
        self.items = {one.id: one for one in release.items}
        self.questions = {one.id: one for one in release.questions}
        self.findings = {one.id: one for one in release.findings}
        self.places = {one.id: one for one in release.places}
        self.parties = {one.id: one.name for one in release.parties}
        self._answers = {one.id: one for one in release.answers}
        self._estimates = {one.id: one for one in release.estimates}
        self._contradictions = {one.id: one for one in release.contradictions}

    def panel(self, target: Target, number_: int) -> Panel:
        """The evidence of a binding; the route, the timeline and charts carry their own."""
        match target.kind:
            case "finding":
                return self._finding_panel(target, number_)
            case "claim":
                return self._claim_panel(target, number_, self.claims[target.ids[0]])
            case "quote":
                return self._quote_panel(target, number_, self.quotes[target.ids[0]])
            case "place":
                return self._place_panel(target, number_)
            case _:
                return self._contradiction_panel(target, number_)

    def short(self, finding: ReleasedFinding) -> str:
        """A finding as a phrase: its figure with unit, or its words."""
        question = self.questions[finding.question_id]
        bounds = finding.low, finding.best, finding.high
        if question.value_type in ("amount", "money", "duration") and any(bound is not None for bound in bounds):
            is_time = question.value_type == "duration"
            words = reach_words(bounds, self._chart_texts, is_time=is_time)
            return words if is_time else f"{words} {finding.unit}".strip()
        return finding.words or self.texts["no_figure"]

    def voice(self, claim: ReleasedClaim, earlier: Sequence[Voice] = ()) -> Voice:
        """A claim with its source, words and material."""
        quote = self.quotes.get(claim.quote_id)
        said = _Said(quote.words, quote.language, quote.is_edited) if quote else _Said("", "", False)
        return self._voice(
            claim.source_id,
            quote,
            said,
            claim_id=claim.id,
            stance=self._stance(claim),
            said_on=claim.said_on or (quote.said_on if quote else ""),
            is_negated=claim.polarity is Polarity.NEGATED,
            is_coarsened=claim.is_coarsened,
            earlier=tuple(earlier),
            is_first_hand=claim.is_first_hand,
        )

    def voice_of_quote(self, quote: ReleasedQuote) -> Voice:
        """A quotation with its source and material."""
        claim = next((one for one in self.release.claims if one.quote_id == quote.id), None)
        if claim is not None:
            return self.voice(claim)
        said = _Said(quote.words, quote.language, quote.is_edited)
        return self._voice(quote.source_id, quote, said, claim_id="", stance="", said_on=quote.said_on)

    def _voice(
        self, source_id: str, quote: ReleasedQuote | None, said: "_Said", *, is_first_hand: bool | None = None, **more: object
    ) -> Voice:
        source = self.sources[source_id]
        item = self.items.get(quote.item_id) if quote else None
        knows = UNSAID
        is_seen = quote.is_first_hand if quote else is_first_hand
        if is_seen is not None:
            knows = FIRST_HAND if is_seen else HEARSAY
        elif source.role is Role.HEARSAY:
            knows = HEARSAY
        party = self.parties.get(source.party_id, "")
        details = (self.texts[f"role_{source.role}"], source.descriptor, party, source.region, source.age)
        label = source.label.casefold()
        return Voice(
            label=source.label,
            native=source.label_native if source.label_native != source.label else "",
            detail=self.texts["comma"].join(dict.fromkeys(one for one in details if one and one.casefold() != label)),
            knows=knows,
            relayed_from=quote.relayed_from if quote else (),
            words=said.words,
            language=said.language,
            is_edited=said.is_edited,
            item=self._item_words(item),
            url=item.url if item and item.is_public and item.url.startswith(("https://", "http://")) else "",
            title=item.title if item and item.is_public else "",
            **more,  # type: ignore[arg-type]
        )

    def _item_words(self, item: ReleasedItem | None) -> str:
        if item is None:
            return ""
        kind = self.texts.get(f"item_{item.kind}", item.kind)
        return self.texts["comma"].join(one for one in (kind, item.publisher, item.date) if one)

    def _stance(self, claim: ReleasedClaim) -> str:
        return "" if claim.stance is Stance.ASSERTS else self.texts[f"stance_{claim.stance}"]

    def _answer_voice(self, answer: ReleasedAnswer) -> Voice:
        stands = answer.claim_ids[answer.standing] if answer.standing >= 0 else answer.claim_ids[-1]
        earlier = [self.voice(self.claims[one]) for one in answer.claim_ids if one != stands]
        return self.voice(self.claims[stands], earlier)

    def _finding_panel(self, target: Target, number_: int) -> Panel:
        finding = self.findings[target.ids[0]]
        question = self.questions[finding.question_id]
        estimate = self._estimates.get(finding.estimate_id)
        answers = [self._answers[one] for one in finding.answer_ids]
        voices = tuple(self._answer_voice(answer) for answer in answers)
        figure = self.short(finding)
        panel = Panel(
            key=target.key,
            number=number_,
            kind="finding",
            title=question.text,
            lead=finding.words,
            figure=figure if figure != finding.words else "",
            standing=str(finding.standing),
            is_suggestion=finding.is_suggestion,
            reason=told(self.texts, finding.reason),
            method=estimate.method if estimate else "",
            grades=finding.grades,
            voices=voices,
            question_id=question.id,
            words_withheld=sum(not voice.words for voice in voices),
            dependent=tuple(self._groups(answers)),
        )
        return self._with_others(panel, question.id)

    def _with_others(self, panel: Panel, asked: str) -> Panel:
        """The panel with what else the release says on its question."""
        release = self.release
        return msgspec.structs.replace(
            panel,
            clashes=tuple(self._clash(one) for one in release.contradictions if asked in one.question_ids),
            changes=tuple(one.sentence for one in release.shifts if one.question_id == asked and one.sentence),
            derived=tuple(one.words for one in release.derivations if one.question_id == asked and one.words),
            agreements=tuple(
                told(self.texts, one.reason) for one in release.corroborations if one.question_id == asked and one.reason
            ),
        )

    def _groups(self, answers: Iterable[ReleasedAnswer]) -> Iterable[str]:
        groups: dict[str, list[str]] = {}
        for answer in answers:
            groups.setdefault(answer.group, []).append(self.sources[answer.source_id].label)
        return [self.texts["comma"].join(names) for group, names in groups.items() if group and len(names) > 1]

    def _clash(self, one: ReleasedContradiction) -> Clash:
        voices = tuple(self.voice(self.claims[claim]) for claim in one.claim_ids if claim in self.claims)
        return Clash(one.id, told(self.texts, one.sentence), one.arithmetic, voices)

    def _claim_panel(self, target: Target, number_: int, claim: ReleasedClaim) -> Panel:
        answer = next((one for one in self.release.answers if claim.id in one.claim_ids), None)
        question = self.questions[answer.question_id] if answer else None
        finding = next((one for one in self.release.findings if question and one.question_id == question.id), None)
        voice = self.voice(claim)
        return Panel(
            key=target.key,
            number=number_,
            kind=target.kind,
            title=self.texts["title_words"].format(who=voice.label),
            lead=self.texts["bears_on"].format(question=question.text) if question else "",
            figure=finding.words if finding else "",
            standing=str(finding.standing) if finding else "",
            is_suggestion=bool(finding and finding.is_suggestion),
            voices=(voice,),
            clashes=tuple(self._clash(one) for one in self.release.contradictions if claim.id in one.claim_ids),
            changes=tuple(one.sentence for one in self.release.shifts if claim.id in (one.before_id, one.after_id)),
            question_id=question.id if question else "",
            words_withheld=0 if voice.words else 1,
        )

    def _quote_panel(self, target: Target, number_: int, quote: ReleasedQuote) -> Panel:
        claims = [one for one in self.release.claims if one.quote_id == quote.id]
        answered = {claim for answer in self.release.answers for claim in answer.claim_ids}
        claim = next((one for one in claims if one.id in answered), claims[0] if claims else None)
        if claim is not None:
            return self._claim_panel(target, number_, claim)
        voice = self.voice_of_quote(quote)
        return Panel(target.key, number_, "quote", self.texts["title_words"].format(who=voice.label), voices=(voice,))

    def _place_panel(self, target: Target, number_: int) -> Panel:
        ref = self.places[target.ids[0]].ref
        return Panel(target.key, number_, "place", ref.name, lead=self.place_words(ref))

    def place_words(self, ref: PlaceRef) -> str:
        """How exactly a place is known, for a reader."""
        if ref.lat is None:
            return self.texts["place_unknown"]
        key = {Precision.EXACT: "place_exact", Precision.VICINITY: "place_vicinity"}.get(ref.precision, "place_locality")
        return self.texts[key].format(km=number(round(ref.radius_km or 25)))

    def _contradiction_panel(self, target: Target, number_: int) -> Panel:
        found = [self._contradictions[one] for one in target.ids]
        texts = dict.fromkeys(self.questions[one].text for each in found for one in each.question_ids if one in self.questions)
        title = self.texts["title_contradiction"]
        return Panel(target.key, number_, "contradiction", title, " ".join(texts), clashes=tuple(map(self._clash, found)))

    def day(self, when: Moment | None) -> str:
        """A time in figures; empty where none is known."""
        return day_words(when) if when else ""


class _Said(Struct, frozen=True):
    words: str
    language: str
    is_edited: bool
