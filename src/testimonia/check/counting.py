"""What in a draft is a figure that somebody could have given, and what a verdict on one is worth.

"One of them", "the two smugglers", "until three", "three days before": these count nothing, point at a group, or stand for a
time. A problem is withdrawn where the draft worked the figure out itself, or hedges it by other words than a number's.
"""

import re

from testimonia.check.beside import is_converted, is_listed
from testimonia.check.context import Context, spot
from testimonia.check.elsewhere import is_elsewhere, is_past
from testimonia.check.figures import PHYSICAL, spoken_figure
from testimonia.check.reckoning import is_interval, is_reckoning, is_restated, is_share, is_supposed, is_worked_out, wrong_sum
from testimonia.check.verdicts import Verdict, passed, problem, uncompared
from testimonia.model.desk import Check, Problem, Severity
from testimonia.model.testimony import Claim
from testimonia.model.values import Amount, Hedge, Quantity

_BARE_ONE = re.compile(
    r"^(?:a|an|one|another|the other|each|both|half|some|many|several|few|most|all|any|every)\b", re.IGNORECASE
)


_SHARE = re.compile(r"\bone in (?:\w+)$|^(?:hardly|scarcely|barely|about|roughly|nearly)? ?one in\b", re.IGNORECASE)


_DEFINITE = re.compile(
    r"\b(?:the|these|those|both|his|her|their|our|its|my|(?:one|two|three|four"
    r"|five|some|most|many|any|all|none|each|half|several|few|\d+) of)\s+$",
    re.IGNORECASE,
)


_POINTED = re.compile(r"\b(?:the|these|those|of)\s+$", re.IGNORECASE)


_HOUR_BEFORE = re.compile(
    r"\b(?:at|until|till|by|before|after|since|past)\s+(?:about |around |almost |nearly |just )*$", re.IGNORECASE
)


_HOUR_AFTER = re.compile(
    r"^\s*(?:[.,;:!?—–)”]|in the\b|the next\b|that\b|they\b|he\b|she\b"
    r"|we\b|it\b|there\b|nobody\b|on \w+day\b|and\b|or\b|when\b|$)",
    re.IGNORECASE,
)


_ESTIMATING = re.compile(
    r"\b(?:guess\w*|estimat\w*|reckon\w*|judge[sd]?|suppose[sd]?"
    r"|thinks?|thought|believe[sd]?|puts?\b[^.;]*\bat|in the region of|not far from|something like)\b",
    re.IGNORECASE,
)


_ESTIMATED = re.compile(
    r"^,?\s*(?:roughly|approximately|or so|more or less|or thereabouts"
    r"|give or take|up|upwards|and up|or more|(?:he|she|they) (?:guess|reckon|think|estimate)s?"
    r"|about|around|at (?:the )?(?:very )?(?:least|most)|(?:by|on"
    r"|in) (?:his|her|their) (?:own )?(?:guess|estimate|reckoning))\b",
    re.IGNORECASE,
)


_UTMOST = re.compile(
    r"\b(?:longest|highest|largest|biggest|maximum|peak|at worst|lowest|smallest|shortest|minimum|at best)\b", re.IGNORECASE
)


_EXACTLY = re.compile(r"\b(?:exactly|precisely|no more and no less)\b", re.IGNORECASE)


_YEAR = re.compile(r"^(?:1[5-9]|20)\d\d$")


def not_counted(context: Context, claim: Claim, value: Quantity) -> str | None:
    """Why a figure is none that somebody could have given; None where it may be."""
    if is_supposed(context, claim):
        return "it is asked or supposed, and not told"
    if is_interval(context, claim):
        return "it lies between two times"
    voice = context.voice(claim)
    if not voice.source_ids and (reason := is_elsewhere(context, claim)):
        return reason
    if not voice.is_said and (reason := is_past(context, claim)):
        return reason
    if is_share(value) and not any(is_share(one.record.claim.value) for one in context.kin(claim)):  # type: ignore[arg-type]
        return "a part or a multiple of another figure"
    return None


