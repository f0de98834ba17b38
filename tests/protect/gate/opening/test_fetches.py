"""What a reader's program fetches by itself, and what it does not."""

import pytest

from testimonia.protect.gate.opening.walk import open_blob
from testimonia.protect.gate.pieces import Blob, Request

FETCHED = {
    "picture": ("a.html", '<img src="https://a.org/x.png">', ["https://a.org/x.png"]),
    "without a scheme": ("a.html", "<script src=//a.org/x.js></script>", ["//a.org/x.js"]),
    "entities": ("a.html", '<img src="&#104;ttps://a.org/x">', ["https://a.org/x"]),
    "capitals and blanks": ("a.html", "<IMG SRC = ' HTTPS://a.org/x'>", ["HTTPS://a.org/x"]),
    "several sizes": ("a.html", '<img srcset="https://a.org/1 1x, //a.org/2 2x">', ["https://a.org/1", "//a.org/2"]),
    "poster and track": ("a.html", '<video poster="//a.org/p"><track src="//a.org/t"></video>', ["//a.org/p", "//a.org/t"]),
    "style sheet": ("a.html", '<link href="//a.org/s" rel="stylesheet">', ["//a.org/s"]),
    "name looked up": ("a.html", '<link rel="dns-prefetch" href="//a.org">', ["//a.org"]),
    "frame in a frame": ("a.html", '<iframe srcdoc="&lt;img src=//a.org/i&gt;"></iframe>', ["//a.org/i"]),
    "refresh": ("a.html", '<meta http-equiv="refresh" content="0; url=https://a.org/r">', ["https://a.org/r"]),
    "base": ("a.html", '<base href="https://a.org/">', ["https://a.org/"]),
    "ping": ("a.html", '<a href="b.html" ping="https://a.org/p">b</a>', ["https://a.org/p"]),
    "style attribute": ("a.html", "<p style=\"background: url('//a.org/b')\">", ["//a.org/b"]),
    "handler": ("a.html", "<body onload=\"fetch('//a.org/f')\">", ["//a.org/f"]),
    "script": ("a.html", "<script>navigator.sendBeacon('https://a.org/b')</script>", ["https://a.org/b"]),
    "written in": ("a.html", "<script>x.innerHTML='<img src=\"//a.org/w\">'</script>", ["//a.org/w"]),
    "font": ("a.css", "@font-face{src:url(//a.org/f.woff2)}", ["//a.org/f.woff2"]),
    "import": ("a.css", '@import "https://a.org/s.css";', ["https://a.org/s.css"]),
    "escaped in CSS": ("a.css", "p{background:u\\72l(//a.org/c)}", ["//a.org/c"]),
    "module": ("a.js", 'import d from "https://a.org/d.js"', ["https://a.org/d.js"]),
    "socket": ("a.js", "new WebSocket(`wss://a.org/s`)", ["wss://a.org/s"]),
    "map": ("a.js", 'L.tileLayer("https://{s}.a.org/{z}/{x}/{y}")', ["https://{s}.a.org/{z}/{x}/{y}"]),
    "source set": ("a.js", 'i.src = "//a.org/i"', ["//a.org/i"]),
    "drawing": ("a.svg", '<svg><image xlink:href="//a.org/i"/><use href="//a.org/u#x"/></svg>', ["//a.org/i", "//a.org/u#x"]),
    "style of XML": ("a.xml", '<?xml-stylesheet href="//a.org/s"?><r/>', ["//a.org/s"]),
    "document type": ("a.xml", '<!DOCTYPE r SYSTEM "https://a.org/r.dtd"><r/>', ["https://a.org/r.dtd"]),
    "Markdown": ("a.md", "![map](https://a.org/m.png)", ["https://a.org/m.png"]),
}
NOT_FETCHED = {
    "link": ("a.html", '<a href="https://a.org/">a</a>'),
    "own file": ("a.html", '<img src="x.png"><script src="./y.js"></script>'),
    "data": ("a.html", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'),
    "name space": ("a.svg", '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"/>'),
    "known type": (
        "a.svg",
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg/>',
    ),
    "vocabulary": (
        "a.html",
        '<script type="application/ld+json">{"@context": "https://schema.org", "url": "https://a.org"}</script>',
    ),
    "canonical": ("a.html", '<link rel="canonical" href="https://a.org/">'),
    "form": ("a.html", '<form action="https://a.org/"></form>'),
    "comment": ("a.html", '<!-- <img src="https://a.org/x"> -->'),
    "template": ("a.html", '<template><img src="https://a.org/x"></template>'),
    "plain text": ("a.txt", 'write <img src="https://a.org/x"> to load it'),
    "words": ("a.html", "<p>see https://a.org or url(https://a.org)</p>"),
    "link of Markdown": ("a.md", "[map](https://a.org/m)"),
    "string of a script": ("a.js", 'const link = "https://a.org/";'),
    "data file": ("a.json", '{"src": "https://a.org/x"}'),
}


def fetched(name, text):
    return [found.address for found in open_blob(Blob(text.encode(), name)) if isinstance(found, Request)]


@pytest.mark.parametrize("case", FETCHED)
def test_fetched_by_itself(case):
    """Each is one request, with the address as the page means it."""
    name, text, expected = FETCHED[case]
    assert fetched(name, text) == expected


@pytest.mark.parametrize("case", NOT_FETCHED)
def test_not_fetched(case):
    """What a reader must ask for, what is part of the publication, and what is only a name, is no request."""
    assert fetched(*NOT_FETCHED[case]) == []


def test_place_of_a_request():
    """The element, the attribute and the line."""
    found = list(open_blob(Blob(b'<p>\n\n<img alt="" src="//a.org/x">', "a.html")))
    assert Request("//a.org/x", "attribute src of <img>, line 3") in found


def test_pages_in_mail_and_archives_fetch_too():
    """A page sent as mail is opened as a page."""
    mail = b'From: a@b.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/html\n\n<img src="https://a.org/pixel">\n'
    places = [found.place for found in open_blob(Blob(mail, "a")) if isinstance(found, Request)]
    assert places == ["body > attribute src of <img>, line 1"]
