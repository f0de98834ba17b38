"""The mosaic: what all releases together tell about a protected source, and where it points to few people.

A trade is harmless and so is a village; the shopkeeper of the village is one man. Readers put such pieces together, also over
several stories, so nobody checks this by reading one. How many people fit a description is reckoned from the place's
inhabitants and rough shares of trades and ages. The figures are crude on purpose and err to the strict side; the answer is an
editor's.

Source: the idea of a smallest group is k-anonymity, L. Sweeney, International Journal of Uncertainty, Fuzziness and
Knowledge-based Systems 10 (2002) 557. The bounds and shares here are ours.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from testimonia.model.ids import content_id
from testimonia.model.mosaic import Fact, MosaicPage, Warning
from testimonia.model.phrases import told
from testimonia.model.protection import PlaceLevel
from testimonia.model.release import Release, ReleasedQuote, ReleasedSource
from testimonia.model.values import Moment, PlaceRef
from testimonia.protect.clearance.places import Areas, exactness_of
from testimonia.protect.clearance.quotations import find_risks
from testimonia.protect.clearance.times import exactness_of as time_exactness
from testimonia.protect.pseudonyms.descriptors import RARE_SHARE, find_trades, trades

FEWEST = 50
"""People whom a description must fit not to be a warning."""
SMALL_PLACE = 5_000
"""Inhabitants under which the only teller of something that happened there may be found by asking around."""
UNKNOWN_PLACES = {PlaceLevel.EXACT: 500, PlaceLevel.DISTRICT: 20_000, PlaceLevel.REGION: 200_000}
"""Inhabitants taken where none are known. A place that the gazetteer lacks is smaller than its threshold of 500."""
DECADE_SHARE = 0.15
"""Of a population in any ten years of age."""
MANY = 4
"""Kinds of narrowing detail from which a combination is a warning whatever the figures say."""

NARROWING = frozenset(
    {
        "trade",
        "age",
        "relative",
        "relative in office",
        "named relative",
        "injury",
        "home",
        "only one",
        "birth",
        "office",
        "clock time",
    }
)
"""Kinds of fact that few people share; a place no larger than a district counts with them."""
Make = Callable[..., Warning]
"""Makes a warning of a page: rule, sentence, the words it rests on, how many people."""
_FIRST_PERSON = re.compile(r"\b(?:I am|I'm|I was|I work as|I worked as|as) (?:a|an|the|one of the)\b", re.IGNORECASE)


class Published(NamedTuple):
    """One release as it stands in the mosaic."""

    name: str
    """The beginning of its hash, or ``draft``."""
    release: Release


class Known(NamedTuple):
    """The source whose page is made."""

    source_id: str
    name: str
    released_id: str
    details: Mapping[str, str] = {}
    """From the vault: what narrows them down; looked for in what is published."""


class _Seen(NamedTuple):
    kind: str
    words: str
    release: str
    quote_id: str = ""


def make_page(known: Known, published: Sequence[Published], areas: Areas) -> MosaicPage:
    """Everything that releases tell about one source, with the warnings it gives rise to, unanswered.

    Args:
        known: the source, and the id it has in releases.
        published: every release, approved or asked for.
        areas: knows inhabitants.
    """
    seen = [one for release in published for one in _seen_in(release, known)]
    facts = tuple(_gather(seen))
    places = _places(published, known.released_id)
    label = next((s.label for p in published for s in p.release.sources if s.id == known.released_id), known.name)
    warnings = tuple(_warnings(known, facts, places, areas))
    notes = () if known.details else ("The vault's details of this source were not looked at.",)
    return MosaicPage(known.source_id, known.name, label, facts, warnings, notes)


def _seen_in(published: Published, known: Known) -> Iterator[_Seen]:
    release, name = published.release, published.name
    source = next((one for one in release.sources if one.id == known.released_id), None)
    if source is None:
        return
    yield from (_Seen(kind, words, name) for kind, words in _described(source, release) if words)
    places = {place.id: place.ref for place in release.places}
    for quote in release.quotes:
        if quote.source_id == source.id:
            yield from _in_quote(quote, places.values(), name)
        elif source.is_name and _names(quote.words, source.label):
            yield _Seen("said of them", quote.words, name, quote.id)
    for claim in release.claims:
        if claim.source_id == source.id and isinstance(claim.value, PlaceRef):
            yield _Seen("place", claim.value.name, name, claim.quote_id)
        if claim.source_id == source.id and isinstance(claim.value, Moment):
            yield from _time(claim.value, name, claim.quote_id)
    yield from _asked(release, source, places.values(), name)
    yield from _happenings(release, source, places, name)
    yield from _details(release, source, known.details, name)


def _described(source: ReleasedSource, release: Release) -> Iterator[tuple[str, str]]:
    party = next((party.name for party in release.parties if party.id == source.party_id), "")
    yield "name", source.label if source.is_name else ""
    yield "role", str(source.role)
    yield "trade", source.descriptor
    yield "age", source.age
    yield "region", source.region
    yield "party", party


def _in_quote(quote: ReleasedQuote, places: Iterable[PlaceRef], release: str) -> Iterator[_Seen]:
    for risk in find_risks(quote.words):
        yield _Seen(risk.rule, risk.words, release, quote.id)
    if _FIRST_PERSON.search(quote.words):
        yield from (_Seen("trade", trade.exact, release, quote.id) for trade in find_trades(quote.words))
    for ref in places:
        if _names(quote.words, ref.name):
            yield _Seen("place", ref.name, release, quote.id)
    if quote.is_first_hand:
        yield _Seen("saw it themselves", quote.words, release, quote.id)


def _asked(release: Release, source: ReleasedSource, places: Iterable[PlaceRef], name: str) -> Iterator[_Seen]:
    """Places that stand in the questions this source answers: readers take the answer to be from there."""
    questions = {question.id: f"{question.text} {question.scope}" for question in release.questions}
    asked = [questions[answer.question_id] for answer in release.answers if answer.source_id == source.id]
    for ref in places:
        if any(_names(text, ref.name) for text in asked):
            yield _Seen("place", ref.name, name)


def _names(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _time(moment: Moment, release: str, quote_id: str) -> Iterator[_Seen]:
    words = moment.words or moment.value or moment.earliest_start
    kind = "clock time" if time_exactness(moment) == "exact" else "time"
    if words:
        yield _Seen(kind, words, release, quote_id)


def _happenings(release: Release, source: ReleasedSource, places: Mapping[str, PlaceRef], name: str) -> Iterator[_Seen]:
    said = {quote.words for quote in release.quotes if quote.source_id == source.id}
    for event in release.events:
        if source.id in event.source_ids:
            is_sole = event.source_ids == (source.id,)
            if event.what not in said:
                yield _Seen("sole teller of an event" if is_sole else "event", event.what, name)
            if event.place_id:
                kind = "sole teller there" if is_sole else "place"
                yield _Seen(kind, places[event.place_id].name, name)
    for route in release.routes:
        for leg in route.legs:
            if source.id in leg.source_ids:
                kind = "sole teller there" if leg.source_ids == (source.id,) else "route stop"
                yield from (_Seen(kind, places[end].name, name) for end in (leg.start_id, leg.end_id))


def _details(release: Release, source: ReleasedSource, details: Mapping[str, str], name: str) -> Iterator[_Seen]:
    """What the vault says narrows the person down, where it stands in words they are known to have said."""
    for kind, detail in details.items():
        words = detail.strip()
        if len(words) < 3:
            continue
        for quote in release.quotes:
            if quote.source_id == source.id and words.casefold() in quote.words.casefold():
                yield _Seen(f"vault: {kind}", words, name, quote.id)


def _gather(seen: Iterable[_Seen]) -> Iterator[Fact]:
    groups: dict[tuple[str, str], list[_Seen]] = {}
    for one in seen:
        groups.setdefault((one.kind, one.words), []).append(one)
    kinds = list(dict.fromkeys(kind for kind, _ in groups))
    groups = dict(sorted(groups.items(), key=lambda pair: kinds.index(pair[0][0])))
    for (kind, words), ones in groups.items():
        releases = tuple(dict.fromkeys(one.release for one in ones))
        yield Fact(kind, words, releases, tuple(dict.fromkeys(one.quote_id for one in ones if one.quote_id)))


def _places(published: Iterable[Published], released_id: str) -> dict[str, PlaceRef]:
    """Every place that releases name, by name; with the references in this source's claims, which may be finer."""
    found = {place.ref.name: place.ref for one in published for place in one.release.places}
    for one in published:
        for claim in one.release.claims:
            if claim.source_id == released_id and isinstance(claim.value, PlaceRef):
                found.setdefault(claim.value.name, claim.value)
    return found


