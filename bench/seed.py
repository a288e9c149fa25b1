"""Fills an empty database with a network of any size: python -m bench.seed [--scale 0.01] [--seed 1]

Scale 1 is 100,000 entries in 200 competitions, the largest with 10,000, three reviews each by up to 500
jurors on five criteria; 10,000 challenges and packages, 1,000 organisations. SQLite takes a tenth of it. The
database is that of DATABASE_URL, or var/bench/bench.sqlite3; it is built, and must hold no organisation.
"""

import argparse
import os
import time
from collections import Counter

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
        made = seed(Plan(options.scale), options.seed)
        sown = time.monotonic() - started
    seconds = time.monotonic() - started
    for name, number in sorted(made.items()):
        print(f"{name:34}{number:>10,}")
    print(f"{made.total():,} rows in {seconds:.0f} s, of which {seconds - sown:.0f} s for indexes and checks")
    return 0


def seed(plan: Plan, lots: int = 1) -> Counter[str]:
    """Write everything, competition by competition; gives the rows by model."""
    from bench.seeding.calls import sow_calls
    from bench.seeding.entries import sow_entries
    from bench.seeding.ground import Ground
    from bench.seeding.juries import Jury
    from bench.seeding.library import Library
    from bench.seeding.people import People

    ground = Ground(lots)
    people = People(ground, plan)
    for number, sown in enumerate(sow_calls(ground, plan, people)):
        jury = Jury(ground, people, sown, number) if sown.call.panel else None
        for entries in sow_entries(ground, people, sown):
            if jury:
                jury.take(entries)
        if jury:
            jury.end()
    library = Library(ground, plan, people)
    library.sow_packages(library.sow_projects())
    people.sow_invitations()
    people.sow_events()
    people.sow_news()
    return ground.made


if __name__ == "__main__":
    raise SystemExit(main())
