"""One permalink page for each finding and each reviewed claim: the verdict, the scale, and the whole chain of evidence.

Why a page each: a review must have one address of its own, and two on one page make both unreadable to those who gather them.
The page needs no script and fetches nothing.
"""

import json
from collections.abc import Iterable, Mapping, Sequence

from testimonia.model.release import Release
from testimonia.model.values import Amount, Money, Value
from testimonia.publish.beside.chains import Account, Chains
from testimonia.publish.beside.claim_reviews import STANDINGS, WORDS, Review, make_reviews, to_json_ld
from testimonia.publish.beside.claim_words import STANCES, TEXTS
from testimonia.publish.beside.publication import Publication
from testimonia.publish.escaping import escape
from testimonia.publish.page_parts import policy_hash, read_part
from testimonia.publish.timeline_page import RIGHT_TO_LEFT


def claim_pages(release: Release, publication: Publication) -> Mapping[str, bytes]:
    """The pages; links between them lead from each to the others on its question."""
    chains = Chains(release)
    reviews = list(make_reviews(chains, publication))
    by_finding: dict[str, list[Review]] = {}
    for review in reviews:
        by_finding.setdefault(review.finding.id, []).append(review)
    return {
        review.path: _Page(review, by_finding[review.finding.id], chains, publication).render().encode() for review in reviews
    }


