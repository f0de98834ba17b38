"""The timeline of a release as iCalendar, TimelineJS, CSV, and a WebVTT track.

Why the track runs on a clock of its own: a release holds no time codes of anybody's footage, and made-up ones would be false.
The track tells the events one after another at reading pace, for those who cut or narrate a film of the timeline, and says so.

Source: W3C WebVTT (cue text, NOTE blocks).
"""

import re
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from testimonia.model.maps import Extent, extent_of
from testimonia.model.release import Release
from testimonia.model.timelines import TimelineRow, TimelineSheet
from testimonia.model.values import PlaceRef
from testimonia.publish.beside.chains import Chains
from testimonia.publish.beside.publication import Publication
from testimonia.publish.beside.released_map import released_event
from testimonia.publish.escaping import one_line
from testimonia.publish.timeline_exports import to_csv, to_ics, to_timelinejs
from testimonia.publish.timeline_words import is_dated, known_words, outer

ICS, TIMELINEJS, CSV, VTT = "data/timeline.ics", "data/timeline.json", "data/timeline.csv", "data/timeline.vtt"
CHARACTERS_PER_SECOND = 15
"""Pace at which subtitles are read with ease; most guidelines for subtitles allow 15 to 17."""
LEAST_SECONDS = 3
ABOUT_THE_TRACK = {
    "en": "NOTE A timeline told at reading pace. The time codes are those of this track: they belong to no film or recording.",
    "ar": "NOTE خط زمني يُروى بسرعة القراءة. الرموز الزمنية لهذا المسار وحده، ولا تعود إلى أي فيلم أو تسجيل.",
}
ACCORDING = {"en": "According to {}", "ar": "بحسب {}"}


def released_timeline(release: Release, publication: Publication) -> TimelineSheet:
    """The events of a release with the labels of those who tell them, in order of time, undated ones last."""
    chains = Chains(release)
    rows = [
        TimelineRow(released_event(event, chains), tuple(filter(None, (chains.label(source) for source in event.source_ids))))
        for event in release.events
    ]
    rows.sort(key=_order)
    return TimelineSheet(publication.title, tuple(rows), language=publication.language)


def _order(row: TimelineRow) -> tuple[bool, str, str, str]:
    low, high = outer(row.event.when) if row.event.when else ("", "")
    return not is_dated(row.event), low or high, high, row.event.id


def ics_file(release: Release, publication: Publication) -> Mapping[str, bytes]:
    """The timeline as iCalendar. Why areas have no position: a calendar would put a pin in the middle of where it may be."""
    sheet = released_timeline(release, publication)
    rows = tuple(replace(row, event=replace(row.event, where=_without_middle(row.event.where))) for row in sheet.rows)
    return {ICS: to_ics(replace(sheet, rows=rows)).encode()} if rows else {}


def _without_middle(ref: PlaceRef | None) -> PlaceRef | None:
    return replace(ref, lat=None, lon=None) if ref is not None and extent_of(ref) is not Extent.POINT else ref


def timelinejs_file(release: Release, publication: Publication) -> Mapping[str, bytes]:
    """The timeline as TimelineJS reads it."""
    return {TIMELINEJS: to_timelinejs(released_timeline(release, publication)).encode()} if release.events else {}


def timeline_csv(release: Release, publication: Publication) -> Mapping[str, bytes]:
    """The timeline as one table."""
    return {CSV: to_csv(released_timeline(release, publication)).encode()} if release.events else {}


def vtt_file(release: Release, publication: Publication) -> Mapping[str, bytes]:
    """The dated events as cues at reading pace; no file where no event has a date."""
    dated = [row for row in released_timeline(release, publication).rows if is_dated(row.event)]
    if not dated:
        return {}
    language = publication.language.split("-")[0]
    blocks = ["WEBVTT", ABOUT_THE_TRACK.get(language, ABOUT_THE_TRACK["en"]), *_cues(dated, language)]
    return {VTT: ("\n\n".join(blocks) + "\n").encode()}


def _cues(rows: Iterable[TimelineRow], language: str) -> Iterable[str]:
    start = 0.0
    for row in rows:
        lines = [f"{known_words(row.event.when, language)}: {one_line(row.event.what)}"]
        if row.tellers:
            lines.append(ACCORDING.get(language, ACCORDING["en"]).format(one_line(", ".join(row.tellers))))
        end = start + max(LEAST_SECONDS, round(sum(map(len, lines)) / CHARACTERS_PER_SECOND))
        yield "\n".join((_cue_id(row.event.id), f"{_clock(start)} --> {_clock(end)}", *map(_cue_text, lines)))
        start = end


def _cue_id(identifier: str) -> str:
    return re.sub(r"-->|\s", "-", identifier)


def _cue_text(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.000"
