"""Whether a value that was found is the one that was marked: ``~50 lorry``, ``24..60 driver``, ``=600 USD per person not``."""

import math
import re

from testimonia.model.testimony import Claim, Polarity, Statement
from testimonia.model.values import Amount, Duration, Moment, Money, Occurrence

_NUMBER = r"\d+(?:\.\d+)?"
_INTERVAL = re.compile(rf"(?P<sign>[=~])(?P<number>{_NUMBER})$|(?P<low>{_NUMBER})?\.\.(?P<high>{_NUMBER})?$")
_SECONDS = {"min": 60, "hour": 3_600, "day": 86_400, "night": 86_400, "week": 604_800, "month": 2_629_746, "year": 31_556_952}
_SIZES = {**_SECONDS, "t": 1_000}
_STANCES = frozenset({"asserts", "denies", "admits", "declines", "promises", "expects", "stipulates", "threatens", "asks"})
_ABOUT = 0.1
"""How far the best figure may stand from the one that was said."""
_NEAR = 0.02
"""Months and years have no one length."""


def misread(spec: str, claim: Claim, statement: Statement) -> str:
    """What is wrong with a claim beside the mark's reading; empty if nothing is."""
    value = claim.value
    if spec.startswith("@"):
        if not isinstance(value, Moment):
            return "no moment"
        return "" if spec[1:] in ("", value.value) else f"is {value.value}"
    if spec.startswith("?"):
        return "" if isinstance(value, Occurrence) and value.happened is (spec == "?yes") else "other occurrence"
    spec, _, by = spec.partition(" by ")
    spec, _, done = spec.partition(" did ")
    interval, *words = spec.split()
    rest = [word for word in words if word not in _STANCES and word not in ("not", "any")]
    unit, _, per = " ".join(rest).rpartition("per ") if "per" in rest else (" ".join(rest), "", "")
    if not isinstance(value, Amount | Money | Duration):
        return "no quantity"
    return (
        _wrong_interval(interval, unit.strip(), value)
        or _wrong_unit(unit.strip(), value)
        or (f"is for one {value.per or 'nothing'}" if per and value.per != per else "")
        or ("" if "any" in words else _wrong_force(words, claim))
        or (f"is of {claim.about.predicate or 'no verb'}" if done and done != claim.about.predicate else "")
        or (f"is said by {statement.speaker.name or 'nobody'}" if by and not same_name(by, statement.speaker.name) else "")
    )


def show(claim: Claim) -> str:
    """A claim's value in short, for the list of failures."""
    value = claim.value
    sign = "not " if claim.polarity is Polarity.NEGATED else ""
    if isinstance(value, Amount | Money | Duration):
        bounds = "|".join("-" if bound is None else f"{bound:g}" for bound in (value.low, value.best, value.high))
        return f"{sign}{bounds} {value.unit}" + (f" per {value.per}" if value.per else "") + f" ({claim.stance})"
    if isinstance(value, Moment):
        return f"@{value.value}"
    return f"{value.words} {value.happened}" if isinstance(value, Occurrence) else value.words


def same_name(expected: str, found: str) -> bool:
    """Whether one name holds all words of the other, in any case."""
    one, other = (set(re.findall(r"\w+", name.casefold())) - {"the", "a", "an"} for name in (expected, found))
    return bool(one and other) and (one <= other or other <= one)


def _wrong_interval(words: str, unit: str, value: Amount | Money | Duration) -> str:
    match = _INTERVAL.match(words)
    if match is None:
        raise ValueError(f"“{words}” is no interval")
    size = _SIZES.get(unit, 1)
    number, low, high = (float(match[name]) * size if match[name] else None for name in ("number", "low", "high"))
    bounds = f"is {value.low} | {value.best} | {value.high}"
    if number is None:
        fits = _is(value.high, high) and (_is(value.low, low) if low is not None else (value.low or 0) < (high or 0))
    elif match["sign"] == "~":
        known = value.low is not None and value.best is not None and value.high is not None
        fits = known and math.isclose(value.best or 0, number, rel_tol=_ABOUT) and value.low != value.high
    else:
        fits = all(_is(bound, number) for bound in (value.low, value.best, value.high))
    return "" if fits else bounds


def _is(bound: float | None, number: float | None) -> bool:
    if bound is None or number is None:
        return bound is number
    return math.isclose(bound, number, rel_tol=_NEAR)


def _wrong_unit(unit: str, value: Amount | Money | Duration) -> str:
    if isinstance(value, Duration):
        return "" if unit in _SECONDS else "is a length of time"
    found = "kg" if value.unit == "kg" and unit == "t" else value.unit
    wanted = "kg" if found == "kg" and unit == "t" else unit
    return "" if not unit or found.split()[-1:] == wanted.split()[-1:] else f"counts {value.unit or 'nothing'}"


def _wrong_force(words: list[str], claim: Claim) -> str:
    if (claim.polarity is Polarity.NEGATED) != ("not" in words):
        return f"is {claim.polarity}"
    stance = next((word for word in words if word in _STANCES), "")
    return f"{claim.stance}" if stance and stance != claim.stance else ""
