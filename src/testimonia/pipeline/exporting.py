"""What is written out of a case: its nouns as tables, its timeline, map and routes as files.

All of it is for the team and nothing of it has been cleared for publication; that a file was written stands in the custody log.
A new noun of the export is one line of `_nouns`, a new format one line of a table.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from testimonia.errors import UsageError
from testimonia.model.accounts import AccountsChart
from testimonia.model.maps import MapData
from testimonia.model.timelines import TimelineSheet
from testimonia.pipeline.case import Case
from testimonia.pipeline.reading import CaseReader
from testimonia.store.dump import write_noun


def export(case: Case, reader: CaseReader, folder: Path) -> dict[str, int]:
    """What `Investigation.export` does."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = {name: write_noun(folder, name, objects) for name, objects in _nouns(case, reader).items()}
    with case.writing(), case.transaction() as ledger:
        ledger.record("exported", "case", f"{sum(counts.values())} objects to {folder}")
    return counts


def _nouns(case: Case, reader: CaseReader) -> dict[str, Iterable[Struct]]:
    """Name of the file -> what it holds; large ones are streamed."""
    store = case.store
    return {
        "items": store.items(),
        "acquisitions": store.acquisitions(),
        "renditions": (rendition for item in store.items() for rendition in store.renditions(item.id)),
        "passages": (p for reading in store.readings() for p in store.material(reading.rendition_id).passages),
        "sources": store.sources().values(),
        "statements": reader.statements(),
        "claims": (c for reading in store.readings() for c in store.claims(reading.rendition_id)),
        "judgements": store.judgements(),
        "custody": (entry for entry, _ in store.custody()),
        "failures": store.failures(),
        "parties": reader.brief.parties,
        "questions": reader.questions(),
        "links": reader.links(),
        "groups": reader.groups(),
        "ties": reader.ties(),
        "answers": reader.answers(),
        "corroborations": reader.corroborations(),
        "contradictions": reader.contradictions(),
        "worlds": reader.worlds(),
        "derivations": reader.derivations(),
        "estimates": reader.estimates(),
        "shifts": reader.shifts(),
        "tolls": reader.tolls(),
        "differences": reader.differences(),
        "findings": reader.findings(),
        "grades": reader.grades(),
        "events": reader.timeline(),
        "routes": reader.routes(),
        "route-checks": reader.route_checks(),
        "order_clashes": reader.order_clashes(),
    }


def render_timeline(sheet: TimelineSheet, form: str) -> str:
    """A timeline as text: html, ics, timelinejs or csv."""
    from testimonia.publish.timeline_exports import to_csv, to_ics, to_timelinejs
    from testimonia.publish.timeline_page import to_html

    renderers: dict[str, Callable[[TimelineSheet], str]] = {
        "html": to_html,
        "ics": to_ics,
        "timelinejs": to_timelinejs,
        "csv": to_csv,
    }
    return renderers[form](sheet)


def draw_map(case: Case, data: MapData, files: Mapping[str, Path]) -> dict[Path, int]:
    """Write the map in each format asked for, and record that it was written.

    Args:
        files: format (html, svg, geojson, kml) -> file.

    Returns:
        File -> its size in bytes.

    Raises:
        UsageError: a file cannot be written.
    """
    from testimonia.publish.geojson import to_geojson
    from testimonia.publish.kml import to_kml
    from testimonia.publish.map_page import map_page
    from testimonia.publish.map_svg import map_svg

    renderers: dict[str, Callable[[MapData], str]] = {"html": map_page, "svg": map_svg, "geojson": to_geojson, "kml": to_kml}
    sizes = {}
    for name, file in files.items():
        content = renderers[name](data).encode()
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        except OSError as error:
            raise UsageError(f"{file} cannot be written ({error.strerror}): name another file") from error
        sizes[file] = len(content)
    with case.writing(), case.transaction() as ledger:
        ledger.record("mapped", "case", ", ".join(str(file) for file in files.values()))
    return sizes


def draw_accounts(case: Case, chart: AccountsChart, files: Mapping[str, Path]) -> dict[Path, int]:
    """Write the accounts chart of a question in each format asked for, and record it.

    Args:
        files: format (svg, html) -> file.

    Returns:
        File -> its size in bytes.

    Raises:
        UsageError: a file cannot be written.
    """
    from testimonia.publish.accounts.page import accounts_page
    from testimonia.publish.accounts.svg import accounts_svg

    renderers: dict[str, Callable[[AccountsChart], str]] = {"svg": accounts_svg, "html": accounts_page}
    sizes = {}
    for name, file in files.items():
        content = renderers[name](chart).encode()
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        except OSError as error:
            raise UsageError(f"{file} cannot be written ({error.strerror}): name another file") from error
        sizes[file] = len(content)
    with case.writing(), case.transaction() as ledger:
        ledger.record(
            "exported", "case", f"accounts of {chart.question_id} to {', '.join(str(file) for file in files.values())}"
        )
    return sizes
