"""Plain text, front matter and all."""

from hypothesis import given
from hypothesis import strategies as st

from testimonia.ingest.readers.txt import read_txt
from testimonia.model.material import Metadata

FRONT = "---\nsource: Abu Fawzi\nprotected: yes\n---\n"


def test_lines_are_counted_from_the_top_of_the_file():
    """The text begins behind the front matter; its lines are those of the file."""
    reading = read_txt((FRONT + "\nOne.\n\nTwo.").encode(), Metadata())
    assert reading.text == "\nOne.\n\nTwo."
    assert [p.locator.line for p in reading.parts] == [6, 8]
    assert reading.metadata.protection == "protected"


def test_given_metadata_comes_before_front_matter():
    """Flags and sidecar overrule what the file says."""
    assert read_txt((FRONT + "One.").encode(), Metadata(source="Driver A")).metadata.source == "Driver A"


def test_kinds():
    """A transcript, a translation and other text are told apart."""
    assert read_txt(b"Q: Why?\nA: I know not.", Metadata()).kind == "transcript"
    assert read_txt(b"We left.", Metadata(translation_of="a.md")).kind == "translation"
    assert read_txt(b"We left.", Metadata()).kind == "text"


def test_lost_characters_are_noted():
    """What could not be decoded is said."""
    data = ("غادر السائق المدينة. " * 5).encode() + b"\xff"
    assert read_txt(data, Metadata()).notes == ("1 characters could not be read in the file's encoding (utf-8).",)


LINES = st.lists(
    st.sampled_from(
        ["We left.", "Abu Fawzi: At four.", "Q: When?", "# Head", "- item", "> said", "", "غادرنا", "x" * 50, "\t"]
    ),
    max_size=20,
)


@given(LINES, st.booleans(), st.booleans(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_parts_are_exactly_what_their_locators_point_to(lines, has_front, is_windows, encoding):
    """In any note and encoding, a part begins in the line its locator names and says what stands there."""
    whole = (FRONT if has_front else "") + "\n".join(lines)
    file = whole.replace("\n", "\r\n") if is_windows else whole
    reading = read_txt(file.encode(encoding), Metadata())
    assert whole.endswith(reading.text)
    for part in reading.parts:
        exact = reading.text[part.start : part.end]
        assert exact
        assert exact == exact.strip()
        assert exact.split("\n")[0] in whole.split("\n")[part.locator.line - 1]
        assert not part.speaker or part.kind == "turn"
