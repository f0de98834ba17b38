"""Short phrases that several views say: an answer in words, a list of names, a number of things."""

from collections.abc import Sequence

from testimonia.model.findings import Finding, Question, Standing
from testimonia.model.material import Locator
from testimonia.model.phrases import told
from testimonia.pipeline.workbench.values import counted, figure_in_words, measured, time_in_words
from testimonia.publish.accounts.figures import on_axis

NO_ANSWER = told("no answer", "no_answer")


def finding_words(finding: Finding | None, question: Question) -> str:
    """What a finding says, in a figure with its unit or in words.

    >>> asked = Question("dead", "How many died?", "amount", unit="people")
    >>> finding_words(Finding("f", "dead", 12, 12, 12, "people", Standing.CONTESTED, ""), asked)
    '12 people'
    """
    if finding is None or (finding.standing is Standing.UNDETERMINED and not finding.words):
        return NO_ANSWER
    if finding.words:
        return finding.words
    reach = (finding.low, finding.best, finding.high)
    if all(bound is None for bound in reach):
        return NO_ANSWER
    if reach[0] is None and reach[2] is None:
        reach = (reach[1], reach[1], reach[1])
    if question.value_type == "duration":
        return time_in_words(on_axis(reach, finding.unit, question.value_type))
    return measured(figure_in_words(reach), finding.unit) if question.value_type == "money" else counted(reach, finding.unit)


def locator_words(locator: Locator) -> str:
    """Where something stands: ``page 3, line 12``.

    >>> locator_words(Locator(page=3, line=12))
    'page 3, line 12'
    """
    named = ((name, getattr(locator, name)) for name in ("page", "row", "turn", "line"))
    parts = [told(f"{name} {number}", f"locator.{name}", number=number) for name, number in named if number]
    words = locator.words()
    if clock := words.rpartition(", ")[2] if locator.starts_ms >= 0 else "":
        parts.append(told(clock, "locator.clock", clock=clock))
    return told(words, "locator", parts=parts) if parts else words


def list_words(words: Sequence[str]) -> str:
    """Words in a list.

    >>> list_words(["a", "b", "c"]), list_words(["a"]), list_words([])
    ('a, b and c', 'a', '')
    """
    said = " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
    return told(said, "list", items=words) if words else ""


def plural(count: int, noun: str) -> str:
    """A number of things.

    >>> plural(1, "claim"), plural(3, "claim")
    ('1 claim', '3 claims')
    """
    return told(f"{count} {noun}{'' if count == 1 else 's'}", f"count.{noun}", count=count)