def _warnings(known: Known, facts: Sequence[Fact], places: Mapping[str, PlaceRef], areas: Areas) -> Iterator[Warning]:
    def warning(rule: str, sentence: str, of: Iterable[str], people: int | None = None) -> Warning:
        words = tuple(sorted(set(of)))
        return Warning(content_id("m", known.source_id, rule, words), rule, sentence, words, people)

    for fact in facts:
        if fact.kind == "only one":
            sentence = f"“{fact.words}” says that there is one such person or place."
            yield warning("the only one", told(sentence, "mosaic.only", words=fact.words), [fact.words])
        if fact.kind.startswith("vault: "):
            detail = fact.kind.removeprefix("vault: ")
            sentence = f"What the vault keeps as their {detail} is published."
            yield warning("detail of the vault", told(sentence, "mosaic.vault", detail=detail), [fact.words])
    yield from _small_groups(facts, places, areas, warning)
    yield from _sole_tellers(facts, places, areas, warning)
    narrow = [fact for fact in facts if fact.kind in NARROWING or _is_small_place(fact, places)]
    kinds = sorted({"place" if _is_small_place(fact, places) else fact.kind for fact in narrow})
    if len(kinds) >= MANY:
        sentence = told(f"Together: {', '.join(kinds)}.", "mosaic.many", count=len(kinds))
        yield warning("many details", sentence, [fact.words for fact in narrow])


