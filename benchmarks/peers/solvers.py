"""Contradictions as other solvers find them, in the form of ``benchmarks/contradictions``. Runs in an environment of its own.

    benchmarks/peers/solve TOOL < components.jsonl > answers.jsonl

TOOL: z3 (one minimal set, from assumptions with core minimisation), z3-all (all, by MARCO, at most 50), cpsat (one minimal set,
from sufficient assumptions with deletion), cpsat-world and milp-world (the best consistent world). HiGHS is reached through
scipy: its own package and OR-tools cannot be loaded in one process. The seconds go to standard error, without imports.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

Component = dict[str, Any]
SCALE = 1000
"""CP-SAT knows whole numbers only: times are given with three decimals."""
MOST_SETS = 50


def main() -> None:
    answer = PEERS[sys.argv[1]]()
    began, worked = time.perf_counter(), time.process_time()
    components = [json.loads(line) for line in sys.stdin.buffer]
    for component in components:
        print(json.dumps({"id": component["id"], **answer(component)}))
    sys.stdout.flush()
    print(
        f"{len(components)} components in {time.perf_counter() - began:.3f} s, processor {time.process_time() - worked:.3f} s",
        file=sys.stderr,
    )


def z3_solver(component: Component) -> tuple[Any, dict[str, Any]]:
    import z3

    solver = z3.Solver()
    solver.set("core.minimize", True)
    made = {}
    for name, span in component["vars"].items():
        made[name] = z3.Int(name) if span["type"] == "int" else z3.Real(name)
        solver.add(made[name] >= span["lo"], made[name] <= span["hi"])

    def row(given: Component) -> list[Any]:
        total = z3.Sum([z3.RealVal(factor) * made[name] for factor, name in given["terms"]])
        low = [] if given["lo"] is None else [total >= z3.RealVal(str(given["lo"]))]
        return low + ([] if given["hi"] is None else [total <= z3.RealVal(str(given["hi"]))])

    for rule in component["rules"]:
        solver.add(*row(rule))
    marks = {}
    for claim in component["claims"]:
        marks[claim["id"]] = z3.Bool(f"claim {claim['id']}")
        solver.add(z3.Implies(marks[claim["id"]], z3.And(*row(claim))))
    return solver, marks


def z3_core(solver: Any, marks: dict[str, Any], chosen: Iterable[str]) -> list[str] | None:
    import z3

    if solver.check(*[marks[key] for key in chosen]) != z3.unsat:
        return None
    names = {str(mark): key for key, mark in marks.items()}
    core = [names[str(mark)] for mark in solver.unsat_core()]
    return sorted(core)


def z3_one() -> Callable[[Component], Component]:
    import z3  # noqa: F401  (so that the import is not timed)

    def answer(component: Component) -> Component:
        core = z3_core(*(pair := z3_solver(component)), pair[1])
        return {"consistent": core is None, "conflicts": [] if core is None else [core]}

    return answer


def z3_all() -> Callable[[Component], Component]:
    import z3

    def answer(component: Component) -> Component:
        solver, marks = z3_solver(component)
        subsets = z3.Solver()
        flags = {key: z3.Bool(f"in {key}") for key in marks}
        found: list[list[str]] = []
        while len(found) < MOST_SETS and subsets.check() == z3.sat:
            model = subsets.model()
            seed = [key for key, flag in flags.items() if not z3.is_false(model.eval(flag))]
            core = z3_core(solver, marks, seed)
            if core is None:
                for key in flags:
                    if key not in seed and z3_core(solver, marks, [*seed, key]) is None:
                        seed.append(key)
                subsets.add(z3.Or(*[flags[key] for key in flags if key not in seed]))
            else:
                found.append(core)
                subsets.add(z3.Or(*[z3.Not(flags[key]) for key in core]))
        return {"consistent": not found, "conflicts": found}

    return answer


def cpsat_model(component: Component, chosen: Iterable[str] | None) -> tuple[Any, dict[str, Any]]:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    is_real = any(span["type"] == "real" for span in component["vars"].values())
    scale = SCALE if is_real else 1
    made = {
        name: model.new_int_var(round(span["lo"] * scale), round(span["hi"] * scale), name)
        for name, span in component["vars"].items()
    }
    most = 10**12

    def row(given: Component) -> Any:
        total = sum(round(factor) * made[name] for factor, name in given["terms"])
        low = -most if given["lo"] is None else round(given["lo"] * scale)
        return model.add_linear_constraint(total, low, most if given["hi"] is None else round(given["hi"] * scale))

    for rule in component["rules"]:
        row(rule)
    marks = {}
    for claim in component["claims"]:
        if chosen is None or claim["id"] in chosen:
            marks[claim["id"]] = model.new_bool_var(claim["id"])
            row(claim).only_enforce_if(marks[claim["id"]])
    return model, marks


def cpsat_solver() -> Any:
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver


def cpsat_one() -> Callable[[Component], Component]:
    from ortools.sat.python import cp_model

    def core(component: Component, chosen: list[str]) -> list[str] | None:
        model, marks = cpsat_model(component, set(chosen))
        model.add_assumptions(list(marks.values()))
        solver = cpsat_solver()
        if solver.solve(model) != cp_model.INFEASIBLE:
            return None
        names = {mark.index: key for key, mark in marks.items()}
        return [names[index] for index in solver.sufficient_assumptions_for_infeasibility()]

    def answer(component: Component) -> Component:
        found = core(component, [claim["id"] for claim in component["claims"]])
        for key in list(found or ()):
            rest = core(component, [other for other in found or () if other != key]) if key in (found or ()) else None
            found = found if rest is None else rest
        return {"consistent": found is None, "conflicts": [] if found is None else [found]}

    return answer


def cpsat_world() -> Callable[[Component], Component]:
    from ortools.sat.python import cp_model  # noqa: F401  (so that the import is not timed)

    def answer(component: Component) -> Component:
        model, marks = cpsat_model(component, None)
        weights = {claim["id"]: round(claim["weight"] * SCALE) for claim in component["claims"]}
        model.maximize(sum(weights[key] * mark for key, mark in marks.items()))
        solver = cpsat_solver()
        solver.solve(model)
        keep = [key for key, mark in marks.items() if solver.value(mark)]
        return {"consistent": len(keep) == len(marks), "conflicts": [], "keep": keep}

    return answer


def milp_world() -> Callable[[Component], Component]:
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    def answer(component: Component) -> Component:
        names, claims = list(component["vars"]), component["claims"]
        spans = [component["vars"][name] for name in names]
        given = [abs(end) for row in claims for end in (row["lo"], row["hi"]) if end is not None]
        cap = 20 * max([50, *given]) + 1000
        low = np.array([max(span["lo"], -cap) for span in spans], float)
        high = np.array([min(span["hi"], cap) for span in spans], float)
        lines, least, most = [], [], []

        def add(row: Component, mark: int | None) -> None:
            line = np.zeros(len(names) + len(claims))
            for factor, name in row["terms"]:
                line[names.index(name)] += factor
            reach = float(np.abs(line[: len(names)]) @ np.maximum(np.abs(low), np.abs(high))) + 1
            for end, sign in ((row["lo"], 1), (row["hi"], -1)):
                if end is None:
                    continue
                turned = sign * line
                if mark is not None:
                    turned[len(names) + mark] = -(sign * end + reach)
                lines.append(turned)
                least.append(sign * end if mark is None else -reach)
                most.append(np.inf)

        for rule in component["rules"]:
            add(rule, None)
        for at, claim in enumerate(claims):
            add(claim, at)
        ones = np.ones(len(claims))
        result = milp(
            np.r_[np.zeros(len(names)), [-claim["weight"] for claim in claims]],
            constraints=LinearConstraint(np.array(lines), least, most),
            bounds=Bounds(np.r_[low, 0 * ones], np.r_[high, ones]),
            integrality=np.r_[[span["type"] == "int" for span in spans], ones],
            options={"mip_rel_gap": 1e-9},
        )
        keep = [claim["id"] for claim, value in zip(claims, result.x[len(names) :], strict=True) if value > 0.5]
        return {"consistent": len(keep) == len(claims), "conflicts": [], "keep": keep}

    return answer


PEERS: dict[str, Callable[[], Callable[[Component], Component]]] = {
    "z3": z3_one,
    "z3-all": z3_all,
    "cpsat": cpsat_one,
    "cpsat-world": cpsat_world,
    "milp-world": milp_world,
}

if __name__ == "__main__":
    main()
