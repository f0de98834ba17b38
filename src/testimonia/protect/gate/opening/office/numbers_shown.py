"""Numbers in spreadsheets as their format shows them: telephone numbers with their noughts and groups, dates, plain figures.

Source: ISO/IEC 29500-1, 18.8.30 (number formats), 18.17.4 (dates).
"""

import math
import re
from datetime import datetime, timedelta

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss", 49: "@",
}  # fmt: skip
NOT_SHOWN = re.compile(r"\[[^\]]*\]|_.|\*.")
QUOTED = re.compile(r'"([^"]*)"|\\(.)')
DAYS = range(2_958_466)
"""Numbers of days that are dates: to the end of the year 9999."""


def shown(number: float, code: str, *, from_1904: bool = False) -> str:
    """A number as a cell shows it.

    Dates are written ``2024-03-05`` whatever their format, with the time if there is one. A format of digits alone is followed
    digit by digit; any other shows the plain figure.

    Args:
        number: The cell's value.
        code: Its format; empty = general.
        from_1904: Days are counted from 1904, as on old Macintoshes.

    >>> shown(944123456, "0000000000"), shown(963944123456.0, "+000 000 000 000"), shown(45356, "yyyy-mm-dd")
    ('0944123456', '+963 944 123 456', '2024-03-05')
    """
    if not math.isfinite(number):
        return str(number)
    section = NOT_SHOWN.sub("", code.split(";")[0])
    bare = QUOTED.sub("", section).lower()
    if re.search(r"[ydhs]|m{1,4}", bare) and "e" not in bare.replace("yyyy", "").replace("general", "") and int(number) in DAYS:
        return date_shown(number, from_1904=from_1904)
    if number == int(number) and number >= 0 and re.search("[0#?]", bare) and not re.search(r"[.,%e@/]", bare):
        return digits_shown(str(int(number)), section)
    return plain(number)


def plain(number: float) -> str:
    """A figure without an exponent and without the noise of its last bits."""
    if number == int(number) and abs(number) < 1e21:
        return str(int(number))
    short = f"{number:.15g}"
    return short if "e" not in short else f"{number:.15f}".rstrip("0")


def date_shown(number: float, *, from_1904: bool) -> str:
    """A day, and the time of day if there is one; a time alone by itself."""
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    moment = start + timedelta(days=int(number), seconds=round((number - int(number)) * 86400))
    if 0 <= number < 1:
        return f"{moment:%H:%M:%S}"
    return f"{moment:%Y-%m-%d}" if moment.time() == datetime.min.time() else f"{moment:%Y-%m-%d %H:%M:%S}"


def digits_shown(digits: str, section: str) -> str:
    """Digits put into the places of a format, from the right; what doesn't fit goes into the first place."""
    marks = [
        (match[1] or match[2], False) if match.lastindex else (match[0], True)
        for match in re.finditer(r'"([^"]*)"|\\(.)|.', section)
    ]
    places = sum(is_mark and mark in "0#?" for mark, is_mark in marks)
    padded = digits.rjust(places, "\0")
    first, rest = padded[: len(padded) - places + 1], iter(padded[len(padded) - places + 1 :])
    out, begun = [], False
    for mark, is_mark in marks:
        if not (is_mark and mark in "0#?"):
            out.append(mark)
            continue
        digit = next(rest) if begun else first
        begun = True
        out.append(digit if digit != "\0" else {"0": "0", "?": " ", "#": ""}[mark])
    return "".join(out)
