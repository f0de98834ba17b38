"""Days of moments."""

import pytest

from testimonia.model.values import Moment
from testimonia.publish.days import day_range


def moment(*bounds, value=""):
    return Moment(*bounds, "words", value)


@pytest.mark.parametrize(
    ("bounds", "first_and_last"),
    [
        (("2017-10-12", "2017-10-12", "2017-10-12", "2017-10-12"), (736614, 736614)),
        (("2017-10-12T16:00", "", "", "2017-10-13T02:00"), (736614, 736615)),
        (("2017", "2017", "2017", "2017"), (736330, 736694)),
        (("", "", "", "2017-02"), (736361, 736388)),
        (("", "", "", ""), None),
        (("2017-13-40", "", "", ""), None),
    ],
)
def test_a_range_reaches_from_the_first_to_the_last_possible_day(bounds, first_and_last):
    """Months and years count whole; what is no date counts as unknown."""
    assert day_range(moment(*bounds)) == first_and_last
