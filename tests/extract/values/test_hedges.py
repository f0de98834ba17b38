"""The table that turns words into intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.extract.values.hedges import HedgeTable, apply_modifier, lower_best
from testimonia.model.values import Hedge

TABLE = HedgeTable()
BEFORE = sorted(" ".join(phrase) for group in TABLE.before.values() for phrase, _ in group)
VAGUE = sorted(" ".join(phrase) for group in TABLE.vague.values() for phrase, _ in group)


@pytest.mark.parametrize(
    ("words", "value", "bounds"),
    [
        ("about", 50, (42.5, 50, 57.5)),
        ("about", 4000, (3400, 4000, 4600)),
        ("around", 1000, (500, 1000, 1500)),
        ("almost", 50, (42.5, 48, 50)),
        ("just under", 20, (17, 19.2, 20)),
        ("more than", 100, (100, 100, None)),
        ("at least", 12, (12, 12, None)),
        ("up to", 20, (0, 20, 20)),
        ("fewer than", 20, (0, 20, 20)),
        ("no more than", 20, (0, 20, 20)),
        ("no fewer than", 20, (20, 20, None)),
    ],
)
def test_hedge_makes_its_interval(words: str, value: float, bounds: tuple[float, float, float | None]) -> None:
    """Each hedge before a number becomes the interval the table says."""
    tokens = words.split()
    found = TABLE.match_before(tokens, len(tokens))
    assert found is not None
    assert found[0] == 0, "the longest hedge wins"
    assert apply_modifier(found[1], value, value) == pytest.approx(bounds)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("dozens", 24, 99),
        ("a few dozen", 24, 60),
        ("few dozen", 24, 60),
        ("scores", 40, 99),
        ("hundreds", 200, 999),
        ("a few hundred", 200, 500),
        ("several hundred", 300, 900),
        ("thousands", 2000, 9999),
        ("tens of thousands", 20000, 99999),
        ("a handful", 3, 9),
        ("several", 3, 9),
        ("a few", 3, 6),
        ("a couple", 2, 3),
        ("many", 5, None),
    ],
)
def test_words_without_a_number_have_an_interval(words: str, low: float, high: float | None) -> None:
    """Dozens, scores and a handful are intervals; many is open above."""
    tokens = [*words.split(), "fighters"]
    found = TABLE.match_vague(tokens, 0)
    assert found is not None
    assert (found[0], found[1].low, found[1].high) == (len(tokens) - 1, low, high)


def test_investigation_overrides_words_and_factors() -> None:
    """An investigation's own line wins: bounds for words in place of a number, factors for words beside one."""
    table = HedgeTable({"a few dozen": (20, 80), "almost": (0.9, 1.0), "a lorryload": (20, 120)})
    vague = table.match_vague(["a", "few", "dozen"], 0)
    own = table.match_vague(["a", "lorryload"], 0)
    almost = table.match_before(["almost"], 1)
    assert vague is not None
    assert own is not None
    assert almost is not None
    assert (vague[1].low, vague[1].high, own[1].high) == (20, 80, 120)
    assert apply_modifier(almost[1], 50, 50) == (45, 48, 50)


def test_override_leaves_the_next_table_alone() -> None:
    """Two investigations do not see each other's lines."""
    HedgeTable({"dozens": (1, 2)})
    found = HedgeTable().match_vague(["dozens"], 0)
    assert found is not None
    assert found[1].high == 99


@pytest.mark.parametrize("verb", ["control over 3 villages", "talked about 50 lorries"])
def test_preposition_is_no_hedge(verb: str) -> None:
    """After some verbs, over and about belong to the verb."""
    words = verb.split()
    assert TABLE.match_before(words, 2) is None


def test_range_keeps_its_ends_under_about() -> None:
    """Whoever says "about 500 or 600" has already said how far it goes."""
    found = TABLE.match_before(["about"], 1)
    assert found is not None
    assert apply_modifier(found[1], 500, 600) == (500, 550, 600)


def test_only_lowers_the_best_guess_and_no_bound() -> None:
    """ "Only a few dozen" is nearer to two dozen, and still at most five."""
    assert lower_best((24, 38, 60)) == (24, 30, 60)


def test_table_for_people_explains_every_line() -> None:
    """Every row of the table has words, what they become and a reason, each words once."""
    rows = TABLE.rows()
    assert [row for row in rows if not (row.words and row.becomes and row.reason)] == []
    assert len({row.words for row in rows}) == len(rows)


@given(st.sampled_from(BEFORE), st.floats(0, 10**9), st.floats(0, 10**9))
def test_hedged_bounds_are_in_order(words: str, one: float, other: float) -> None:
    """Under any hedge, low is at most best and best at most high."""
    tokens = words.split()
    found = TABLE.match_before(tokens, len(tokens))
    assert found is not None
    low, best, high = apply_modifier(found[1], min(one, other), max(one, other))
    known = [value for value in (low, best, high) if value is not None]
    assert known == sorted(known)


@pytest.mark.parametrize("words", VAGUE)
def test_vague_bounds_are_in_order(words: str) -> None:
    """Every line of the table keeps low, best and high in order."""
    found = TABLE.match_vague(words.split(), 0)
    assert found is not None
    known = [value for value in (found[1].low, found[1].best, found[1].high) if value is not None]
    assert known == sorted(known)


def test_every_modifier_has_a_kind() -> None:
    """Hedges before a number are about, at least or at most."""
    kinds = {modifier.hedge for group in TABLE.before.values() for _, modifier in group}
    assert kinds == {Hedge.ABOUT, Hedge.MIN, Hedge.MAX}
