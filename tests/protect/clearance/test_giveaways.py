"""Words by which speakers give themselves away are found, and ordinary testimony is not."""

import pytest

from testimonia.protect.clearance.quotations import Action, find_risks, find_unknown_names


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("my brother the mayor told us to leave", "relative in office"),
        ("The commander is my cousin.", "relative in office"),
        ("my son Khaled was on the bus", "named relative"),
        ("my brother saw it", "relative"),
        ("I was the only doctor in the town", "only one"),
        ("mine is the only shop on the road", "only one"),
        ("the last family to leave was hers", "only one"),
        ("nobody but me had a key", "only one"),
        ("I am 43 and I have seen two wars", "age"),
        ("a 17-year-old at the wheel", "age"),
        ("I was born by the river", "birth"),
        ("I lost my left leg there", "injury"),
        ("She was wounded at the bridge", "injury"),
        ("they came into my shop", "home"),
        ("from our village to the river", "home"),
        ("they call me the tailor", "own name"),
        ("as a judge I had to be careful", "office"),
        ("he wrote down my number plate", "vehicle"),
        ("رأى أخي الشاحنات", "relative"),
        ("كنت الطبيب الوحيد", "only one"),
        ("عُمري أربعون", "age"),
        ("وُلدت هناك", "birth"),
        ("أُصبت في ساقي", "injury"),
        ("مرّوا من قريتنا", "home"),
        ("اسمي ليس مهمًا", "own name"),
    ],
)
def test_an_editor_is_asked(words, rule):
    """Relatives, singularity, age, birth, injury, home, name, office: out until an editor answers."""
    found = [risk for risk in find_risks(words) if risk.rule == rule]
    assert found and found[0].action is Action.ASK and found[0].reason


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("ring +963 944 555 111", "contact"),
        ("ring 0944-555-111 at night", "contact"),
        ("write to amal@example.org", "contact"),
        ("I post as @amal_k", "contact"),
        ("see t.me/amal", "contact"),
        ("the house stands at 35.9512, 39.0123", "coordinates"),
    ],
)
def test_ways_to_reach_somebody_stay_out(words, rule):
    """No answer lets a number, an account or a point through."""
    assert next((risk.rule, risk.action) for risk in find_risks(words)) == (rule, Action.WITHHOLD)


@pytest.mark.parametrize(
    "words",
    [
        "About 4,000 people left Raqqa, counting women and children.",
        "The convoy was six to seven kilometres long: almost 50 lorries and 13 buses.",
        "They promised us thousands of dollars and 1,500 US dollars a family.",
        "We set off on 12 October 2017 and drove for three days.",
        "Only four foreign fighters left.",
        "[my brother] the road was closed",
        "خرج نحو ٤٠٠٠ شخص من المدينة",
    ],
)
def test_ordinary_testimony_passes(words):
    """Figures, dates and money are not telephone numbers; what stands in brackets is ours."""
    assert find_risks(words) == []


def test_names_that_the_case_does_not_know():
    """A capital inside a sentence is a name: known, everyday, or to be asked about; not at a sentence's start."""
    words = "Lorries waited at Khaled's yard near Raqqa on Monday; al-Hasan and the SDF saw it"
    assert [risk.words for risk in find_unknown_names(words, ["Raqqa"])] == ["Khaled's", "al-Hasan"]
    assert find_unknown_names(words, ["Raqqa", "Khaled Omar", "Al-Hasan"]) == []
    assert find_unknown_names("we met [Abu Fawzi] there", []) == []
    assert find_unknown_names("then I'd gone to Raqqa", ["raqqa"]) == []
