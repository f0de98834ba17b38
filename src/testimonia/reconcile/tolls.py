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
_DOZENS = 20.0
"""From this low end on a vague count says dozens."""
_COUNTS = frozenset({"", "sum", "rest", "names"})
_PARTS = frozenset(
    {"child", "woman", "man", "girl", "boy", "baby", "infant", "teenager", "medic", "journalist", "fighter", "militant"}
)
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
    is_reference: bool = False
    hedge: Hedge = Hedge.EXACT
    is_whole: bool = False
    """It counts people, not only women, children or members of something."""
    """It only speaks of somebody told of before: "the child was taken to a hospital"."""


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
    killed = [c for n, account in enumerate(accounts) for c in read_account(n, account, "kill", relevance)]
    injured = [c for n, account in enumerate(accounts) for c in read_account(n, account, "injure", relevance)]
    found = []
    deaths = combine("kill", killed, accounts) if killed else None
    if deaths:
        found.append(deaths)
        injured = [c for c in injured if not c.is_reference]
    known = deaths.best if deaths else 0.0
    injured += [c for n, account in enumerate(accounts) for c in read_struck(n, account, relevance, known)]
    if injured:
        found.append(combine("injure", injured, accounts))
    return tuple(found)


def measure_relevance(accounts: Sequence[Account]) -> dict[str, float]:
    """How much each statement speaks of what the accounts have in common, 0 to 1: names of places and people, the day.

    A page carries other news beside its own; accounts of one incident meet in the words that few other statements have.
    """
    words: dict[str, frozenset[str]] = {}
    held: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    seen: set[str] = set()
    for account in accounts:
        own: set[str] = set()
        for mention in account.mentions:
            if mention.statement_id not in words:
                words[mention.statement_id] = _content(mention.sentence)
                shown.update(words[mention.statement_id])
            if mention.sentence not in seen:
                own |= words[mention.statement_id]
        seen.update(mention.sentence for mention in account.mentions)
        held.update(own)
    if len(accounts) < 2:
        return dict.fromkeys(words, 1.0)
    weight = {word: count / len(accounts) * math.log(1 + len(words) / shown[word]) for word, count in held.items() if count > 1}
    score = {
        name: sum(weight.get(word, 0.0) for word in found) / math.sqrt(LENGTH + len(found)) for name, found in words.items()
    }
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
    rank = 0
    for name, own in _by_statement(account, (harm,)):
        figure = _figure_of(own)
        if figure is None:
            continue
        low, high, kind = figure
        if _is_background(own[0].sentence):
            kind *= BACKGROUND
        weight = kind * relevance[name] ** RELEVANCE / (1 + DECAY * rank)
        rank += 1
        is_reference = all(m.share in ("this", "self") for m in own)
        lead = own[0] if len(own) == 1 else next((m for m in own if m.share in _COUNTS), own[0])
        ids = tuple(m.claim_id for m in own)
        found.append(Candidate(low, high, weight, number, ids, is_reference, lead.hedge, _is_whole(lead)))
    return found


def read_struck(number: int, account: Account, relevance: Mapping[str, float], killed: float) -> list[Candidate]:
    """How many were injured where an account only says how many were shot, or hurt and killed together: those who did not die."""
    found: list[Candidate] = []
    rank = 0
    for name, own in _by_statement(account, ("shoot", "casualty")):
        figure = _figure_of(own)
        if figure is None:
            continue
        low, high, kind = figure
        beside = [m for m in account.mentions if m.statement_id == name and m.harm == "kill" and m.share in ("", "sum", "one")]
        is_apart = bool(beside) and (own[0].share == "rest" or beside[0].start < own[0].start)
        less = 0.0 if is_apart else killed
        is_reference = bool(killed) and all(m.share in ("this", "self") for m in own)
        if high < less or kind < 0.2 or is_reference:
            continue
        if _is_background(own[0].sentence):
            kind *= BACKGROUND
        weight = STRUCK * kind * relevance[name] ** RELEVANCE / (1 + DECAY * rank)
        rank += 1
        found.append(Candidate(max(0.0, low - less), high - less, weight, number, tuple(m.claim_id for m in own)))
    return found


def _by_statement(account: Account, harms: tuple[str, ...]) -> Iterable[tuple[str, list[Mention]]]:
    found: dict[str, list[Mention]] = {}
    for mention in account.mentions:
        if mention.harm in harms:
            found.setdefault(mention.statement_id, []).append(mention)
    return found.items()


RELEVANCE = 3.0
LENGTH = 8.0
DECAY = 1.0
KEEP = 0.4
BACKGROUND = 0.15
STRUCK = 0.5
PERSONS = 0.6
REFERENCE = 0.3

