"""What stands around the plot: the question and its finding above, contradictions, changes and the key below."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from testimonia.model.accounts import Account, AccountsChart
from testimonia.model.findings import Standing
from testimonia.model.testimony import Role, Stance
from testimonia.model.values import Amount
from testimonia.publish.accounts import marks
from testimonia.publish.accounts.axis import Extent
from testimonia.publish.accounts.figures import reach_words
from testimonia.publish.accounts.layout import MOST_LINKS, Layout
from testimonia.publish.accounts.pen import LINE, Pen, directed, is_right_to_left, width_px, wrap
from testimonia.publish.accounts.texts import Texts

TITLE_PX, SAID_PX, NOTE_PX, KEY_PX = 21.0, 15.0, 13.0, 12.0
MOST_GROUPS = 4
"""Reasons for dependence told below the chart; all of them would bury the rest."""
KEY_ROW_PX = 24.0


class Note(NamedTuple):
    """A sentence below the plot; a contradiction with its number."""

    words: str
    number: int = 0


def draw_head(pen: Pen, chart: AccountsChart, texts: Texts, margin: float, axis_words: str) -> float:
    """Question, finding and axis in words; returns the y below them."""
    room = pen.width - 2 * margin
    y = 8.0
    if not chart.is_cleared:
        y = _lines(pen, wrap(texts["team"], KEY_PX, room, is_bold=True), KEY_PX, margin, y, "ac-team")
    y = _lines(pen, wrap(chart.question, TITLE_PX, room, is_bold=True), TITLE_PX, margin, y, "ac-title")
    for words, name in finding_sentences(chart, texts):
        size = SAID_PX if name == "ac-said" else NOTE_PX
        y = _lines(pen, wrap(words, size, room), size, margin, y, name)
    return _lines(pen, wrap(axis_words, KEY_PX, room), KEY_PX, margin, y + 8, "ac-detail")


def finding_sentences(chart: AccountsChart, texts: Texts) -> Iterator[tuple[str, str]]:
    """The finding and why, with the class each is set in."""
    found = chart.finding
    if found is None:
        return
    standing = texts[found.standing]
    words = found.words or _figures(chart, texts)
    yield f"{texts['finding']} ({standing}): {words}" if words else f"{texts['finding']}: {standing}", "ac-said"
    if found.reason and len(found.reason) < 220:
        yield found.reason, "ac-note"
    if found.is_suggestion:
        yield texts["finding_suggested"] + ".", "ac-note"


def _figures(chart: AccountsChart, texts: Texts) -> str:
    """The finding's figures, where its sentence may not be shown."""
    found = chart.finding
    if found is None or (found.low, found.best, found.high) == (None, None, None):
        return ""
    is_time = chart.value_type == "duration"
    said = reach_words((found.low, found.best, found.high), texts, is_time=is_time)
    return said if is_time or not found.unit else f"{said} {found.unit}"


def draw_foot(pen: Pen, chart: AccountsChart, layout: Layout, texts: Texts, y: float) -> float:
    """Contradictions, changes, dependence and the key; returns the y below them."""
    margin = layout.format.names[0]
    for title, notes in note_lists(chart, texts):
        y = _lines(pen, [title], NOTE_PX, margin, y + 8, "ac-kind")
        for note in notes:
            if note.number:
                marks.badge(pen, margin + 8, y + 12, note.number)
            indent = margin + (24 if note.number else 0)
            lines = wrap(note.words, NOTE_PX, pen.width - indent - margin)
            y = _lines(pen, lines, NOTE_PX, indent, y + 2, "ac-text") + 2
    return _key(pen, chart, layout, texts, y + 10)


def note_lists(chart: AccountsChart, texts: Texts) -> Iterator[tuple[str, list[Note]]]:
    """The sentences below the plot by kind."""
    if chart.links:
        yield texts["contradictions"], _link_notes(chart, texts)
    if chart.shifts:
        yield texts["shifts"], [Note(shift.sentence) for shift in chart.shifts]
    for title, is_partial in (("together", False), ("perhaps", True)):
        if notes := [Note(words) for words in _group_words(chart, texts, is_partial=is_partial)]:
            yield texts[title], notes


def _link_notes(chart: AccountsChart, texts: Texts) -> list[Note]:
    """The question, which stands above, is not said again in each sentence."""
    asked = chart.question.rstrip("?؟") + ": "
    notes = [Note(link.sentence.removeprefix(asked), number) for number, link in enumerate(chart.links[:MOST_LINKS], 1)]
    left = len(chart.links) - MOST_LINKS
    return [*notes, Note(texts["further"].format(left))] if left > 0 else notes


def _group_words(chart: AccountsChart, texts: Texts, *, is_partial: bool) -> Iterator[str]:
    names = {account.source_id: account.source for account in chart.accounts}
    groups = [group for group in chart.groups if group.is_partial is is_partial]
    for group in groups[:MOST_GROUPS]:
        together = [names[source_id] for source_id in group.source_ids if source_id in names]
        if len(together) > 1:
            yield (group.reason or texts["and"].join([texts["comma"].join(together[:-1]), together[-1]])) + "."
    if len(groups) > MOST_GROUPS:
        yield texts["further"].format(len(groups) - MOST_GROUPS)


Draw = Callable[[Pen, float, float], None]