def _small_groups(facts: Sequence[Fact], places: Mapping[str, PlaceRef], areas: Areas, warning: Make) -> Iterator[Warning]:
    """Trade and age in each place, where fewer people fit than should."""
    named = [fact.words for fact in facts if fact.kind == "trade"]
    ages = [fact.words for fact in facts if fact.kind == "age"]
    share = min((_share(words) for words in named), default=1.0) * (DECADE_SHARE if ages else 1.0)
    if share == 1.0:
        return
    for name in dict.fromkeys(fact.words for fact in facts if fact.kind in {"place", "sole teller there"}):
        ref = places.get(name)
        if ref is None or exactness_of(ref) is PlaceLevel.COUNTRY:
            continue
        inhabitants, is_known = _inhabitants(ref, areas)
        people = round(inhabitants * share)
        if people < FEWEST:
            what = " and ".join([*named, *(f"aged {age}" for age in ages)])
            of = f"{inhabitants:,} inhabitants" if is_known else f"no known number of inhabitants, taken as {inhabitants:,}"
            sentence = told(
                f"About {max(people, 1)} people fit: {what}, {name} ({of}).",
                "mosaic.few_known" if is_known else "mosaic.few",
                people=told("people", "noun", noun="person", words="people", count=max(people, 1)),
                number=max(people, 1),
                what=[*named, *(told(f"aged {age}", "mosaic.aged", age=age) for age in ages)],
                place=name,
                inhabitants=inhabitants,
            )
            yield warning("small group", sentence, [*named, *ages, name], people)


def _sole_tellers(facts: Sequence[Fact], places: Mapping[str, PlaceRef], areas: Areas, warning: Make) -> Iterator[Warning]:
    for fact in facts:
        ref = places.get(fact.words)
        if fact.kind != "sole teller there" or ref is None or exactness_of(ref) is not PlaceLevel.EXACT:
            continue
        inhabitants, is_known = _inhabitants(ref, areas)
        if inhabitants < SMALL_PLACE:
            of = f"{inhabitants:,} inhabitants" if is_known else "no known number of inhabitants"
            words = f"Nobody else tells what happened at {fact.words} ({of})."
            key = "mosaic.teller_known" if is_known else "mosaic.teller"
            sentence = told(words, key, place=fact.words, inhabitants=inhabitants)
            yield warning("only teller", sentence, [fact.words])


def _inhabitants(ref: PlaceRef, areas: Areas) -> tuple[int, bool]:
    known = areas.population_of(ref)
    return (known, True) if known else (UNKNOWN_PLACES[exactness_of(ref)], False)


def _share(words: str) -> float:
    """The share of people whom a descriptor fits: of its rarest trade, or of the whole group for a broader word."""
    named = find_trades(words)
    if named and any(words == trade.exact for trade in named):
        return min(trade.share for trade in named)
    group = {(trade.exact_ar, trade.share) for trade in trades() if words in {trade.broad, trade.sector}}
    if group:  # two English words for one trade count once
        return min(1.0, sum(share for _, share in group))
    return min((trade.share for trade in named), default=RARE_SHARE)


def _is_small_place(fact: Fact, places: Mapping[str, PlaceRef]) -> bool:
    ref = places.get(fact.words)
    if fact.kind not in {"place", "route stop", "sole teller there"} or ref is None:
        return False
    return exactness_of(ref) in {PlaceLevel.EXACT, PlaceLevel.DISTRICT}
