"""The two invented competitions that run now."""

from datetime import timedelta

from django.utils import timezone

from challenges.models import Challenge, Competition, Question
from core.models import User
from demo import calls, entries, juries
from demo.texts import days_from_now, read, retell
from juries.models import Conflict
from submissions.models import Contributor, Entry

JURORS = ["chair", "juror", "juror2", "juror3"]
# Who reads each entry, and how far that juror is.
PLAN = [
    {"chair": "free", "juror": "scored", "juror2": "scored"},
    {"juror": "in_progress", "juror2": "scored", "juror3": "scored"},
    {"juror": "free", "juror3": "scored", "chair": "scored"},
    {"juror": "proposed", "juror2": "scored", "chair": "proposed"},
    {"juror": "proposed", "juror3": "scored", "juror2": "free"},
    {"chair": "scored", "juror2": "proposed", "juror3": "conflicted"},
]
MARKS = [
    [4, 4, 3, 4, 4],
    [3, 4, 4, 3, 3],
    [4, 3, 4, 4, 5],
    [5, 4, 4, 4, 4],
    [3, 3, 4, 3, 4],
    [4, 5, 4, 3, 4],
    [3, 3, 3, 2, 4],
    [4, 4, 4, 3, 4],
    [4, 3, 3, 4, 3],
]
CONFLICT = "Demo data: two years ago I advised, unpaid, one of the potters who would build the chimneys."
TIE_RULE = "Equal scores at two decimals are a tie. The criterion named first decides, then a vote."


def build_running(organisations: dict, accounts: dict, leads: dict) -> None:
    """The open call and the one before its jury, with drafts, hand-ins and a panel that is scoring."""
    texts = read("competitions_now")
    areas = {area["key"]: area["title"] for area in texts["area"]}
    for facts in texts["competition"]:
        competition = _running_competition(facts, texts, organisations, accounts)
        challenges = {
            row["key"]: calls.build_challenge(
                competition,
                row,
                areas=areas,
                organisations=organisations,
                state=row["state"],
                editor=leads[organisations[row["city"]].pk],
            )
            for row in texts["challenge"]
            if row["competition"] == facts["key"]
        }
        made = _entries_now(competition, challenges, texts["entry"], organisations, accounts, leads)
        _questions(challenges, texts["challenge"], accounts)
        if facts["key"] == "jury":
            _panel_now(competition, challenges, made, accounts)


def _running_competition(facts: dict, texts: dict, organisations: dict, accounts: dict) -> Competition:
    opens, closes = days_from_now(facts["opens_in_days"], 8, 0), days_from_now(facts["closes_in_days"])
    fields = {
        name: facts[name]
        for name in ("title", "summary", "description", "languages", "time_zone", "blind", "state")
    }
    results = timezone.localdate() + timedelta(days=facts["results_in_days"])
    fields |= {
        "opens_at": opens,
        "closes_at": closes,
        "judging_until": days_from_now(facts["judging_in_days"]),
        "results_on": results,
        "retention_until": results + timedelta(days=730),
        "announced_at": opens,
        "tie_rule": TIE_RULE,
    }
    competition = calls.build_competition(organisations["office"], fields, texts)
    calls.tell_history(competition, [opens, opens, closes], accounts["coordinator@demo.example"])
    return competition


def _entries_now(competition, challenges, rows, organisations, accounts, leads) -> list[Entry]:
    made = []
    for number, row in enumerate(row for row in rows if row["challenge"] in challenges):
        team = organisations[row["team"]]
        handed_in = min(timezone.now(), competition.closes_at) - timedelta(hours=9 * (number + 1))
        state = row["state"] if competition.state != "running" or row["state"] != "eligible" else "submitted"
        entry = entries.build_entry(
            challenges[row["challenge"]],
            row,
            team=team,
            lead=leads[team.pk],
            state=state,
            moments={"submit": handed_in, "accept": competition.closes_at + timedelta(days=1)},
        )
        if "contributor" in row:
            Contributor.objects.create(entry=entry, user=accounts[row["contributor"]])
        made.append(entry)
    return made


def _questions(challenges: dict[str, Challenge], rows: list[dict], accounts: dict[str, User]) -> None:
    for row in rows:
        if "question" in row and row["key"] in challenges:
            Question.objects.create(
                challenge=challenges[row["key"]],
                asked_by=accounts["holunder@demo.example"],
                text=row["question"],
                asked_at=timezone.now() - timedelta(days=2),
            )


def _panel_now(
    competition: Competition, challenges: dict, made: list[Entry], accounts: dict[str, User]
) -> None:
    declared = competition.closes_at + timedelta(days=3)
    seat = {"languages": competition.languages, "ties_declared_at": declared}
    panel = juries.build_panel(
        competition,
        list(challenges.values()),
        title="Mobility and energy panel (demo)",
        blind=True,
        state="scoring",
        jurors=[(accounts[f"{name}@demo.example"], seat) for name in JURORS],
        scoring_until=competition.judging_until,
    )
    path = [("open_declarations", "setup", "declaring"), ("open_scoring", "declaring", "scoring")]
    retell(panel, [(*arrow, declared) for arrow in path], by=accounts["coordinator@demo.example"])
    readers = dict(zip(JURORS, panel.jurors.order_by("pk"), strict=True))
    marks = iter(MARKS)
    eligible = [entry for entry in made if entry.state == "eligible"]
    for order, (entry, seats) in enumerate(zip(eligible, PLAN, strict=True)):
        for name, state in seats.items():
            scored = next(marks) if state == "scored" else [3, 4] if state == "in_progress" else []
            when = timezone.now() - timedelta(days=1)
            juries.score(readers[name], entry, scored, state=state, order=order, when=when)
            if state == "conflicted":
                Conflict.objects.create(
                    juror=readers[name], entry=entry, detail=CONFLICT, created_at=when, verdict="open"
                )
