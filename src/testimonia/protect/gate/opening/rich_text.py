"""RTF: control words taken out, characters of its code pages and of Unicode put in."""

import codecs
import re
from collections.abc import Iterator

from testimonia.protect.gate.opening.windows import Undone

_TOKEN = re.compile(
    r"\\u(-?\d{1,6}) ?|((?:\\'[0-9a-fA-F]{2})+)|\\([a-z]{1,32})(-?\d{1,10})? ?|\\([^a-z])|([{}\r\n])|([^\\{}\r\n]+)|(.)"
)
_CODE_PAGE = re.compile(r"\\ansicpg(\d{3,5})")
_CHARSET = re.compile(r"\\fcharset(\d{1,3})")
_BREAKING = {"par": "\n", "line": "\n", "tab": "\t", "cell": "\t", "row": "\n", "page": "\n", "sect": "\n"}
_SIGNS = {"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•"}
_CHARSETS = {
    "178": "cp1256",
    "204": "cp1251",
    "238": "cp1250",
    "162": "cp1254",
    "161": "cp1253",
    "177": "cp1255",
    "0": "cp1252",
}
"""Source: Rich Text Format Specification 1.9.1, font table, ``\\fcharset``."""


def read_rich_text(text: str) -> Iterator[Undone]:
    r"""The characters of an RTF document, hidden ones and those of skipped destinations too, in each code page it names.

    >>> [undone.what for undone in read_rich_text("{\\rtf1\\ansi Na{\\b ww}\\'61f}")]
    ['Nawwaf']
    """
    if "{\\rtf" not in text[:256]:
        return
    named = [f"cp{page}" for page in _CODE_PAGE.findall(text[:4096])]
    named += [_CHARSETS[number] for number in _CHARSET.findall(text) if number in _CHARSETS]
    seen = set()
    for encoding in dict.fromkeys([*named, "cp1252", "cp1256"]):
        read = _read(text, encoding if _is_known(encoding) else "cp1252")
        if read not in seen:
            seen.add(read)
            yield Undone(read, "")


def _is_known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _read(text: str, encoding: str) -> str:
    parts: list[str] = []
    skip = 0
    fallback = 1
    for unicode_, run, word, number, sign, _, plain, other in _TOKEN.findall(text):
        if unicode_:
            parts.append(chr(int(unicode_) % 65536))
            skip = fallback
        elif run:
            data = bytes(int(code, 16) for code in run[2:].split("\\'"))[skip:]
            skip = max(0, skip - run.count("'"))
            parts.append(data.decode(encoding, "replace"))
        elif word:
            skip = 0
            if word == "uc":
                fallback = int(number or 1)
            parts.append(_BREAKING.get(word) or _SIGNS.get(word, ""))
        elif sign:
            parts.append({"~": "\u00a0", "_": "-", "-": "", "*": ""}.get(sign, sign))
        elif plain or other:
            parts.append((plain or other)[skip:])
            skip = 0
    joined = "".join(parts)
    return joined.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
