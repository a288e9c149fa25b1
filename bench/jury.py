"""Seconds and peak memory of assignment and ranking: python -m bench.jury [--optimum] [--out FILE.json]

Each measurement runs in a process of its own, so that its peak memory is its own. `--optimum` also solves
each assignment over all pairs, to see how far the candidates are from it: minutes and gigabytes at the
largest size.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from bench.synthetic import SCALES, marks, problem
from juries.arithmetic.agreement.alpha import alpha
from juries.arithmetic.agreement.chances import chances
from juries.arithmetic.agreement.jurors import misfit
from juries.arithmetic.agreement.recounts import recounts
from juries.arithmetic.assignment.assign import assign
from juries.arithmetic.assignment.filling import fill
from juries.arithmetic.assignment.report import broken, report
from juries.arithmetic.assignment.solving import prices, solve
from juries.arithmetic.ranking.methods import METHODS
from juries.arithmetic.ranking.rank import rank
from juries.arithmetic.ranking.reviews import Reviews
from juries.arithmetic.ranking.totals import totals

SIZES = [(100, 20), (1000, 100), (10_000, 500)]
TARGETS = {
    ("assignment", 1000): 5,
    ("assignment", 10_000): 60,
    ("ranking", 1000): 2,
    ("ranking", 10_000): 10,
}
MEMORY = 600  # MB, ranking
DRAWS = 4000


def measure_assignment(entries: int, jurors: int, *, mixed: bool = False) -> dict[str, Any]:
    """The whole assignment, and how good it is."""
    asked = problem(entries, jurors, mixed=mixed)
    started = time.perf_counter()
    plan = assign(asked)
    seconds = time.perf_counter() - started
    seen = report(asked, plan.given)
    return {
        "seconds": seconds,
        "pairs": int(asked.allowed.sum()),
        "empty places": int(plan.missing.sum()),
        "mean match": plan.total_match / plan.given.sum(),
        "cost": cost_of(asked, plan.given),
        "worst entry": float(np.nanmin(seen.served)),
        "solver": plan.solver,
        "broken rules": broken(asked, plan.given),
    }


def measure_optimum(entries: int, jurors: int) -> dict[str, Any]:
    """The same problem over all pairs."""
    asked = problem(entries, jurors)
    started = time.perf_counter()
    given = solve(asked, asked.allowed, int(fill(asked).missing.sum()))
    seconds = time.perf_counter() - started
    if given is None:
        return {"seconds": seconds, "cost": None}
    match = float(asked.match[given].sum() / given.sum())
    return {"seconds": seconds, "cost": cost_of(asked, given), "mean match": match}


def cost_of(asked: Any, given: Any) -> float:
    """The price of all pairs, as the programme counts it."""
    return float(prices(asked, *np.nonzero(given)).sum())


def measure_ranking(entries: int, jurors: int) -> dict[str, Any]:
    """Everything that rank_scores computes, with 4,000 draws."""
    entry, juror, given = marks(fill(problem(entries, jurors)).given)
    started = time.perf_counter()
    reviews = Reviews.of(entry, juror, totals(given, SCALES), entries, jurors)
    ranking = rank(reviews)
    steps = {"scores": time.perf_counter() - started}
    for name, step in {
        "draws": lambda: chances(ranking, 10, DRAWS),
        "recounts": lambda: recounts(ranking),
        "agreement": lambda: [alpha(entry, given[:, one]) for one in range(given.shape[1])],
        "misfit": lambda: misfit(ranking),
        "other methods": lambda: [rank(reviews, one) for one in METHODS[1:]],
    }.items():
        before = time.perf_counter()
        step()
        steps[name] = time.perf_counter() - before
    return {"seconds": sum(steps.values()), **steps}


WAYS = {
    "assignment": measure_assignment,
    "assignment with a mix": lambda entries, jurors: measure_assignment(entries, jurors, mixed=True),
    "optimum": measure_optimum,
    "ranking": measure_ranking,
}


def in_own_process(way: str, entries: int, jurors: int) -> dict[str, Any]:
    """One measurement with its peak memory in MB."""
    command = [sys.executable, "-m", "bench.jury", "--one", way, str(entries), str(jurors)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 our own words
    return json.loads(answer.stdout)


def verdict(way: str, entries: int, found: dict[str, Any]) -> str:
    """Whether the target is reached, where there is one."""
    target = TARGETS.get((way, entries))
    if target is None:
        return ""
    good = found["seconds"] <= target and (way != "ranking" or found["peak MB"] <= MEMORY)
    return f"target {target} s: {'reached' if good else 'MISSED'}"


def main() -> None:
    """Print a line for each measurement, and write all of them as JSON if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", nargs=3, metavar=("WAY", "ENTRIES", "JURORS"), help=argparse.SUPPRESS)
    parser.add_argument("--optimum", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    if options.one:
        way, entries, jurors = options.one
        found = WAYS[way](int(entries), int(jurors))
        found["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps(found))
        return
    lines = []
    for entries, jurors in SIZES:
        for way in WAYS:
            if way == "optimum" and not options.optimum:
                continue
            found = in_own_process(way, entries, jurors)
            lines.append({"way": way, "entries": entries, "jurors": jurors, **found})
            figures = ", ".join(
                f"{name} {value:.3f}" if isinstance(value, float) else f"{name} {value}"
                for name, value in found.items()
            )
            print(f"{entries} × {jurors}, {way}: {figures} {verdict(way, entries, found)}", flush=True)
    if options.out:
        options.out.write_text(json.dumps(lines, indent=1) + "\n")


if __name__ == "__main__":
    main()
