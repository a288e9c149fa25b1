"""What the worker did and does: mails, notices, documents, long acts."""

from datetime import timedelta

from bench.seeding.ground import SHARED, Ground
from bench.seeding.juries import Jury
from bench.seeding.people import People
from bench.seeding.plan import Plan
from core.models import Job, Notice, OutboxItem, RenderedDocument
from juries.models import Panel


def sow_news(ground: Ground, plan: Plan, people: People) -> None:
    """Mails that have left, some in every other state, and what waits on people's home pages."""
    states = ["pending", "uncertain", "bounced", "dead"]

    def mail(n: int, state: str) -> tuple:
        when = ground.days_ago(300)
        done_at = when if state == "done" else None
        error = "" if state in ("done", "pending") else "550 No such mailbox"
        to = people.all[n % len(people.all)].email
        payload = {"to": to, "subject": ground.short()[:70], "text": ground.text()}
        return f"bench:{n}", state, when, done_at, error, payload

    number = plan.share(100_000, 50)
    rows = ("done" if n % 50 else states[n // 50 % 4] for n in range(number))
    ground.pour(
        OutboxItem,
        ("dedupe", "state", "created_at", "done_at", "last_error", "payload"),
        (mail(n, state) for n, state in enumerate(rows)),
        kind="mail",
        attempts=1,
    )
    busy = [people.coordinator, people.editors[people.teams[0].pk], people.editors[people.cities[0].pk]]
    readers = [user for user in busy for _n in range(plan.share(5000, 10))]
    readers += [user for user in people.all for _n in range(5)]
    ground.pour(
        Notice,
        ("user_id", "text", "at"),
        ((user.pk, ground.short()[:150], ground.days_ago(200)) for user in readers),
        url="/challenges/",
    )
    ground.pour(
        RenderedDocument,
        ("requested_by_id", "requested_at", "item_code"),
        ((user.pk, ground.days_ago(7), ground.code()) for user in busy for _n in range(plan.share(200, 2))),
        kind="entry_dossier",
        state="ready",
        title="Dossier",
        file=SHARED,
    )


def sow_jobs(ground: Ground, plan: Plan, people: People, juries: list[Jury]) -> None:
    """Proposals of assignments that were worked out for each panel: the first was stopped."""

    def row(jury: Jury, n: int, last: int) -> tuple:
        when = ground.now - timedelta(days=last - n)
        state, done = ("done", 1) if n else ("failed", 0)
        result = {
            "pairs": jury.proposed if n == last else [],
            "unfilled": 0,
            "shortages": [],
            "by_caps": False,
            "worst": [],
            "loads": [0, 3],
            "parts": 1,
        }
        return jury.panel.pk, f"Plan of {jury.panel.title}", when, when, when, state, done, result

    most = plan.share(50, 3)
    ground.pour(
        Job,
        ("item_id", "title", "asked_at", "began_at", "ended_at", "state", "done", "result"),
        (row(jury, n, most - 1) for jury in juries for n in range(most)),
        kind="assignment_proposal",
        item_kind=Panel._meta.label_lower,
        asked_by_id=people.coordinator.pk,
        language="en",
        total=1,
    )