def weigh(context: Context, claim: Claim, value: Quantity, verdict: Verdict) -> Verdict:
    """A verdict as it stands, unless the draft worked the figure out itself, or hedges it by other words than a number's."""
    if not isinstance(verdict, Problem):
        return verdict
    if wrong := wrong_sum(context, claim, value):
        return problem(Check.NUMBER, spot(claim), f"{wrong} do not add up to this", nearest=verdict.nearest)
    if is_listed(context, claim, value):
        return passed(Check.NUMBER, spot(claim), "as many as are listed behind it")
    if is_converted(context, claim, value):
        return problem(
            Check.NUMBER,
            spot(claim),
            "another currency than the case's: the conversion is the draft's own",
            nearest=verdict.nearest,
            severity=Severity.NOTE,
        )
    if is_restated(context, claim, value):
        return passed(Check.NUMBER, spot(claim), "the figure beside it in other units")
    if is_worked_out(context, claim, value):
        return passed(Check.NUMBER, spot(claim), "follows from the figures beside it")
    if is_reckoning(context, claim):
        return uncompared(Check.NUMBER, spot(claim), "worked out, from what the desk does not see")
    sentence = context.sentence(claim)
    is_hedge = verdict.severity is Severity.WARNING and verdict.reason.endswith("”")
    if is_hedge and ((sentence is not None and sentence.is_heading) or _is_hedged_beside(context, claim)):
        return passed(Check.NUMBER, spot(claim), "hedged by other words, or in a headline")
    return verdict


def _is_hedged_beside(context: Context, claim: Claim) -> bool:
    """Whether words around a figure say that it is an estimate: "guesses that", "600, roughly"."""
    sentence, prose = context.sentence(claim), context.draft.contents.prose
    if sentence is None or _EXACTLY.search(prose[max(sentence.start, claim.span.start - 16) : claim.span.end]):
        return False
    if re.search(r"\band (?:over|more|above|under)$", claim.span.exact) and re.match(
        r"\s+\d", prose[claim.span.end : claim.span.end + 3]
    ):
        return True  # "13 buses and over 100 cars": the hedge is the next figure's
    before, after = (
        prose[max(sentence.start, claim.span.start - 60) : claim.span.start],
        prose[claim.span.end : sentence.end][:40],
    )
    if _UTMOST.search(prose[sentence.start : claim.span.start]):
        return True  # "the longest wait was 30 weeks"
    return _ESTIMATING.search(before) is not None or _ESTIMATED.match(after) is not None


def is_no_figure(value: Quantity) -> bool:
    """Whether a value counts nothing that could be wrong: "one", "some", "many", a bare year."""
    words = value.words.strip()
    if value.hedge is Hedge.VAGUE and not re.search(r"\d|dozen|score|hundred|thousand|million", words, re.IGNORECASE):
        return True
    if isinstance(value, Amount):
        if _SHARE.search(words):
            return True
        return (
            bool(_BARE_ONE.match(words) and not re.search(r"\d|dozen|score|hundred|thousand|million", words, re.IGNORECASE))
            or bool(_YEAR.match(words))
            or (value.low == value.high == 0)
        )
    return value.best is None and value.low is None and value.high is None


def is_known_group(context: Context, claim: Claim, value: Quantity) -> bool:
    """ "The two smugglers", "two of three": a small number that only points at a group named elsewhere."""
    before = context.draft.contents.prose[max(0, claim.span.start - 12) : claim.span.start]
    if (
        _POINTED.search(before)
        and not is_physical(value)
        and any(
            one.span.end <= claim.span.start
            and isinstance(one.value, Amount)
            and spoken_figure(one.value) == spoken_figure(value)
            for one in context.draft.contents.claims
        )
    ):
        return True  # "At least 31 of the 37": they were named before
    is_small = (
        isinstance(value, Amount)
        and not is_physical(value)
        and value.hedge is Hedge.EXACT
        and value.best is not None
        and value.best <= 10
    )
    return bool(is_small and _DEFINITE.search(before) and not context.draft.questions_of(claim))


def is_hour(context: Context, claim: Claim, value: Quantity) -> bool:
    """ "Until three", "at about four, ...": a bare figure up to twelve where an hour stands."""
    if not isinstance(value, Amount) or value.unit or value.best is None or not 1 <= value.best <= 12:
        return False
    prose, words = context.draft.contents.prose, re.search(r"\w+$", claim.span.exact)
    start = claim.span.start + (words.start() if words else 0)
    line = prose[max(0, start - 40) : start]
    return bool(_HOUR_BEFORE.search(line) and _HOUR_AFTER.match(prose[claim.span.end : claim.span.end + 12]))


def is_physical(value: Quantity) -> bool:
    """Whether a figure is a measure and no count."""
    return isinstance(value, Amount) and value.unit in PHYSICAL
