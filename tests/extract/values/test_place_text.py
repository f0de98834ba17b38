"""A passage as plain lists."""

from parsed import parse

from testimonia.extract.values.place_text import PlaceText


def test_blanks_of_wrapped_lines_are_no_words() -> None:
    """A line break inside a name is not between its words, and the offsets stay those of the passage."""
    text = PlaceText(parse("They stopped in Deir\n    ez-Zor at noon."))
    first = text.words.index("Deir")
    assert text.words[first : first + 2] == ["Deir", "ez"]
    assert text.name(first, first + 4) == "Deir ez-Zor"
    assert all(text.text[a:b] == word for a, b, word in zip(text.begins, text.ends, text.words, strict=True))


def test_entities_are_ranges_of_words() -> None:
    """Each entity's words lead to it and carry its label."""
    text = PlaceText(parse("Angela Merkel flew to New York."))
    for number, (first, end, label) in enumerate(text.entities):
        assert text.entity[first:end] == [number] * (end - first)
        assert {text.label(i) for i in range(first, end)} == {label}


def test_outside_the_passage_there_is_nothing() -> None:
    """Looking left of the first word and right of the last gives the empty word."""
    text = PlaceText(parse("Homs burned"))
    assert (text.lower(-1), text.lower(2), text.is_capital(-1), text.tag(7)) == ("", "", False, "")


def test_an_empty_passage_has_no_words() -> None:
    """Nothing in, nothing out."""
    assert len(PlaceText(parse(""))) == 0
