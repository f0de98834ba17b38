"""Shifts: how a source's or a party's position on one question changed, and how promises compare with what happened.

An official who moves from "a few dozen" to "250" has not contradicted a witness but themselves, and that is news of its own.
The sentence puts both exact words beside each other and lets the reader judge; it never says "lied".
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from testimonia.model.findings import Answer, Position, Question, Shift
from testimonia.model.phrases import told
from testimonia.model.testimony import FACTUAL, Party, Polarity, Source, Stance
from testimonia.model.values import PlaceRef
from testimonia.reconcile.answers import rank_position
from testimonia.reconcile.evidence import read_happened, reply_weight
from testimonia.reconcile.intervals import Interval, read_excluded, read_interval
from testimonia.reconcile.names import verb_for
from testimonia.reconcile.places import can_be_same
from testimonia.reconcile.questions import content_words
from testimonia.reconcile.wording import capitalise, dated, quote_short

COMPARED = {
    Stance.PROMISES: ("promised and happened", "was promised"),
    Stance.EXPECTS: ("expected and happened", "was expected"),
    Stance.STIPULATES: ("stipulated and happened", "was stipulated"),
}
WITHIN = "within the party"


def find_companion(question: Question, questions: Sequence[Question]) -> Question | None:
    """The question of what happened that belongs to a question of what was promised, expected or stipulated.

    It has the same type and unit, takes factual answers and shares most words of its definition: at least one noun or term.

    >>> promised = Question("p", "?", "duration", terms=("journey", "promise"), stances=(Stance.PROMISES,))
    >>> find_companion(promised, [Question("j", "?", "duration", terms=("journey",)), promised]).id
    'j'
    """
    if not question.stances or any(stance not in COMPARED for stance in question.stances):
        return None
    best, most = None, 0
    for other in questions:
        if other.stances or (other.value_type, other.unit) != (question.value_type, question.unit):
            continue
        shared = 3 * len(set(other.nouns) & set(question.nouns)) + 2 * len(set(other.terms) & set(question.terms))
        alike = shared and shared + len(content_words(other.scope) & content_words(question.scope))
        if alike > most:
            best, most = other, alike
    return best


def find_shifts(
    question: Question,
    answers: Sequence[Answer],
    sources: Mapping[str, Source],
    *,
    parties: Mapping[str, Party],
    deeds: Sequence[Answer] | None = None,
) -> list[Shift]:
    """Every change of position on one question.

    Args:
        question: the question.
        answers: its answers.
        sources: by id.
        parties: by key.
        deeds: answers that say what happened, where another question asks for that; else the same answers.

    Returns:
        Shifts within sources, then across each party's people, then comparisons of words with deeds; in order of names.
    """
    ordered = sorted(
        answers, key=lambda answer: (_name(sources, answer.source_id), answer.positions[0].claim_id if answer.positions else "")
    )
    found = [shift for answer in ordered for shift in _source_shifts(question, answer, sources)]
    for key in sorted({source.party for source in sources.values() if source.party}):
        members = [answer for answer in ordered if answer.source_id in sources and sources[answer.source_id].party == key]
        if len(members) > 1:
            name = parties[key].name if key in parties else key
            found += _party_shifts(question, members, sources, holder=(key, name))
    return [*found, *_comparisons(question, ordered, ordered if deeds is None else deeds, sources)]


def _source_shifts(question: Question, answer: Answer, sources: Mapping[str, Source]) -> Iterator[Shift]:
    name = _name(sources, answer.source_id)
    series = [position for position in answer.positions if position.stance in FACTUAL or position.stance is Stance.DECLINES]
    for before, after in pairwise(_one_a_statement(series)):
        kind = _kind_of_change(before, after)
        if kind and not (question.is_proposed and before.said_on == after.said_on):
            yield Shift(question.id, answer.source_id, before, after, kind, _word_change(name, name, before, after, kind))


def _one_a_statement(series: Sequence[Position]) -> list[Position]:
    """The position of each statement that says most: what is said in one breath is no change of mind."""
    best: dict[str, Position] = {}
    for position in series:
        known = best.get(position.statement_id)
        if known is None or rank_position(position) > rank_position(known):
            best[position.statement_id] = position
    return [position for position in series if best[position.statement_id] is position]


def _party_shifts(
    question: Question, members: Sequence[Answer], sources: Mapping[str, Source], *, holder: tuple[str, str]
) -> Iterator[Shift]:
    """Changes between different people of one party: in time, a shift of the party; at one time, a dissent within it."""
    key, name = holder
    series = [
        position
        for answer in members
        for position in _one_a_statement(answer.positions)
        if position.stance in FACTUAL or position.stance is Stance.DECLINES
    ]
    series.sort(key=lambda p: (p.said_on, _name(sources, p.source_id), p.claim_id))
    for before, after in pairwise(series):
        if before.source_id == after.source_id:
            continue
        kind = _kind_of_change(before, after)
        if not kind:
            continue
        if not before.said_on or not after.said_on or before.said_on == after.said_on:
            if Stance.DECLINES in {before.stance, after.stance}:
                continue
            kind = WITHIN
        first, then = (_through(name, _name(sources, one.source_id)) for one in (before, after))
        yield Shift(question.id, key, before, after, kind, _word_change(first, then, before, after, kind))


def _through(party: str, who: str) -> str:
    return told(f"{party}, through {who},", "through", party=party, who=who)


def _kind_of_change(before: Position, after: Position) -> str:
    """What kind of change it is from one position to the next; empty if there is none."""
    if before.stance is Stance.DECLINES:
        return "declined to answered" if after.stance in FACTUAL else ""
    if after.stance is Stance.DECLINES:
        return ""
    was, now = read_happened(before), read_happened(after)
    if was is not None and now is not None:
        return "" if was == now else "denial to admission" if now else "admission to denial"
    denied, denies = _excluded(before), _excluded(after)
    said, says = (None if denied else read_interval(before.value)), (None if denies else read_interval(after.value))
    if denied and says:
        return "denial to admission" if says.is_within(denied) else ""
    if said and denies:
        return "admission to denial" if said.is_within(denies) else ""
    if said and says and not said.meets(says):
        return "denial to admission" if said.best == 0 and _is_count(before) else "new figure"
    if (
        isinstance(before.value, PlaceRef)
        and isinstance(after.value, PlaceRef)
        and _is_affirmed(before)
        and _is_affirmed(after)
    ):
        return "" if can_be_same(before.value, after.value) else "new place"
    return ""


def _excluded(position: Position) -> Interval | None:
    return read_excluded(position.value, position.polarity, position.stance)


def _is_affirmed(position: Position) -> bool:
    return position.polarity is Polarity.AFFIRMED and position.stance is not Stance.DENIES


def _is_count(position: Position) -> bool:
    return position.value.__struct_config__.tag == "amount"


def _word_change(holder_before: str, holder_after: str, before: Position, after: Position, kind: str) -> str:
    first = f"{capitalise(holder_before)} {_verb(before)} {quote_short(before)}{dated(before)}"
    subject = "the same source" if holder_before == holder_after else holder_after
    is_later = bool(before.said_on) and before.said_on != after.said_on
    link = "; " if kind == WITHIN else "; later " if is_later else "; then "
    return told(
        f"{first}{link}{subject} {_verb(after)} {quote_short(after)}{dated(after)} ({kind}).",
        "shift.within" if kind == WITHIN else "shift.later" if is_later else "shift.then",
        before=_held(holder_before, before),
        after=_held("" if holder_before == holder_after else holder_after, after),
        kind=told(kind, f"shift_kind.{kind}"),
    )


def _held(holder: str, position: Position) -> str:
    """What was held, for other languages than English; without a name where it is the same source's again."""
    key = _verb(position).rstrip(":").replace(" ", "_")
    parts = {"quote": quote_short(position), "day": position.said_on}
    ending = f"{'_again' if not holder else ''}{'_on' if position.said_on else ''}"
    return told(f"{holder} {key}", f"held.{key}{ending}", who=holder, **parts)


