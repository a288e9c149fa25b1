"""What every page costs in a small and in a large network, and which of them grow:

    python -m bench.pages SMALL LARGE [--only WORD] [--csv FILE] [--worst 10]

SMALL and LARGE are addresses of databases that bench.seed has filled at two scales (as DATABASE_URL says it).
Each address of tests/addresses.py is opened by roles that it lets in, of the largest subject in each of its
states. Queries, model objects, Python calls, bytes and form fields are counted, CPU of the web process and of
the database's process (PostgreSQL on this machine) and the peak of memory are measured. The table is sorted
by growth; then come the worst pages of the large network by CPU, queries, bytes and memory, and what failed.
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

WORDS = {
    "cpu": "CPU of web and database",
    "more": "CPU more than in the small network",
    "queries": "queries",
    "bytes": "bytes",
    "memory": "memory",
}
Figures = dict[str, dict[str, Any]]


def main() -> int:
    """The exit code: 0 when all pages were measured, 1 when one of them broke."""
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
    if broken := failed(small, large):
        print("\nFailed", *broken, sep="\n")
    if options.csv:
        write(rows, options.csv)
    return 1 if any(line.startswith("5") for line in broken) else 0


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
    from bench.seeding.ground import lay_file
    from bench.subjects import Subjects, targets, who_sees

    lay_file()
    subjects, found = Subjects(), {}
    for target in targets(subjects, only):
        with transaction.atomic():
            client = signed_in(who_sees(target, subjects))
            client.raise_request_exception = False  # one page that fails does not keep us from the others
            cost = measure(client, target.url)
            transaction.set_rollback(True)
        found[target.name] = cost.as_row()
        line = f"{cost.status} {cost.queries:4} {cost.objects:7} {cost.web:6.0f} {cost.database:6.0f} ms"
        print(f"{line}  {target.name}", file=sys.stderr, flush=True)
    return found


def compare(small: Figures, large: Figures) -> list[dict[str, Any]]:
    """A row for each page that opened in both, the one that grows most first."""
    from bench.measure import COUNTED

    rows = []
    for name in small.keys() & large.keys():
        before, after = small[name], large[name]
        if before["status"] == after["status"] == 200:
            growth = max(after[one] / max(before[one], 1) for one in COUNTED)
            cpu = after["web"] + after["database"]
            more = cpu - before["web"] - before["database"]
            figures = {"page": name, "growth": growth, "cpu": cpu, "more": more}
            rows.append(figures | {"small": before, "large": after})
    return sorted(rows, key=lambda row: (-row["growth"], row["page"]))


def failed(small: Figures, large: Figures) -> list[str]:
    """Pages that broke, or that opened in the small network alone."""
    return sorted(
        f"{after['status']} {name}"
        for name, after in large.items()
        if after["status"] >= 500 or (after["status"] != 200 and small.get(name, {}).get("status") == 200)
    )


def show(rows: list[dict[str, Any]], worst: int) -> None:
    """All pages by growth, then the worst in each respect: of every page the worst case alone."""
    print(f"{len(rows)} pages in both networks; small > large")
    for row in rows:
        print(line_of(row))
    for word in ("cpu", "more", "queries", "bytes", "memory"):
        print(f"\nThe {worst} worst, by {WORDS[word]}")
        seen: set[str] = set()
        for row in sorted(rows, key=lambda row: -row.get(word, row["large"].get(word, 0))):
            route = row["page"].split()[0]
            if route not in seen and len(seen) < worst:
                seen.add(route)
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
