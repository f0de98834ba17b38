"""Tolls: the lowest and the highest number of people killed, and injured, that the accounts of an incident support.

Why beside the estimate: an estimate says where the truth lies, nine times in ten; who keeps a record of harm also wants the
range that was reported. Inside an account, mentions are read statement by statement (parts never twice, a person described and
named is one); then each account gives the figure it gives most weight to, and where accounts differ they give the ends.

Source: lowest and highest reliable estimate as UCDP codes low and high (UCDP GED codebook). A plural that nobody counted stands
for two, the least it can mean, and "dozens" for one to two dozen, as records of civilian harm are coded. The weights are our
own judgement, few and coarse.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from testimonia.model.findings import Toll
from testimonia.model.material import Metadata
from testimonia.model.testimony import FACTUAL, Claim, Polarity, Statement
from testimonia.model.values import Amount, Hedge
from testimonia.reconcile.answers import find_words
from testimonia.text.arabic import fold_word
from testimonia.text.packs import read_table

LANGUAGES = ("en", "ar")

KEEP = 0.4
"""Share of the best figure's weight from which another one counts as an end of the range."""
RELEVANCE = 2.0
"""Power of a statement's relevance in its weight: a page's other news weighs next to nothing."""
DECAY = 1.0
"""How fast weight falls from a text's first figure to its later ones: 1, 1/2, 1/3 ..."""
LENGTH = 2.0
"""Words added to a statement's length, so that the shortest ones do not win by shortness alone."""
LATER = 0.3
"""How much more the last of several dated accounts weighs than the first."""
OPEN = 3.0
"""Up to this multiple a higher figure is what "at least" left open."""

COUNTED, PERSONS, REFERENCE, DOZENS, PLURAL = 1.0, 0.6, 0.3, 0.1, 0.05
"""Weights: a count, persons told of, somebody told of before ("the child"), "dozens", a plural that nobody counted."""
STRUCK = 0.5
"""Weight of those shot less those who died, beside a count of the injured."""
BACKGROUND = 0.15
"""Weight of a figure whose sentence speaks of a year, a campaign or other times."""

UNCOUNTED = 2.0
DOZEN = 12.0
_FROM_DOZENS = 20.0
"""From this low end on a vague count says dozens."""
_FIRM = 0.2
_APPOSED = 80
"""Most characters from a description to the end of the space in which its name may follow."""
_JOINED = re.compile(r"[;.]|\b(?:and|with|alongside|his|her|their|was|were)\b|\sو", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)?|\b(?:dr|mr|mrs|ms)\b", re.IGNORECASE)
_LEAST_WORD = 3
_COUNTS = frozenset({"", "sum", "rest", "names"})
_BEFORE = frozenset({"this", "self"})
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0620-\u064a]")
_ARABIC_PREFIXES = ("وال", "بال", "فال", "لل", "ال", "و", "ب", "ل")

MENTION = "victim."
"""Rules of claims that only mention people harmed: no question is asked of them, only tolls count them."""


class Mention(Struct, frozen=True):
    """One claim about people harmed, as the sums need it."""

    claim_id: str
    statement_id: str
    start: int
    harm: str
    share: str
    low: float
    high: float | None
    hedge: Hedge
    noun: str
    words: str
    sentence: str


class Account(Struct):
    """The mentions of one rendition, in text order."""

    rendition_id: str
    mentions: list[Mention]
    published: str = ""

    def by_statement(self, *harms: str) -> Iterable[list[Mention]]:
        """The mentions of some kinds of harm, statement by statement."""
        found: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            if mention.harm in harms:
                found.setdefault(mention.statement_id, []).append(mention)
        return found.values()


class Candidate(Struct, frozen=True):
    """One figure for a toll, and how much speaks for it."""

    low: float
    high: float
    weight: float
    account: int
    claim_ids: tuple[str, ...]
    is_before: bool = False
    """It only speaks of somebody told of before: "the child was taken to a hospital"."""
    hedge: Hedge = Hedge.EXACT
    is_whole: bool = False
    """It counts people, not only the women or the children among them."""


def is_mention(claim: Claim) -> bool:
    """Whether a claim only mentions people harmed and counts nobody by itself."""
    return claim.why.rule.startswith(MENTION)


