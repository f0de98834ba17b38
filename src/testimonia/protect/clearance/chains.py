"""From a finding to the claims it rests on, as far as each link may be shown."""

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from testimonia.model.findings import Answer, Contradiction, Corroboration, Derivation, Estimate, Finding, Shift
from testimonia.model.release import (
    ReleasedAnswer,
    ReleasedContradiction,
    ReleasedCorroboration,
    ReleasedDerivation,
    ReleasedEstimate,
    ReleasedFinding,
    ReleasedGrade,
    ReleasedQuestion,
    ReleasedShift,
    Withheld,
)
from testimonia.model.release_sentences import agreeing, clashing, resting
from testimonia.model.scales import Grade, Scale
from testimonia.model.values import Moment, PlaceRef
from testimonia.protect.clearance.content import Content, ReleasedIds
from testimonia.protect.clearance.places import strictest as strictest_place
from testimonia.protect.clearance.places import without_words
from testimonia.protect.clearance.quotes import QuoteDesk
from testimonia.protect.clearance.times import coarsen_moment
from testimonia.protect.clearance.times import strictest as strictest_time

OPEN_TYPES = ("moment", "place")
"""Questions whose answer is itself a time or a place."""


class Chain:
    """Builds the released links between findings and claims."""

    def __init__(self, content: Content, desk: QuoteDesk, ids: ReleasedIds) -> None:
        self.desk, self.ids, self.content = desk, ids, content
        self.withheld: list[Withheld] = []
        self.questions = {question.id: question for question in content.questions}
        self.answers: dict[str, ReleasedAnswer] = {}
        self._by_question: dict[str, list[Answer]] = defaultdict(list)
        for answer in content.answers:
            self._by_question[answer.question_id].append(answer)
        self._grades: dict[str, list[Grade]] = defaultdict(list)
        for grade in content.grades:
            self._grades[grade.target].append(grade)
        self._derived: dict[str, list[str]] = defaultdict(list)
        for derivation in content.derivations:
            self._derived[derivation.question_id] += derivation.claim_ids
        for answer in content.answers:
            if released := self._answer(answer):
                self.answers[answer.id] = released

    def released_questions(self) -> Iterator[ReleasedQuestion]:
        """The questions, with their definition."""
        for question in self.content.questions:
            yield ReleasedQuestion(
                self.ids.of("question", question.id), question.text, question.value_type, question.unit, question.scope
            )

    def estimate(self, estimate: Estimate) -> ReleasedEstimate:
        """An estimate without its words where they rest on something that is not shown as it was said."""
        question_id, is_plain = estimate.question_id, self._is_plain(estimate.question_id)
        is_hidden = self._is_open(question_id) and not is_plain
        carried = {influence.source_id for influence in estimate.influences}
        return ReleasedEstimate(
            id=self.ids.of("estimate", question_id),
            question_id=self.ids.of("question", question_id),
            low=None if is_hidden else estimate.low,
            best=None if is_hidden else estimate.best,
            high=None if is_hidden else estimate.high,
            unit=estimate.unit,
            method=estimate.method,
            words=self.desk.sentence(estimate.words, self._claims_on(question_id)) if is_plain else "",
            probability=estimate.probability,
            answer_ids=tuple(released.id for answer, released in self._released(question_id) if answer.source_id in carried),
        )

    def finding(self, finding: Finding) -> ReleasedFinding:
        """A finding with its evidence; the machine's sentence only where nothing is hidden in it."""
        question_id = finding.question_id
        is_said = not finding.is_suggestion or self._is_plain(question_id)
        is_hidden = self._is_open(question_id) and not is_said
        if not is_said:
            reason = "its sentence repeats words, places or times that are not shown as they were said"
            self.withheld.append(Withheld(finding.id, "sentence", reason))
        released = self._released(question_id)
        has_estimate = any(estimate.question_id == question_id for estimate in self.content.estimates)
        claims = self._claims_on(question_id)
        return ReleasedFinding(
            id=self.ids.of("finding", question_id),
            question_id=self.ids.of("question", question_id),
            low=None if is_hidden else finding.low,
            best=None if is_hidden else finding.best,
            high=None if is_hidden else finding.high,
            unit=finding.unit,
            standing=finding.standing,
            words=self.desk.sentence(finding.words, claims) if is_said else "",
            reason=self.desk.sentence(finding.reason, claims) if is_said else self._plain_reason(question_id),
            is_suggestion=finding.is_suggestion,
            estimate_id=self.ids.of("estimate", question_id) if has_estimate else "",
            answer_ids=tuple(answer.id for _, answer in released),
            grades=tuple(
                ReleasedGrade(grade.scale, grade.value, grade.words)
                for grade in self._grades[question_id]
                if grade.scale is not Scale.CREDIBILITY
            ),
            when=self._time(finding),
            where=self._place(finding),
        )

    def _time(self, finding: Finding) -> Moment | None:
        """The time that was found, as exactly as all who speak to it allow, in nobody's words."""
        level = strictest_time(self.desk.cast.time_level(source_id) for source_id in self._speakers(finding.question_id))
        found = coarsen_moment(finding.when, level) if finding.when else None
        return msgspec.structs.replace(found, words="") if found is not None and found is finding.when else found

    def _place(self, finding: Finding) -> PlaceRef | None:
        """The place that was found, likewise; none that lies near a protected person's home."""
        ref = finding.where
        if ref is None or (ref.lat is not None and ref.lon is not None and self.desk.guard.is_near_home(ref.lat, ref.lon)):
            return None
        level = strictest_place(self.desk.cast.place_level(source_id) for source_id in self._speakers(finding.question_id))
        found = self.desk.wording.place(ref, level)
        return without_words(found) if found else None

    def _speakers(self, question_id: str) -> set[str]:
        """Everybody whose claims bear on a question, those included whose claims are withheld."""
        claims = (self.desk.claims[claim_id] for claim_id in self._claims_on(question_id) if claim_id in self.desk.claims)
        return {self.desk.statements[one.statement_id].source_id for one in claims if one.statement_id in self.desk.statements}

    def corroboration(self, corroboration: Corroboration) -> ReleasedCorroboration | None:
        """Independent answers that agree; None unless at least two of them are shown."""
        answers = [self.answers[answer_id] for answer_id in corroboration.answer_ids if answer_id in self.answers]
        if len(answers) < 2:
            return None
        is_plain = self._is_plain(corroboration.question_id)
        groups = len({answer.group for answer in answers})
        is_hidden = self._is_open(corroboration.question_id) and not is_plain
        reason = self.desk.sentence(corroboration.reason, self._claims_on(corroboration.question_id))
        return ReleasedCorroboration(
            id=self.ids.of("corroboration", "+".join(sorted(corroboration.answer_ids))),
            question_id=self.ids.of("question", corroboration.question_id),
            answer_ids=tuple(answer.id for answer in answers),
            low=None if is_hidden else corroboration.low,
            high=None if is_hidden else corroboration.high,
            reason=reason if is_plain else agreeing(len(answers), groups),
        )

    def contradiction(self, contradiction: Contradiction) -> ReleasedContradiction | None:
        """A contradiction with all its claims; None, and named as withheld, if one of them is not shown."""
        claims = [self.desk.released.get(claim_id) for claim_id in contradiction.claim_ids]
        if not all(claims):
            self.withheld.append(Withheld(contradiction.id, "contradiction", "one of its claims is withheld"))
            return None
        is_plain = all(self.desk.is_plain(claim_id) for claim_id in contradiction.claim_ids)
        accounts = len({claim.source_id for claim in claims if claim})
        return ReleasedContradiction(
            id=self.ids.of("contradiction", contradiction.id),
            claim_ids=tuple(claim.id for claim in claims if claim),
            question_ids=tuple(self.ids.of("question", q) for q in contradiction.question_ids if q in self.questions),
            sentence=self.desk.sentence(contradiction.sentence, contradiction.claim_ids) if is_plain else clashing(accounts),
            arithmetic=tuple(self.desk.sentence(line, contradiction.claim_ids) for line in contradiction.arithmetic)
            if is_plain
            else (),
        )

    def shift(self, shift: Shift) -> ReleasedShift | None:
        """A change of position; None if one of its two claims is not shown."""
        before, after = (self.desk.released.get(position.claim_id) for position in (shift.before, shift.after))
        if before is None or after is None:
            return None
        claims = (shift.before.claim_id, shift.after.claim_id)
        is_plain = all(self.desk.is_plain(claim_id) for claim_id in claims)
        return ReleasedShift(
            id=self.ids.of("shift", ">".join(claims)),
            question_id=self.ids.of("question", shift.question_id),
            source_id=after.source_id,
            before_id=before.id,
            after_id=after.id,
            kind=shift.kind,
            sentence=self.desk.sentence(shift.sentence, claims) if is_plain else "",
        )

    def derivation(self, derivation: Derivation) -> ReleasedDerivation | None:
        """What follows by a rule; None if one of the claims it starts from is not shown."""
        claims = [self.desk.released.get(claim_id) for claim_id in derivation.claim_ids]
        if not all(claims):
            return None
        is_plain = all(self.desk.is_plain(claim_id) for claim_id in derivation.claim_ids)
        return ReleasedDerivation(
            id=self.ids.of("derivation", f"{derivation.question_id}/{derivation.rule_id}/{'+'.join(derivation.claim_ids)}"),
            question_id=self.ids.of("question", derivation.question_id),
            low=derivation.low,
            best=derivation.best,
            high=derivation.high,
            unit=derivation.unit,
            claim_ids=tuple(claim.id for claim in claims if claim),
            words=self.desk.sentence(derivation.words, derivation.claim_ids) if is_plain else "",
        )

    def _answer(self, answer: Answer) -> ReleasedAnswer | None:
        shown = [(index, p) for index, p in enumerate(answer.positions) if p.claim_id in self.desk.released]
        if not shown or answer.question_id not in self.questions:
            self.withheld.append(Withheld(answer.id, "answer", "none of its claims may be shown"))
            return None
        standing = next((at for at, (index, _) in enumerate(shown) if index == answer.standing), -1)
        grade = next((g.value for g in self._grades[answer.id] if g.scale is Scale.CREDIBILITY), "")
        return ReleasedAnswer(
            id=self.ids.of("answer", f"{answer.question_id}/{answer.source_id}"),
            question_id=self.ids.of("question", answer.question_id),
            source_id=self.ids.of("source", answer.source_id),
            claim_ids=tuple(self.desk.released[position.claim_id].id for _, position in shown),
            standing=standing,
            group=self.ids.of("group", answer.group) if answer.group else "",
            credibility=grade,
        )

    def _released(self, question_id: str) -> list[tuple[Answer, ReleasedAnswer]]:
        pairs = [(a, self.answers[a.id]) for a in self._by_question[question_id] if a.id in self.answers]
        return sorted(pairs, key=lambda pair: pair[1].id)

    def _claims_on(self, question_id: str) -> list[str]:
        said = [position.claim_id for answer in self._by_question[question_id] for position in answer.positions]
        return [*said, *self._derived[question_id]]

    def _is_plain(self, question_id: str) -> bool:
        return all(self.desk.is_plain(claim_id) for claim_id in self._claims_on(question_id))

    def _is_open(self, question_id: str) -> bool:
        return question_id not in self.questions or self.questions[question_id].value_type in OPEN_TYPES

    def _plain_reason(self, question_id: str) -> str:
        answers = [answer for _, answer in self._released(question_id)]
        groups = len({answer.group for answer in answers})
        return resting(len(answers), groups)
