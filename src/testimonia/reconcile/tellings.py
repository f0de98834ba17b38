"""What the sentences of a reconciliation are made of, taken out of them: results are kept as plain words.

Why once, at the end: sentences are written in twenty places and taken up into others. What they are made of is asked for only
where somebody reads in another language, and it must go wherever results go without every keeper of results knowing of it.
"""

from typing import Any

from msgspec.structs import replace

from testimonia.model.findings import SENTENCES, Reconciliation
from testimonia.model.phrases import Phrase, Telling, take_phrases


def with_tellings(found: Reconciliation) -> Reconciliation:
    """The same results with plain words, and what these are made of beside them, in order of the words."""
    kept: dict[str, Phrase] = {}
    changes: dict[str, Any] = {
        field: tuple(take_phrases(result, names, kept) for result in getattr(found, field))
        for field, names in SENTENCES.items()
    }
    return replace(found, **changes, tellings=tuple(Telling(words, kept[words]) for words in sorted(kept)))
