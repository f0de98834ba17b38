"""What the draft has somebody say in other words than quoted ones, and only somebody else says in the case.

Why beside the check on deeds: what is said need be no deed ("should not go home", "no heavy weapons"). The words of the
reported clause are looked for in what each source says, sentence by sentence.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from testimonia.check.casefile import Record
from testimonia.check.context import Context
from testimonia.check.terms import stems_in, words_in
from testimonia.check.verdicts import Verdict, problem
from testimonia.check.voices import Voice
from testimonia.model.desk import Check, Pointer, Severity
from testimonia.model.testimony import Form, Statement

_THEIRS = 0.75
"""Part of the reported words, by weight, that one sentence of somebody else must hold."""
_OWN = 0.45
"""... and that no sentence of the named source may hold."""
_LEAST = 3
_BEGINNING = 5
"""Letters of a word that its other forms begin with too."""
_SPLIT = re.compile(r"(?<=[.!?;])\s+|\n\s*\n")


def check_mouths(context: Context) -> Iterable[Verdict]:
    """Every reported clause that the draft gives to one source by name."""
    for statement in context.draft.contents.statements:
        if statement.form in (Form.NARRATION, Form.DIRECT) or statement.mention is None or not statement.content:
            continue
        span = statement.content[0]
        sentence = context.draft.sentence_at(span.start)
        source_id = context.voices.find_source(statement.speaker.name)
        if sentence is None or source_id is None or context.draft.is_quoted(span.start, span.end):
            continue
        mention, voice = statement.mention, context.voices.of_clause(sentence, span.start)
        if not any(one.start < mention.end and mention.start < one.end for one in context.voices.mentions_in(sentence)):
            continue  # "she says": whoever she is
        if voice.source_ids != (source_id,) or voice.is_running:
            continue
        found = _whose(context, statement, voice)
        if found is not None:
            place = span.start, span.end, " ".join(span.exact.split())
            name = found.source_name if isinstance(found, Record) else found.says
            reason = f"{name} says this, and nothing that {context.names((source_id,))} says is like it"
            yield problem(Check.SPEAKER, place, reason, nearest=[found], severity=Severity.WARNING)


def _whose(context: Context, statement: Statement, voice: Voice) -> Record | Pointer | None:
    """Where somebody else says what is reported; None where the one named says anything like it."""
    text = " ".join(span.exact for span in statement.content)
    shown = words_in(text) - words_in(statement.speaker.name)
    if len(shown) < _LEAST:
        return None
    speaking = context.speaking(voice)
    for own in context.texts_of(speaking):
        if any(_share(context, shown, one) > _OWN for one in _SPLIT.split(own)):
            return None
    best: tuple[float, Record | None] = (0.0, None)
    for record in context.case.near(shown):
        if record.source_id in speaking or record.owner_id in speaking or not record.source_name:
            continue
        share = _share(context, shown, record.sentence)
        if share > best[0]:
            best = share, record
    return best[1] if best[0] >= _THEIRS else _told_by(context, shown, speaking)


def _told_by(context: Context, shown: frozenset[str], speaking: frozenset[str]) -> Pointer | None:
    """A statement of somebody else that holds what is reported, and of which no claim was made.

    Texts are looked through only where they write the beginning of one of the two rarest words.
    """
    rare = sorted(shown, key=lambda word: (-context.case.weight([word]), word))[:2]
    begins = tuple(word[:_BEGINNING] for word in rare)
    for text in context.case.contents.texts:
        folded = text.text.casefold()
        if not any(one in folded for one in begins):
            continue
        owner = context.voices.find_source(text.metadata.source)
        for statement in text.statements:
            said = " ".join(span.exact for span in statement.content)
            name = context.case.name_of(statement.source_id)
            if (
                not name
                or statement.source_id in speaking
                or owner in speaking
                or not any(o in said.casefold() for o in begins)
            ):
                continue
            if _share(context, shown, said) >= _THEIRS:
                return Pointer(name, " ".join(said.split()), item=text.item)
    return None


@lru_cache(maxsize=1 << 16)
def _stems(text: str) -> frozenset[str]:
    return stems_in(text)


def _share(context: Context, shown: frozenset[str], sentence: str) -> float:
    """How much of the words shown, by weight, a sentence holds in any form of them."""
    stems = _stems(sentence)
    held = frozenset(word for word in shown if word in stems or _stems(word) & stems)
    return context.case.weight(held) / max(1e-9, context.case.weight(shown))
