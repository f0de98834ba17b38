"""Generated cases to calibrate intervals on: accounts of one event by people who were near it or were not.

Deliberately unlike the cases the benchmarks are scored on: sources form roles, errors have heavy tails instead of a good and a
wrong half, tolls grow while they are counted, people round to what fingers and dozens allow, and some repeat what they heard.
"""

import math
import random

ROLES = (  # share, median error on logs, share of figures from elsewhere, how often hedged
    (0.35, 0.06, 0.06, 0.4),
    (0.25, 0.12, 0.1, 0.5),
    (0.2, 0.2, 0.15, 0.6),
    (0.2, 0.1, 0.25, 0.3),
)
ROUND = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0)


def make_case(seed: int) -> tuple[list[dict], dict[str, float]]:
    """Claims and truths of one case."""
    chance = random.Random(seed * 7919 + 13)
    roles = [chance.choices(ROLES, [role[0] for role in ROLES])[0] for _ in range(chance.randint(4, 24))]
    skill = [role[1] * math.exp(chance.gauss(0, 0.4)) for role in roles]
    hears = [chance.randrange(n) if n and chance.random() < 0.12 else None for n in range(len(roles))]
    claims, truths = [], {}
    for number in range(chance.randint(2, 40)):
        truth = float(round(math.exp(chance.gauss(5.5, 1.8)))) + 3
        truths[f"q{number}"] = truth
        said: dict[int, dict] = {}
        for source in sorted(chance.sample(range(len(roles)), min(len(roles), chance.randint(2, 9)))):
            heard = said.get(hears[source]) if hears[source] is not None else None
            said[source] = (
                dict(heard) if heard and chance.random() < 0.7 else _speak(chance, truth, roles[source], skill[source])
            )
            claims.append({"q": f"q{number}", "s": f"s{source}", **said[source]})
    return claims, truths


def _speak(chance: random.Random, truth: float, role: tuple[float, ...], skill: float) -> dict:
    error = chance.gauss(0, 1) / math.sqrt(chance.gammavariate(3, 1 / 3)) * skill
    if chance.random() < role[2]:
        error = chance.gauss(0, 0.9)
    meant = max(1.0, truth * math.exp(error))
    if chance.random() >= role[3]:
        return _say("point", _exactly(chance, meant))
    kind = chance.choices(("about", "min", "max", "range"), (5, 3, 1, 2))[0]
    if kind == "about":
        return _say("about", _roughly(meant))
    if kind == "range":
        ends = sorted((_roughly(meant * math.exp(-chance.expovariate(5))), _roughly(meant * math.exp(chance.expovariate(5)))))
        return {"kind": "range", "value": None, "lo": ends[0], "hi": ends[1]} if ends[0] < ends[1] else _say("about", ends[0])
    away = chance.expovariate(4)
    figure = _roughly(meant * math.exp(-away if kind == "min" else away))
    return {"kind": kind, "value": figure, "lo": figure if kind == "min" else None, "hi": figure if kind == "max" else None}


def _say(kind: str, figure: float) -> dict:
    return {"kind": kind, "value": figure, "lo": None, "hi": None}


def _exactly(chance: random.Random, meant: float) -> float:
    if meant < 20 or chance.random() < 0.15:
        return float(max(1, round(meant)))
    step = 10.0 ** (math.floor(math.log10(meant)) - chance.choice((0, 1, 1)))
    return round(meant / step) * step


def _roughly(meant: float) -> float:
    if meant < 10:
        return float(max(1, round(meant)))
    size = 10.0 ** math.floor(math.log10(meant))
    return min(ROUND, key=lambda figure: abs(math.log(figure * size / meant))) * size
