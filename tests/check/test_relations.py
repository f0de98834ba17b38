"""Arithmetic that a sentence writes out comes out, or the right result is said."""

import pytest

from testimonia.check.beside import count_list
from testimonia.check.draft import box_date
from testimonia.check.relations import figures_of_text, multiples_in, relations_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The 70 crates on the barge were 30 more than the 45 on its papers.", "70 is 25 more than 45"),
        ("Sixty crates came, 20 fewer than the 90 that had been ordered.", "60 is 30 fewer than 90"),
        ("The second bill, 900 euros, is five times the first, 300.", "900 is 3 times 300"),
        ("They found 40 shells, half of the 100 on the list.", "40 is 0.4 times 100"),
        ("At 300 euros each, twelve tenants would lose 4,600.", "12 times 300 is 3,600"),
        ("Eight vans with nine seats each would take 82.", "8 times 9 is 72"),
        ("A guard earns 40 dollars a night, so six guards would cost 280.", "6 times 40 is 240"),
        ("Seven times 12 is 94.", "12 times 7 is 84"),
        ("Her 14 goats and the neighbour's six make 22.", "14 and 6 add up to 20"),
        ("The 300 rifles and 1,200 mines add up to 2,500.", "300 and 1,200 add up to 1,500"),
        ("It took 20 planks, 15 beams and 5 doors, 50 pieces in all.", "20 and 15 and 5 add up to 40"),
    ],
)
def test_a_wrong_result_is_found_and_the_right_one_said(text, words):
    """A difference, a multiple, a rate or a sum that does not come out is wrong, whoever gave its parts."""
    assert [(one.is_right, one.words) for one in relations_in(text)] == [(False, words)]


@pytest.mark.parametrize(
    "text",
    [
        "The 70 crates on the barge were 25 more than the 45 on its papers.",
        "Sixty crates came, 30 fewer than the 90 that had been ordered.",
        "The second bill, 900 euros, is three times the first, 300.",
        "He counted 112 tents, more than twice the 50 of the year before.",
        "At 300 euros each, twelve tenants would lose 3,600.",
        "At about 310 euros each, twelve tenants would lose about 3,700.",
        "A guard earns 40 dollars a night, so six guards would cost 240.",
        "Her 14 goats and the neighbour's six make 20.",
        "Of 90 seats, 50 in the hall and 30 above it make up 80.",
    ],
)
def test_a_right_result_is_right(text):
    """Exact results are right, rounded ones where a part or the result is hedged, and true bounds."""
    found = relations_in(text)
    assert found
    assert all(one.is_right for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "On 4 March 30 people left, and on 5 March 20 more than the day before.",
        "Three or four guards at 20 dollars each would come to 90.",
        "She has 30 hens; the six ducks make no noise.",
        "In 2019 the yard held 40 boats, and there were 30 more than anybody wanted.",
        "He was 60 and made 12 films, each of 90 minutes.",
        "They sold 30 boats at 200 euros and 12 sledges.",
    ],
)
def test_what_a_sentence_does_not_write_out_is_no_relation(text):
    """Dates, ranges, other clauses and a comparison without its second figure settle nothing."""
    assert relations_in(text) == []


def test_numbers_that_count_nothing_are_no_operands():
    """Days, years, hours, ordinals and a lone "one" are left out; a hedge is kept with its figure."""
    found = figures_of_text("On the 3rd of May 2019 at 22.40 one of about 300 people carried twenty-one tins.")
    assert [(one.value, one.hedge) for one in found] == [(300.0, "about"), (21.0, "")]


def test_a_multiple_says_what_it_is_a_multiple_of():
    """ "Three times the ceiling" needs the ceiling to be a third, wherever that stands."""
    assert [one[2] for one in multiples_in("It held 90 crates, three times the limit named in May.")] == [30.0]
    assert multiples_in("Three times he asked.") == []


def test_things_in_a_list_are_counted():
    """Semicolons divide before commas do."""
    assert count_list("bread, a lamp and two coats.") == 3
    assert count_list("no flags, and no songs; no guns; and no dogs.") == 3


def test_a_date_in_bold_that_opens_an_entry_is_a_heading():
    """A timeline's date is set apart from the sentence behind it; other bold words are not."""
    text = "**3 May, a Friday** The gate was shut."
    assert box_date(text, 0, len(text)) == (2, 17)
    for other in ("**The gate** was shut.", "**3 May**", "The **3 May** men left."):
        assert box_date(other, 0, len(other)) is None
