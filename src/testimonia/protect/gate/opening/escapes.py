"""Escapes of single characters: HTML entities, percent, JavaScript, C, Python, CSS, quoted-printable; also one in another.

All but CSS's are undone one after the other, over and over, until nothing changes. That undoes any nesting of them without
trying every order; the text as it stood is read as well, so an undoing too many hides nothing.
"""

import html
import re
import unicodedata
from collections.abc import Iterator

from testimonia.protect.gate.opening.windows import GAP, Undone, stretches

ROUNDS = 6
"""Nestings of escapes that are undone: ``%2526%252397%253B`` takes three."""

_ENTITY = re.compile(r"&#?[0-9A-Za-z]{2,40};?")
_NUMERIC = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,6})|0*([0-9]{1,7}));?")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_PERCENT_U = re.compile(r"%[uU]([0-9a-fA-F]{4})")
_BACKSLASH = re.compile(
    r"((?:\\x[0-9a-fA-F]{2})+|(?:\\[0-3][0-7]{2})+)"
    r"|\\u([0-9a-fA-F]{4})|\\u\{0*([0-9a-fA-F]{1,6})\}|\\U([0-9a-fA-F]{8})|\\N\{([A-Za-z0-9 -]{2,90})\}"
    r"|\\([0-7]{1,3})|\\(\r?\n|[^0-9a-zA-Z]|[nrtvfbae])"
)
_CSS = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\r\n\f])?|(\r?\n)|([^0-9a-fA-F\r\n]))")
_CSS_SIGN = re.compile(r"\\(?:[0-9a-fA-F]{2}|[1-9a-fA-F](?![a-zA-Z+*?{\[(]))|\\(?<=[A-Za-z].)[g-zG-Z](?<![nrtuswdbSWDB])")
_PRINTABLE = re.compile(r"(?:=[0-9a-fA-F]{2})+")
_SOFT_BREAK = re.compile(r"=[ \t]*\r?\n")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_QUOTED = r"(?:[0-9A-F]{2}=?(?:(?<=[A-F].)|(?<=.[A-F])|(?<==)|(?<=20))|[0-9a-f]{2}=[0-9a-f]{2}|[ \t]*\r?\n)"
"""What must follow a sign of equality to be quoted-printable: more than ``=10`` or ``=de``, which any address has."""
_PRINTABLE_SIGN = re.compile("=" + _QUOTED)
_ANY = re.compile(
    rf"[&%\\=](?:(?<=&)#?[0-9A-Za-z]{{2}}|(?<=%)(?:[0-9a-fA-F]{{2}}|[uU][0-9a-fA-F]{{4}})|(?<=\\)(?![dwsbDWSB.()\[\]{{}}*+?|^$])|(?<==){_QUOTED})"
)
_UNCOMMON = re.compile(r"\\[^nrt\"'/`\\]|\0")
_COMMON = (("\\\\", "\0"), ("\\n", "\n"), ("\\r", "\r"), ("\\t", "\t"), ('\\"', '"'), ("\\'", "'"), ("\\/", "/"), ("\\`", "`"))
"""The doubled backslash first, and kept aside."""
_PLAIN_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "v": "\v", "f": "\f", "b": "\b", "a": "\a", "e": "\x1b"}


def undo_escapes(text: str) -> Iterator[Undone]:
    r"""The stretches of ``text`` that have escapes, with these undone, after each round of undoing.

    >>> [undone.what for undone in undo_escapes("N&#97;ww%61f")]
    ['Nawwaf']
    """
    for start, stretch in stretches(text, _ANY):
        yield from _undo_over_and_over(stretch, stretch, start)
        if (
            "=" in stretch and any(sign in stretch for sign in "\\&%") and _SOFT_BREAK.search(stretch)
        ):  # which may lie within an escape
            yield from _undo_over_and_over(stretch, _SOFT_BREAK.sub("", stretch), start)


def _undo_over_and_over(given: str, current: str, start: int) -> Iterator[Undone]:
    done: list[str] = []
    for _ in range(ROUNDS):
        before = current
        for name, sign, undo in _CHAIN:
            if sign in current:
                if sign == "\\" and current != given:  # a backslash may be CSS's, which is undone elsewhere
                    yield Undone(_news(given, current), ", ".join(done), start, is_bare=_is_bare(given, current))
                changed = undo(current)
                if changed != current:
                    current = changed
                    if name not in done:
                        done.append(name)
        current = _join_surrogates(current)
        if current == before:
            break
        yield Undone(_news(given, current), ", ".join(done), start, is_bare=_is_bare(given, current))
        given = current