class _Page:
    def __init__(self, review: Review, siblings: Sequence[Review], chains: Chains, publication: Publication) -> None:
        self.review, self.siblings, self.chains, self.publication = review, siblings, chains, publication
        self.language = publication.language.split("-")[0].lower() or "en"
        self.say = TEXTS.get(self.language, TEXTS["en"])
        self.stances = STANCES.get(self.language, STANCES["en"])
        self.standings = WORDS.get(self.language, WORDS["en"])["standing"]
        question = chains.questions.get(review.finding.question_id)
        self.question = question.text if question else ""

    def render(self) -> str:
        style, review, say = read_part("claim.css"), self.review, self.say
        direction = "rtl" if self.language in RIGHT_TO_LEFT else "ltr"
        policy = f"default-src 'none'; style-src {policy_hash(style)}; base-uri 'none'; form-action 'none'"
        link = (
            f'<link rel="canonical" href="{escape(self.publication.address(review.path))}">\n' if self.publication.base else ""
        )
        story = escape(self.publication.address("", seen_from=review.path))
        return (
            f'<!doctype html>\n<html lang="{escape(self.publication.language)}" dir="{direction}">\n<head>\n'
            '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
            f"<title>{escape(review.claimed or self.question)} · {escape(self.publication.title)}</title>\n{link}"
            f"<style>{style}</style>\n{self._json_ld()}</head>\n<body>\n"
            f'<header><p><a href="{story}">{say["story"]}: <bdi>{escape(self.publication.title)}</bdi></a></p>\n'
            f"<h1>{self._heading()}</h1></header>\n<main>\n{self._verdict()}{self._finding()}{self._accounts()}"
            f"{self._sentences()}{self._others()}</main>\n<footer><p>{self._imprint()}</p></footer>\n</body>\n</html>\n"
        )

    def _json_ld(self) -> str:
        if not self.review.verdict:
            return ""
        told = json.dumps(to_json_ld(self.review, self.chains, self.publication), ensure_ascii=False, indent=1)
        safe = told.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")  # nothing said may end the element
        return f'<script type="application/ld+json">\n{safe}\n</script>\n'

    def _heading(self) -> str:
        return (
            f"<q><bdi>{escape(self.review.claimed)}</bdi></q>"
            if self.review.is_of_claim
            else f"<bdi>{escape(self.question)}</bdi>"
        )

    def _verdict(self) -> str:
        review, say = self.review, self.say
        if not review.verdict:
            return f'<p class="computed">{say["computed"]}</p>\n'
        return (
            f'<section class="verdict" aria-labelledby="verdict"><h2 id="verdict">{say["verdict"]}</h2>\n'
            f"<p><strong><bdi>{escape(review.verdict)}</bdi></strong> <bdi>({review.rating}/{review.best})</bdi></p>\n"
            f"<p><small>{say['scale']}: {escape(review.scale)}</small></p></section>\n"
        )

    def _finding(self) -> str:
        finding, say = self.review.finding, self.say
        standing = self.standings[STANDINGS.index(finding.standing)]
        fields = [
            (say["question"], self.question),
            (say["finding"], finding.words),
            (say["standing"], standing),
            (say["why"], finding.reason),
            (say["grades"], "; ".join(f"{grade.value}: {grade.words}" for grade in finding.grades)),
        ]
        shown = "".join(f"<dt>{name}</dt><dd><bdi>{escape(value)}</bdi></dd>\n" for name, value in fields if value)
        return f'<section aria-labelledby="found"><h2 id="found">{say["finding"]}</h2>\n<dl>\n{shown}</dl></section>\n'

    def _accounts(self) -> str:
        rows = "".join(self._account(account) for account in self.chains.accounts(self.review.finding))
        heading = f'<h2 id="accounts">{self.say["accounts"]}</h2>'
        return f'<section aria-labelledby="accounts">{heading}\n<ul class="accounts">\n{rows}</ul></section>\n'

    def _account(self, account: Account) -> str:
        say, source, claim, quote = self.say, account.source, account.claim, account.quote
        about = " · ".join(filter(None, (source.descriptor, source.age)))
        mark = f' <span class="mark">{say["protected"]}</span>' if source.is_protected and source.is_name else ""
        reviewed = ' class="reviewed"' if self.review.is_of_claim and claim in self.review.claims else ""
        words = (
            f'<blockquote dir="auto">{escape(quote.words)}</blockquote>'
            if quote
            else f"<p>{' '.join(filter(None, (escape(self._figures(claim.value)), say['withheld'])))}</p>"
        )
        is_seen = quote.is_first_hand if quote else claim.is_first_hand
        how = say["unknown"] if is_seen is None else say["first" if is_seen else "relayed"]
        via = (
            " " + say["from"].format(f"<bdi>{escape(' → '.join(quote.relayed_from))}</bdi>")
            if quote and quote.relayed_from
            else ""
        )
        stance = self.stances.get(claim.stance, str(claim.stance))
        date = f"<time>{escape(claim.said_on)}</time>" if claim.said_on else say["undated"]
        return (
            f'<li{reviewed} id="{escape(claim.id)}"><h3><bdi>{escape(source.label)}</bdi>{mark} {stance}</h3>'
            f"{f'<p><bdi>{escape(about)}</bdi></p>' if about else ''}{words}\n"
            f'<p class="how">{date} · {how}{via} · {say["counts" if account.counts else "earlier"]}'
            f"{self._item(account)}</p></li>\n"
        )

    def _figures(self, value: Value) -> str:
        """What is shown where the words are withheld: those of the value, or its figures."""
        if value.words or not isinstance(value, (Amount, Money)):
            return value.words
        low, high = (f"{end:,.10g}" if end is not None else "…" for end in (value.low, value.high))
        figure = low if low == high else self.say["range"].format(low, high)
        return f"{figure} {value.unit}".strip() if (value.low, value.high) != (None, None) else ""

    def _item(self, account: Account) -> str:
        item = account.item
        if item is None:
            return ""
        name = f"<bdi>{escape(item.title or item.kind)}</bdi>"
        shown = f'<a href="{escape(item.url)}" rel="noreferrer noopener">{name}</a>' if is_web(item.url) else name
        return f" · {self.say['in']} {shown}{f' (<bdi>{escape(item.publisher)}</bdi>)' if item.publisher else ''}"

    def _sentences(self) -> str:
        question, release = self.review.finding.question_id, self.chains.release
        against = [
            c.sentence + ("" if not c.arithmetic else " " + "; ".join(c.arithmetic))
            for c in release.contradictions
            if question in c.question_ids
        ]
        agree = [c.reason for c in release.corroborations if c.question_id == question]
        return self._list("contradictions", against) + self._list("corroborations", agree)

    def _list(self, name: str, sentences: Iterable[str]) -> str:
        shown = "".join(f"<li><bdi>{escape(sentence)}</bdi></li>\n" for sentence in sentences)
        return (
            f'<section aria-labelledby="{name}"><h2 id="{name}">{self.say[name]}</h2>\n<ul>\n{shown}</ul></section>\n'
            if shown
            else ""
        )

    def _others(self) -> str:
        others = [review for review in self.siblings if review is not self.review]
        links = "".join(
            f'<li><a href="{escape(review.path.rpartition("/")[2])}"><bdi>{escape(review.claimed)}</bdi></a></li>\n'
            for review in others
        )
        return (
            f'<nav aria-labelledby="others"><h2 id="others">{self.say["reviews"]}</h2>\n<ul>\n{links}</ul></nav>\n'
            if links
            else ""
        )

    def _imprint(self) -> str:
        publisher = f" · <bdi>{escape(self.publication.publisher)}</bdi>" if self.publication.publisher else ""
        return f"{self.say['published']} <time>{escape(self.publication.date)}</time>{publisher}"


def is_web(url: str) -> bool:
    """Whether an address may be a link: a script in it could run."""
    return url.startswith(("https://", "http://"))
