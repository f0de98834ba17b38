"""The timeline, as far as it speaks of a question, an item, a source or a time."""

from collections.abc import Mapping, Set

from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.events import BEARING_SENTENCES, EVENT_SENTENCES, Event
from testimonia.model.phrases import Phrase, give_phrases
from testimonia.model.timelines import TimelineRow, TimelineSheet
from testimonia.pipeline.case import Case
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.results import once_a_run, results_of

MOST_ROWS = 2000
"""Events of one answer; the first in order of time."""


class Chosen(Struct, frozen=True):
    """What the timeline or the map is to speak of; empty = everything."""

    question: str = ""
    item: str = ""
    source: str = ""
    """Id of a source."""

    @property
    def is_everything(self) -> bool:
        """Whether nothing was chosen."""
        return not (self.question or self.item or self.source)


class TimelineView(Struct, frozen=True):
    """The timeline with the questions that its events bear on."""

    sheet: TimelineSheet
    questions: dict[str, tuple[str, ...]]
    """Event id -> the questions that its claims answer."""
    total: int
    """Events of the case."""


def show_timeline(workbench: Workbench, by: str, chosen: Chosen, *, within: str = "", top: int = 0) -> TimelineView:
    """The timeline of what was chosen.

    Args:
        within: only what can have happened in this time, in EDTF.
        top: only what happened on this many most important days; 0 = everything.

    Raises:
        UsageError: ``within`` is no EDTF.
    """
    return workbench.remember(f"timeline {chosen} {within} {top}", lambda: _view(workbench, by, chosen, within, top))


def _view(workbench: Workbench, by: str, chosen: Chosen, within: str, top: int) -> TimelineView:
    case = workbench.case_of(by)
    sheet = workbench.as_user(by).timeline_sheet(within=within, top=max(0, top))
    total = len(sheet.rows) + sheet.left_out
    claims = claims_chosen(case, chosen)
    phrases = results_of(case).phrases
    chosen_rows = [row for row in sheet.rows if _is_chosen(row, chosen, claims)][:MOST_ROWS]
    rows = tuple(TimelineRow(told_event(row.event, phrases), row.tellers) for row in chosen_rows)
    known = results_of(case).questions_of
    questions = {
        row.event.id: tuple(dict.fromkeys(one for claim_id in row.event.claim_ids for one in known.get(claim_id, ())))
        for row in rows
    }
    sheet = TimelineSheet(
        title=sheet.title,
        rows=rows,
        clashes=tuple(give_phrases(clash, ("sentence",), phrases) for clash in sheet.clashes),
        days=sheet.days,
        time_zone=sheet.time_zone,
        language=sheet.language,
        left_out=total - len(rows),
    )
    return TimelineView(sheet, questions, total)


def told_event(event: Event, phrases: Mapping[str, Phrase]) -> Event:
    """An event whose sentences know what they are made of."""
    findings = tuple(give_phrases(one, BEARING_SENTENCES, phrases) for one in event.findings)
    return give_phrases(replace(event, findings=findings), EVENT_SENTENCES, phrases)


def _is_chosen(row: TimelineRow, chosen: Chosen, claims: Set[str] | None) -> bool:
    if chosen.source and chosen.source not in row.event.source_ids:
        return False
    return claims is None or not claims.isdisjoint(row.event.claim_ids)


def claims_chosen(case: Case, chosen: Chosen) -> Set[str] | None:
    """Ids of the claims of a question and an item; None where neither was chosen."""
    found: set[str] | None = None
    if chosen.question:
        found = {link.claim_id for link in results_of(case).links.get(chosen.question, ())}
    if chosen.item:
        in_item = _claims_in(case, chosen.item)
        found = in_item if found is None else found & in_item
    return found


def _claims_in(case: Case, item_id: str) -> set[str]:
    by_item = once_a_run(case, "readings", lambda: {one.item.id: one.rendition_id for one in case.store.readings()})
    rendition_id = by_item.get(item_id, "")
    return {claim.id for claim in case.store.claims(rendition_id)} if rendition_id else set()
