"""The pages' own words in the languages a story can be written in: one file of messages each.

Why files: a translator edits words, not programs. Every file has the same keys; a test compares them.
"""

import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files

from markupsafe import Markup

from testimonia.model.release_sentences import recognise

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


def told(texts: Texts, sentence: str) -> str:
    """A sentence of clearance's own in the language of the pages; any other as it is.

    >>> told(texts_of("en"), "1 account from 1 independent group agree"), told(texts_of("en"), "Nobody agrees.")
    ('1 account from 1 independent group agree', 'Nobody agrees.')
    """
    known = recognise(sentence)
    if known is None:
        return sentence
    accounts, groups = counted(texts, "accounts", known.accounts), counted(texts, "groups", known.groups)
    return texts[f"cleared_{known.kind}"].format(accounts=accounts, groups=groups)


def tongue(language: str, words: str, *, is_machine: bool = False) -> Markup:
    """Attributes for words that run the other way than the page: their direction, and their language where it is known.

    Why: the machine's sentences are English in every story, and must be read out as that.

    >>> tongue("ar", "Two accounts agree.", is_machine=True), tongue("en", "Two accounts agree.", is_machine=True)
    (Markup(' lang="en" dir="ltr"'), Markup(''))
    """
    strong = next((kind for ch in words if (kind := unicodedata.bidirectional(ch)) in ("L", "R", "AL")), "")
    direction = {"L": "ltr", "R": "rtl", "AL": "rtl"}.get(strong, direction_of(language))
    if direction == direction_of(language):
        return Markup("")
    return Markup(' lang="en" dir="ltr"') if is_machine and direction == "ltr" else Markup(f' dir="{direction}"')


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
