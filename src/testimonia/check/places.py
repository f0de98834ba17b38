"""Places: where the draft puts something, against where the accounts put it. Spellings of one place are one place."""

from collections.abc import Iterable, Sequence

from testimonia.check.casefile import CaseFile, Record
from testimonia.check.context import Context, spot
from testimonia.check.elsewhere import is_desks, is_past
from testimonia.check.kinship import LEAST, Kin
from testimonia.check.lexicon import read_lexicon
from testimonia.check.terms import words_in
from testimonia.check.verdicts import Verdict, passed, problem, uncompared
from testimonia.check.voices import Voice
from testimonia.check.wording import Wording
from testimonia.gazetteer.places import distance_km
from testimonia.model.desk import Check, Pointer, Severity
from testimonia.model.testimony import Claim
from testimonia.model.values import Money, PlaceRef
from testimonia.text.names import name_key

_WIDE_KM = 50.0
"""From this reach on a place is a region or a country: what lies in it, or borders on it, is told of it too."""


_COUNTRIES = {
    "french": "france", "dutch": "netherlands", "welsh": "wales", "scottish": "scotland", "scots": "scotland",
    "irish": "ireland", "spanish": "spain", "danish": "denmark", "finnish": "finland", "swiss": "switzerland",
    "greek": "greece", "british": "britain", "english": "england", "polish": "poland", "czech": "czechia",
    "thai": "thailand", "filipino": "philippines", "afghan": "afghanistan", "ukrainian": "ukraine",
    "american": "united states", "turks": "turkey", "turk": "turkey", "cypriot": "cyprus",
}  # fmt: skip
"""Words for a country's people that do not begin as its name does."""


def check_places(context: Context) -> Iterable[Verdict]:
    """Every place that the draft names."""
    known = Atlas(context.case)
    money = [claim.span for claim in context.claims if isinstance(claim.value, Money)]
    for claim in context.claims:
        is_name = any(one.start < claim.span.end and claim.span.start < one.end for one in context.voices.mentions)
        if isinstance(claim.value, PlaceRef) and not is_name and not any(claim.span.overlaps(span) for span in money):
            yield _check(context, known, claim, claim.value)


class Atlas:
    """Which places the case names, and in whose texts."""

    def __init__(self, case: CaseFile) -> None:
        self._case = case
        self.refs = [(record.claim.value, record) for record in case.records if isinstance(record.claim.value, PlaceRef)]
        self._texts = [
            (text, Wording(_all_words(text.text, text.metadata.place, text.metadata.title, text.metadata.note)))
            for text in case.contents.texts
        ]

    def is_named(self, place: PlaceRef) -> bool:
        """Whether anything in the case names a place, under any spelling."""
        return any(is_same(place, ref) for ref, _ in self.refs) or any(_has(wording, place) for _, wording in self._texts)

    def is_setting(self, place: PlaceRef) -> bool:
        """Whether the case is called after a place, so that all speak of it."""
        return _has(Wording(self._case.contents.brief.title), place)

    def is_named_by(self, place: PlaceRef, source_ids: frozenset[str]) -> bool:
        """Whether one of some sources names a place, or the material that is theirs does."""
        if any(record.source_id in source_ids and is_same(place, ref) for ref, record in self.refs):
            return True
        for text, wording in self._texts:
            spoken = {statement.source_id for statement in text.statements}
            owner = self._case.sources_by_key.get(name_key(text.metadata.source)) if text.metadata.source else None
            if (owner in source_ids or spoken & source_ids) and _has(wording, place):
                return True
        return False

    def is_near_named(self, place: PlaceRef, source_ids: frozenset[str]) -> bool:
        """Whether a wide place is named by another of its words: Turkey, where they say "the Turkish border"."""
        for text, wording in self._texts:
            owner = self._case.sources_by_key.get(name_key(text.metadata.source)) if text.metadata.source else None
            if owner in source_ids and is_wide_named(place, wording.words):
                return True
        return False


def is_same(one: PlaceRef, other: PlaceRef) -> bool:
    """Whether two names are one place: the gazetteer's id, or the name."""
    if one.gazetteer_id and one.gazetteer_id == other.gazetteer_id:
        return True
    mine = {name_key(one.name), name_key(one.words)}
    return bool(mine.intersection((name_key(other.name), name_key(other.words))))


