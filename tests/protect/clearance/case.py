"""Builds the content of a small case for tests of clearance."""

import itertools

import msgspec

from testimonia.model.events import Event
from testimonia.model.findings import (
    Answer,
    Contradiction,
    Corroboration,
    Derivation,
    Estimate,
    Finding,
    Influence,
    Position,
    Question,
    Shift,
    Standing,
)
from testimonia.model.material import Item, Metadata, Protection
from testimonia.model.protection import DescriptorLevel, PlaceLevel, SourceSettings, TimeLevel
from testimonia.model.routes import Leg, Route
from testimonia.model.scales import Grade, Scale
from testimonia.model.testimony import Party, Role
from testimonia.model.values import value_type
from testimonia.protect.clearance.clearing import clear
from testimonia.protect.clearance.content import CaseItem, Content, Decisions, People
from tests.make import source
from tests.protect.clearance.areas import SmallWorld


def ids():
    """Ids that count up, as hexadecimal digits."""
    numbers = itertools.count(1)
    return lambda: f"{next(numbers):016x}"[::-1]


def protected(name, role=Role.PARTICIPANT, **fields):
    return msgspec.structs.replace(source(name, role, **fields), protection=Protection.PROTECTED)


def item_for(claim, *, kind="interview", **metadata):
    return CaseItem(
        Item(f"i-{claim.rendition_id}", "ab" * 32, 1, "text/plain", f"{kind}.txt"),
        Metadata(kind=kind, date="2017-10-27", **metadata),
        claim.rendition_id,
        "en",
    )


def position(claim, statement):
    return Position(
        claim.id,
        statement.id,
        statement.source_id,
        statement.said_on,
        claim.stance,
        claim.polarity,
        claim.value,
        statement.content[0].exact,
    )


def answer(question, *pairs, group=""):
    name = pairs[0][1].source_id
    return Answer(
        f"a-{question}-{name}", question, name, tuple(position(*pair) for pair in pairs), len(pairs) - 1, group or name
    )


def finding(question, words="", *, low=1.0, best=2.0, high=3.0, reason="", **fields):
    return Finding(f"f-{question}", question, low, best, high, "people", Standing.CORROBORATED, reason, words, **fields)


def content(sources, pairs, *, questions=(), public=(), **fields):
    """A case of sources and claims with their statements; ``public`` are the claims whose items others published."""
    claims, statements = zip(*pairs, strict=True) if pairs else ((), ())
    items = {c.rendition_id: item_for(c) for c in claims}
    for claim in public:
        items[claim.rendition_id] = item_for(
            claim, kind="article", publisher="Balikh News", url="https://example.org/a", title="News"
        )
    asked = tuple(questions) or tuple(Question(f"q{n}", f"Question {n}?", value_type(c.value)) for n, c in enumerate(claims))
    return Content(
        title="Leaving",
        language="en",
        sources=tuple(sources),
        declared=frozenset(one.id for one in sources),
        items=tuple(items.values()),
        statements=tuple(statements),
        claims=tuple(claims),
        questions=asked,
        answers=fields.pop("answers", tuple(answer(q.id, pair) for q, pair in zip(asked, pairs, strict=False))),
        **fields,
    )


def full_content(sources, pairs):
    """A case in which every claim is in every kind of result, with machine sentences that quote words and name sources."""
    base = content(sources, pairs)
    claim_ids = tuple(claim.id for claim in base.claims)
    names = {one.id: one.name for one in sources}
    sentence = "; ".join(f"“{c.value.words}” ({names[s.source_id]} on {s.said_on})" for c, s in pairs)
    questions = [question.id for question in base.questions]
    first, last = base.answers[0].positions[0], base.answers[-1].positions[0]
    places = [getattr(c.value, "name", "") and c.value for c in base.claims]
    ends = [place for place in places if place] or []
    legs = tuple(
        Leg(f"l-{n}", n, a, b, None, tuple(names), claim_ids, 1.0, 2.0, True, sentence)
        for n, (a, b) in enumerate(itertools.pairwise(ends))
    )
    return msgspec.structs.replace(
        base,
        parties=(Party("sdf", "Syrian Democratic Forces"),),
        estimates=tuple(
            Estimate(q, 1.0, 2.0, 3.0, "people", "m", tuple(Influence(i, 1.0, None) for i in names), sentence)
            for q in questions
        ),
        findings=tuple(finding(q, sentence, reason=sentence) for q in questions),
        corroborations=(Corroboration(questions[0], tuple(a.id for a in base.answers), (), 1.0, 2.0, sentence),),
        contradictions=(Contradiction("x-1", claim_ids, tuple(questions), (), sentence, (sentence,)),),
        shifts=(Shift(questions[0], first.source_id, first, last, "kind", sentence),),
        derivations=(Derivation(questions[0], "rule", 1.0, 2.0, 3.0, "people", claim_ids, sentence),),
        grades=(
            Grade(questions[0], Scale.AIRWARS, "fair", "w", sentence),
            Grade(base.answers[0].id, Scale.CREDIBILITY, "2", "w", "r"),
        ),
        events=(Event("e-1", sentence, None, ends[0] if ends else None, tuple(names), claim_ids),),
        routes=(Route("w-1", "name", legs, None, None, sentence),) if legs else (),
    )


def cleared(case, *, settings=None, identities=None, pseudonyms=None, release=None, answers=None, known=None, world=None):
    """The case cleared with these settings by source name."""
    by_id = {one.name: one.id for one in case.sources}
    chosen = {by_id[name]: one for name, one in (settings or {}).items()}
    decisions = Decisions(chosen, release or Decisions().release, answers or {})
    people = People(
        {by_id.get(name, name): one for name, one in (identities or {}).items()},
        {by_id[name]: one for name, one in (pseudonyms or {}).items()},
    )
    return clear(case, people, decisions, world or SmallWorld(), new_id=ids(), known_ids=known)


def open_settings(**fields):
    """A protected source of whom everything may be shown but the name."""
    return SourceSettings(
        place_level=PlaceLevel.EXACT, time_level=TimeLevel.EXACT, descriptor_level=DescriptorLevel.EXACT, **fields
    )
