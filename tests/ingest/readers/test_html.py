"""Web pages: the article, whole, and what the page says about itself."""

import time

import pytest

from testimonia.errors import ReadError
from testimonia.ingest.readers.html import read_html
from testimonia.model.material import Metadata

SENTENCE = "The lorries left the city at four in the morning, said a man who lives beside the road, and nobody counted them. "


def units(page, **metadata):
    reading = read_html(page.encode(), Metadata(**metadata))
    return [(p.kind, reading.text[p.start : p.end]) for p in reading.parts]


def test_small_pages_are_read_whole():
    """Every block of a small page is kept, with its kind; scripts and menus are not text."""
    page = (
        "<html><head><title>T</title><style>p{}</style></head><body><nav><a href='/'>Home</a></nav><h1>Convoy</h1>"
        "<p>They <b>left</b> at <i>four</i>.</p>They came<br>back.<blockquote><p>We saw it.</p></blockquote>"
        "<ul><li>one<li>two</ul><script>var x = '<p>no</p>'</script><footer>imprint</footer></body></html>"
    )
    assert units(page) == [
        ("heading", "Convoy"),
        ("paragraph", "They left at four."),
        ("paragraph", "They came\nback."),
        ("quoted", "We saw it."),
        ("paragraph", "one"),
        ("paragraph", "two"),
    ]


def test_an_article_is_told_from_its_page():
    """On a page of some length the article is read, not what stands around it."""
    article = "".join(f"<p>{number}. {SENTENCE * 2}</p>" for number in range(12))
    around = "<ul>" + "".join(f"<li><a href='/{n}'>Other story {n}</a></li>" for n in range(30)) + "</ul>"
    found = units(
        f"<html><body><div class='menu'>{around}</div><article><h1>Convoy</h1>{article}</article>{around}</body></html>"
    )
    assert [text for _, text in found[-12:]] == [f"{n}. {SENTENCE * 2}".strip() for n in range(12)]
    assert not any("Other story" in text for _, text in found)


def test_a_marked_article_on_a_small_page():
    """An article marked as such stands alone, if it is most of the page."""
    assert units(f"<body><div>Tyres, 24 hours.</div><main><p>{SENTENCE}</p></main></body>") == [("paragraph", SENTENCE.strip())]


def test_preformatted_text_keeps_its_lines():
    """A transcript in preformatted text is still one."""
    reading = read_html(b"<body><pre>Q: How many?\n\nDriver: Fifty.\n\nQ: When?</pre></body>", Metadata())
    assert [(p.speaker, reading.text[p.start : p.end]) for p in reading.parts] == [
        ("Q", "How many?"),
        ("Driver", "Fifty."),
        ("Q", "When?"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='og:title' content='Convoy'><meta name='author' content='Ann Lee'>"
        "<meta property='article:published_time' content='2017-11-13T09:00:00Z'>"
        "<meta property='og:site_name' content='The Paper'>",
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Convoy",'
        '"author": [{"name": "Ann Lee"}],'
        '"publisher": {"name": "The Paper"}, "datePublished": "2017-11-13T09:00:00Z"}]}</script>',
    ],
)
def test_what_the_page_says_about_itself(head):
    """Title, author, publisher and date are metadata, from meta elements or linked data."""
    metadata = read_html(f"<html><head>{head}</head><body><p>x</p></body></html>".encode(), Metadata()).metadata
    assert (metadata.title, metadata.source, metadata.publisher, metadata.published) == (
        "Convoy",
        "Ann Lee",
        "The Paper",
        "2017-11-13T09:00:00Z",
    )


def test_what_the_collector_says_comes_first():
    """Metadata given is never overruled by the page."""
    reading = read_html(b"<html><head><title>T</title></head><body>x</body></html>", Metadata(title="Given"))
    assert reading.metadata.title == "Given"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("cp1256", "windows-1256"), ("utf-8", "utf-8"), ("cp1256", "utf-8"), ("cp1256", "no-such"), ("utf-8", "zip")],
)
def test_declared_and_wrongly_declared_encodings(encoding, declared):
    """A declared encoding is used where it is true; where it is not, the bytes decide."""
    text = "غادر السائق المدينة في الساعة الرابعة صباحا"
    page = f"<html><head><meta charset='{declared}'></head><body><p>{text}</p></body></html>".encode(encoding)
    assert text in read_html(page, Metadata()).text


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "We left." + "</div>" * 100_000,
        "<b>" * 100_000 + "We left.",
        "<table><tr><td>" * 30_000 + "We left.",
        "We left." + "<a " * 100_000,
        "We left." + "<script>" * 100_000,
        "We left.<!--" * 20_000,
        "<p>We left." * 3_000,
        "We left." + "<" * 300_000,
    ],
)
def test_hostile_pages(page):
    """No page crashes the reader or keeps it busy, and its words are still found."""
    start = time.monotonic()
    assert "We left." in read_html(f"<html><body>{page}".encode(), Metadata()).text
    assert time.monotonic() - start < 10


def test_no_text():
    """A page that a script would fill has no text, and the failure says so."""
    with pytest.raises(ReadError, match="no text was found on this page"):
        read_html(b"<html><body><div id=app></div><script>run()</script></body></html>", Metadata())
