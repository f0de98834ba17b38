"""What a web page says about itself.

Source: Open Graph protocol, schema.org Article (as JSON-LD), Dublin Core and HTML's own metadata names.
"""

import json
from typing import Any

from testimonia.ingest.dates import DateError, to_iso_date
from testimonia.model.material import Metadata


def page_metadata(source: str) -> Metadata:
    """What a page says about itself: title, author, date of publication, publisher, address.

    Its ``lang`` is left out: templates say ``en`` on pages in every language, the words themselves tell better.

    >>> page_metadata("<title>Convoy</title><meta name=author content='Ann Lee'>").source
    'Ann Lee'
    """
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(source)
    tags: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        name = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop") or ""
        tags.setdefault(name.lower(), " ".join((node.attributes.get("content") or "").split()))
    linked = _linked_data(tree)
    title = tree.css_first("title")
    canonical = tree.css_first("link[rel=canonical]")
    time = tree.css_first("article time[datetime]") or tree.css_first("time[datetime]")
    published = _first(
        tags, "article:published_time", "datepublished", "date", "dc.date", "dcterms.date", "dc.date.issued", "pubdate"
    )
    author = _first(tags, "author", "article:author", "dc.creator", "byl", "parsely-author") or linked.get("author", "")
    return Metadata(
        title=_first(tags, "og:title", "dc.title") or linked.get("headline", "") or (_line(title.text()) if title else ""),
        source="" if author.startswith(("http:", "https:")) else author,
        publisher=_first(tags, "og:site_name", "dc.publisher") or linked.get("publisher", ""),
        published=_date(published)
        or _date(linked.get("datePublished", ""))
        or _date((time.attributes.get("datetime") or "") if time else ""),
        url=((canonical.attributes.get("href") or "") if canonical else "") or _first(tags, "og:url"),
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _first(tags: dict[str, str], *names: str) -> str:
    return next((tags[name] for name in names if tags.get(name)), "")


def _date(words: str) -> str:
    try:
        return to_iso_date(words) if words else ""
    except DateError:
        return ""


def _linked_data(tree: Any) -> dict[str, str]:
    """Headline, author, publisher and date from the page's JSON-LD, as far as it is well formed."""
    found: dict[str, str] = {}
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(node.text())
        except (ValueError, RecursionError):
            continue
        entries = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, dict):
                for key in ("headline", "author", "publisher", "datePublished"):
                    found.setdefault(key, _name(entry.get(key)))
    return {key: value for key, value in found.items() if value}


def _name(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(name for name in map(_name, value[:5]) if name)
    if isinstance(value, dict):
        return _name(value.get("name"))
    return _line(value) if isinstance(value, str) else ""
