"""Whether the lines around a sentence say whose account it retells, so that it is not told as fact.

Reported speech runs on without a verb of saying: "She heard two explosions, she says. Windows broke. Her cups fell." What was
somebody's word and comes back without its owner is told as fact all the same.
"""

import re

from testimonia.check.context import Context
from testimonia.check.draft import Sentence
from testimonia.check.terms import stems_in
from testimonia.model.testimony import Claim, Role

_FARTHEST = 2
"""Sentences back to the one in whose voice a passage runs on."""
_AGAIN = 0.7
"""Part of a sentence's words, by weight, that says that it is another's once more."""


_RUNS_ON = re.compile(r"^(?:he|she|they|his|her|their)\b|\b(?:of them|of these|of those)\b", re.IGNORECASE)


_FILM = re.compile(r"\b(?:footage|film|films|filmed|video|videos|clip|recording|pictures?)\b", re.IGNORECASE)
"""Words that say of what stands beside them that it is seen on film."""
_THEIRS = re.compile(
    r"(?:that|this|so|it) (?:is|was) (?:his|her|their|its|what|how|the (?:account|word|version|claim))\b"
    r"|(?:so|thus)(?:,? at least,?)? (?:\w+ ){0,4}?(?:says?|said|tells?|told)\b",
    re.IGNORECASE,
)


def is_carried(context: Context, claim: Claim, source_ids: set[str]) -> bool:
    """Whether the sentence names its source, or runs on from one in that source's voice."""
    sentence = context.sentence(claim)
    if sentence is None:
        return False
    if source_ids & {mention.source_id for mention in context.voices.mentions_in(sentence)}:
        return True
    before, after = context.draft.before(sentence), context.draft.after(sentence)
    is_shown = any(one is not None and _FILM.search(one.text) for one in (before, sentence))
    if is_shown and any(context.case.sources[one].role is Role.FOOTAGE for one in source_ids if one in context.case.sources):
        return True
    if after is not None and _THEIRS.match(after.text):
        theirs = set(context.voices.of_sentence(after).source_ids)
        if not theirs or theirs & source_ids:
            return True
    is_quoted_next = after is not None and context.draft.opens_with_quotation(after)
    if is_quoted_next and after is not None and source_ids & set(context.voices.of_sentence(after).source_ids):
        return True  # "Fourteen engines were sent. “We sent fourteen engines,” she said."
    runs_on = before is not None and _RUNS_ON.search(sentence.text) is not None
    if runs_on and before is not None and source_ids & set(context.voices.of_sentence(before).source_ids):
        return True
    told_on = _told_on(context, sentence)
    if (
        after is not None
        and source_ids & set(context.voices.of_sentence(after).source_ids)
        and not _restates_any(context, sentence)
    ):
        return True
    return told_on is not None and (not told_on or bool(source_ids & told_on)) and not _turns(sentence)


def _told_on(context: Context, sentence: Sentence) -> frozenset[str] | None:
    """Whose account the sentences around one retell: the last speaker before it in the passage, if the next does not differ.

    Reported speech runs on: "She heard two explosions, she says. Windows broke. Her cups fell." None: nobody's; empty: that
    of somebody who is no source by the name the draft uses.
    """
    before, after = context.draft.before(sentence), context.draft.after(sentence)
    for _ in range(_FARTHEST):
        if before is None:
            return None
        voice = context.voices.of_sentence(before)
        if not voice.is_own:
            if _restates_any(context, sentence):
                return None  # what was somebody's word is now told as fact
            following = set(context.voices.of_sentence(after).source_ids) if after is not None else set()
            said = frozenset(voice.source_ids)
            return said if not following or following & said else None
        before = context.draft.before(before)
    return None


def _restates_any(context: Context, sentence: Sentence) -> bool:
    return any(_restates(context, sentence, one) for one in context.draft.sentences if one.start < sentence.start)


def _restates(context: Context, sentence: Sentence, before: Sentence) -> bool:
    """Whether a sentence says again what the one before it has somebody say."""
    if context.voices.of_sentence(before).is_own:
        return False
    mine, told = stems_in(sentence.text), stems_in(before.text)
    return context.case.weight(mine & told) >= _AGAIN * context.case.weight(mine)


def _turns(sentence: Sentence) -> bool:
    """Whether a sentence begins by turning to something else: "But", "In fact", "Meanwhile"."""
    return (
        re.match(
            r"(?:but|in fact|in truth|in reality|meanwhile|however|so|thus|what is certain|one thing)\b",
            sentence.text,
            re.IGNORECASE,
        )
        is not None
    )
