"""Language packs are read as data."""

import pytest

from testimonia.errors import UsageError
from testimonia.text.packs import has_pack, read_table


def test_table_is_read_once() -> None:
    """A table is parsed once and then shared."""
    assert read_table("en", "numbers") is read_table("en", "numbers")


@pytest.mark.parametrize(("language", "table"), [("tlh", "numbers"), ("en", "recipes")])
def test_missing_table_says_what_to_add(language: str, table: str) -> None:
    """An unknown language or table names the file that is missing."""
    with pytest.raises(UsageError, match=f"text/packs/{language}/{table}.toml"):
        read_table(language, table)


def test_pack_is_known_by_its_numbers() -> None:
    """A language has a pack if it has number words; an empty language has none."""
    assert [has_pack(language) for language in ("en", "ku", "")] == [True, False, False]


def test_every_hedge_has_a_reason() -> None:
    """The table that turns words into intervals explains every line."""
    table = read_table("en", "hedges")
    lines = [*table["modifiers"].values(), *table["vague"].values(), *table["shares"].values()]
    assert [line for line in lines if not line.get("reason")] == []
