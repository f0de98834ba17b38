"""Ties between sources that stop short of making them one account, and how many accounts remain in effect.

Two witnesses heard through the same interpreter share one pair of ears; two who share several rare figures may share a source
that neither names. Neither is proof, so nobody is taken out of the count: each tie only takes something off the weight of the
weaker of the two. Declared relays, one publisher and copied words are proof, and make groups instead (see independence).

Source: the share of a tied account, the product of (1 - c P) over stronger ones, and learned copying: Dong, Berti-Equille and
Srivastava 2009 (see fusion.copying). The probabilities for a shared interpreter and interviewer are our own judgement.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from testimonia.model.findings import Tie
from testimonia.model.material import Metadata
from testimonia.model.phrases import told
from testimonia.model.values import value_type
from testimonia.reconcile.evidence import Evidence
from testimonia.reconcile.names import count_of, list_names

INTERPRETER = 0.25
"""Probability that two accounts are alike because one person put both into words."""
INTERVIEWER = 0.10
"""The same for one person who asked both: questions lead, but answers are the witnesses' own."""
COPY_RATE = 0.8
"""How much of an account the other one replaces if they depend on each other."""
FLOOR = 0.2
"""What an account counts at least, however many ties it has."""

MOST_COMPARED = 100
"""Replies to one question that are compared for shared ears, the weightiest ones."""
LEAST_SHARED = 3
"""So many figures that not everybody gives must be shared before copying is looked for."""
SUSPICIOUS = 0.5
"""A learned dependence less probable than this is not held against anybody."""
ACCURACY = 0.8
"""How often a source is taken to be right while copying is looked for; a value is as true as the share that gives it."""
LEARNED_PRIOR = 0.05
"""Probability that two interviewed sources depend on each other, before their figures are compared."""


def find_shared_ears(evidence: Sequence[Evidence], items: Mapping[str, Metadata]) -> list[Tie]:
    """Ties between sources of one question who were heard by the same interviewer or through the same interpreter.

    Args:
        evidence: standing replies.
        items: metadata of the item behind each reply, by claim id.

    Returns:
        At most one tie a pair, in order of ids.
    """
    heard = [(item.source.id, item.source.name, items[item.position.claim_id]) for item in evidence[:MOST_COMPARED]]
    heard.sort(key=lambda row: row[:2])
    found = []
    for (one, one_name, first), (two, two_name, second) in combinations(heard, 2):
        rest, ears = 1.0, []
        for field, probability in (("interpreter", INTERPRETER), ("interviewer", INTERVIEWER)):
            name = getattr(first, field)
            if name and name == getattr(second, field):
                rest *= 1 - probability
                ears.append(told(f"the same {field} ({name})", f"ears.{field}", name=name))
        if ears and one != two:
            names = list_names([one_name, two_name])
            words = f"{names} were heard through {' and '.join(ears)}"
            found.append(Tie(one, two, round(1 - rest, 4), told(words, "tie.ears", names=names, ears=ears)))
    return found


def learn_ties(evidence: Mapping[str, Sequence[Evidence]]) -> list[Tie]:
    """Ties that show in the figures: sources who share values that others do not give, question after question.

    Args:
        evidence: standing replies by question id.

    Returns:
        Ties of at least `SUSPICIOUS` probability between sources that are not in one group, in order of ids.
    """
    replied = {
        question: {item.source.id: token for item in replies if (token := _token(item))}
        for question, replies in evidence.items()
    }
    if not _has_suspects(replied):
        return []
    import numpy as np  # with scipy's sparse matrices, needed for suspects only

    from testimonia.reconcile.fusion.copying import chances, find_links
    from testimonia.reconcile.fusion.table import build_table

    table = build_table((q, source, token) for q, by_source in replied.items() for source, token in by_source.items())
    told_each = np.bincount(table.value_question(), weights=table.support)
    truth = table.support / told_each[table.value_question()]
    accuracy = np.full(len(table.sources), ACCURACY)
    links = find_links(table, chances(table, truth, accuracy), prior=LEARNED_PRIOR)
    names = {item.source.id: item.source.name for replies in evidence.values() for item in replies}
    groups = {item.source.id: item.group for replies in evidence.values() for item in replies}
    found = []
    for first, second, probability in zip(links.first, links.second, links.probability, strict=True):
        one, two = table.sources[first], table.sources[second]
        if probability >= SUSPICIOUS and groups[one] != groups[two]:
            shared = sum(1 for said in replied.values() if one in said and said.get(two) == said[one])
            both, asked = list_names([names[one], names[two]]), count_of(shared, "question")
            words = f"{both} give the same figure on {asked}, though others differ"
            found.append(Tie(one, two, round(float(probability), 4), told(words, "tie.figures", names=both, questions=asked)))
    return found


def _token(item: Evidence) -> tuple[str, float, float] | None:
    """What a reply says, for comparing two replies for sameness; None for what is no figure."""
    if item.interval is None:
        return None
    return value_type(item.position.value), item.interval.low, item.interval.high


def _has_suspects(replied: Mapping[str, Mapping[str, tuple[str, float, float]]]) -> bool:
    """Whether any two sources share enough values that not everybody gives: cheap to see, and rare."""
    shared: Counter[tuple[str, str]] = Counter()
    for by_source in replied.values():
        if len(set(by_source.values())) < 2:
            continue
        holders: dict[tuple[str, float, float], list[str]] = {}
        for source, token in by_source.items():
            holders.setdefault(token, []).append(source)
        for members in holders.values():
            shared.update(combinations(sorted(members)[:50], 2))
    return any(count >= LEAST_SHARED for count in shared.values())


def share_accounts(evidence: Sequence[Evidence], ties: Sequence[Tie]) -> dict[str, float]:
    """How much of an account of its own each source is, between `FLOOR` and 1.

    Args:
        evidence: standing replies to one question, in any order.
        ties: between any sources; only those among the evidence matter.

    Returns:
        Source id to share. The weightiest of tied sources keeps 1.
    """
    degree: dict[tuple[str, str], float] = {}
    for tie in ties:
        for pair in ((tie.first, tie.second), (tie.second, tie.first)):
            degree[pair] = 1 - (1 - degree.get(pair, 0.0)) * (1 - tie.degree)
    ordered = [item.source.id for item in sorted(evidence, key=lambda item: item.order)]
    shares: dict[str, float] = {}
    for place, source in enumerate(ordered):
        share = 1.0
        for stronger in ordered[:place]:
            share *= 1 - COPY_RATE * degree.get((source, stronger), 0.0)
        shares[source] = max(FLOOR, share)
    return shares