def read_tolls(testimony: Iterable[tuple[Claim, Statement]], metadata_of: Callable[[str], Metadata]) -> tuple[Toll, ...]:
    """The tolls of all accounts together, taken as accounts of one incident.

    Args:
        testimony: claims with their statements, in any order.
        metadata_of: metadata of the item behind a rendition id: when it was published.

    Returns:
        Killed, then injured; nothing where no account speaks of any.
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
    return find_tolls(sorted(accounts.values(), key=lambda a: (a.published, a.rendition_id)))


def read_mention(claim: Claim, statement: Statement) -> Mention | None:
    """A claim that speaks of people harmed; None for every other, and for what is denied."""
    value, about = claim.value, claim.about
    if not about.harm or not isinstance(value, Amount) or claim.stance not in FACTUAL or claim.polarity is Polarity.NEGATED:
        return None
    low = value.best if value.hedge is Hedge.ABOUT and value.best is not None else value.low or 0.0
    return Mention(
        claim_id=claim.id,
        statement_id=statement.id,
        start=claim.span.start,
        harm=about.harm,
        share=about.share,
        low=low,
        high=value.high,
        hedge=value.hedge,
        noun=about.noun,
        words=claim.span.exact,
        sentence=find_words(claim, statement),
    )


def find_tolls(accounts: Sequence[Account]) -> tuple[Toll, ...]:
    """The toll of each kind of harm that an account speaks of.

    Args:
        accounts: in order of time.
    """
    accounts = without_copies(accounts)
    relevance = {name: value for group in by_script(accounts) for name, value in measure_relevance(group).items()}
    numbered = list(enumerate(accounts))
    killed = [c for n, account in numbered for c in read_account(n, account, "kill", relevance)]
    injured = [c for n, account in numbered for c in read_account(n, account, "injure", relevance)]
    deaths = combine("kill", killed, accounts) if killed else None
    if deaths:
        injured = [c for c in injured if not c.is_before]  # who was taken to a hospital, and died, was told of before
    injured += [c for n, account in numbered for c in read_struck(n, account, relevance, deaths.best if deaths else 0.0)]
    wounded = combine("injure", injured, accounts) if injured else None
    return tuple(toll for toll in (deaths, wounded) if toll)


def without_copies(accounts: Sequence[Account]) -> list[Account]:
    """The accounts that say something of their own: one whose every sentence stood in an earlier one adds no voice."""
    seen: set[str] = set()
    kept = []
    for account in accounts:
        sentences = {mention.sentence for mention in account.mentions}
        if not sentences <= seen:
            kept.append(account)
        seen |= sentences
    return kept


def by_script(accounts: Sequence[Account]) -> list[list[Account]]:
    """The accounts in Arabic letters and the others: their words do not meet, so neither can say what the other is about."""
    arabic = [account for account in accounts if any(_ARABIC.search(m.sentence) for m in account.mentions[:1])]
    others = [account for account in accounts if account not in arabic]
    return [group for group in (arabic, others) if group]


def measure_relevance(accounts: Sequence[Account]) -> dict[str, float]:
    """How much each statement speaks of what the accounts have in common, 0 to 1: names of places and people, the day.

    A page carries other news beside its own; accounts of one incident meet in words that few other statements have. A sentence
    that several accounts share to the letter says what the page says, not what they agree on, and is held once.
    """
    words: dict[str, frozenset[str]] = {}
    held: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    seen: set[str] = set()
    for account in accounts:
        own: set[str] = set()
        for mention in account.mentions:
            if mention.statement_id not in words:
                words[mention.statement_id] = content_words(mention.sentence)
                shown.update(words[mention.statement_id])
            if mention.sentence not in seen:
                own |= words[mention.statement_id]
        seen.update(mention.sentence for mention in account.mentions)
        held.update(own)
    if len(accounts) < 2:
        return dict.fromkeys(words, 1.0)
    size = len(words)
    weight = {w: n / len(accounts) * math.log(1 + size / shown[w]) for w, n in sorted(held.items()) if n > 1}
    score = {
        name: math.fsum(weight.get(word, 0.0) for word in found) / math.sqrt(LENGTH + len(found))
        for name, found in words.items()
    }
    best = max(score.values(), default=0.0)
    return {name: value / best if best else 1.0 for name, value in score.items()}


def content_words(sentence: str) -> frozenset[str]:
    """The words by which sentences meet: lower case, Arabic ones without glued letters and article.

    >>> sorted(content_words("في المدينة وبالمدينة")) == sorted(content_words("مدينة"))
    True
    """
    return frozenset(_fold(word) for word in _WORD.findall(sentence) if len(word) >= _LEAST_WORD)


def _fold(word: str) -> str:
    word = fold_word(word.casefold())
    for prefix in _ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _LEAST_WORD:
            return _fold(word[len(prefix) :]) if prefix == "و" else word[len(prefix) :]
    return word


@lru_cache(maxsize=1)
def _background() -> re.Pattern[str]:
    english, *others = (read_table(language, "tolls")["background"] for language in LANGUAGES)
    return re.compile(
        "|".join([rf"\b(?:{'|'.join(english)})\b", *(phrase for table in others for phrase in table)]), re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _parts() -> frozenset[str]:
    return frozenset(noun for language in LANGUAGES for noun in read_table(language, "tolls")["parts"])


def read_account(number: int, account: Account, harm: str, relevance: Mapping[str, float]) -> list[Candidate]:
    """The figures one account gives for one kind of harm, each with its weight; ``number`` is its place in time."""
    found: list[Candidate] = []
    for own in account.by_statement(harm):
        figure = read_figure(own)
        if figure is None:
            continue
        low, high, firmness = figure
        lead = next((m for m in own if m.share in _COUNTS), own[0])
        found.append(
            Candidate(
                low,
                high,
                _weigh(own, firmness, relevance, len(found)),
                number,
                tuple(m.claim_id for m in own),
                all(m.share in _BEFORE for m in own),
                lead.hedge,
                lead.share in _COUNTS and lead.noun not in _parts(),
            )
        )
    return found


def read_struck(number: int, account: Account, relevance: Mapping[str, float], killed: float) -> list[Candidate]:
    """The injured where an account only says how many were shot, or killed and hurt together: those who did not die."""
    found: list[Candidate] = []
    for own in account.by_statement("shoot", "casualty"):
        figure = read_figure(own)
        if figure is None:
            continue
        low, high, firmness = figure
        less = 0.0 if _is_apart(account, own) else killed
        if high < less or firmness < _FIRM or (killed and all(m.share in _BEFORE for m in own)):
            continue
        weight = STRUCK * _weigh(own, firmness, relevance, len(found))
        found.append(Candidate(max(0.0, low - less), high - less, weight, number, tuple(m.claim_id for m in own)))
    return found


def _weigh(own: Sequence[Mention], firmness: float, relevance: Mapping[str, float], rank: int) -> float:
    is_background = bool(_background().search(own[0].sentence))
    weight = float(firmness * relevance[own[0].statement_id] ** RELEVANCE / (1 + DECAY * rank))
    return weight * BACKGROUND if is_background else weight


def _is_apart(account: Account, own: Sequence[Mention]) -> bool:
    """Whether the dead are told beside those shot and not among them: "two killed and seven more shot"."""
    beside = [
        m.start
        for m in account.mentions
        if m.statement_id == own[0].statement_id and m.harm == "kill" and m.share in ("", "sum", "one")
    ]
    return bool(beside) and (own[0].share == "rest" or beside[0] < own[0].start)


def read_figure(own: Sequence[Mention]) -> tuple[float, float, float] | None:
    """What one statement says of one kind of harm: low, high, and how firmly; None if it says nothing."""
    counted = [m for m in own if m.share in _COUNTS and m.hedge is not Hedge.VAGUE]
    themselves = sum(m.share == "self" and m.harm == "kill" for m in own)
    if counted:
        first = counted[0]
        low = first.high if first.hedge is Hedge.MAX and first.high is not None else first.low
        high = first.high if first.hedge in (Hedge.RANGE, Hedge.MAX) and first.high is not None else low
        return low + themselves, high + themselves, COUNTED
    persons = count_persons(own)
    if persons:
        return float(persons), float(persons), REFERENCE if all(m.share == "this" for m in own) else PERSONS
    if any(m.share == "vague" and m.low >= _FROM_DOZENS for m in own):
        return DOZEN, 2 * DOZEN, DOZENS
    return (UNCOUNTED, UNCOUNTED, PLURAL) if any(m.share in ("plural", "these", "vague") for m in own) else None


def count_persons(own: Sequence[Mention]) -> int:
    """How many single persons a statement tells of.

    "His father Khalil" is one, described and named; so are "Lena Odeh, a nurse,", "a girl ... the girl", "Lena Odeh ... Odeh".
    """
    told: list[Mention] = []
    for mention in own:
        is_person = mention.share in ("one", "self", "name")
        if is_person and not any(is_same_person(other, mention) for other in told):
            told.append(mention)
    return len(told) or len({m.words for m in own if m.share == "this"})


def is_same_person(first: Mention, second: Mention) -> bool:
    """Whether the later of two mentions in a statement is the person of the earlier one."""
    if first.start == second.start or first.words == second.words:
        return True
    if first.share == second.share == "name":
        return set(_WORD.findall(second.words.casefold())) <= set(_WORD.findall(first.words.casefold()))
    if {first.share, second.share} != {"one", "name"}:
        return False
    at, to = first.sentence.find(first.words), first.sentence.find(second.words)
    between = first.sentence[at + len(first.words) : to]
    if at < 0 or to < 0 or to - at > _APPOSED or _JOINED.search(between):
        return False
    return second.share == "name" or not _WORD.search(_ASIDE.sub("", between))


def combine(harm: str, candidates: Sequence[Candidate], accounts: Sequence[Account]) -> Toll:
    """The range of all accounts: the figure that most speaks for, and those that enough speaks for beside it.

    Dated reports correct each other: of them the figure that most speaks for, the later ones a little more, stands alone.
    """
    is_dated = len(accounts) > 1 and all(account.published for account in accounts)
    weights: dict[tuple[float, float], float] = {}
    claims: dict[tuple[float, float], tuple[str, ...]] = {}
    for choice in choose(candidates):
        key = (choice.low, choice.high)
        later = 1 + LATER * choice.account / len(accounts) if is_dated else 1.0
        weights[key] = weights.get(key, 0.0) + choice.weight * later
        claims[key] = claims.get(key, ()) + choice.claim_ids
    best = max(weights, key=lambda key: (weights[key], key))
    kept = [best] if is_dated else [key for key, weight in weights.items() if weight >= KEEP * weights[best]]
    ids = tuple(sorted({claim_id for key in kept for claim_id in claims[key]}))
    return Toll(harm, min(low for low, _ in kept), best[0], max(high for _, high in kept), ids)


def choose(candidates: Sequence[Candidate]) -> list[Candidate]:
    """One figure for each account: the one it gives most weight to in all, with the ends it leaves open."""
    by_account: dict[int, dict[tuple[float, float], list[Candidate]]] = {}
    for one in candidates:
        by_account.setdefault(one.account, {}).setdefault((one.low, one.high), []).append(one)
    chosen = []
    for number, figures in by_account.items():
        sums = {key: math.fsum(one.weight for one in same) for key, same in figures.items()}
        best = max(sums, key=lambda key: (sums[key], key))
        low, high = widen(best, [one for same in figures.values() for one in same])
        chosen.append(Candidate(low, high, sums[best], number, tuple(i for one in figures[best] for i in one.claim_ids)))
    return chosen


def widen(figure: tuple[float, float], own: Sequence[Candidate]) -> tuple[float, float]:
    """The ends that one account gives.

    "At least 8" leaves the top to a higher figure that the account passes on, "up to 11" the bottom to a lower one.
    """
    low, high = figure
    wholes = [one for one in own if one.is_whole]
    hedges = {one.hedge for one in wholes if (one.low, one.high) == figure}
    if Hedge.MIN in hedges:
        high = max(high, *(one.high for one in wholes if low <= one.high <= OPEN * low))
    if Hedge.MAX in hedges:
        low = max((one.low for one in wholes if high / 2 <= one.low < high), default=low)
    return low, high
