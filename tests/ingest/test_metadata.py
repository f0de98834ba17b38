"""Front matter, sidecars, flags."""

import pytest

from testimonia.errors import ReadError
from testimonia.ingest.metadata import merge_metadata, normalise_metadata, parse_metadata, read_sidecar, split_front_matter
from testimonia.model.material import Metadata


def test_scalars_stay_text():
    """YAML's own ideas of numbers, dates and yes do not touch what the collector wrote."""
    metadata = parse_metadata("title: 0012\nnote: no\npublished: 2017-10-12\nplace: 1:30")
    assert (metadata.title, metadata.note, metadata.published, metadata.place) == ("0012", "no", "2017-10-12", "1:30")


@pytest.mark.parametrize(("written", "kept"), [("yes", "protected"), ("no", "none"), ("True", "protected")])
def test_protected_is_protection(written, kept):
    """``protected: yes`` is the same as ``protection: protected``."""
    assert parse_metadata(f"protected: {written}").protection == kept


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: a\nsorce: b", 'line 5: unknown key "sorce"; did you mean|line 5: unknown key'),
        ("publishr: b", 'line 4: unknown key "publishr"; did you mean publisher'),
        ("date: 03/04/2017", "line 4: date: .*YYYY-MM-DD"),
        ("source: [a, b]", "line 4: source takes one value"),
        ("source: a\nsource: b", "line 5: source is given twice"),
        ("title: one: two", "line 4: .*not valid YAML"),
        ("- a\n- b", "must be lines of the form key: value"),
        ("protected: perhaps", "line 4: protected: .* neither yes nor no"),
        ("role: wizard", "line 4: role: .* not one of participant"),
        ("language: English", "line 4: language: .*write en"),
        ("columns: text", "line 4: columns takes a table"),
        ("columns:\n  texts: a", 'line 5: columns: unknown field "texts"'),
        ("first_hand: maybe", "line 4: first_hand"),
    ],
)
def test_wrong_metadata_names_key_and_line(text, message):
    """An error says which key in which line, and what to write."""
    with pytest.raises(ReadError, match=message):
        parse_metadata(text, first_line=4)


def test_deep_and_self_referring_yaml_is_harmless():
    """Neither nesting nor aliases make the parser crash or grow."""
    with pytest.raises(ReadError):
        parse_metadata("title: " + "[" * 20_000)
    with pytest.raises(ReadError, match="takes one value"):
        parse_metadata("note: &a [*a, *a]")


def test_front_matter_ends_where_the_text_begins():
    """The offset returned is the first character after the closing line."""
    text = "---\nsource: Driver A\ncolumns:\n  text: Words\n---\n\nWe left."
    metadata, start = split_front_matter(text)
    assert (metadata.source, metadata.columns, text[start:]) == ("Driver A", {"text": "Words"}, "\nWe left.")


@pytest.mark.parametrize(
    "text", ["---\nWe left at four.\n---\nIt rained.", "---\nsource: a\nno end", "text\n---\nsource: a\n---\n", "---"]
)
def test_ruled_lines_are_not_front_matter(text):
    """Three hyphens open front matter only at the top, only before a key, and only if they close."""
    assert split_front_matter(text) == (Metadata(), 0)


def test_empty_front_matter_is_taken_away():
    """Front matter without a key says nothing and is no text either."""
    assert split_front_matter("---\n---\nWe left.") == (Metadata(), 8)


def test_the_first_layer_that_says_something_wins():
    """Flags come before sidecar, sidecar before front matter, front matter before the document."""
    layers = [Metadata(source="flag"), Metadata(source="sidecar", date="2017"), Metadata(date="2018", columns={"text": "t"})]
    merged = merge_metadata(*layers)
    assert (merged.source, merged.date, merged.columns, merged.title) == ("flag", "2017", {"text": "t"}, "")


def test_sidecar_with_and_without_fences(tmp_path):
    """A sidecar may be written like front matter or as bare YAML."""
    for text in ("source: Ann\n", "---\nsource: Ann\n---\n", "\ufeffsource: Ann\r\n"):
        path = tmp_path / "a.mp3.meta.yaml"
        path.write_text(text, encoding="utf-8", newline="")
        assert read_sidecar(path).source == "Ann"


def test_a_wrong_sidecar_is_named(tmp_path):
    """The error names the sidecar, the line and the key."""
    path = tmp_path / "a.mp3.meta.yaml"
    path.write_text("title: a\nwho: b\n")
    with pytest.raises(ReadError, match=r"a\.mp3\.meta\.yaml: line 2: unknown key \"who\""):
        read_sidecar(path)


def test_flags_are_checked_like_files():
    """Metadata from flags is normalised and refused by the same rules."""
    assert normalise_metadata(Metadata(date="12 October 2017", first_hand="true")).first_hand == "yes"
    with pytest.raises(ReadError, match="date"):
        normalise_metadata(Metadata(date="03/04/2017"))
