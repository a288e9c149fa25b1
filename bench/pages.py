"""What every page costs in a small and in a large network, and which of them grow:

    python -m bench.pages SMALL LARGE [--only WORD] [--csv FILE] [--worst 10]

SMALL and LARGE are addresses of databases that bench.seed has filled at two scales (as DATABASE_URL says it).
Each address of tests/addresses.py is opened by roles that it lets in, of the largest subject in each of its
states. Queries, model objects, Python calls, bytes and form fields are counted, CPU of the web process and of
the database's process (PostgreSQL on this machine) and the peak of memory are measured. The table is sorted
by growth; the worst are those that spend most CPU more than in the small network.
"""

import argparse
import csv
import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import django

Figures = dict[str, dict[str, Any]]


def main() -> int:
    """The exit code: 0 when all pages were measured."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("small")
    parser.add_argument("large", nargs="?")
    parser.add_argument("--only", default="", help="routes whose names hold this word")
    parser.add_argument("--csv", type=Path)
    parser.add_argument("--worst", type=int, default=10)
    options = parser.parse_args()
    if options.large is None:
        print(json.dumps(measure_all(options.only)))
        return 0
    small, large = (in_own_process(one, options.only) for one in (options.small, options.large))
    rows = compare(small, large)
    show(rows, options.worst)
    if options.csv:
        write(rows, options.csv)
    return 0


def in_own_process(database: str, only: str) -> Figures:
    """The figures of one database, by the name of the page."""
    command = [sys.executable, "-m", "bench.pages", "here", "--only", only]
    environment = os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 our own words
    return json.loads(answer.stdout.splitlines()[-1])


def measure_all(only: str) -> Figures:
    """Open every page of this process's database; what a visit needs beside is taken back."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    logging.disable(logging.CRITICAL)
    from django.db import transaction

    from bench.measure import measure, signed_in
    from bench.subjects import Subjects, targets, who_sees

    subjects, found = Subjects(), {}
    for target in targets(subjects, only):
        with transaction.atomic():
            cost = measure(signed_in(who_sees(target, subjects)), target.url)
            transaction.set_rollback(True)
        found[target.name] = cost.as_row()
        line = f"{cost.status} {cost.queries:4} {cost.objects:7} {cost.web:8.0f} ms  {target.name}"
        print(line, file=sys.stderr, flush=True)
    return found


def compare(small: Figures, large: Figures) -> list[dict[str, Any]]:
    """A row for each page that opened in both, the one that grows most first."""
    from bench.measure import COUNTED

    rows = []
    for name in small.keys() & large.keys():
        before, after = small[name], large[name]
        if before["status"] == after["status"] == 200:
            growth = max(after[one] / max(before[one], 1) for one in COUNTED)
            more = after["web"] + after["database"] - before["web"] - before["database"]
            rows.append({"page": name, "growth": growth, "more": more, "small": before, "large": after})
    return sorted(rows, key=lambda row: (-row["growth"], row["page"]))


def show(rows: list[dict[str, Any]], worst: int) -> None:
    """All pages by growth, then those that cost most more."""
    print(f"{len(rows)} pages in both networks; small > large")
    for row in rows:
        print(line_of(row))
    print(f"\nThe {worst} worst, by CPU added")
    for row in sorted(rows, key=lambda row: -row["more"])[:worst]:
        print(line_of(row))


def line_of(row: dict[str, Any]) -> str:
    """One page's figures on a line."""
    small, large = row["small"], row["large"]
    pairs = [
        f"{name} {small[name]:,.0f}>{large[name]:,.0f}"
        for name in ("queries", "objects", "calls", "bytes", "fields", "web", "database", "memory")
    ]
    return f"{row['growth']:6.1f}x  {row['page']:64} {'  '.join(pairs)}"


def write(rows: list[dict[str, Any]], file: Path) -> None:
    """The table as CSV."""
    from bench.measure import NAMES

    with file.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(
            ["page", "growth", "more CPU ms", *(f"{n} {s}" for n in NAMES for s in ("small", "large"))]
        )
        for row in rows:
            figures = [row[size][name] for name in NAMES for size in ("small", "large")]
            writer.writerow([row["page"], round(row["growth"], 2), round(row["more"], 1), *figures])


if __name__ == "__main__":
    sys.exit(main())
