"""Fills an empty database with a network of any size: python -m bench.seed [--scale 0.01] [--seed 1]

Scale 1 is 100,000 entries in 200 competitions, the largest with 10,000, three reviews each by up to 500
jurors on five criteria; 10,000 challenges and packages, 1,000 organisations. SQLite takes a tenth of it. The
database is that of DATABASE_URL, or var/bench/bench.sqlite3; it is built, and must hold no organisation.
"""

import argparse
import os
import time
from collections import Counter
from typing import Any

import django

from bench.seeding.plan import Plan


def main() -> int:
    """The exit code: 0 when everything was written."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scale", type=float, default=0.01)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    from django.core.management import call_command

    from bench.seeding.rows import bare_tables
    from network.models import Organisation

    call_command("migrate", verbosity=0, run_syncdb=True)
    if Organisation.objects.exists():
        print("This database is not empty. Name an empty one in DATABASE_URL.")
        return 2
    started = time.monotonic()
    with bare_tables():
        made, panels = sow(Plan(options.scale), options.seed)
        sown = time.monotonic()
    tables = time.monotonic()
    settle(panels)
    ended = time.monotonic()
    for name, number in sorted(made.items()):
        print(f"{name:34}{number:>10,}")
    print(
        f"{made.total():,} rows in {ended - started:.0f} s: {sown - started:.0f} s to write them, "
        f"{tables - sown:.0f} s for indexes and checks, {ended - tables:.0f} s for what is worked out"
    )
    return 0


def seed(plan: Plan, lots: int = 1) -> Counter[str]:
    """Write everything and work out what is kept of it; gives the rows by model."""
    made, panels = sow(plan, lots)
    settle(panels)
    return made


def sow(plan: Plan, lots: int = 1) -> tuple[Counter[str], list[Any]]:
    """Write everything, competition by competition; gives the rows by model, and the panels."""
    from bench.seeding.calls import sow_calls
    from bench.seeding.entries import sow_entries
    from bench.seeding.ground import Ground
    from bench.seeding.juries import Jury
    from bench.seeding.library import Library
    from bench.seeding.news import sow_jobs, sow_news
    from bench.seeding.people import People

    ground = Ground(lots)
    people = People(ground, plan)
    juries = []
    for number, sown in enumerate(sow_calls(ground, plan, people)):
        jury = Jury(ground, people, sown, number) if sown.call.panel else None
        for entries in sow_entries(ground, people, sown):
            if jury:
                jury.take(entries)
        if jury:
            jury.end()
            juries.append(jury)
    library = Library(ground, plan, people)
    library.sow_packages(library.sow_projects())
    people.sow_invitations()
    people.sow_events()
    sow_news(ground, plan, people)
    sow_jobs(ground, plan, people, juries)
    return ground.made, [jury.panel for jury in juries]


def settle(panels: list[Any]) -> None:
    """Work out what the worker keeps of a released panel, and the index of the search."""
    from core.search.index import rebuild
    from juries.results.record import keep_records

    rebuild()

    for panel in panels:
        if panel.is_released():
            keep_records(panel)


if __name__ == "__main__":
    raise SystemExit(main())
