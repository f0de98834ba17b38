"""Tolls: the lowest and the highest number of people killed, and injured, that the accounts of an incident support.

Why beside the estimate: an estimate says where the truth lies, nine times in ten; who keeps a record of harm also wants the range
that was reported. Mentions are added up inside one account first (parts never twice, names once, a sum of "a man and his two
daughters"), then accounts are compared: where they differ, they give the ends of the range.

Source: lowest and highest reliable estimate as UCDP codes low and high (UCDP GED codebook). A plural that nobody counted stands for
two, the least it can mean; "dozens" for one to two dozen: both as records of civilian harm are coded.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from testimonia.model.findings import Toll
from testimonia.model.material import Metadata
from testimonia.model.testimony import FACTUAL, Claim, Polarity, Statement
from testimonia.model.values import Amount, Hedge

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

    @property
    def figure(self) -> float:
        """The figure that was said; the low end where only bounds were."""
        return self.low


class Account(Struct):
    """The mentions of one rendition, in text order."""

    rendition_id: str
    mentions: list[Mention] = []
    published: str = ""


class Span(Struct, frozen=True):
    """The toll of one account."""

    low: float
    high: float
    rank: int
    """How it was said: 3 counted, 2 persons told of, 1 an uncounted plural."""
    claim_ids: tuple[str, ...] = ()


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
        claim.span.exact, statement.id,
    )  # fmt: skip


def find_tolls(accounts: Sequence[Account]) -> tuple[Toll, ...]:
    """The toll of each kind of harm that an account speaks of."""
    found = []
    for harm in HARMS:
        spans = [span for account in accounts if (span := read_account(account, harm)) is not None]
        if spans:
            found.append(combine(harm, spans))
    return tuple(found)


def read_account(account: Account, harm: str) -> Span | None:
    """The toll of one account for one kind of harm."""
    own = [m for m in account.mentions if m.harm == harm]
    counted = [m for m in own if m.share in ("", "sum", "rest", "names") and m.hedge is not Hedge.VAGUE]
    if counted:
        low = high = counted[0].low
        if counted[0].hedge is Hedge.RANGE and counted[0].high is not None:
            high = counted[0].high
        return Span(low, high, 3, tuple(m.claim_id for m in counted))
    if any(m.share in _SINGLE for m in own):
        names = {_last_name(m) for m in own if m.share == "name"}
        return Span(float(max(1, len(names))), float(max(1, len(names))), 2)
    vague = [m for m in own if m.share == "vague"]
    if vague:
        return Span(vague[0].low / 2, vague[0].low, 1)
    if any(m.share in ("plural", "these") for m in own):
        return Span(_UNCOUNTED, _UNCOUNTED, 1)
    return None


def _last_name(mention: Mention) -> str:
    words = _NAME.findall(mention.words)
    return words[-1].casefold() if words else ""


def combine(harm: str, spans: Sequence[Span]) -> Toll:
    """The range of all accounts: counted figures go before persons told of, those before plurals that nobody counted."""
    rank = max(span.rank for span in spans)
    best = [span for span in spans if span.rank == rank]
    low, high = min(span.low for span in best), max(span.high for span in best)
    most = Counter(span.high for span in best).most_common(1)[0][0]
    return Toll(harm, low, most, high)
