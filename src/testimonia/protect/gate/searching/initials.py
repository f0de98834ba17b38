"""Whether a single letter, in any script, may be the initial of a name."""

from functools import lru_cache

from testimonia.protect.gate.searching.sounds import script_of_word, to_sounds
from testimonia.text.names import fold

_INITIAL_LETTERS = ("gj", "dj", "kqc", "ye", "yij", "vw")
_INITIAL_SOUNDS = ("kqgc", "jgdc", "yij", "ouw", "ae", "xkh", "td", "sz", "vw", "aoui")


@lru_cache(maxsize=65_536)
def same_initial(letter: str, word: str) -> bool:
    """Whether a letter, in any script, may be the initial of a word.

    >>> same_initial("N", "nawwaf"), same_initial("N", "نواف"), same_initial("M", "نواف")
    (True, True, False)
    """
    one, other = fold(letter), fold(word[:1])
    if one == other:
        return True
    if not letter.isalpha() or len(letter) > 1:
        return False
    if script_of_word(letter) == script_of_word(word) == "latin":
        return not word.startswith("kh") and any(one in group and other in group for group in _INITIAL_LETTERS)
    first, second = to_sounds(letter)[0].strip("'")[:1].lower(), to_sounds(word)[0].strip("'")[:1].lower()
    return first == second or any(first in group and second in group for group in _INITIAL_SOUNDS if first and second)
