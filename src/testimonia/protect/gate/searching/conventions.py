"""How conventions of different languages spell the same sounds in Latin letters: one spelling -> its readings.

English, French, German, Polish, South Slavic, Turkish, Albanian, Somali, Spanish and the romanisations of Chinese each have
letters that mean something else elsewhere (ch, j, c, x, gu). A spelling is not told which language it is in; so it is read
in each that its letters allow, and is the same name where one reading of either meets one of the other.

Source: the orthographies named; BGN/PCGN, ISO 9, Duden (Transkription), Wade-Giles; the selection is our own.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from anyascii import anyascii

from testimonia.protect.gate.searching.lexicon import word_set

_MARKED = {
    **dict.fromkeys("şšșś", "sh"),
    **dict.fromkeys("çčć", "ch"),
    **dict.fromkeys("žż", "zh"),
    **dict.fromkeys("ğġḡ", "gh"),
    **dict.fromkeys("ḫẖ", "kh"),
    **dict.fromkeys("ǧǰ", "j"),
    **dict.fromkeys("ħĥ", "h"),
    **dict.fromkeys("ẓź", "z"),
    **dict.fromkeys("đḍ", "d"),
    **dict.fromkeys("ðḏ", "dh"),
    **dict.fromkeys("þṯ", "th"),
    **dict.fromkeys("æœä", "e"),
    **dict.fromkeys("əā", "a"),
    **dict.fromkeys("øö", "o"),
    **dict.fromkeys("ßṣ", "s"),
    "ı": "i",
    "ł": "l",
    "ŋ": "ng",
    "ñ": "ni",
    "ü": "u",
    "ŭ": "u",
    "ț": "ts",
    "ţ": "t",
}
"""Latin letters whose marks change the sound; every other mark is taken off."""

_OFF = re.compile(r"(?<=\w)off\b")
_SLAVIC = re.compile(r"(?:enko|uk|vych|vich|chyk|chik|chak|kov)$")
_TURKISH_V = re.compile(r"[ae]v(?=[bcdfghjklmnpqrstz])")
"""Turkish writes the diphthong of Fawzi and Tawfiq with a v."""
_SLAVIC_TS = re.compile(r"c(?=k(?:i[jy]?|yj?|a|aya|aja|oho|omu)$)")
"""Žukoveckyj and Żukowecki write ts with a c."""
_AMBIGUOUS = re.compile(r"x|j|ch|ck[iya]|[oe]w|[csr]z|[gq]u[eiy]|^hs|^di[aeo]|^c[aiu]|[ae]v[bcdfghjklmnpqrstz]")
_POLISH = (("szcz", "shch"), ("cz", "ch"), ("sz", "sh"), ("rz", "zh"))


def bare(letter: str) -> str:
    """A Latin letter without marks, or the letters that stand for it where the mark changes the sound.

    >>> bare("š"), bare("é"), bare("ç")
    ('sh', 'e', 'ch')
    """
    known = _MARKED.get(letter)
    if known is not None:
        return known
    return "".join(c for c in anyascii(unicodedata.normalize("NFKD", letter)[0]).lower() if c.isalpha() or c == "'")


def readings(letters: str) -> list[str]:
    """A word in lower-case Latin letters, in plain English spelling, once for each convention that it may be written in.

    Args:
        letters: one word, lower case.

    Returns:
        Spellings, the likeliest first.

    >>> readings("nawwaf"), readings("hoxhaj")
    (['nawwaf'], ['hozhaj', 'hozhay'])
    """
    text = letters if letters.isascii() else "".join(map(bare, letters))
    text = _OFF.sub("ov", text.replace("'", ""))
    found = [text]
    if _AMBIGUOUS.search(text):
        found = list(dict.fromkeys(_more(text)))
    if letters.endswith("ü"):
        found.append(text[:-1] + "i")
    if "đ" in letters:
        found.append("".join(map(bare, letters.replace("đ", "dj"))))
    return found


def _more(text: str) -> list[str]:
    found = [text]
    if "xh" in text:
        found = [text.replace("xh", "zh").replace("q", "ch")]
    elif "tx" in text:
        found = [text.replace("tx", "ch")]
    elif "x" in text:
        found = [text[:1].replace("x", "X") + text[1:].replace("x", "ks"), text.replace("x", "X")]
    if re.search("[csr]z", text):
        polish = text
        for old, new in _POLISH:
            polish = polish.replace(old, new)
        found.append(polish)
    elif _TURKISH_V.search(text):
        found.append(_TURKISH_V.sub("au", text))
    elif "ch" in text:
        plain = text.replace("schtsch", "shTch").replace("tsch", "Tch").replace("sch", "sh").replace("tch", "Tch")
        if not _SLAVIC.search(text):
            found.append(plain.replace("Tch", "sh").replace("ch", "sh"))
        found.append(re.sub("(?<!T)ch", "kh", plain).replace("T", ""))
    if _SLAVIC_TS.search(text):
        found = [_SLAVIC_TS.sub("ts", reading) for reading in found]
    if "j" in text:
        found += [
            reading.replace("dsch", "dzh").replace("j", "y").replace("w", "v")
            for reading in found
            if "j" in reading.replace("dj", "")
        ]
    if re.search("[oe]w", text):
        found.append(text.replace("w", "v"))
    if text.startswith("hs"):
        found.append("X" + text[2:])
    if re.search("[gq]u[eiy]", text):
        found.append(re.sub("([gq])u(?=[eiy])", r"\1", text))
    if re.match("di[aeo]", text):
        found.append("j" + text[2:])
    if re.match("c[aiu]", text):
        found += [reading[1:] for reading in found[:2]]
    return found


_BURMESE = word_set(
    """
    aung aye ba bo chit hla hlaing hnin htay htet htoo htun htut htwe khaing khin ko kyaw kyi lin linn lwin ma maung min moe mon
    mya myat myint myo naing nandar nay nwe nway nyein nyunt ohn oo phyo pyae san sandar sein shwe soe su swe tha thein thet
    thida thiha thura thwin tin toe tun wai win yi yin zarni zaw zaya zeya zin
    """
)
"""Words of Burmese names, our own list: enough to tell that a name is one."""


def burmese_respellings(words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Of a Burmese name those words that end in a long a, which half of the press writes with a silent r: Zeya, Zeyar.

    >>> burmese_respellings(("zaw", "zeya", "nwe")), burmese_respellings(("hamza", "zahra"))
    ({'zeya': ('zeyar',)}, {})
    """
    if 2 * sum(word in _BURMESE for word in words) < len(words):
        return {}
    return {word: (word[:-1] if word[-1] == "r" else word + "r",) for word in words if re.search("[^aeiou]ar?$", word)}


