"""What a decision was about and what it came to, in the words of the material and of the questions."""

from collections.abc import Mapping

import msgspec

from testimonia.model.findings import Finding
from testimonia.model.phrases import give_phrases, told
from testimonia.model.testimony import Act, Claim, Judgement, Statement
from testimonia.pipeline.case import Case
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.results import results_of, sources_of
from testimonia.pipeline.workbench.values import value_in_words
from testimonia.pipeline.workbench.wording import finding_words


class Teller:
    """Puts decisions in words.

    Args:
        conclusions: id of each finding that people ever wrote -> its question.
    """

    def __init__(self, workbench: Workbench, case: Case, conclusions: Mapping[str, str]) -> None:
        self._case = case
        self._conclusions = conclusions
        self._results = results_of(case)
        self._sources = sources_of(workbench, case)

    def about(self, target: str, kind: str) -> tuple[str, str, str]:
        """What was judged, in words; the item the words stand in; the question it is about; each empty where there is none."""
        match kind:
            case "claim" | "statement":
                return self._testimony(target)
            case "link":
                claim_id, _, question_id = target.partition(">")
                words, item_id, _ = self._testimony(claim_id)
                return f"{words} > {self._question(question_id)}", item_id, question_id
            case "source":
                return self._source(target), "", ""
            case "grade":
                return self._source(target.partition(":")[2]), "", ""
            case "finding":
                question_id = target.partition(":")[2]
                return self._question(question_id), "", question_id
            case "approval":
                question_id = self._question_of(target.partition(":")[2])
                return self._question(question_id), "", question_id
            case "release":
                start = target.partition(":")[2][:12]
                return told(f"release {start}", "history.release", start=start), "", ""
            case "mosaic":
                return told("what readers can put together about a source", "history.mosaic"), "", ""
            case "clearance" | "quote":
                return told("a quotation", "clearance.quotation"), "", ""
            case "gate":
                return told("details that the gate found together", "history.gate"), "", ""
            case "package":
                return told("an evidence package", "history.package"), "", ""
            case _:
                return "", "", ""

    def after(self, judgement: Judgement, kind: str) -> str:
        """What the decision made of it, in words; empty where it only says yes or no."""
        given = judgement.replacement
        if not given or judgement.act is Act.RETIRE or judgement.act is Act.ADD:
            return ""
        if judgement.act is Act.MERGE:
            return self._source(given) if kind == "source" else self._testimony(given)[0]
        try:
            match kind:
                case "claim":
                    return self._claim_words(msgspec.json.decode(given, type=Claim))
                case "statement":
                    statement = msgspec.json.decode(given, type=Statement)
                    return f"{self._source(statement.source_id) or statement.speaker.name}: {_words_of(statement)}"
                case "finding":
                    return self._finding_words(msgspec.json.decode(given, type=Finding))
                case "grade":
                    return given
        except msgspec.DecodeError:
            return ""
        return ""

    def _testimony(self, target: str) -> tuple[str, str, str]:
        """A claim's or statement's words as they were read or added first, and their item."""
        words, rendition_id = self._stored(target)
        return words, self._case.store.item_of(rendition_id), ""

    def _stored(self, target: str) -> tuple[str, str]:
        if target.startswith("c-"):
            claim, _ = self._case.store.claim(target)
            return claim.span.exact, claim.rendition_id
        statement = self._case.store.statement(target)
        return _words_of(statement), statement.rendition_id

    def _claim_words(self, claim: Claim) -> str:
        said = value_in_words(claim.value)
        stance = told(claim.stance, f"stance.{claim.stance}")
        words = f"{claim.span.exact} ({claim.stance}: {said})"
        return told(words, "history.claim", words=claim.span.exact, stance=stance, value=said)

    def _finding_words(self, finding: Finding) -> str:
        question = self._results.questions.get(finding.question_id)
        if question is None:
            return finding.words
        said = finding_words(give_phrases(finding, ("words",), self._results.phrases), question)
        standing = told(finding.standing, f"standing_word.{finding.standing}")
        return told(f"{said} ({standing})", "in_brackets", what=said, inside=standing)

    def _question(self, question_id: str) -> str:
        question = self._results.questions.get(question_id)
        return question.text if question else question_id

    def _question_of(self, finding_id: str) -> str:
        """The question that a conclusion was on; an approval names only the conclusion."""
        return self._conclusions.get(finding_id, "")

    def _source(self, source_id: str) -> str:
        source = self._sources.get(source_id)
        return source.name if source else source_id


def _words_of(statement: Statement) -> str:
    return " … ".join(span.exact for span in statement.content)
