"""Tolls: the lowest and the highest number of people killed, and injured, that the accounts of an incident support.

Why beside the estimate: an estimate says where the truth lies, nine times in ten; who keeps a record of harm also wants the range
that was reported. Mentions are added up inside one account first (parts never twice, names once, a sum of "a man and his two
daughters"), then accounts are compared: where they differ, they give the ends of the range.

Source: lowest and highest reliable estimate as UCDP codes low and high (UCDP GED codebook). A plural that nobody counted stands for
two, the least it can mean; "dozens" for one to two dozen: both as records of civilian harm are coded.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from testimonia.model.findings import Toll
from testimonia.model.material import Metadata
from testimonia.model.testimony import FACTUAL, Claim, Polarity, Statement
from testimonia.model.values import Amount, Hedge
from testimonia.reconcile.answers import find_words
from testimonia.text.arabic import fold_word

HARMS = ("kill", "injure")
_UNCOUNTED = 2.0
_SINGLE = frozenset({"one", "this", "name"})
_NAME = re.compile(r"[^\W\d_]+")


class Mention(Struct, frozen=True):
    """One claim about people harmed, as the sums need it."""

    claim_id: str
    start: int
    harm: str
    share: str
    low: float
    high: float | None
    hedge: Hedge
    noun: str
    words: str
    statement_id: str
    sentence: str


class Account(Struct):
    """The mentions of one rendition, in text order."""

    rendition_id: str
    mentions: list[Mention] = []
    published: str = ""


class Candidate(Struct, frozen=True):
    """One figure for a toll, and how much speaks for it."""

    low: float
    high: float
    weight: float
    account: int
    claim_ids: tuple[str, ...]


def read_tolls(testimony: Iterable[tuple[Claim, Statement]], metadata_of: Callable[[str], Metadata]) -> tuple[Toll, ...]:
    """The tolls of all accounts together, taken as accounts of one incident.

    Args:
        testimony: claims with their statements, in any order.
        metadata_of: metadata of the item behind a rendition id: when it was published.
    """
    accounts: dict[str, Account] = {}
    for claim, statement in testimony:
        mention = read_mention(claim, statement)
        if mention is not None:
            accounts.setdefault(claim.rendition_id, Account(claim.rendition_id, [])).mentions.append(mention)
    for account in accounts.values():
        account.mentions.sort(key=lambda m: (m.start, m.claim_id))
        metadata = metadata_of(account.rendition_id)
        account.published = metadata.date or metadata.published
    ordered = sorted(accounts.values(), key=lambda a: (a.published, a.rendition_id))
    return find_tolls(ordered)


def read_mention(claim: Claim, statement: Statement) -> Mention | None:
    """A claim that speaks of people harmed; None for every other."""
    value = claim.value
    if not claim.about.harm or not isinstance(value, Amount) or claim.stance not in FACTUAL:
        return None
    if claim.polarity is Polarity.NEGATED:
        return None
    low = value.best if value.hedge is Hedge.ABOUT and value.best is not None else value.low or 0.0
    return Mention(
        claim.id, claim.span.start, claim.about.harm, claim.about.share, low, value.high, value.hedge, claim.about.noun,
        claim.span.exact, statement.id, find_words(claim, statement),
    )  # fmt: skip


def find_tolls(accounts: Sequence[Account]) -> tuple[Toll, ...]:
    """The toll of each kind of harm that an account speaks of."""
    relevance = measure_relevance(accounts)
    found = []
    for harm in HARMS:
        candidates = [c for n, account in enumerate(accounts) for c in read_account(n, account, harm, relevance)]
        if candidates:
            found.append(combine(harm, candidates))
    return tuple(found)


def measure_relevance(accounts: Sequence[Account]) -> dict[str, float]:
    """How much each statement speaks of what the accounts have in common, 0 to 1: names of places and people, the day.

    A page carries other news beside its own; accounts of one incident meet in the words that few other statements have.
    """
    words: dict[str, frozenset[str]] = {}
    held: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for account in accounts:
        own: set[str] = set()
        for mention in account.mentions:
            if mention.statement_id not in words:
                words[mention.statement_id] = _content(mention.sentence)
                shown.update(words[mention.statement_id])
            own |= words[mention.statement_id]
        held.update(own)
    if len(accounts) < 2:
        return dict.fromkeys(words, 1.0)
    weight = {
        word: count / len(accounts) * math.log(1 + len(words) / shown[word]) for word, count in held.items() if count > 1
    }
    score = {name: sum(weight.get(word, 0.0) for word in found) / math.sqrt(8 + len(found)) for name, found in words.items()}
    best = max(score.values(), default=0.0)
    return {name: value / best if best else 1.0 for name, value in score.items()}


def _content(sentence: str) -> frozenset[str]:
    return frozenset(fold(word) for word in _NAME.findall(sentence) if len(word) > 2)


def fold(word: str) -> str:
    """A word as statements share it: lower case, an Arabic word without its glued letters and article."""
    word = fold_word(word.casefold())
    for prefix in ("وال", "بال", "فال", "لل", "ال", "و", "ب", "ل"):
        if word.startswith(prefix) and len(word) - len(prefix) > 2 and "\u0620" <= word[0] <= "\u064a":
            return word[len(prefix) :]
    return word


def read_account(number: int, account: Account, harm: str, relevance: Mapping[str, float]) -> list[Candidate]:
    """The figures one account gives for one kind of harm, each with its weight."""
    found: list[Candidate] = []
    by_statement: dict[str, list[Mention]] = {}
    for mention in account.mentions:
        if mention.harm == harm:
            by_statement.setdefault(mention.statement_id, []).append(mention)
    rank = 0
    for name, own in by_statement.items():
        figure = _figure_of(own)
        if figure is None:
            continue
        low, high, kind = figure
        weight = kind * relevance[name] ** RELEVANCE / (1 + DECAY * rank)
        rank += 1
        found.append(Candidate(low, high, weight, number, tuple(m.claim_id for m in own)))
    return found


RELEVANCE = 2.0
DECAY = 1.5
KEEP = 0.6


def _figure_of(own: Sequence[Mention]) -> tuple[float, float, float] | None:
    """What one statement says: low, high and how firmly."""
    counted = [m for m in own if m.share in ("", "sum", "rest", "names") and m.hedge is not Hedge.VAGUE]
    if counted:
        first = counted[0]
        high = first.high if first.hedge is Hedge.RANGE and first.high is not None else first.low
        if first.hedge is Hedge.MAX and first.high is not None:
            return first.high, first.high, 1.0
        return first.low, high, 1.0
    singles = [m for m in own if m.share in _SINGLE]
    if singles:
        return 1.0, 1.0, 0.6
    vague = [m for m in own if m.share == "vague"]
    if vague:
        return 12.0, 24.0, 0.1
    if any(m.share in ("plural", "these") for m in own):
        return _UNCOUNTED, _UNCOUNTED, 0.05
    return None


def combine(harm: str, candidates: Sequence[Candidate]) -> Toll:
    """The range of all accounts: the figure that most speaks for, and those that enough speaks for beside it."""
    weights: dict[tuple[float, float], float] = {}
    for candidate in candidates:
        key = (candidate.low, candidate.high)
        weights[key] = weights.get(key, 0.0) + candidate.weight
    best = max(weights, key=lambda key: (weights[key], key))
    kept = [key for key, weight in weights.items() if weight >= KEEP * weights[best]]
    return Toll(harm, min(k[0] for k in kept), best[0], max(k[1] for k in kept))
