"""The mosaic as one HTML file."""

from testimonia.model.mosaic import Fact, MosaicPage, Warning
from testimonia.publish.mosaic_page import to_html

OPEN = Warning("m-1", "small group", "About 3 people fit: <shopkeeper>, Shanine.", ("a",), 3)
DONE = Warning("m-2", "the only one", "one", ("b",), None, "many & more", "Ann", "2017-11-10")
FALCON = MosaicPage("src-1", "Falcon", "Yara", (Fact("trade", "<b>trader", ("r1", "r2")),), (OPEN, DONE), ("not looked at",))
PLAIN = MosaicPage("src-2", "Imad", "Imad", (), ())


def test_one_file_that_says_everything():
    """Facts with their releases, open and answered warnings, notes; nothing fetched, nothing unescaped, the same bytes."""
    page = to_html("Leaving", [FALCON, PLAIN])
    assert page == to_html("Leaving", [FALCON, PLAIN])
    assert "2 protected sources, 1 open warning." in page
    assert "&lt;shopkeeper&gt;" in page and "<td><bdi>&lt;b&gt;trader</bdi></td><td>r1, r2</td>" in page
    assert "open: m-1" in page and "open: m-2" not in page
    assert "answered by <bdi>Ann</bdi>, 2017-11-10: <bdi>many &amp; more</bdi>" in page
    assert "readers know: <bdi>Yara</bdi>" in page and "readers know: <bdi>Imad" not in page
    assert "No warning." in page and "not looked at" in page
    assert "http:" not in page and "https:" not in page and "<script" not in page


def test_one_source():
    """Numbers agree with their nouns."""
    assert "1 protected source, 0 open warnings." in to_html("Leaving", [PLAIN])
