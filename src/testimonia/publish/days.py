"""Days of moments as numbers, for a slider that shows and hides.

Why whole days: bounds of testimony are rarely better, and the exact words stand beside them.
"""

import calendar
import re
from datetime import date

from testimonia.model.values import Moment

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def day_range(moment: Moment | None) -> tuple[int, int] | None:
    """First and last day a moment can touch, as proleptic Gregorian ordinals; None where neither end is known.

    >>> day_range(Moment("2017-10", "2017-10", "", "2017-10", "in October"))
    (736603, 736633)
    """
    if moment is None:
        return None
    known = (moment.earliest_start, moment.latest_start, moment.earliest_end, moment.latest_end)
    firsts = [day for bound in known if (day := _ordinal(bound, is_last=False)) is not None]
    lasts = [day for bound in known if (day := _ordinal(bound, is_last=True)) is not None]
    if not firsts:
        return None
    return min(firsts), max(lasts)


def _ordinal(bound: str, *, is_last: bool) -> int | None:
    match = _DAY.match(bound)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if is_last:
            month = month or 12
            day = day or calendar.monthrange(year, month)[1]
        return date(year, month or 1, day or 1).toordinal()
    except ValueError:
        return None