def _key(pen: Pen, chart: AccountsChart, layout: Layout, texts: Texts, y: float) -> float:
    """Only the marks that this chart shows, flowing in lines."""
    margin = layout.format.names[0]
    x = margin
    for words, draw in key_entries(chart, layout, texts):
        width = 42 + width_px(words, KEY_PX) + 18
        if x > margin and x + width > pen.width - margin:
            x, y = margin, y + KEY_ROW_PX
        draw(pen, x + 17, y + 12)
        pen.text(x + 40, y + 16, directed(words, is_rtl=is_right_to_left(words, is_rtl=pen.is_rtl)), "ac-key")
        x += width
    return y + KEY_ROW_PX + 6


def key_entries(chart: AccountsChart, layout: Layout, texts: Texts) -> list[tuple[str, Draw]]:
    """Words and mark of everything that is drawn."""
    rows = [row.row for row in layout.rows]
    drawn = [row.account for row in rows if row.account and row.extent]
    entries: list[tuple[str, Draw]] = []
    for how in ("first", "hearsay", "unsaid"):
        if any(marks.knows(account) == how and account.is_report for account in drawn):
            entries.append((texts[f"key_{how}"], _example(_AS[how])))
    if any(not account.is_report for account in drawn):
        entries.append((texts["key_promise"], _example(Stance.EXPECTS)))
    if any(account.is_denial for account in drawn):
        entries.append((texts["key_denial"], _example(Stance.DENIES)))
    if any(row.account and row.account.stance is Stance.DECLINES for row in rows):
        entries.append((texts["key_declined"], lambda pen, x, y: marks.declined(pen, x - 16, x + 16, y)))
    if any(row.extent and (row.extent.opens or row.extent.closes) for row in rows):
        entries.append((texts["key_open"], _open))
    if layout.axis.is_columns and any(row.extent and row.extent.is_rough for row in rows):
        entries.append((texts["key_place"], _rough))
    if any(account.is_report and not account.is_standing for account in drawn) or _has_shift(chart, drawn):
        entries.append((texts["key_earlier"], _shift))
    if layout.arcs:
        entries.append((texts["key_link"], _link))
    if layout.brackets:
        entries.append((texts["key_group"], _bracket))
    if bands := layout.axis.finding():
        has_best = any(band.best is not None for band in bands)
        is_contested = chart.finding is not None and chart.finding.standing is Standing.CONTESTED
        name = "ac-found ac-contested" if is_contested else "ac-found"
        entries.append((texts["key_band" if has_best else "key_band_plain"], _band(name, has_best=has_best)))
    if any(row.is_derived for row in rows):
        entries.append(
            (texts["key_derived"], lambda pen, x, y: marks.derived(pen, Extent(0, None, 1), (x - 15, None, x + 15), y))
        )
    return entries


def _has_shift(chart: AccountsChart, drawn: Sequence[Account]) -> bool:
    sources = {account.id: account.source_id for account in drawn}
    return any(shift.before_id in sources and sources[shift.before_id] == sources.get(shift.after_id) for shift in chart.shifts)


_AS = {"first": Role.EYEWITNESS, "hearsay": Role.HEARSAY, "unsaid": Role.UNKNOWN}


def _example(kind: Role | Stance) -> Draw:
    role = kind if isinstance(kind, Role) else Role.EYEWITNESS
    stance = kind if isinstance(kind, Stance) else Stance.ASSERTS
    account = Account("", "", "", Amount(1, 1, 1, "", ""), role, stance=stance)

    def draw(pen: Pen, x: float, y: float) -> None:
        marks.draw_account(pen, account, Extent(0, 0.5, 1), (x - 16, x, x + 16), y)

    return draw


def _open(pen: Pen, x: float, y: float) -> None:
    pen.open("ac-row ac-first")
    marks.open_end(pen, x - 10, x + 16, y)
    marks.mark(pen, "first", x - 10, y)
    pen.close()


def _rough(pen: Pen, x: float, y: float) -> None:
    pen.open("ac-row ac-first")
    marks.mark(pen, "first", x, y, is_rough=True)
    pen.close()


def _shift(pen: Pen, x: float, y: float) -> None:
    pen.open("ac-row ac-first ac-earlier")
    marks.mark(pen, "first", x - 12, y)
    pen.close()
    pen.path([("M", (x - 3, y)), ("L", (x + 15, y))], "ac-shift")
    pen.path([("M", (x + 10, y - 4.5)), ("L", (x + 16, y)), ("L", (x + 10, y + 4.5))], "ac-shift ac-head")


def _link(pen: Pen, x: float, y: float) -> None:
    pen.open("ac-link")
    pen.line(x - 16, y, x + 16, y, "ac-arc")
    marks.badge(pen, x, y, 1)
    pen.close()


def _bracket(pen: Pen, x: float, y: float) -> None:
    pen.line(x - 4, y - 8, x - 4, y + 8, "ac-group")
    for up in (-8, 8):
        pen.line(x - 4, y + up, x + 6, y + up, "ac-group")


def _band(name: str, *, has_best: bool) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        pen.open(name)
        pen.rect(x - 13, y - 9, x + 13, y + 9, "ac-band")
        for edge in (-13, 13):
            pen.line(x + edge, y - 9, x + edge, y + 9, "ac-edge")
        if has_best:
            pen.line(x, y - 9, x, y + 9, "ac-line")
        pen.close()

    return draw


def _lines(pen: Pen, lines: Sequence[str], size: float, x: float, y: float, name: str) -> float:
    """Lines of one text under each other; returns the y below them."""
    rtl = is_right_to_left(" ".join(lines), is_rtl=pen.is_rtl)
    for line in lines:
        y += size * LINE
        pen.text(x, y - size * 0.3, directed(line, is_rtl=rtl), name)
    return y