def _verb(position: Position) -> str:
    if position.stance is Stance.DECLINES:
        return "would not say:"
    if read_happened(position) is False or _excluded(position):
        return "denied it:"
    return "admitted" if position.stance is Stance.ADMITS else "said"


def _comparisons(
    question: Question, answers: Sequence[Answer], deeds: Sequence[Answer], sources: Mapping[str, Source]
) -> Iterator[Shift]:
    """What was promised, expected or stipulated beside what happened, where the two differ.

    It is compared with the same source's own account; where that source gives none, with the weightiest account of another.
    """
    standing = {answer.source_id: answer.positions[answer.standing] for answer in deeds if answer.standing >= 0}
    for answer in answers:
        for stance, (kind, verb) in COMPARED.items():
            words = [position for position in answer.positions if position.stance is stance]
            deed = standing.get(answer.source_id) or _weightiest(standing, sources)
            if not words or deed is None or not _differs(words[-1], deed):
                continue
            name, teller = _name(sources, answer.source_id), _name(sources, deed.source_id)
            happened = (
                f"{quote_short(deed)} is what happened, {verb_for(teller, 'says')} {teller}"
                if teller != name
                else f"{quote_short(deed)} is what happened"
            )
            said = f"{verb_for(name, 'says')} {name}{dated(words[-1])}"
            sentence = told(
                f"{quote_short(words[-1])} {verb}, {said}; {happened}{dated(deed)}.",
                f"compare.{stance}" if teller != name else f"compare_own.{stance}",
                promised=quote_short(words[-1]),
                who=name,
                said_on=_day(words[-1]),
                happened=quote_short(deed),
                teller=teller,
                day=_day(deed),
            )
            yield Shift(question.id, answer.source_id, words[-1], deed, kind, sentence)


def _day(position: Position) -> str:
    return told(f" on {position.said_on}", "on_day", day=position.said_on) if position.said_on else ""


def _weightiest(standing: Mapping[str, Position], sources: Mapping[str, Source]) -> Position | None:
    known = [(position, sources.get(source_id) or Source(source_id, "")) for source_id, position in standing.items()]
    if not known:
        return None
    return min(known, key=lambda pair: (-reply_weight(*pair), pair[1].name, pair[0].claim_id))[0]


def _differs(words: Position, deed: Position) -> bool:
    promised, happened = read_happened(words), read_happened(deed)
    if promised is not None and happened is not None:
        return promised != happened
    one, other = read_interval(words.value), None if _excluded(deed) else read_interval(deed.value)
    if one and other:
        return not one.meets(other)
    if isinstance(words.value, PlaceRef) and isinstance(deed.value, PlaceRef):
        return not can_be_same(words.value, deed.value)
    return False


def _name(sources: Mapping[str, Source], source_id: str) -> str:
    source = sources.get(source_id)
    return source.name if source and source.name else told("an unnamed source", "unnamed_source")