_BACKGROUND = re.compile(
    r"\b(?:this year|last year|so far this|last month|since (?:19|20)\d\d|in (?:19|20)\d\d|per year|a year ago|years ago|to date|"
    r"(?:separate|overnight|weekend|two|three|four|five|several|other|night) (?:incident|shooting)s|shootings (?:across|throughout|around|in|over)|last week|since the (?:beginning|start|war)|weekend shootings|across the city)\b"
    r"|منذ|خلال شهر|خلال العام|العام الماضي|الشهر الماضي|وثقت|توثيق|الماضي|حصيلة القصف على|مطلع العام|بداية العام",
    re.IGNORECASE,
)


def _is_background(sentence: str) -> bool:
    return bool(_BACKGROUND.search(sentence))


def _figure_of(own: Sequence[Mention]) -> tuple[float, float, float] | None:
    """What one statement says: low, high and how firmly."""
    counted = [m for m in own if m.share in ("", "sum", "rest", "names") and m.hedge is not Hedge.VAGUE]
    themselves = sum(m.share == "self" and m.harm == "kill" for m in own)
    if counted:
        first = counted[0]
        low, high = first.low, first.high if first.hedge is Hedge.RANGE and first.high is not None else first.low
        if first.hedge is Hedge.MAX and first.high is not None:
            low = high = first.high
        return low + themselves, high + themselves, 1.0
    persons = _count_persons(own)
    if persons:
        return float(persons), float(persons), REFERENCE if all(m.share == "this" for m in own) else PERSONS
    if any(m.share == "vague" and m.low >= _DOZENS for m in own):
        return 12.0, 24.0, 0.1
    if any(m.share in ("plural", "these", "vague") for m in own):
        return _UNCOUNTED, _UNCOUNTED, 0.05
    return None


def _is_whole(mention: Mention) -> bool:
    return mention.share in _COUNTS and mention.noun not in _PARTS


def _count_persons(own: Sequence[Mention]) -> int:
    """How many single persons a statement tells of: "his father Khalil" is one, named and described."""
    persons, last, names = 0, -100, set()
    for mention in own:
        if mention.share not in (*_SINGLE, "self"):
            continue
        name = _last_name(mention) if mention.share == "name" else ""
        is_same = (mention.share == "name" and (mention.start - last <= _APPOSED or name in names)) or mention.start == last
        persons += not is_same
        names.add(name)
        last = mention.start + len(mention.words)
    return persons


_APPOSED = 6
"""Most characters between a description and the name behind it."""


def _last_name(mention: Mention) -> str:
    words = _NAME.findall(mention.words)
    return words[-1].casefold() if words else ""


def best_of_accounts(candidates: Sequence[Candidate]) -> list[Candidate]:
    """One figure for each account: the one it gives most weight to, with all its weight for it."""
    if not BEST:
        return list(candidates)
    sums: dict[tuple[int, float, float], float] = {}
    for c in candidates:
        key = (c.account, c.low, c.high)
        sums[key] = sums.get(key, 0.0) + c.weight
    best: dict[int, tuple[float, float, float]] = {}
    for (account, low, high), weight in sums.items():
        if account not in best or (weight, low, high) > best[account]:
            best[account] = (weight, low, high)
    return [
        Candidate(*widen(low, high, [c for c in candidates if c.account == account]), weight, account, ())
        for account, (weight, low, high) in best.items()
    ]


OPEN = 3.0


def widen(low: float, high: float, own: Sequence[Candidate]) -> tuple[float, float]:
    """The ends that one account gives: "at least 8" leaves the top to a higher figure it passes on, "up to 11" the bottom to a lower."""
    hedges = {c.hedge for c in own if (c.low, c.high) == (low, high) and c.is_whole}
    figures = [(c.low, c.high) for c in own if c.is_whole]
    if Hedge.MIN in hedges:
        high = max([high, *(top for _, top in figures if low <= top <= OPEN * low)])
    if Hedge.MAX in hedges:
        low = max((bottom for bottom, _ in figures if high / 2 <= bottom < high), default=low)
    return low, high


BEST = True


def combine(harm: str, candidates: Sequence[Candidate], accounts: Sequence[Account]) -> Toll:
    """The range of all accounts: the figure that most speaks for, and those that enough speaks for beside it.

    Dated reports correct each other: of them the figure that most speaks for stands alone.
    """
    weights: dict[tuple[float, float], float] = {}
    is_dated = len(accounts) > 1 and all(account.published for account in accounts)
    for candidate in best_of_accounts(candidates):
        key = (candidate.low, candidate.high)
        later = 1 + LATER * candidate.account / len(accounts) if is_dated else 1.0
        weights[key] = weights.get(key, 0.0) + candidate.weight * later
    best = max(weights, key=lambda key: (weights[key], key))
    kept = [best] if is_dated else [key for key, weight in weights.items() if weight >= KEEP * weights[best]]
    return Toll(harm, min(k[0] for k in kept), best[0], max(k[1] for k in kept))


LATER = 0.3
