"""True names of protected sources in the draft: never printed, whatever else is right.

The desk does not know the names: a function that the vault stands behind finds them, and says which pseudonym to use.
"""

from collections.abc import Iterable

from testimonia.check.context import Context
from testimonia.check.verdicts import Verdict, problem
from testimonia.model.desk import Check


def check_identities(context: Context) -> Iterable[Verdict]:
    """Every true name, as the vault's search finds it in the whole file, bindings and front matter included."""
    if context.find_identities is None:
        return
    for start, end, pseudonym in context.find_identities(context.draft.contents.text):
        words = "█" * max(1, end - start)  # the report is shown, saved and sent on: it must not carry the name either
        instead = f"write “{pseudonym}”" if pseudonym else "write a pseudonym"
        yield problem(Check.IDENTITY, (start, end, words), f"this identifies a protected source; {instead}")
