"""The whole reconcile step on a made case: from linked claims to findings, contradictions and grades.

    benchmarks/reconcile [--claims N] [--seed S]

The case has a question for every 20 claims, three rules for every 15 questions, four times as many claims as sources. Prints
seconds of the whole process from a cold start (imports included), of the step alone, and what came out.
"""

import argparse
import json
import random
import subprocess
import sys
import time

STEP = "--step"
"""Given to the child process that does the work: so that its start is measured too."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(STEP, action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        print(json.dumps(measure(options.claims, options.seed)))
        return
    command = [sys.executable, __file__, STEP, "--claims", str(options.claims), "--seed", str(options.seed)]
    began = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    print(json.dumps({"cold_process_s": round(time.perf_counter() - began, 2), **json.loads(done.stdout)}))


def measure(number: int, seed: int) -> dict[str, float]:
    brief, sources, testimony = make_case(number, random.Random(seed))
    from testimonia.model.material import Metadata
    from testimonia.reconcile.reconciliation import reconcile

    began = time.perf_counter()
    result = reconcile(brief, sources, lambda: iter(testimony), metadata_of=lambda _: Metadata())
    return {
        "reconcile_s": round(time.perf_counter() - began, 2),
        "claims": len(testimony),
        "answers": len(result.answers),
        "contradictions": len(result.contradictions),
        "estimates": len(result.estimates),
    }


def make_case(number: int, chance: random.Random):
    from testimonia.model.brief import Brief, RuleText
    from testimonia.model.findings import Question
    from testimonia.model.material import Span
    from testimonia.model.testimony import About, Claim, Form, Role, Source, Speaker, Statement
    from testimonia.model.values import Amount, Hedge

    roles = (Role.PARTICIPANT, Role.EYEWITNESS, Role.OFFICIAL, Role.MEDIA)
    sources = {f"s{n}": Source(f"s{n}", f"source {n}", chance.choice(roles)) for n in range(max(5, number // 4))}
    names = [f"thing{n}" for n in range(max(3, number // 20))]
    questions = tuple(Question(name, f"How many {name}?", "amount", unit=name, nouns=(name,)) for name in names)
    rules = []
    for first in range(0, len(names) - 3, 15):
        whole, one, two, *_ = names[first:]
        rules += [RuleText(f"sum{first}", f"{whole} == {one} + {two}"), RuleText(f"part{first}", f"{one} <= {whole}")]
        rules.append(RuleText(f"load{first}", f"{two} <= 40 * {one}"))
    truth = {name: chance.randint(5, 4000) for name in names}
    hedges = {Hedge.EXACT: "{}", Hedge.ABOUT: "about {}", Hedge.MIN: "at least {}", Hedge.MAX: "at most {}"}
    testimony = []
    for n in range(number):
        name, hedge = chance.choice(names), chance.choice(list(hedges))
        figure = float(round(truth[name] * chance.lognormvariate(0.0, 0.3)) or 1)
        words = hedges[hedge].format(f"{figure:,.0f}") + f" {name}"
        low = figure * 0.85 if hedge is Hedge.ABOUT else 0.0 if hedge is Hedge.MAX else figure
        high = figure * 1.15 if hedge is Hedge.ABOUT else None if hedge is Hedge.MIN else figure
        text = f"On the way we counted {words} in all, number {n}."
        statement = Statement(
            f"st{n}", f"r{n}", "", (Span(0, len(text), text),), Form.TURN, Speaker("x"), source_id=chance.choice(list(sources))
        )
        span = Span(text.find(words), text.find(words) + len(words), words)
        value = Amount(low, figure, high, name, words, hedge)
        testimony.append((Claim(f"c{n:07}", f"st{n}", f"r{n}", span, About(name), value), statement))
    return Brief(questions=questions, rules=tuple(rules)), sources, testimony


if __name__ == "__main__":
    main()
