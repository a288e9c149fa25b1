"""Twelve acts on one panel, every pair at the same moment: python -m bench.races [--rounds 50] [--only WORD]

Needs PostgreSQL, since SQLite lets one writer in at a time: start it through scripts/with_postgres.py. Prints
for each pair the rounds and what contradicts itself afterwards; ends with 1 if anything does.
"""

import argparse
import os
import sys
import time
from collections import Counter

import django


def main() -> int:
    """The exit code: 0 when no round left a contradiction."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--only", default="", help="pairs whose names hold this word")
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    if connection.vendor != "postgresql":
        print("Races are decided by PostgreSQL. Start this through scripts/with_postgres.py.")
        return 2
    made = setup_databases(0, False)
    try:
        return 1 if _all(options.rounds, options.only) else 0
    finally:
        teardown_databases(made, 0)


def _all(rounds: int, word: str) -> int:
    from tests.juries.pairs import PAIRS, collide

    wrong, started = 0, time.monotonic()
    chosen = [pair for pair in PAIRS if word in " × ".join(pair)]
    for one, other in chosen:
        found = Counter(collide(one, other, rounds))
        wrong += found.total()
        told = "; ".join(f"{text} ({n})" for text, n in found.items())
        print(f"{one} × {other}: {rounds} rounds, {told or 'nothing wrong'}", flush=True)
    seconds = time.monotonic() - started
    print(f"{len(chosen)} pairs, {rounds} rounds each, {wrong} contradictions, {seconds:.0f} s")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
