"""The reconcile step: from attributed claims to answers, contradictions, estimates, shifts and suggested findings.

It is a pure function of claims, questions, rules and judgements: the same testimony in any order gives the same result, down to
the order of its lists, on every machine. Testimony is streamed: the first pass links claims to the declared questions and
counts what the others speak of, the second fetches only the claims of the questions that are then proposed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.brief import Brief
from testimonia.model.findings import (
    Answer,
    Contradiction,
    Corroboration,
    Estimate,
    Finding,
    Link,
    Question,
    Reconciliation,
    ScopeDifference,
    Shift,
    Tie,
)
from testimonia.model.material import Metadata
from testimonia.model.phrases import told
from testimonia.model.scales import Grade
from testimonia.model.testimony import Claim, Source, Statement
from testimonia.model.values import Amount, Duration, Moment, Money, PlaceRef
from testimonia.reconcile.answers import Reply, by_source, make_answer, make_reply
from testimonia.reconcile.contradictions import MOST_PAIRS, find_contradictions
from testimonia.reconcile.copies import find_shingles, hash_shingles
from testimonia.reconcile.corroborations import find_agreements, find_corroboration
from testimonia.reconcile.derivations import find_derivations
from testimonia.reconcile.differences import explain_frames, explain_refusals, find_differences, sort_differences
from testimonia.reconcile.estimates import estimate
from testimonia.reconcile.evidence import Evidence, is_account, is_harm_question, read_evidence, split_superseded
from testimonia.reconcile.frames import Clause, Frames, are_framed_apart, find_clause, split_frames
from testimonia.reconcile.grades import grade_answers, grade_question
from testimonia.reconcile.independence import Independence
from testimonia.reconcile.positions import find_companion, find_shifts
from testimonia.reconcile.proposals import EVENT_VALUES, Key, Tallies, event_verbs, find_key, questions_about_any
from testimonia.reconcile.questions import NOT_ANSWERS, Features, Matcher, as_count, claim_features, is_age
from testimonia.reconcile.ranges import Range, judge_ranges
from testimonia.reconcile.rule_contradictions import find_rule_contradictions
from testimonia.reconcile.rules import parse_rules
from testimonia.reconcile.signatures import Sighting, Sightings, see
from testimonia.reconcile.standing import add_reason, suggest_finding
from testimonia.reconcile.tellings import with_tellings
from testimonia.reconcile.ties import find_shared_ears, learn_ties, share_accounts
from testimonia.reconcile.tolls import is_mention, read_tolls

Testimony = Callable[[], Iterable[tuple[Claim, Statement]]]
"""Gives every claim with its statement, as often as it is asked; the order does not matter."""

MOST_REFUSED = 64
"""Figures kept for one question that look like answers and are none."""

Rejected = frozenset[tuple[str, str]]
"""Pairs of claim and question that a reviewer refused."""


class Conclusion(Struct, frozen=True):
    """What one question comes to."""

    answers: tuple[Answer, ...]
    evidence: tuple[Evidence, ...]
    corroboration: Corroboration | None
    estimate: Estimate | None
    finding: Finding
    contradictions: tuple[Contradiction, ...]
    differences: tuple[ScopeDifference, ...]


def reconcile(
    brief: Brief,
    sources: Mapping[str, Source],
    testimony: Testimony,
    *,
    metadata_of: Callable[[str], Metadata],
    rejected_links: Rejected = frozenset(),
    without: Set[str] = frozenset(),
    as_one: Sequence[Set[str]] = (),
    is_weighted: bool = True,
    is_graded: bool = True,
) -> Reconciliation:
    """Reconcile all accounts of an investigation.

    Args:
        brief: questions, rules and parties of the investigation.
        sources: every source by id.
        testimony: claims with their statements; ``source_id`` of each statement is set, else the claim is left out.
        metadata_of: metadata of the item behind a rendition id (publisher, interviewer, interpreter).
        rejected_links: links that a reviewer refused.
        without: ids of sources whose words are left out, to see what hangs on them.
        as_one: sets of ids of sources that are taken as one account, to see what hangs on their being independent.
        is_weighted: whether roles, grades and relays weigh; otherwise every account counts the same.
        is_graded: whether answers and findings are graded, which compares every two accounts of a question.

    Returns:
        Everything concluded. Links of score 0 were considered and not made; their reason says why. Questions come in the order
        of the brief, proposed ones after them by rank; contradictions by weight.

    Raises:
        ConfigError: a rule cannot be read.
    """
    rules = parse_rules(brief.rules, brief.questions)
    if without:
        testimony = partial(_leave_out, testimony, without)
    gathering, proposed = _link(brief.questions, testimony, rejected_links)
    links, replies = gathering.links, gathering.frame_replies()
    replies = [_with_language(reply, metadata_of(reply.rendition_id).language, brief.language) for reply in replies]
    questions = (*brief.questions, *proposed)
    independence = Independence(sources, metadata_of, as_one=as_one)
    by_question = _group_replies(replies)
    gathered = [_gather(question, by_question.get(question.id, ()), sources, independence) for question in questions]
    learned = learn_ties({question.id: item.evidence for question, item in zip(questions, gathered, strict=True)})
    gathered = [_tie(item if is_weighted else _unweighted(item), learned) for item in gathered]
    replied = [(question, item.evidence) for question, item in zip(questions, gathered, strict=True)]
    judged = judge_ranges(replied, is_weighted=is_weighted)
    reasons = {group_id: group.reason for group_id, group in independence.groups.items()}
    conclusions = [
        _conclude(question, item, judged.get(question.id), reasons, is_weighted=is_weighted)
        for question, item in zip(questions, gathered, strict=True)
    ]
    evidence = {question.id: item.evidence for question, item in zip(questions, conclusions, strict=True)}
    declared = {question.id: question for question in brief.questions}
    contradictions = [x for item in conclusions for x in item.contradictions]
    by_rules, worlds = find_rule_contradictions(rules, declared, evidence)
    contradictions += by_rules
    corroborations = [item.corroboration for item in conclusions if item.corroboration]
    agreements = find_agreements(rules, declared, evidence)
    corroborations += agreements
    confirmed = {agreement.question_id: agreement.reason for agreement in agreements}
    differences = [difference for item in conclusions for difference in item.differences]
    for question in brief.questions:
        refused = gathering.refused.get(question.id, ())
        differences += explain_refusals(question, refused, evidence[question.id], sources)
    differences += find_differences(gathering.sightings, sources, gathering.linked(), [x.claim_ids for x in contradictions])
    return with_tellings(
        Reconciliation(
            questions=questions,
            links=tuple(sorted(links, key=lambda link: (link.question_id, -link.score, link.claim_id))),
            ties=tuple(
                sorted({tie for item in gathered for tie in item.ties}, key=lambda tie: (tie.reason, tie.first, tie.second))
            ),
            groups=tuple(sorted(independence.groups.values(), key=lambda group: (group.reason, group.id))),
            answers=tuple(answer for item in conclusions for answer in item.answers),
            corroborations=tuple(corroborations),
            contradictions=tuple(sorted(contradictions, key=lambda x: (-x.weight, x.id))),
            worlds=tuple(worlds),
            derivations=tuple(find_derivations(rules, declared, evidence)),
            estimates=tuple(item.estimate for item in conclusions if item.estimate),
            shifts=tuple(_find_all_shifts(questions, conclusions, brief, sources)),
            tolls=read_tolls(testimony(), metadata_of),
            findings=tuple(add_reason(item.finding, confirmed.get(item.finding.question_id, "")) for item in conclusions),
            grades=tuple(_grade(questions, conclusions, contradictions)) if is_graded else (),
            differences=tuple(sort_differences(differences)),
        )
    )


def _grade(
    questions: Sequence[Question], conclusions: Sequence[Conclusion], contradictions: Sequence[Contradiction]
) -> Iterator[Grade]:
    impossible = {x.claim_ids[0] for x in contradictions if len(x.claim_ids) == 1}
    for question, item in zip(questions, conclusions, strict=True):
        probability = item.estimate.probability if item.estimate else None
        yield from grade_question(question, item.evidence, item.finding, probability=probability)
        yield from grade_answers(question, item.evidence, impossible)


def _link(declared: Sequence[Question], testimony: Testimony, rejected: Rejected) -> tuple["_Gathering", tuple[Question, ...]]:
    """Both passes over the testimony: links and replies to declared questions, then those to proposed ones."""
    matcher, tallies = Matcher(declared), Tallies()
    gathering = _Gathering()
    pending: list[tuple[Claim, str, Features]] = []
    for claim, statement in testimony():
        if not statement.source_id or is_age(claim, statement) or is_mention(claim):
            continue
        claim = as_count(claim)
        features = claim_features(claim)
        gathering.note(claim, statement, features)
        links = matcher.match(claim, rejected, features=features)
        made = [link for link in links if link.score > 0]
        gathering.links += links
        if links and not made:
            gathering.refuse(claim, statement, links[0], features)
        for link in made:
            gathering.add(claim, statement, link.question_id)
        if isinstance(claim.value, Moment | PlaceRef) and not made and find_key(claim, features):
            pending.append((claim, statement.source_id, features))
        elif not made:
            tallies.add(claim, statement.source_id, features)
    for claim, source_id, features in pending:
        if not gathering.frames.is_counted(claim):
            tallies.add(claim, source_id, features)
    proposals = tallies.propose(frozenset(question.id for question in declared))
    taken = {link.claim_id for link in gathering.links if link.score > 0}
    gathering.joined = tallies.joined
    verbs = event_verbs(proposals)
    for claim, statement in testimony() if proposals else ():
        if isinstance(claim.value, EVENT_VALUES) and claim.about.predicate.casefold() not in verbs:
            continue
        is_answer = claim.stance not in NOT_ANSWERS and not is_age(claim, statement) and not is_mention(claim)
        if claim.id not in taken and statement.source_id and is_answer:
            gathering.add_proposed(as_count(claim), statement, proposals, rejected)
    return gathering, tuple(proposals.values())


def _with_language(reply: Reply, language: str, home: str) -> Reply:
    """A reply that knows whether its words are in the investigation's language; unknown counts as yes."""
    is_foreign = bool(home and language) and language.partition("-")[0] != home.partition("-")[0]
    return replace(reply, is_foreign=True) if is_foreign else reply


