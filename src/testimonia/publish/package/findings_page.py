"""The findings as one plain page: what is concluded, and the words it rests on, with where to find them in the package."""

from collections.abc import Iterator

from testimonia.model.release import ReleasedAnswer, ReleasedFinding
from testimonia.publish.escaping import escape
from testimonia.publish.package.content import Package, PackagedClaim

_HEAD = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>
body{{font:1rem/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}}
section{{border-top:1px solid;margin-top:2rem}} code{{font-size:.85em;overflow-wrap:anywhere}} li{{margin:.5rem 0}}
</style></head><body><h1 dir="auto">{title}</h1>
<p>The findings, and the words each rests on. Labels in <code>code</code> are ids: the same ones stand in the other files.</p>
"""


def findings_page(package: Package) -> bytes:
    """``findings.html``."""
    release = package.release
    texts = {question.id: question.text for question in release.questions}
    parts = [_HEAD.format(language=escape(release.language or "en"), title=escape(f"Evidence: {package.title}"))]
    page = _Page(package)
    for finding in release.findings:
        parts.append(f'<section><h2 dir="auto">{escape(texts.get(finding.question_id, ""))}</h2>')
        parts += page.finding(finding)
        parts.append("</section>")
    parts.append("<section><h2>What cannot all be true</h2><ul>")
    for one in release.contradictions:
        claims = ", ".join(f"<code>{claim}</code>" for claim in one.claim_ids)
        parts.append(f'<li dir="auto">{escape(one.sentence)} <code>{one.id}</code>: {claims}</li>')
    parts.append("</ul></section></body></html>\n")
    return "\n".join(parts).encode()


class _Page:
    """The look-ups that every finding needs."""

    def __init__(self, package: Package) -> None:
        release = package.release
        self.answers = {answer.id: answer for answer in release.answers}
        self.claims = {claim.id: claim for claim in release.claims}
        self.quotes = {quote.id: quote for quote in release.quotes}
        self.labels = {source.id: source.label for source in release.sources}
        self.in_full = {claim.released_id: claim for claim in package.claims if claim.released_id}

    def finding(self, finding: ReleasedFinding) -> Iterator[str]:
        """What is concluded, why, and each account."""
        figures = [f"{name} {value:g}" for name in ("low", "best", "high") if (value := getattr(finding, name)) is not None]
        whose = "suggested by the computer, taken over by nobody yet" if finding.is_suggestion else "concluded by people"
        words = finding.words or f"{', '.join(figures)} {finding.unit}"
        yield f'<p dir="auto"><strong>{escape(words)}</strong></p>'
        yield f"<p>{escape(finding.standing)}; {whose}. <code>{finding.id}</code></p>"
        if finding.reason:
            yield f'<p dir="auto">{escape(finding.reason)}</p>'
        yield "<ul>"
        for answer_id in finding.answer_ids:
            yield from self.answer(self.answers[answer_id])
        yield "</ul>"

    def answer(self, answer: ReleasedAnswer) -> Iterator[str]:
        """One account: who, in which words, and where they stand."""
        for claim_id in answer.claim_ids:
            quote = self.quotes.get(self.claims[claim_id].quote_id)
            words = f"<q>{escape(quote.words)}</q>" if quote else "(words withheld)"
            label = escape(self.labels.get(answer.source_id, "withheld"))
            yield f'<li dir="auto">{label}: {words} <code>{claim_id}</code>{self._place(self.in_full.get(claim_id))}</li>'

    def _place(self, claim: PackagedClaim | None) -> str:
        if claim is None:
            return " (the original is not in this package)"
        return f" in <code>renditions/{claim.rendition_id}.txt</code>, characters {claim.start} to {claim.end}"