def _news(given: str, current: str) -> str:
    """Of stretches put together those that have changed."""
    before, after = given.split(GAP), current.split(GAP)
    if len(before) != len(after) or len(after) == 1:
        return current
    return GAP.join(new for old, new in zip(before, after, strict=True) if new != old)


def _is_bare(given: str, current: str) -> bool:
    """Has the undoing brought forth no tag that was not one before?"""
    return current.count("<") <= given.count("<") and "<\\" not in given


def undo_css_escapes(text: str) -> Iterator[Undone]:
    r"""CSS escapes undone: up to six hexadecimal digits and one space, or the character itself.

    Source: CSS Syntax Module Level 3, section 4.3.7.

    >>> [undone.what for undone in undo_css_escapes("N\\61 wwaf")]
    ['Nawwaf']
    """
    if "\\" not in text:
        return
    for start, stretch in stretches(text, _CSS_SIGN):
        current = stretch
        for _ in range(ROUNDS):
            changed = _join_surrogates(_CSS.sub(_css_character, current))
            if changed == current:
                break
            current = changed
            yield Undone(current, "CSS escapes", start)


def undo_entities(text: str) -> str:
    """HTML's entities undone: named, decimal, hexadecimal, with or without the semicolon.

    Source: HTML Living Standard, section 13.5 (Python's ``html.entities``).

    >>> undo_entities("&#78&#x61;&#0000119;")
    'Naw'
    """
    return _ENTITY.sub(lambda match: html.unescape(match.group()), _NUMERIC.sub(_numeric_entity, text))


def undo_percent(text: str) -> str:
    """Percent-encoding undone (RFC 3986, section 2.1), and the ``%u0646`` of JavaScript's ``escape``."""
    return _PERCENT_U.sub(lambda match: chr(int(match[1], 16)), _PERCENT.sub(_percent_run, text))


def undo_backslashes(text: str) -> str:
    r"""Backslash escapes of JavaScript, JSON, C and Python undone.

    Runs of ``\xNN`` or ``\NNN`` are bytes of UTF-8 where that fits, as in C and in Python's bytes.
    """
    if not _UNCOMMON.search(text):
        for escaped, plain in _COMMON:
            text = text.replace(escaped, plain)
        return text.replace("\0", "\\")
    return _BACKSLASH.sub(_backslash, text)


def undo_quoted_printable(text: str) -> str:
    """Quoted-printable undone (RFC 2045, section 6.7): ``=D9=86``, and soft line breaks."""
    if not _PRINTABLE_SIGN.search(text):
        return text
    return _PRINTABLE.sub(lambda match: _bytes_to_text(bytes.fromhex(match[0].replace("=", ""))), _SOFT_BREAK.sub("", text))


_CHAIN = (
    ("HTML entities", "&", undo_entities),
    ("percent-encoding", "%", undo_percent),
    ("backslash escapes", "\\", undo_backslashes),
    ("quoted-printable", "=", undo_quoted_printable),
)


def _character(number: int) -> str:
    return chr(number) if 0 < number < 0x110000 else ""


def _numeric_entity(match: re.Match[str]) -> str:
    number = int(match[1], 16) if match[1] else int(match[2])
    return html.unescape(f"&#{number};") if 127 < number < 160 else _character(number)


def _bytes_to_text(data: bytes) -> str:
    """UTF-8 if it is that, else Windows-1256, in which ASCII and most of Latin-1's small letters are the same."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1256", "replace")


def _percent_run(match: re.Match[str]) -> str:
    return _bytes_to_text(bytes.fromhex(match[0].replace("%", "")))


def _backslash(match: re.Match[str]) -> str:
    run, four, braces, eight, name, octal, plain = match.groups()
    if run:
        base = 16 if run[1] == "x" else 8
        codes = bytes(int(code.lstrip("x"), base) for code in run[1:].split("\\"))
        try:
            return codes.decode("utf-8")
        except UnicodeDecodeError:
            return codes.decode("latin-1")
    digits = four or braces or eight
    if digits:
        return _character(int(digits, 16))
    if name:
        return _named_character(name, match[0])
    if octal:
        return _character(int(octal, 8))
    return _PLAIN_ESCAPES.get(plain, "" if plain[-1] == "\n" else plain)


def _named_character(name: str, otherwise: str) -> str:
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return otherwise


def _css_character(match: re.Match[str]) -> str:
    digits, line_break, plain = match.groups()
    if digits:
        return _character(int(digits, 16))
    return "" if line_break else plain


def _join_surrogates(text: str) -> str:
    """Halves of characters beyond U+FFFF, as JavaScript writes them, made whole."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
