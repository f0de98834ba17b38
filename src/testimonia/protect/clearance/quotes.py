"""Clear single statements and claims: what was said, as it may be quoted, and the value in it, as exactly as allowed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from testimonia.model.protection import Decision, QuoteAnswer, TimeLevel
from testimonia.model.release import ReleasedClaim, ReleasedQuote, Withheld
from testimonia.model.testimony import Claim, Speaker, Statement
from testimonia.model.values import Amount, Duration, Moment, Money, Occurrence, PlaceRef, Value
from testimonia.protect.clearance.content import CaseItem, Content, ReleasedIds
from testimonia.protect.clearance.guard import Guard
from testimonia.protect.clearance.people import Cast
from testimonia.protect.clearance.quotations import Action, Risk, find_risks, find_unknown_names
from testimonia.protect.clearance.times import coarsen_date, coarsen_moment, strictest
from testimonia.protect.clearance.wording import Wording, is_marked_edit, tidy
from testimonia.text.names import name_key

GAP = " […] "
"""Between the parts of a quotation that the material splits."""
HOLDS_IDENTITY = "it holds something by which a protected person is known"


class QuoteDesk:
    """Clears statements and claims; keeps what it cleared and what it held back."""

    def __init__(
        self, content: Content, cast: Cast, wording: Wording, guard: Guard, ids: ReleasedIds, answers: Mapping[str, QuoteAnswer]
    ) -> None:
        self.cast, self.wording, self.guard, self.ids, self.answers = cast, wording, guard, ids, answers
        self.statements = {statement.id: statement for statement in content.statements}
        self.claims = {claim.id: claim for claim in content.claims}
        self.items = {one.rendition_id: one for one in content.items}
        self.quotes: dict[str, ReleasedQuote] = {}
        self.released: dict[str, ReleasedClaim] = {}
        self.withheld: list[Withheld] = []
        self._moments: dict[str, list[Moment]] = defaultdict(list)
        for claim in content.claims:
            if isinstance(claim.value, Moment):
                self._moments[claim.statement_id].append(claim.value)
        self._known = [source.name for source in content.sources if source.id not in cast.protected]
        self._known += [alias for s in content.sources if s.id not in cast.protected for alias in s.aliases]
        self._known += [name for party in content.parties for name in (party.name, *party.aliases)]
        self._known += [source.label for source in cast.released.values()]
        self._units = {word for q in content.questions for word in (q.unit, *q.nouns)}
        self._known += wording.place_names()

    def clear(self, statement_ids: set[str], claim_ids: set[str]) -> None:
        """Clear these statements and claims, and the statements that the claims stand in."""
        wanted = statement_ids | {self.claims[claim_id].statement_id for claim_id in claim_ids if claim_id in self.claims}
        for statement_id in sorted(wanted & set(self.statements)):
            self._quote(self.statements[statement_id])
        for claim_id in sorted(claim_ids & set(self.claims)):
            claim = self.claims[claim_id]
            if claim.statement_id in self.statements:
                self._claim(claim, self.statements[claim.statement_id])

    def is_plain(self, claim_id: str) -> bool:
        """Whether a claim's words and value are shown exactly as they are, so that a sentence made from them may be."""
        claim, released = self.claims.get(claim_id), self.released.get(claim_id)
        if claim is None or released is None or released.is_coarsened:
            return False
        quote = self.quotes.get(claim.statement_id)
        return quote is not None and not quote.is_edited

    def sentence(self, text: str, claim_ids: Iterable[str]) -> str:
        """A sentence the machine made from claims, as it may be shown: sources by label, days as each of them allows."""
        said = [self.claims[claim_id].statement_id for claim_id in claim_ids if claim_id in self.claims]
        statements = [self.statements[one] for one in said if one in self.statements]
        level = strictest(self.cast.time_level(statement.source_id) for statement in statements)
        meetings: dict[str, TimeLevel] = {}
        for statement in statements:
            own = self.cast.meeting_level(statement.source_id)
            meetings[statement.said_on] = strictest((own, meetings.get(statement.said_on, own)))
        return self.wording.in_machine_text(text, level=level, meetings=meetings)

    def item_of(self, statement: Statement) -> CaseItem | None:
        """The item that a statement stands in."""
        return self.items.get(statement.rendition_id)

    def _quote(self, statement: Statement) -> None:
        original = tidy(GAP.join(tidy(span.exact) for span in statement.content))
        is_protected = statement.source_id in self.cast.protected
        words, reason = self._words(statement, original) if is_protected else (self.wording.in_quote(original), "")
        if not reason and self.guard.is_hit(words):
            reason = HOLDS_IDENTITY
        if reason:
            shown = "" if self.guard.is_hit(original) else original
            needs = reason != HOLDS_IDENTITY and self.cast.settings(statement.source_id).is_quoted
            self.withheld.append(Withheld(statement.id, "quote", reason, needs_answer=needs, words=shown))
            return
        item = self.item_of(statement)
        self.quotes[statement.id] = ReleasedQuote(
            id=self.ids.of("quote", statement.id),
            source_id=self.ids.of("source", statement.source_id),
            item_id=self.ids.of("item", item.item.id) if item else "",
            words=words,
            form=statement.form,
            is_edited=words != original or len(statement.content) > 1,
            said_on=coarsen_date(statement.said_on, self.cast.meeting_level(statement.source_id)),
            is_first_hand=statement.is_first_hand,
            relayed_from=tuple(self._relay(speaker) for speaker in statement.chain),
            language=item.language if item else "",
        )

    def _words(self, statement: Statement, original: str) -> tuple[str, str]:
        """A protected source's words as they may be quoted, and why they may not; one of them is empty."""
        if not self.cast.settings(statement.source_id).is_quoted:
            return "", "this source is not to be quoted"
        answer = self.answers.get(statement.id)
        if answer is not None and answer.decision is Decision.WITHHOLD:
            return "", f"an editor withheld it: {answer.reason}"
        words = original
        if answer is not None and answer.decision is Decision.REPLACE:
            if not is_marked_edit(original, answer.words):
                return "", "the words an editor put in its place say something that was not said"
            words = tidy(answer.words)
        words = self.wording.in_quote(words)
        words = self.wording.without_places(words, self.cast.place_level(statement.source_id))
        level = self.cast.time_level(statement.source_id)
        words = self.wording.without_times(words, level, self._moments.get(statement.id, ()))
        risks = [*find_risks(words), *find_unknown_names(words, self._known)]
        return self._answered(words, risks, answer)

    def _answered(self, words: str, risks: list[Risk], answer: QuoteAnswer | None) -> tuple[str, str]:
        if grave := [risk for risk in risks if risk.action is Action.WITHHOLD]:
            return "", f"it may give its speaker away: {grave[0].reason} (“{grave[0].words}”); leave that part out"
        if risks and answer is None:
            found = "; ".join(dict.fromkeys(f"{risk.reason} (“{risk.words}”)" for risk in risks))
            return "", f"it may give its speaker away: {found}; an editor must answer"
        return words, ""

    def _relay(self, speaker: Speaker) -> str:
        """Who said it before, if they are public; else nothing of them, for a relative is a trace."""
        for source_id, source in self.cast.by_id.items():
            names = {name_key(name) for name in (source.name, *source.aliases)}
            if speaker.name and source_id not in self.cast.protected and name_key(speaker.name) in names and not source.item_id:
                return self.cast.label(source_id)
        return "somebody else"

    def _claim(self, claim: Claim, statement: Statement) -> None:
        value, is_coarsened = self._value(claim, statement)
        if value is None:
            reason = "its place or time may not be shown as exactly as it would have to be"
            self.withheld.append(Withheld(claim.id, "claim", reason))
            return
        quote = self.quotes.get(statement.id)
        self.released[claim.id] = ReleasedClaim(
            id=self.ids.of("claim", claim.id),
            source_id=self.ids.of("source", statement.source_id),
            value=self._worded(value, quote, is_coarsened),
            stance=claim.stance,
            polarity=claim.polarity,
            quote_id=quote.id if quote else "",
            said_on=coarsen_date(statement.said_on, self.cast.meeting_level(statement.source_id)),
            is_coarsened=is_coarsened,
            is_first_hand=statement.is_first_hand,
        )

    def _value(self, claim: Claim, statement: Statement) -> tuple[Value | None, bool]:
        value = claim.value
        if isinstance(value, PlaceRef):
            if value.lat is not None and value.lon is not None and self.guard.is_near_home(value.lat, value.lon):
                return None, True
            place = self.wording.place(value, self.cast.place_level(statement.source_id))
            return place, place is not value
        if isinstance(value, Moment):
            moment = coarsen_moment(value, self.cast.time_level(statement.source_id))
            return moment, moment is not value
        return value, False

    def _worded(self, value: Value, quote: ReleasedQuote | None, is_coarsened: bool) -> Value:
        """The value with the words that its quotation shows; ours where it was coarsened, none where it is withheld."""
        if is_coarsened:
            return value
        words = tidy(value.words)
        if quote is None or words not in quote.words:
            words = ""
        changes: dict[str, str] = {"words": words}
        match value:
            case Amount() if quote is None:
                changes |= {"unit": value.unit if value.unit in self._units else "", "per": ""}
            case Money() | Duration() if quote is None:
                changes["per"] = ""
            case Occurrence() if quote is None:
                changes["event"] = ""
            case PlaceRef():
                changes["words"] = words or value.name
        return msgspec.structs.replace(value, **changes)


def strictest_meeting(cast: Cast, source_ids: Iterable[str]) -> TimeLevel:
    """How exactly days may be told on which any of these sources spoke."""
    return strictest(cast.meeting_level(source_id) for source_id in source_ids)
