"""What the page on how we know says of a release: sources, grades, methods, what is withheld, what stays open."""

from collections import Counter

from msgspec import Struct

from testimonia.model.findings import Standing
from testimonia.model.release import Count, Release, ReleasedFinding, ReleasedGrade
from testimonia.model.scales import LIKELIHOODS, Scale
from testimonia.publish.story.evidence import EvidenceRoom


class Open(Struct, frozen=True):
    """A question that was not settled."""

    question: str
    words: str


class Summary(Struct, frozen=True):
    """A release in counts."""

    sources: tuple[Count, ...]
    items: tuple[Count, ...]
    standings: tuple[Count, ...]
    grades: tuple[ReleasedGrade, ...]
    bands: tuple[tuple[str, str], ...]
    """Words of the likelihood scale with their band, if the release uses it."""
    methods: tuple[str, ...]
    concluded: int
    findings: int
    withheld: tuple[Count, ...]
    undetermined: tuple[Open, ...]
    contested: tuple[Open, ...]
    single: tuple[Open, ...]


def summary_of(release: Release, room: EvidenceRoom) -> Summary:
    """The release in counts, with the questions that stay open."""
    texts = room.texts
    scales = [grade for finding in release.findings for grade in finding.grades]
    grades = {(str(grade.scale), grade.value): grade for grade in scales if grade.scale is not Scale.LIKELIHOOD}
    has_likelihood = any(grade.scale is Scale.LIKELIHOOD for grade in scales)
    kinds = Counter(texts.get(f"item_{item.kind}", item.kind) for item in release.items)
    standings = Counter(str(finding.standing) for finding in release.findings)
    return Summary(
        sources=tuple(Count(texts.get(f"role_{one.what}") or one.what, one.number) for one in release.counts),
        items=tuple(Count(kind, kinds[kind]) for kind in sorted(kinds)),
        standings=tuple(Count(texts[f"standing_{one}"], standings[one]) for one in map(str, Standing) if standings[one]),
        grades=tuple(grades[key] for key in sorted(grades)),
        bands=tuple(_bands()) if has_likelihood else (),
        methods=tuple(dict.fromkeys(one.method for one in release.estimates if one.method)),
        concluded=sum(not one.is_suggestion for one in release.findings),
        findings=len(release.findings),
        withheld=tuple(Count(texts.get(f"withheld_{one.what}", one.what), one.number) for one in release.withheld),
        undetermined=_open(release, room, Standing.UNDETERMINED),
        contested=_open(release, room, Standing.CONTESTED),
        single=_open(release, room, Standing.SINGLE_SOURCE),
    )


def _bands() -> list[tuple[str, str]]:
    starts = (0.01, *(end for end, _ in LIKELIHOODS))
    return [(words, f"{start:.0%} – {end:.0%}") for start, (end, words) in zip(starts, LIKELIHOODS, strict=False)]


def _open(release: Release, room: EvidenceRoom, standing: Standing) -> tuple[Open, ...]:
    found: list[ReleasedFinding] = [one for one in release.findings if one.standing is standing]
    return tuple(Open(room.questions[one.question_id].text, one.words) for one in found)
