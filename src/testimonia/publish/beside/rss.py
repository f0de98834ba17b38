"""Corrections as an RSS feed, so that those who have quoted a story learn what was changed in it.

Source: RSS 2.0 specification (RSS Advisory Board); RFC 5322 dates; Atom's ``self`` link as RSS Best Practices advise.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime

from testimonia.model.release import Release
from testimonia.publish.beside.publication import Correction, Publication
from testimonia.publish.escaping import escape

RSS = "corrections.xml"
TITLES = {"en": "{}: corrections", "ar": "{}: تصحيحات"}
ABOUT = {"en": "What was changed in this publication, and why.", "ar": "ما الذي تغير في هذا المنشور ولماذا."}
WHY = {"en": "Why:", "ar": "السبب:"}


def rss_file(_release: Release, publication: Publication) -> Mapping[str, bytes]:
    """The feed, the newest correction first; without corrections it is there and empty, so that readers can subscribe."""
    language = publication.language.split("-")[0]
    newest = sorted(publication.corrections, key=lambda correction: correction.date, reverse=True)
    last = max([publication.date, *(correction.date for correction in newest)])
    own = (
        f'<atom:link href="{escape(publication.address(RSS))}" rel="self" type="application/rss+xml"/>\n'
        if publication.base
        else ""
    )
    title = TITLES.get(language, TITLES["en"]).format(publication.title)
    return {
        RSS: (
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>\n'
            f"<title>{escape(title)}</title>\n<link>{escape(publication.address(''))}</link>\n"
            f"<description>{escape(ABOUT.get(language, ABOUT['en']))}</description>\n"
            f"<language>{escape(publication.language)}</language>\n"
            f"<lastBuildDate>{_date(last)}</lastBuildDate>\n{own}"
            f"{''.join(_item(correction, publication, language) for correction in newest)}</channel></rss>\n"
        ).encode()
    }


def _item(correction: Correction, publication: Publication, language: str) -> str:
    changes = "".join(f"<li>{escape(change)}</li>" for change in correction.changes)
    told = f"<p>{escape(correction.what)}</p>" + (f"<ul>{changes}</ul>" if changes else "")
    told += f"<p>{escape(WHY.get(language, WHY['en']))} {escape(correction.why)}</p>" if correction.why else ""
    name = hashlib.sha256(
        "\0".join((publication.base, correction.date, correction.title, correction.what)).encode()
    ).hexdigest()
    return (
        f"<item>\n<title>{escape(correction.title)}</title>\n<link>{escape(publication.address('corrections.html'))}</link>\n"
        f'<guid isPermaLink="false">urn:sha256:{name}</guid>\n<pubDate>{_date(correction.date)}</pubDate>\n'
        f"<description>{escape(told)}</description>\n</item>\n"
    )


def _date(day: str) -> str:
    return format_datetime(datetime.fromisoformat(day).replace(tzinfo=UTC))