_SUN_ARTICLE = re.compile(r"(?<=\w{3}[aeiu])l(?=(?:t|d|r|z|s|n)[aeiou])")

_HAMZA = re.compile(r"ai(?=[rldzmfq](?:$|[aeh]))")
"""Raid and Wail may be Ra'id and Wa'il, two syllables, with the sign left out."""


@lru_cache(maxsize=4096)
def respellings(word: str) -> tuple[str, ...]:
    """Other ways to write one word of a name, beyond what sounds tell: worth trying for the vault, too costly for a text.

    >>> respellings("gülşen"), respellings("cabdi"), respellings("sharfeldin")
    (('guelshen',), ('abdi',), ('sharfedin',))
    """
    found: list[str] = []
    if any(c in "üöä" for c in word):
        found.append("".join({"ü": "ue", "ö": "oe", "ä": "ae"}.get(c, bare(c)) for c in word))
    if not word.isascii():
        return tuple(found)
    for old in ("ue", "oe"):
        if old in word:
            found.append(word.replace(old, old[0]))
    if re.search(r"c(?![hkz])", word):
        found.append(re.sub(r"c(?![hkz])", "", word))
    if re.search("sh(?=[mntk])|(?<=k)sh", word):
        found.append(re.sub("sh(?=[mntk])|(?<=k)sh", "s", word))
    if _HAMZA.search(word):
        found.append(_HAMZA.sub("ayi", word))
    if _SUN_ARTICLE.search(word):
        found.append(_SUN_ARTICLE.sub("", word))
    return tuple(form for form in found if len(form) > 2)
