"""The tense a date stands in."""

import pytest
from parsed import parse

from testimonia.extract.values.time_checks import expressions_of
from testimonia.extract.values.time_tenses import Tense, tense_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They left on Friday.", Tense.PAST),
        ("They have left on Friday.", Tense.PAST),
        ("They were stopped on Friday.", Tense.PAST),
        ("They will leave on Friday.", Tense.FUTURE),
        ("They might leave on Friday.", Tense.FUTURE),
        ("They are leaving on Friday.", Tense.FUTURE),
        ("They hope to leave on Friday.", Tense.FUTURE),
        ("They failed to leave on Friday.", Tense.PAST),
        ("They wait until Friday.", Tense.FUTURE),
        ("The talks were extended to Friday.", Tense.OPEN),
        ("Friday, in the market.", Tense.OPEN),
    ],
)
def test_tense_is_that_of_the_verb_above(text: str, expected: Tense) -> None:
    """The nearest verb above the date, or a word such as "until", says whether it lies behind or ahead."""
    doc = parse(text)
    (expression,) = expressions_of(doc, text)
    assert tense_of(expression, doc) == expected
