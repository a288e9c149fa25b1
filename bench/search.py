"""What readers type and what it finds, and what lists and searches cost as challenges become many:

    python -m bench.search [--sizes 100 10000 100000] [--visits 7]

Fills the empty database at DATABASE_URL, else a new var/bench/search.sqlite3, to each size in turn: so many
challenges of a thousand cities in 40 competitions, with an entry each. Prints how long the index takes, the
table of searches, and of each list: SQL statements, bytes, bytes as they are sent (gzip), and the median of
the visits in ms, made one after the other in this process.
"""

import argparse
import gzip
import os
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

SEARCHES = {  # what is typed → what has to be found: a title, a suggestion, or nothing
    "SCHULHÖFE": "Kühle Schulhöfe für heiße Sommer",
    "schulhofe": "Kühle Schulhöfe für heiße Sommer",
    "Schulhoefe": "Kühle Schulhöfe für heiße Sommer",
    "heisse": "Kühle Schulhöfe für heiße Sommer",
    "Kühle Sommer": "Kühle Schulhöfe für heiße Sommer",
    "schul": "Kühle Schulhöfe für heiße Sommer",
    "markets local": "Stalls that stay open",
    "Jacaranda": "Stalls that stay open",
    "opioid": "Stalls that stay open",
    "बाज़ार": "स्थानीय बाज़ार",
    "降温": "城市降温计划",
    "น้ำ": "การจัดการน้ำในเมือง",
    "saude perto": "Saúde perto de casa",
    "opiod": "opioid",
    "schulhofr": "schulhöfe",
    "zzyzx": "",
}
SPECIAL = [  # title, city, problem
    ("Kühle Schulhöfe für heiße Sommer", "Lindenhafen", "Der Asphalt wird zu warm."),
    ("Stalls that stay open", "Jacaranda", "Local markets lose buyers while opioid use rises beside them."),
    ("स्थानीय बाज़ार", "Champak", "खुले रहें।"),
    ("城市降温计划", "Hainan", "夏天太热。"),
    ("การจัดการน้ำในเมือง", "Bangkok", "ฝนตกหนัก"),
    ("Saúde perto de casa", "Fortaleza", "O posto fica longe."),
]
FILTERS = "status=open&country=MX&language=es&sdg=13&closes=30"


