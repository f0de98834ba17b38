"""A timeline for other programs: iCalendar, TimelineJS, CSV. The same timeline gives the same bytes.

Source: RFC 5545 (iCalendar); the JSON format of TimelineJS 3 (Knight Lab); RFC 4180 (CSV).
"""

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

from testimonia.model.timelines import TimelineRow, TimelineSheet
from testimonia.publish.beside.csv_tables import safe_text
from testimonia.publish.escaping import escape
from testimonia.publish.timeline_words import PRECISION, WHERE_PRECISION, clock_words, is_dated, is_point, known_words, outer

STAMP = "19700101T000000Z"
"""iCalendar wants to know when an entry was made; a fixed moment, so that the same timeline is the same file."""
LINE_OCTETS = 75
COLUMNS = (
    "id", "edtf", "date_prec", "earliest_start", "latest_start", "earliest_end", "latest_end", "time_zone", "said_of_time",
    "what", "who", "where", "where_prec", "lat", "lon", "according_to", "sources", "claims", "why_one_event",
    "where_the_time_is_from", "standing", "findings",
)  # fmt: skip


def to_csv(sheet: TimelineSheet) -> str:
    """One row an event, with a header; lists are joined by "; "."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in sheet.rows:
        event, when, where = row.event, row.event.when, row.event.where
        bounds = [getattr(when, name) if when else "" for name in COLUMNS[3:7]]
        lat, lon = (where.lat, where.lon) if where else (None, None)
        cells = [
            event.id, event.edtf, str(event.date_prec), *bounds, (when.zone if when else ""), clock_words(event), event.what,
            "; ".join(event.who), "; ".join(event.places), str(event.where_prec), _coordinate(lat), _coordinate(lon),
            "; ".join(row.tellers), str(len(row.tellers)), " ".join(event.claim_ids), event.reason, event.time_reason,
            event.standing, "; ".join(bearing.said for bearing in event.findings),
        ]  # fmt: skip
        writer.writerow([_cell(text, name) for text, name in zip(cells, COLUMNS, strict=True)])
    return out.getvalue()


def _coordinate(degrees: float | None) -> str:
    return "" if degrees is None else f"{degrees:.5f}"


def _cell(text: str, column: str) -> str:
    return text if column in ("lat", "lon") else safe_text(text)


def to_ics(sheet: TimelineSheet) -> str:
    """Dated events as entries of a calendar, undated ones as journal entries without a day.

    A time that is not known to the day covers all days that it may lie on and is marked tentative. Clock times are local
    ("floating"); the description says in which zone, or that the zone is unknown.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//testimonia//timeline//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_text(sheet.title)}")
    for row in sheet.rows:
        lines += _entry(row, sheet)
    lines.append("END:VCALENDAR")
    return "".join(_fold(line) for line in lines)


def _entry(row: TimelineRow, sheet: TimelineSheet) -> list[str]:
    event, when, where = row.event, row.event.when, row.event.where
    kind = "VEVENT" if when is not None and is_dated(event) else "VJOURNAL"
    lines = [f"BEGIN:{kind}", f"UID:{event.id}@testimonia", f"DTSTAMP:{STAMP}"]
    if when is not None and kind == "VEVENT":
        lines += _days(*outer(when))
    lines += [f"SUMMARY:{_text(event.what)}", f"DESCRIPTION:{_text(_description(row, sheet))}"]
    if kind == "VEVENT":
        lines += [f"LOCATION:{_text(where.name)}"] if where else []
        lines += [f"GEO:{where.lat:.5f};{where.lon:.5f}"] if where and where.lat is not None and where.lon is not None else []
        lines += ["TRANSP:TRANSPARENT", f"STATUS:{'CONFIRMED' if event.date_prec == 1 else 'TENTATIVE'}"]
    lines += [f"CATEGORIES:{','.join(_text(name) for name in row.tellers)}"] if row.tellers else []
    return [*lines, f"END:{kind}"]


def _days(low: str, high: str) -> list[str]:
    """Start and end lines; the end of whole days is the day after, as iCalendar counts."""
    if not low or not high:  # "before 12 October" stands on the day it names
        low = high = (low or high).removesuffix("T00:00").removesuffix("T23:59")
    if low[:10] == high[:10] and not (low.endswith("T00:00") and high.endswith("T23:59")) and "T" in low:
        start, end = (iso.replace("-", "").replace(":", "") + "00" for iso in (low, high))
        return [f"DTSTART:{start}"] + ([f"DTEND:{end}"] if end > start else [])
    first, last = (date.fromisoformat(iso[:10]) for iso in (low, high))
    return [f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{last + timedelta(1):%Y%m%d}"]


def _description(row: TimelineRow, sheet: TimelineSheet) -> str:
    event = row.event
    zone = event.when.zone if event.when and event.when.zone else sheet.time_zone or "unknown"
    parts = [
        f"In the source's words: {clock_words(event)}" if clock_words(event) else "",
        f"Known: {known_words(event.when)}" + (f" (EDTF {event.edtf})" if event.edtf else ""),
        f"How exactly: {PRECISION['en'][event.date_prec]}; {WHERE_PRECISION['en'][event.where_prec]}",
        f"Time zone: {zone}",
        f"According to: {', '.join(row.tellers)}" if row.tellers else "",
        f"Why: {event.reason}" if event.reason else "",
        event.time_reason,
        *(f"Finding: {bearing.said}" for bearing in event.findings),
        f"Claims: {' '.join(event.claim_ids)}",
    ]
    return "\n".join(filter(None, parts))


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _fold(line: str) -> str:
    """Break a line so that no piece has more than 75 octets, never inside a character."""
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LINE_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    return "\r\n".join([*pieces, piece]) + "\r\n"


def to_timelinejs(sheet: TimelineSheet) -> str:
    """The timeline as TimelineJS 3 reads it. Undated events, which it cannot place, are listed on the title slide."""
    undated = [row for row in sheet.rows if not is_dated(row.event)]
    listed = "".join(f"<li>{escape(row.event.what)} ({escape(', '.join(row.tellers))})</li>" for row in undated)
    title = f"<p>Without a known date:</p><ul>{listed}</ul>" if listed else ""
    slides = [_slide(row) for row in sheet.rows if is_dated(row.event)]
    made = {"title": {"text": {"headline": escape(sheet.title), "text": title}}, "events": slides}
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _slide(row: TimelineRow) -> dict[str, Any]:
    event, when = row.event, row.event.when
    assert when is not None
    low, high = outer(when)
    body = [f"<p>{escape(clock_words(event))}</p>", f"<p>According to {escape(', '.join(row.tellers))}</p>"]
    if event.places:
        body.append(f"<p>{escape(', '.join(event.places))} ({WHERE_PRECISION['en'][event.where_prec]})</p>")
    body += [f"<p>{escape(bearing.said)}</p>" for bearing in event.findings]
    slide: dict[str, Any] = {
        "unique_id": event.id,
        "display_date": escape(known_words(event.when)),
        "start_date": _js_date(low or high),
        "text": {"headline": escape(event.what), "text": "".join(body)},
    }
    if low and high and low[:10] != high[:10] and not (is_point(when) and event.date_prec == 1):
        slide["end_date"] = _js_date(high)
    if row.tellers:
        slide["group"] = escape(row.tellers[0])
    return slide


def _js_date(iso: str) -> dict[str, int]:
    found = {"year": int(iso[:4]), "month": int(iso[5:7]), "day": int(iso[8:10])}
    if "T" in iso and not iso.endswith(("T00:00", "T23:59")):
        found |= {"hour": int(iso[11:13]), "minute": int(iso[14:16])}
    return found
