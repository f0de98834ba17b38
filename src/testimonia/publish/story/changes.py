"""What a correction changed in the findings: two releases compared, finding by finding.

Why by released id: the ids of a case's things stay the same from release to release, so the same question is found again even
when its words were changed.
"""

from collections.abc import Callable

from testimonia.model.publications import FindingChange
from testimonia.model.release import Release, ReleasedFinding

Show = Callable[[Release, ReleasedFinding], str]
"""A finding as a phrase."""


def finding_changes(before: Release, after: Release, *, show: Show) -> tuple[FindingChange, ...]:
    """Findings that are new, gone, or say something else, in the order of the later release, those that are gone last."""
    olds = {one.id: one for one in before.findings}
    news = {one.id: one for one in after.findings}
    questions = {one.id: one.text for release in (before, after) for one in release.questions}
    changes = []
    for key in (*news, *(key for key in olds if key not in news)):
        old, new = olds.get(key), news.get(key)
        one = new or old
        if one is None or (old and new and _content(old) == _content(new)):
            continue
        changes.append(
            FindingChange(
                finding_id=key,
                question=questions.get(one.question_id, ""),
                before=show(before, old) if old else "",
                after=show(after, new) if new else "",
                standing_before=str(old.standing) if old else "",
                standing_after=str(new.standing) if new else "",
            )
        )
    return tuple(changes)


def _content(one: ReleasedFinding) -> tuple[object, ...]:
    return one.low, one.best, one.high, one.unit, one.words, one.standing, one.is_suggestion
