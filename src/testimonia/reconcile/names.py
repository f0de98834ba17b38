"""Names in sentences: matching a name heard second-hand to a source, and listing names for a reader."""

from collections.abc import Iterable, Sequence

from testimonia.model.phrases import told
from testimonia.model.testimony import Source
from testimonia.reconcile.vocabulary import read_vocabulary, singular
from testimonia.text.names import name_key


def source_names(sources: Iterable[Source]) -> dict[str, str]:
    """Every name and alias that means exactly one source, folded -> source id."""
    owners: dict[str, set[str]] = {}
    for source in sources:
        for name in (source.name, *source.aliases):
            if folded := name_key(name):
                owners.setdefault(folded, set()).add(source.id)
    return {name: next(iter(ids)) for name, ids in owners.items() if len(ids) == 1}


def list_names(names: Sequence[str], *, most: int = 4) -> str:
    """Names in a sentence, in alphabetical order, the rest counted.

    >>> list_names(["b", "a"]), list_names(["a", "b", "c", "d", "e", "f"])
    ('a and b', 'a, b, c, d and two others')
    """
    distinct = sorted(set(names))
    if len(distinct) < 2:
        return distinct[0] if distinct else ""
    rest = len(distinct) - most
    if rest > 0:
        others = count_of(rest, "other")
        return told(f"{', '.join(distinct[:most])} and {others}", "list", items=[*distinct[:most], others])
    return told(f"{', '.join(distinct[:-1])} and {distinct[-1]}", "list", items=distinct)


def is_plural(name: str) -> bool:
    """Whether a source's name means several people, as far as English shows it: "the drivers say", "police say".

    >>> [is_plural(name) for name in ("the drivers", "people who paid", "local officials", "police", "SDF", "James Mattis")]
    [True, True, True, True, False, False]
    >>> is_plural("Residents"), is_plural("second driver"), is_plural("residents along the route"), is_plural("Dr Williams")
    (True, False, True, False)
    """
    words = name.split()
    for number, word in enumerate(words[1:], 1):
        if word.casefold() in read_vocabulary().name_ends:
            words = words[:number]
            break
    if not words or not words[-1].isalpha():
        return False
    last = words[-1].casefold()
    if last in {"police", "people"}:
        return True
    is_common = words[-1].islower() or (len(words) == 1 and singular(last) in read_vocabulary().tellers)
    return is_common and singular(last) != last


def says(name: str, verb: str = "says") -> str:
    """A name with a verb of the right number: ``the drivers say``, ``Abu Fawzi says``."""
    return f"{name} {verb_for(name, verb)}"


def verb_for(name: str, verb: str) -> str:
    """The third person of a verb, or its plural, after a name.

    >>> verb_for("the drivers", "denies"), verb_for("SDF", "says"), verb_for("witnesses", "agrees")
    ('deny', 'says', 'agree')
    """
    if not is_plural(name):
        return verb
    return f"{verb[:-3]}y" if verb.endswith("ies") else verb.removesuffix("s")


def count_of(number: int, noun: str) -> str:
    """A small count in words with its noun.

    >>> count_of(1, "account"), count_of(3, "independent account")
    ('one account', 'three independent accounts')
    """
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    word = words[number] if number < len(words) else str(number)
    return told(f"{word} {noun}{'' if number == 1 else 's'}", f"count.{noun}", count=number)
