"""Words of likelihood: one scale in one draft, no confidence level beside a likelihood, and the word that the evidence bears.

Source: Intelligence Community Directive 203 (both rows of words; no mixing of rows, no confidence level and likelihood in one
sentence); PHIA probability yardstick; IPCC guidance note on uncertainties (2010).
Which standing bears which word is our rule, stated in docs/method/checking.md.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from testimonia.check.context import Context
from testimonia.check.verdicts import Verdict, passed, problem, uncompared
from testimonia.model.desk import Check, Pointer, Severity
from testimonia.model.findings import Finding, Standing
from testimonia.model.values import Occurrence
from testimonia.text.packs import read_table

_SLACK = 0.02
_WIDE = "ipcc"
_MOST = {Standing.CONTESTED: 0.8, Standing.UNDETERMINED: 0.55, Standing.SINGLE_SOURCE: 0.95, Standing.CORROBORATED: 1.0}
"""The highest likelihood that a standing bears where no probability was computed (ours)."""
_NEGATED = re.compile(r"\b(?:not|never|hardly|n['’]t)\s+(?:\w+\s+)?$", re.IGNORECASE)
_PER_CENT = r"(?P<low>\d+(?:\.\d+)?)(?: ?(?:to|-|–|and|or) ?(?P<high>\d+(?:\.\d+)?))?(?: ?%| per ?cent\b)"
_ROUGHLY = r"(?:about|around|roughly|some|nearly|almost|just (?:over|under)|between|approximately)?"
_ODDS = r"(?:probability|likelihood|chance|odds|confidence)"
_BEHIND = re.compile(
    rf" ?[,(:–—]? ?(?:or |that is,? |meaning |at |with |which is |i\.e\. )*(?:an? |the )?(?:{_ODDS},? (?:of |is |at )?)?"
    rf"{_ROUGHLY} ?{_PER_CENT}",
    re.IGNORECASE,
)
"""A percentage right behind a word of likelihood: "likely, at about 60 per cent"."""
_AHEAD = re.compile(
    rf"{_PER_CENT}(?: {_ODDS})?[,;:–—]?\)? (?:or |that is,? |and so |so |which (?:is|makes it|means) |making it )"
    r"(?:it is |that it is |it )?$",
    re.IGNORECASE,
)
_NOT_LIKELIHOOD = re.compile(r"\b(?:more|most|less|least|as) $", re.IGNORECASE)


class Term(Struct, frozen=True):
    """A word of likelihood: the scales that have it, and its band on each, 0 to 1."""

    words: str
    bands: tuple[tuple[str, float, float], ...]

    @property
    def scales(self) -> frozenset[str]:
        """The scales that have it."""
        return frozenset(scale for scale, _, _ in self.bands)


class Use(Struct, frozen=True):
    """A term in the draft."""

    term: Term
    start: int
    end: int


@lru_cache(maxsize=1)
def read_scales() -> tuple[dict[str, Term], dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """Terms by words, names of the scales, and patterns for terms and for levels of confidence."""
    table = read_table("en", "desk")["scales"]
    bands: dict[str, list[tuple[str, float, float]]] = {}
    names = {}
    for key, scale in table.items():
        if isinstance(scale, dict):
            names[key] = scale["name"]
            for words, low, high in scale["terms"]:
                bands.setdefault(words, []).append((key, low / 100, high / 100))
    terms = {words: Term(words, tuple(found)) for words, found in bands.items()}
    ordered = "|".join(re.escape(words) for words in sorted(terms, key=len, reverse=True))
    confidence = "|".join(re.escape(words) for words in table["confidence"])
    return terms, names, re.compile(rf"\b(?:{ordered})\b", re.IGNORECASE), re.compile(rf"\b(?:{confidence})\b", re.IGNORECASE)


def check_estimative(context: Context) -> Iterable[Verdict]:
    """Every word of likelihood in the draft's own voice."""
    uses = list(_find_uses(context))
    yield from _check_scale(uses)
    yield from _check_confidence(context, uses)
    scales = _scales_of(uses)
    for use in uses:
        wrong = _check_per_cent(context, use, scales)
        yield from [wrong] if wrong is not None else _check_band(context, use, scales)


def _scales_of(uses: Sequence[Use]) -> frozenset[str]:
    """The scales whose bands count. The IPCC's only where a draft uses a word that is the IPCC's alone.

    Why: its bands run to 100 %, so that "likely" would bear nearly anything.
    """
    names = frozenset(read_scales()[1])
    return names if any(use.term.scales == {_WIDE} for use in uses) else names - {_WIDE}


def _bands_of(term: Term, scales: frozenset[str]) -> tuple[float, float]:
    """The lowest and the highest that a term stands for on some scales; on all where none of those has it."""
    bands = [band for band in term.bands if band[0] in scales] or term.bands
    return min(band[1] for band in bands), max(band[2] for band in bands)


