"""Arabic text that came out of a page in the order it is drawn, put back into the order it is read.

Why: a page has no words, only glyphs at places. Programs that cannot write Arabic properly draw its letters from left to right,
and ligatures come out of every extractor back to front. Both leave text that looks like Arabic and matches nothing.
"""

import re

_ARABIC = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
ARABIC_RUN = re.compile(rf"[{_ARABIC}]+")
_WORD = re.compile(rf"[{_ARABIC}]{{3,}}")
_RIGHT_TO_LEFT = re.compile(rf"[{_ARABIC}]")
_LEFT_TO_RIGHT_RUN = re.compile(
    r"[0-9\u0660-\u0669A-Za-z\u00c0-\u024f](?:[^\s\u0590-\u08ff]*[0-9\u0660-\u0669A-Za-z\u00c0-\u024f%])?"
)
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_SURE = 3
"""Words that show the wrong order at least, before a text is turned round."""


def is_right_to_left(text: str) -> bool:
    """Whether most letters of a text are Arabic or Hebrew.

    >>> is_right_to_left("غادر Raqqa المدينة"), is_right_to_left("Raqqa")
    (True, False)
    """
    return 2 * len(_RIGHT_TO_LEFT.findall(text)) > sum(c.isalpha() for c in text)


def is_visual_order(text: str) -> bool:
    """Whether Arabic words stand back to front: the article at their ends and the feminine ending at their beginnings.

    No Arabic word begins with teh marbuta or alef maqsura; many end with it. The article begins every tenth word or more.

    >>> is_visual_order("رداغ ةنيدملا ىلإ ةقرلا ةليللا"), is_visual_order("غادر المدينة إلى الرقة الليلة")
    (True, False)
    """
    words = _WORD.findall(text)
    wrong = sum(word[0] in "ةى" or word.endswith("لا") for word in words)
    right = sum(word[-1] in "ةى" or word.startswith("ال") for word in words)
    return bool(wrong >= _SURE and wrong > 2 * right)


def to_logical_order(line: str) -> str:
    """Turn one line round, figures and Latin words excepted.

    >>> to_logical_order("(ةقرلا) ةنيدملا رداغ 250")
    '250 غادر المدينة (الرقة)'
    """
    turned = line[::-1].translate(_MIRRORED)
    return _LEFT_TO_RIGHT_RUN.sub(lambda match: match[0][::-1].translate(_MIRRORED), turned)