def _all_words(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _has(wording: Wording, place: PlaceRef) -> bool:
    return any(words and wording.find(words) is not None for words in (Wording(place.words).words, Wording(place.name).words))


def _check(context: Context, known: Atlas, claim: Claim, place: PlaceRef) -> Verdict:
    voice = context.voice(claim)
    if not voice.source_ids and (why := is_past(context, claim)):
        return uncompared(Check.PLACE, spot(claim), why)
    sentence = context.sentence(claim)
    if not voice.source_ids and sentence is not None and is_desks(context, sentence):
        return uncompared(Check.PLACE, spot(claim), "what the reporters' desk worked out")
    speaking = context.speaking(voice)
    kin = [one for one in context.kin(claim) if one.score >= LEAST and isinstance(one.record.claim.value, PlaceRef)]
    right = next((one.record for one in kin if is_same(place, one.record.claim.value)), None)  # type: ignore[arg-type]
    if right is not None:
        return passed(Check.PLACE, spot(claim), f"{right.source_name} names it for this")
    if speaking and known.is_near_named(place, speaking):
        return passed(Check.PLACE, spot(claim), "around a place that they name")
    beside = _places_beside(context, claim)
    if any(is_wide_named(place, Wording(one.record.sentence).words) for one in kin):
        return passed(Check.PLACE, spot(claim), "around a place named for this")
    wrong = [one.record for one in kin if _is_same_deed(claim, one) and not _may_hold(place, one.record, beside)]
    if wrong:
        reason = f"no account has {claim.span.exact} for this; {wrong[0].source_name} says “{wrong[0].claim.span.exact}”"
        return problem(Check.PLACE, spot(claim), reason, nearest=wrong)
    is_theirs = voice.is_said or (sentence is not None and context.voices.is_attributed(sentence))
    if speaking and is_theirs and _is_spoken(claim, voice):
        if known.is_setting(place):
            return passed(Check.PLACE, spot(claim), "where the whole case is set")
        if known.is_named_by(place, speaking):
            return passed(Check.PLACE, spot(claim), f"{context.names(voice.source_ids)} names it")
        reason = f"{context.names(voice.source_ids)} does not name {claim.span.exact}"
        return problem(Check.PLACE, spot(claim), reason, nearest=_where_else(context, claim), severity=_severity(known, place))
    owner = _about_source(context, claim)
    if (
        owner
        and not known.is_near_named(place, context.case.allies(owner))
        and not known.is_named_by(place, context.case.allies(owner))
    ):
        reason = f"nothing puts {context.case.name_of(owner)} at {claim.span.exact}"
        return problem(Check.PLACE, spot(claim), reason, nearest=_where_else(context, claim), severity=Severity.WARNING)
    if known.is_named(place):
        return passed(Check.PLACE, spot(claim), "named in the case")
    return uncompared(Check.PLACE, spot(claim), "no account names this place, and nothing in the case speaks of this")


def _is_spoken(claim: Claim, voice: Voice) -> bool:
    """Whether a claim is what somebody says, and not told of somebody: "the group had declared Raqqa its capital"."""
    return voice.is_said or claim.about.predicate.casefold() not in read_lexicon().cues


def _severity(known: Atlas, place: PlaceRef) -> Severity:
    return Severity.WARNING if known.is_named(place) else Severity.ERROR


def _is_same_deed(claim: Claim, kin: Kin) -> bool:
    """Whether both say where the same deed was: the same verb of the same thing, or a question that both answer."""
    about, theirs = claim.about, kin.record.claim.about
    verbs = words_in(about.predicate) & words_in(theirs.predicate)
    things = words_in(f"{about.noun} {about.subject}") & words_in(f"{theirs.noun} {theirs.subject}")
    return kin.shares_question or bool(verbs and things)


def _places_beside(context: Context, claim: Claim) -> list[PlaceRef]:
    """The other places that the drafted sentence names."""
    sentence = context.sentence(claim)
    inside = (c for c in context.claims if sentence is not None and sentence.start <= c.span.start < sentence.end)
    return [one.value for one in inside if one is not claim and isinstance(one.value, PlaceRef)]


def _may_hold(place: PlaceRef, record: Record, beside: Sequence[PlaceRef]) -> bool:
    """Whether the draft's place may be around, or in, the account's: a country, a region, "near" something.

    Or whether the draft names the account's place too, so that this one stands for something else.
    """
    other = record.claim.value
    if not isinstance(other, PlaceRef) or any(is_same(one, other) for one in beside):
        return isinstance(other, PlaceRef)
    if is_wide_named(place, Wording(record.sentence).words):
        return True
    words = _proper(other) & _proper(place)
    is_wide = place.radius_km >= _WIDE_KM or other.radius_km >= _WIDE_KM
    return bool(words) or (is_wide and place.country == other.country and not _is_apart(place, other))


def _is_apart(one: PlaceRef, other: PlaceRef) -> bool:
    """Whether two places are further from each other than both reach together."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return distance_km((one.lat, one.lon), (other.lat, other.lon)) > one.radius_km + other.radius_km


def _proper(place: PlaceRef) -> frozenset[str]:
    """The words of a place that name it: "a village between Tabqa and Shanine" is not every village."""
    words = f"{place.words} {place.name}"
    return words_in(" ".join(word for word in words.split() if word[:1].isupper())) or words_in(words)


def is_wide_named(place: PlaceRef, words: Sequence[str]) -> bool:
    """Whether words name a wide place, or its people: Iraq in "the Iraqi border", France in "my French group"."""
    if place.radius_km < _WIDE_KM or not place.words[:1].isupper():
        return False
    names = {name_key(place.words), name_key(place.name)}
    stems = {one[:4] for one in names if len(one) >= 4}
    return any(word[:4] in stems for word in words) or bool(names & {_COUNTRIES.get(word, "") for word in words})


def _about_source(context: Context, claim: Claim) -> str:
    """The source that a sentence of the draft's own voice is about, where it names just one."""
    sentence = context.sentence(claim)
    if sentence is None:
        return ""
    named = {mention.source_id for mention in context.voices.mentions_in(sentence) if mention.end <= claim.span.start}
    only = next(iter(named)) if len(named) == 1 else ""
    source = context.case.sources.get(only)
    is_person = source is not None and source.role.value in {"eyewitness", "participant", "expert"}
    return only if is_person and context.case.name_of(only)[:1].isupper() else ""


def _where_else(context: Context, claim: Claim) -> list[Record | Pointer]:
    return [one.record for one in context.kin(claim)[:1]]
