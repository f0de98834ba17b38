"""The desk: every check in its order, and one report of what they found."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from testimonia.check.bearings import check_bearings
from testimonia.check.bindings import check_bindings
from testimonia.check.casefile import CaseFile
from testimonia.check.context import CheckFunction, Context
from testimonia.check.context import FindIdentities as FindIdentities
from testimonia.check.dates import check_dates
from testimonia.check.deeds import check_deeds
from testimonia.check.denials import check_denials
from testimonia.check.draft import Draft
from testimonia.check.estimative import check_estimative
from testimonia.check.identities import check_identities
from testimonia.check.intervals import check_intervals
from testimonia.check.leftovers import find_leftovers
from testimonia.check.mouths import check_mouths
from testimonia.check.names import check_names
from testimonia.check.numbers import check_numbers
from testimonia.check.overclaims import check_overclaims
from testimonia.check.places import check_places
from testimonia.check.quotations import check_quotations
from testimonia.check.reckoned import check_relations
from testimonia.check.roles import check_roles
from testimonia.check.shares import check_shares
from testimonia.check.unfulfilled import check_unfulfilled
from testimonia.check.verdicts import Verdict
from testimonia.model.desk import Check, DeskReport, Passed, Problem, Severity, Uncompared

CHECKS: tuple[CheckFunction, ...] = (
    check_quotations,
    check_numbers,
    check_relations,
    check_intervals,
    check_dates,
    check_places,
    check_bearings,
    check_shares,
    check_names,
    check_roles,
    check_identities,
    check_estimative,
    check_overclaims,
    check_unfulfilled,
    check_deeds,
    check_mouths,
    check_denials,
    check_bindings,
)
"""Every check. A verdict names its kind itself: one on numbers may find a wrong speaker."""


def check_draft(
    draft: Draft, case: CaseFile, *, only: Sequence[Check] = (), find_identities: FindIdentities | None = None
) -> DeskReport:
    """Compare a draft with a case.

    Args:
        draft, case: what is compared.
        only: kinds of verdicts to report; all if empty.
        find_identities: finds true names of protected sources; None where no vault was opened.

    Returns:
        Problems, what was right, what could not be compared; each in the order of the text.
    """
    context = Context(draft, case, find_identities)
    found = [verdict for check in CHECKS for verdict in check(context)]
    found += find_leftovers(context, found)
    verdicts = [verdict for verdict in found if not only or verdict.check in only]
    hidden = find_identities(draft.contents.text) if find_identities else ()
    shown = [one for verdict in _sorted(verdicts) if (one := _hide(verdict, hidden)) is not None]
    placed = [_place(verdict, draft) for verdict in shown]
    problems = _once([verdict for verdict in placed if isinstance(verdict, Problem)])
    problems = list(_drop_echoes(problems, draft))
    wrong = [(one.check, one.start, one.end) for one in problems]
    return DeskReport(
        name=draft.contents.name,
        lines_are=draft.lines_are,
        problems=tuple(problems),
        passed=tuple(one for one in placed if isinstance(one, Passed) and (one.check, one.start, one.end) not in wrong),
        uncompared=tuple(one for one in placed if isinstance(one, Uncompared) and (one.check, one.start, one.end) not in wrong),
        notes=tuple(_notes(context)),
    )


def _sorted(verdicts: Iterable[Verdict]) -> list[Verdict]:
    order = list(Check)
    return sorted(verdicts, key=lambda one: (one.start, one.end, order.index(one.check), one.reason))


def _place(verdict: Verdict, draft: Draft) -> Verdict:
    line, column = draft.place_of(verdict.start)
    return replace(verdict, line=line, column=column)


def _once(problems: Sequence[Problem]) -> list[Problem]:
    """One problem of a kind for one stretch of words, the gravest; of denials one for each party."""
    kept: dict[tuple[Check, int, int, str], Problem] = {}
    for one in sorted(problems, key=_rank):
        kept.setdefault((one.check, one.start, one.end, one.reason if one.check is Check.DENIAL else ""), one)
    return sorted(kept.values(), key=lambda one: (one.start, one.end, _rank(one)))


def _drop_echoes(problems: Sequence[Problem], draft: Draft) -> Iterable[Problem]:
    """Leave out what one change mends anyway.

    That nobody, or somebody else, says it, where the speaker's name is misspelt; that a figure is one source's word, where
    the figure itself is wrong; and of two overclaims in one place the wider one.
    """
    figures = (Check.NUMBER, Check.SPEAKER, Check.DATE)
    wrong = {draft.sentence_at(o.start) for o in problems if o.check in figures and o.severity is Severity.ERROR}
    misnamed = {draft.sentence_at(o.start) for o in problems if o.check is Check.NAME and o.severity is Severity.ERROR}
    denied: set[tuple[object, str]] = set()
    overdone = {draft.sentence_at(o.start) for o in problems if o.check is Check.OVERCLAIM}
    over = [one for one in problems if one.check is Check.OVERCLAIM]
    for one in problems:
        is_over = one.check is Check.OVERCLAIM
        is_echo = draft.sentence_at(one.start) in wrong and one.severity is Severity.WARNING
        is_wider = any(o is not one and one.start <= o.start and o.end <= one.end and _rank(o) <= _rank(one) for o in over)
        is_misnamed = draft.sentence_at(one.start) in misnamed and one.check in (Check.OVERCLAIM, Check.SPEAKER)
        is_same_deed = (
            one.check is Check.SPEAKER and one.severity is Severity.WARNING and draft.sentence_at(one.start) in overdone
        )
        if (is_over and (is_echo or is_wider)) or is_misnamed or is_same_deed:
            continue
        if one.check is Check.DENIAL:
            key = draft.sentence_at(one.start), one.reason
            if is_echo or key in denied:
                continue
            denied.add(key)
        yield one


def _rank(problem: Problem) -> int:
    return list(Severity).index(problem.severity)


def _hide(verdict: Verdict, hidden: Sequence[tuple[int, int, str]]) -> Verdict | None:
    """A verdict without any true name in its words; None for one about the name itself: the identity check has it."""
    if verdict.check is Check.IDENTITY or not any(a < verdict.end and verdict.start < b for a, b, _ in hidden):
        return verdict
    if verdict.check in (Check.NAME, Check.ROLE):
        return None
    words = "█" * max(1, verdict.end - verdict.start)
    return replace(verdict, words=words, reason="this stretch holds a true name: take it out, then check again")


def _notes(context: Context) -> Iterable[str]:
    if context.find_identities is None:
        yield "no vault was opened, so true names of protected sources were not looked for"
