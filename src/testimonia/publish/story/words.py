"""The pages' own words in the languages a story can be written in: one file of messages each.

Why files: a translator edits words, not programs. Every file has the same keys; a test compares them.
"""

import tomllib
from functools import lru_cache
from importlib.resources import files

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku", "ps", "ur"})
Texts = dict[str, str]


@lru_cache
def texts_of(language: str) -> Texts:
    """The words of a language.

    >>> texts_of("en")["how_we_know"]
    'How we know'
    """
    path = files("testimonia.publish.story").joinpath("texts", f"{language}.toml")
    return {key: str(value) for key, value in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def direction_of(language: str) -> str:
    """``rtl`` or ``ltr``.

    >>> direction_of("ar"), direction_of("en-GB")
    ('rtl', 'ltr')
    """
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def counted(texts: Texts, key: str, number: int) -> str:
    """A number of things: ``one_KEY``, ``two_KEY`` where the language has it, or ``many_KEY`` with the number.

    >>> counted(texts_of("en"), "accounts", 1), counted(texts_of("en"), "accounts", 3)
    ('1 account', '3 accounts')
    """
    few = {1: "one", 2: "two"}.get(number, "few" if 3 <= number % 100 <= 10 else "many")
    template = texts.get(f"{few}_{key}") or texts[f"many_{key}"]
    return template.format(n=f"{number:,}")


def quoted(texts: Texts, words: str) -> str:
    """Words in the language's quotation marks; marks that were around them already give way.

    >>> quoted(texts_of("en"), "\u201cThey left,\u201d"), quoted(texts_of("ar"), "He said \u201cno\u201d.")
    ('\u201cThey left,\u201d', '\u00abHe said \u201cno\u201d.\u00bb')
    """
    bare = words.strip()
    if len(bare) > 1 and _PAIRS.get(bare[0]) == bare[-1] and not set(bare[1:-1]) & {bare[0], bare[-1]}:
        bare = bare[1:-1].strip()
    return texts["quoted"].format(words=bare)


_PAIRS = {"\u201c": "\u201d", "\u00ab": "\u00bb", '"': '"', "\u2018": "\u2019"}
