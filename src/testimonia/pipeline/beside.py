"""The data beside a story: every exporter run on its release, and how the pages lead to what they wrote."""

from collections.abc import Mapping
from typing import NamedTuple

from testimonia.model.publications import Correction, FindingChange
from testimonia.model.release import Release
from testimonia.publish.beside.chains import Chains
from testimonia.publish.beside.claim_reviews import make_reviews
from testimonia.publish.beside.exporters import files_beside
from testimonia.publish.beside.publication import Correction as ToldCorrection
from testimonia.publish.beside.publication import Publication
from testimonia.publish.story.front_matter import FrontMatter
from testimonia.publish.story.rendering import Link

LINKS = (
    ("data/map.geojson", "GeoJSON"),
    ("data/map.kml", "KML"),
    ("data/timeline.ics", "iCalendar"),
    ("data/timeline.json", "TimelineJS"),
    ("data/timeline.csv", "CSV"),
    ("data/timeline.vtt", "WebVTT"),
    ("data/tables/csv-metadata.json", "CSVW"),
    ("data/release.db", "SQLite"),
    ("data/entities.ftm.jsonl", "FollowTheMoney"),
    ("data/annotations.jsonld", "Web Annotation"),
    ("data/claims.jsonld", "schema.org"),
    ("corrections.xml", "RSS"),
)
"""What the foot of every page leads to. Names of formats are the same in every language."""


class Beside(NamedTuple):
    """Files that lie beside the story, and how its pages lead to them."""

    files: Mapping[str, bytes]
    links: tuple[Link, ...]
    claim_pages: Mapping[str, str]
    """Released claim id -> its permalink page."""


def make_beside(head: FrontMatter, release: Release, corrections: tuple[Correction, ...], *, day: str) -> Beside:
    """Write a release as data.

    Args:
        head: what the story says of itself.
        day: ISO 8601, where the story gives no day of its own.
    """
    publication = Publication(
        title=head.title,
        date=head.date if len(head.date) == len("2017-11-14") else day,
        publisher=head.publisher,
        language=head.language,
        description=head.standfirst,
        corrections=tuple(_told(each, head.title) for each in corrections),
    )
    files = files_beside(release, publication)
    reviews = make_reviews(Chains(release), publication)
    return Beside(
        files,
        tuple(Link(path, words) for path, words in LINKS if path in files),
        {claim.id: review.path for review in reviews for claim in review.claims if review.is_of_claim},
    )


def _told(correction: Correction, title: str) -> ToldCorrection:
    return ToldCorrection(
        date=correction.at[:10],
        title=title,
        what=correction.words,
        why="",
        changes=tuple(_line(change) for change in correction.changes),
    )


def _line(change: FindingChange) -> str:
    return f"{change.question}: {change.before or '–'} → {change.after or '–'}"
