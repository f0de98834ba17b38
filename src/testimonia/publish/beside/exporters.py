"""Every exporter of data beside the story, in one explicit tuple, and all their files at once."""

from collections.abc import Callable, Mapping

from testimonia.model.release import Release
from testimonia.publish.beside.annotations import annotation_file
from testimonia.publish.beside.claim_pages import claim_pages
from testimonia.publish.beside.csv_tables import csv_files
from testimonia.publish.beside.ftm import ftm_file
from testimonia.publish.beside.map_files import geojson_file, kml_file
from testimonia.publish.beside.publication import Publication
from testimonia.publish.beside.rss import rss_file
from testimonia.publish.beside.schema_claims import schema_claims
from testimonia.publish.beside.sqlite_file import sqlite_files
from testimonia.publish.beside.timeline_files import ics_file, timeline_csv, timelinejs_file, vtt_file

Exporter = Callable[[Release, Publication], Mapping[str, bytes]]
"""A release and how it is published -> path in the published folder to bytes. Nothing in them that is in neither."""

EXPORTERS: tuple[Exporter, ...] = (
    claim_pages,
    schema_claims,
    geojson_file,
    kml_file,
    ics_file,
    timelinejs_file,
    timeline_csv,
    vtt_file,
    csv_files,
    sqlite_files,
    ftm_file,
    annotation_file,
    rss_file,
)


def files_beside(release: Release, publication: Publication) -> dict[str, bytes]:
    """The files of every exporter, by path, in the order of the paths."""
    made: dict[str, bytes] = {}
    for export in EXPORTERS:
        made |= export(release, publication)
    return dict(sorted(made.items()))
