"""Figures in the prose that no check took up: they are shown as not compared, so that nothing is passed over in silence."""

import re
from collections.abc import Iterable, Sequence

from testimonia.check.context import Context
from testimonia.check.verdicts import Verdict, uncompared
from testimonia.model.desk import Check

_FIGURE = re.compile(r"(?<![\w.,])[£$€¥]?\d[\d,.:/]*(?<![.,:/])(?:st|nd|rd|th|%)?")


def find_leftovers(context: Context, verdicts: Sequence[Verdict]) -> Iterable[Verdict]:
    """Every figure in digits that lies in no verdict's words and in no quotation.

    Args:
        context: draft and case.
        verdicts: what the checks on figures, dates, quotations and bindings said.
    """
    taken = sorted((one.start, one.end) for one in verdicts if one.check is not Check.NAME)
    for match in _FIGURE.finditer(context.draft.contents.prose):
        start, end = match.span()
        if context.draft.is_quoted(start, end) or any(a < end and start < b for a, b in taken):
            continue
        yield uncompared(
            Check.NUMBER, (start, end, match[0]), "a figure that could not be read as a count, a measure or a date"
        )