def _check_per_cent(context: Context, use: Use, scales: frozenset[str]) -> Verdict | None:
    """A problem where the percentage beside a word lies outside the word's band; None where none does."""
    prose, sentence = context.draft.contents.prose, context.draft.sentence_at(use.start)
    if sentence is None:
        return None
    match = _BEHIND.match(" ".join(prose[use.end : sentence.end].split("\n")))
    match = match or _AHEAD.search(" ".join(prose[sentence.start : use.start].split("\n")))
    if match is None:
        return None
    low, high = _bands_of(use.term, scales)
    first = float(match["low"]) / 100
    last = float(match["high"]) / 100 if match["high"] else first
    if last >= low - _SLACK and first <= high + _SLACK:
        return None
    shown = f"{first:.0%}" if first == last else f"{first:.0%} to {last:.0%}"
    reason = f"“{use.term.words}” stands for {low:.0%} to {high:.0%}, and {shown} beside it does not fit"
    return problem(Check.ESTIMATIVE, (use.start, use.end, use.term.words), reason)


def _find_uses(context: Context) -> Iterable[Use]:
    terms, _, pattern, _ = read_scales()
    prose = context.draft.contents.prose
    for match in pattern.finditer(prose):
        words = " ".join(match[0].casefold().split())
        is_remote = words == "remote" and not re.match(r"\s+(?:possibility|prospect|odds|that)\b", prose[match.end() :])
        if is_remote or _NOT_LIKELIHOOD.search(prose[max(0, match.start() - 8) : match.start()]):
            continue
        sentence = context.draft.sentence_at(match.start())
        is_others = sentence is not None and bool(context.voices.of_sentence(sentence).source_ids)
        if not is_others and not context.draft.is_quoted(match.start(), match.end()):
            yield Use(terms[words], match.start(), match.end())


def _check_scale(uses: Sequence[Use]) -> Iterable[Verdict]:
    """The first terms settle the scale; the first that none of the scales left knows breaks it."""
    _, names, _, _ = read_scales()
    open_scales: frozenset[str] = frozenset(names)
    before: list[Use] = []
    for use in uses:
        place = use.start, use.end, use.term.words
        if not before:
            open_scales = use.term.scales
        elif use.term.scales & open_scales:
            open_scales &= use.term.scales
        else:
            mine, theirs = (" or ".join(names[one] for one in sorted(scales)) for scales in (use.term.scales, open_scales))
            reason = f"“{use.term.words}” is of {mine}, and “{before[-1].term.words}” before it of {theirs}: use one scale"
            yield problem(Check.ESTIMATIVE, place, reason, severity=Severity.WARNING)
            continue
        before.append(use)
        yield passed(Check.ESTIMATIVE, place, "a term of " + " or ".join(names[one] for one in sorted(use.term.scales)))


def _check_confidence(context: Context, uses: Sequence[Use]) -> Iterable[Verdict]:
    _, _, _, pattern = read_scales()
    for match in pattern.finditer(context.draft.contents.prose):
        sentence = context.draft.sentence_at(match.start())
        beside = next((use for use in uses if sentence and sentence.start <= use.start < sentence.end), None)
        if beside is not None:
            reason = f"a level of confidence and a likelihood (“{beside.term.words}”) in one sentence: say them apart"
            place = match.start(), match.end(), " ".join(match[0].split())
            yield problem(Check.ESTIMATIVE, place, reason, severity=Severity.WARNING)


def _check_band(context: Context, use: Use, scales: frozenset[str]) -> Iterable[Verdict]:
    """Whether the finding that the sentence speaks of bears the word."""
    place = use.start, use.end, use.term.words
    low, high = _bands_of(use.term, scales)
    if _NEGATED.search(context.draft.contents.prose[max(0, use.start - 16) : use.start]):
        low, high = 1 - high, 1 - low
    for finding, probability, is_for in _findings_of(context, use):
        if probability is not None:
            value = probability if is_for else 1 - probability
            if not low - _SLACK <= value <= high + _SLACK:
                computed = f"the computed probability on {finding.question_id} is {value:.0%}"
                reason = f"{computed}; the word stands for {low:.0%} to {high:.0%}"
                yield problem(Check.ESTIMATIVE, place, reason, nearest=[Pointer("finding", finding.words)])
                return
        elif (low if low >= 0.5 else 1 - high) >= _MOST[finding.standing] - _SLACK:
            reason = f"the finding on {finding.question_id} is {finding.standing}, which does not bear “{use.term.words}”"
            yield problem(Check.ESTIMATIVE, place, reason, nearest=[Pointer("finding", finding.words)])
            return
        yield passed(Check.ESTIMATIVE, place, f"the finding on {finding.question_id} bears it")
        return
    yield uncompared(Check.ESTIMATIVE, place, "no finding speaks of what is called likely here")


def _findings_of(context: Context, use: Use) -> Iterable[tuple[Finding, float | None, bool]]:
    """Findings that the term's sentence speaks to, the computed probability, and whether it says that it happened."""
    sentence = context.draft.sentence_at(use.start)
    for claim in (*context.draft.contents.told, *context.draft.contents.claims):
        if sentence is None or not sentence.start <= claim.span.start < sentence.end:
            continue
        for question_id in context.draft.questions_of(claim):
            if not context.tells_asked(claim, question_id):
                continue
            finding, estimate = context.case.findings.get(question_id), context.case.estimates.get(question_id)
            if finding is not None:
                is_for = not isinstance(claim.value, Occurrence) or claim.value.happened
                probability = estimate.probability if estimate and isinstance(claim.value, Occurrence) else None
                yield finding, probability, is_for