class _Gathering:
    """Links and replies as they are found. A statement's shingles are computed once."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self.replies: list[Reply] = []
        self.sightings = Sightings()
        self.refused: dict[str, list[tuple[Sighting, str]]] = {}
        self.joined: Mapping[Key, Key] = {}
        self.frames = Frames()
        self._clauses: list[Clause] = []
        self._statement = ""
        self._shingles = hash_shingles("")

    def add(self, claim: Claim, statement: Statement, question_id: str) -> None:
        if statement.id != self._statement:
            self._statement, self._shingles = statement.id, find_shingles(statement)
        self.replies.append(make_reply(claim, statement, question_id, self._shingles))
        self._clauses.append(find_clause(claim))

    def note(self, claim: Claim, statement: Statement, features: Features) -> None:
        """Take note of what a claim counts, and of the place or time that it names."""
        self.frames.add(claim)
        self.sightings.add(claim, statement, features)

    def refuse(self, claim: Claim, statement: Statement, link: Link, features: Features) -> None:
        """Keep a figure that looks like an answer and is none."""
        value, kept = claim.value, self.refused.setdefault(link.question_id, [])
        if isinstance(value, Amount | Money | Duration) and not features.part:
            kept.append((see(claim, statement, value, features), link.reason))
            kept.sort(key=lambda pair: pair[0].claim_id)
            del kept[MOST_REFUSED:]

    def frame_replies(self) -> list[Reply]:
        """Every reply with the place and time that its clause names, which are known only after the first pass."""
        return [
            replace(reply, position=self.frames.set(reply.position, clause))
            for reply, clause in zip(self.replies, self._clauses, strict=True)
        ]

    def linked(self) -> dict[str, list[str]]:
        """Claim id -> the questions it answers."""
        linked: dict[str, list[str]] = {}
        for link in self.links:
            if link.score > 0:
                linked.setdefault(link.claim_id, []).append(link.question_id)
        return linked

    def add_proposed(self, claim: Claim, statement: Statement, proposals: Mapping[Key, Question], rejected: Rejected) -> None:
        key = find_key(claim)
        if key is None or self.frames.is_counted(claim):
            return
        words = "counts the same thing in the same event as other claims"
        question, score, reason = proposals.get(key), 0.5, told(words, "link.same_thing")
        if question is None and key in self.joined:
            words = "says much the same in other words as other claims"
            question, score, reason = proposals.get(self.joined[key]), 0.4, told(words, "link.other_words")
        if question and (claim.id, question.id) not in rejected:
            self.links.append(Link(claim.id, question.id, score, reason))
            self.add(claim, statement, question.id)
        for other in questions_about_any(claim, key, proposals):
            if (claim.id, other.id) not in rejected:
                self.links.append(Link(claim.id, other.id, 0.4, "says that it happened to nobody"))
                self.add(claim, statement, other.id)


def _group_replies(replies: Sequence[Reply]) -> dict[str, list[Reply]]:
    grouped: dict[str, list[Reply]] = {}
    for reply in replies:
        grouped.setdefault(reply.question_id, []).append(reply)
    return grouped


def _find_all_shifts(
    questions: Sequence[Question], conclusions: Sequence[Conclusion], brief: Brief, sources: Mapping[str, Source]
) -> Iterator[Shift]:
    parties = {party.key: party for party in brief.parties}
    answers = {question.id: item.answers for question, item in zip(questions, conclusions, strict=True)}
    for question in questions:
        companion = find_companion(question, brief.questions)
        deeds = answers[companion.id] if companion else None
        yield from find_shifts(question, answers[question.id], sources, parties=parties, deeds=deeds)


class _Gathered(Struct, frozen=True):
    """The answers to one question, and what counts of them now."""

    answers: list[Answer]
    evidence: list[Evidence]
    superseded: list[Evidence]
    ties: list[Tie]


def _gather(
    question: Question, replies: Sequence[Reply], sources: Mapping[str, Source], independence: Independence
) -> _Gathered:
    group_of = independence.group_sources(replies)
    nobodys = {reply.position.claim_id for reply in replies if reply.is_unattributed}
    answers = [_answer(question, series, sources, group_of, nobodys) for _, series in by_source(replies)]
    answers.sort(key=lambda a: (sources[a.source_id].name if a.source_id in sources else "", a.positions[0].claim_id))
    evidence, superseded = split_superseded(question, read_evidence(answers, sources))
    items = {reply.position.claim_id: independence.item_of(reply) for reply in replies}
    return _Gathered(answers, evidence, superseded, find_shared_ears(evidence, items))


def _leave_out(testimony: Testimony, without: Set[str]) -> Iterator[tuple[Claim, Statement]]:
    return ((claim, statement) for claim, statement in testimony() if statement.source_id not in without)


def _unweighted(gathered: _Gathered) -> _Gathered:
    return replace(gathered, evidence=[replace(item, weight=1.0) for item in gathered.evidence])


def _tie(gathered: _Gathered, learned: Sequence[Tie]) -> _Gathered:
    """The same answers, each reply with what ties to stronger accounts leave of it."""
    among = {item.source.id for item in gathered.evidence}
    ties = [*gathered.ties, *(tie for tie in learned if tie.first in among and tie.second in among)]
    shares = share_accounts(gathered.evidence, ties)
    evidence = [
        replace(item, share=shares[item.source.id], weight=item.weight * shares[item.source.id]) for item in gathered.evidence
    ]
    return replace(gathered, evidence=sorted(evidence, key=lambda item: item.order), ties=ties)


def _conclude(
    question: Question, gathered: _Gathered, judged: Range | None, reasons: Mapping[str, str], *, is_weighted: bool
) -> Conclusion:
    answers, evidence = gathered.answers, gathered.evidence
    result = estimate(question, evidence, judged, is_weighted=is_weighted)
    return Conclusion(
        answers=tuple(answers),
        evidence=tuple(evidence),
        corroboration=find_corroboration(question, evidence, reasons),
        estimate=result,
        finding=suggest_finding(question, answers, evidence, estimate=result, superseded=gathered.superseded),
        contradictions=tuple(_contradict(question, evidence)),
        differences=tuple(explain_frames(question, evidence)),
    )


def _contradict(question: Question, evidence: Sequence[Evidence]) -> list[Contradiction]:
    """Contradictions among replies that can speak of the same time, place and part.

    Where the weightiest pair of two camps does not, the camps are looked at again frame by frame.
    """
    positions = {item.position.claim_id: item.position for item in evidence}

    def keep(found: Sequence[Contradiction]) -> list[Contradiction]:
        pairs = [(x, [positions[claim] for claim in x.claim_ids]) for x in found]
        return [x for x, members in pairs if len(members) != 2 or not are_framed_apart(*members)]

    found = find_contradictions(question, evidence)
    kept = keep(found)
    if len(kept) < len(found):
        framed = [x for frame in split_frames(evidence) for x in keep(find_contradictions(question, frame))]
        kept = list({x.id: x for x in (*kept, *framed)}.values())
    return sorted(kept, key=lambda x: (-x.weight, x.id))[:MOST_PAIRS]


def _answer(
    question: Question,
    series: Sequence[Reply],
    sources: Mapping[str, Source],
    group_of: Mapping[str, str],
    nobodys: Set[str],
) -> Answer:
    """One source's answer; without a group if its standing reply is no account of anybody's."""
    source_id = series[0].position.source_id
    answer = make_answer(question.id, series, group=group_of[source_id], is_toll=is_harm_question(question))
    position = answer.positions[answer.standing]
    if is_account(position, sources.get(source_id), is_unattributed=position.claim_id in nobodys):
        return answer
    return replace(answer, group="")