def main() -> int:
    """The exit code: 0 when everything that has to be found was."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 10_000, 100_000])
    parser.add_argument("--visits", type=int, default=7)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    if "DATABASE_URL" not in os.environ:
        file = Path("var/bench/search.sqlite3").resolve()
        file.unlink(missing_ok=True)
        os.environ["DATABASE_URL"] = f"sqlite:///{file}"
    django.setup()
    from django.core.management import call_command

    from network.models import Organisation

    call_command("migrate", verbosity=0, run_syncdb=True)
    if Organisation.objects.exists():
        print("This database is not empty. Name an empty one in DATABASE_URL.")
        return 2
    field, wrong = Field(), 0
    for size in options.sizes:
        field.sow(size)
        wrong = show_searches()
        show_lists(field, options.visits)
    return 1 if wrong else 0


class Field:
    """Challenges of cities in competitions of one office, more with every sowing."""

    def __init__(self) -> None:
        from bench.seeding.ground import LANGUAGES, Ground
        from bench.seeding.people import COUNTRIES
        from core.models import User
        from network.models import Membership, Organisation

        self.ground, self.languages, self.size = Ground(), LANGUAGES, 0
        row = ("code", "name", "place", "country", "kind")
        draw, code = self.ground.lots, self.ground.code
        rows = [(code(), "Office", "Berlin", "DE", "office"), (code(), "Team", "Lima", "PE", "team")]
        rows += [(code(), f"Stadt {city}", city, "DE", "city") for _title, city, _text in SPECIAL]
        rows += [(code(), f"City {n}", f"Place {n}", draw.choice(COUNTRIES), "city") for n in range(1000)]
        made = self.ground.pour(Organisation, row, rows, state="approved", languages=["en"])
        self.office, self.team, self.cities = made[0], made[1], made[2:]
        self.user = User.objects.create_user(email="office@bench.example", password=None)
        for organisation, role in ((self.office, "coordinator"), (self.cities[1], "editor")):
            Membership.objects.create(user=self.user, organisation_id=organisation, role=role)
        self.calls = self._calls()

    def _calls(self) -> list[tuple[int, int, str]]:
        """Numbers of competition and area, and the state of its challenges."""
        from challenges.models import AreaOfAction, Competition

        states = [("running", "published")] * 2 + [("judging", "in_selection"), ("closed", "decided")]
        found, now = [], self.ground.now
        for n in range(40):
            state, of_challenges = states[n % 4]
            closes = now + timedelta(days=n + 1 if state == "running" else -30 - n)
            call = Competition.objects.create(
                title=f"Call {n}", office_id=self.office, summary=self.ground.short(), state=state,
                opens_at=now - timedelta(days=200), closes_at=closes, announced_at=now - timedelta(days=210),
                judging_until=closes + timedelta(days=40), results_on=(closes + timedelta(days=60)).date(),
                retention_until=(now + timedelta(days=900)).date(),
            )  # fmt: skip
            area = AreaOfAction.objects.create(competition=call, title=f"Area {n % 6}", motif=n % 4)
            found.append((call.pk, area.pk, of_challenges))
        return found

    def sow(self, size: int) -> None:
        """So many challenges with an entry each, and the index of them."""
        from challenges.models import Challenge
        from core.search.index import rebuild
        from submissions.models import Entry

        started, draw, ground = time.perf_counter(), self.ground.lots, self.ground
        names = ("title", "organisation_id", "problem", "competition_id", "area_id", "state")
        names += ("summary", "outcome", "languages", "sdgs", "published_at")

        def row(n: int) -> tuple:
            call, area, state = self.calls[n % 40]
            title, _city, text = SPECIAL[n] if n < len(SPECIAL) else (ground.short()[:180], "", ground.text())
            city = self.cities[n] if n < len(SPECIAL) else draw.choice(self.cities[len(SPECIAL) :])
            tongues = sorted(draw.sample(self.languages, 2))
            goals = [str(draw.randrange(1, 18))]
            texts = (ground.short(), ground.text(), tongues, goals, ground.days_ago(180))
            return (title, city, text, call, area, state, *texts)

        made = ground.pour(Challenge, names, (row(n) for n in range(self.size, size)))
        entries = ((number, self.team, ground.short()[:150], ground.days_ago(9)) for number in made)
        ground.pour(
            Entry, ("challenge_id", "organisation_id", "title", "submitted_at"), entries, state="submitted"
        )
        self.size, sown = size, time.perf_counter()
        written = rebuild()
        vacuum()
        ended = time.perf_counter()
        print(
            f"\n# {size:,} challenges: sown in {sown - started:.0f} s, "
            f"index of {sum(written.values()):,} items in {ended - sown:.0f} s"
        )


def vacuum() -> None:
    """Statistics as a database has them that was not filled a second ago."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def show_searches() -> int:
    """The table of searches; gives how many found what they should not, or not what they should."""
    from challenges.models import Challenge
    from core.search.find import best_first, matching, suggestion

    wrong = 0
    for query, wanted in SEARCHES.items():
        rows = Challenge.objects.published()
        started = time.perf_counter()
        found = matching(rows, query)
        count, first = found.count(), best_first(found, query).first()
        better = suggestion(rows, query) if not count else None
        spent = 1000 * (time.perf_counter() - started)
        got = first.title if first else better.query if better else ""
        wrong += got != wanted
        verdict = "ok" if got == wanted else "WRONG"
        print(f"{query:14} {count:>7,} found  {spent:7.1f} ms  {verdict:6} {got}")
    return wrong


def show_lists(field: Field, visits: int) -> None:
    """What each list costs, with and without words."""
    from django.urls import reverse

    from bench.measure import signed_in

    challenges, api = reverse("challenges:challenge_list"), reverse("challenge-list")
    queries = ("", "q=opioid", "q=market", "q=market+school+shade", "q=opiod", FILTERS, f"q=market&{FILTERS}")
    urls: list[tuple[Any, str]] = [(None, f"{challenges}?{query}") for query in queries]
    urls += [(None, f"{challenges}?page=5"), (None, f"{api}?q=market"), (None, f"{api}?q=opioid")]
    urls += [(None, reverse("challenges:competition_list") + "?q=call")]
    urls += [(None, reverse("network:organisation_list") + "?q=place+7")]
    for name in ("challenges:my_challenge_list", "challenges:review_list", "submissions:screening_list"):
        urls += [(field.user, reverse(name)), (field.user, f"{reverse(name)}?q=market&state=")]
    for user, url in urls:
        print(cost_of(signed_in(user), url, visits), flush=True)


def cost_of(client: Any, url: str, visits: int) -> str:
    """A line of figures of one address."""
    from django.db import connection

    from bench.measure import visit

    status, body = visit(client, url)
    spent, asked = [], 0

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*arguments)

    with connection.execute_wrapper(count):
        visit(client, url)
    for _n in range(visits):
        started = time.perf_counter()
        visit(client, url)
        spent.append(1000 * (time.perf_counter() - started))
    sent = len(gzip.compress(body, 6))
    median = statistics.median(spent)
    return f"{status} {asked:3} queries {len(body):>8,} B {sent:>7,} B sent {median:8.1f} ms  {url}"


if __name__ == "__main__":
    sys.exit(main())
