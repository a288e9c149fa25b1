"""The jury of 2020 with its awards, and the blind panel of today. Scores and reasons are invented."""

from datetime import datetime
from typing import Any

from challenges.models import Challenge, Competition
from core.models import User
from demo.texts import retell
from juries.models import (
    Assignment,
    Award,
    CriterionScore,
    Decision,
    Juror,
    Meeting,
    Motion,
    Panel,
    Scorecard,
)
from juries.results.record import keep_records
from submissions.models import Entry

REASON = (
    "Demo data: an invented reason that shows where a juror would refer to the criterion and to the entry."
)
CHOICE = "Demo data: invented. The entry scored highest in its area; the panel and the city chose it."
OTHERS = "Demo data: invented. A good entry; another one in this area scored higher."


def build_panel(
    competition: Competition,
    challenges: list[Challenge],
    *,
    title: str,
    jurors: list[tuple[User, dict[str, Any]]],
    **fields: Any,
) -> Panel:
    """A panel with its jurors; the first one is the chair."""
    panel = Panel.objects.create(
        competition=competition, title=title, reviews_per_entry=3, quorum=2, is_demo=True, **fields
    )
    panel.challenges.set(challenges)
    Panel.objects.filter(pk=panel.pk).update(rubric=panel.rubric_now())
    for number, (user, seat) in enumerate(jurors):
        juror = Juror.objects.create(
            panel=panel, user=user, is_chair=number == 0, pseudonym=f"Juror {number + 1}", **seat
        )
        juror.expertise.set(competition.areas.all())
    return Panel.objects.get(pk=panel.pk)


def score(
    juror: Juror, entry: Entry, marks: list[int], *, state: str, order: int, when: datetime | None = None
) -> Assignment:
    """An assignment in that state with a scorecard that holds these marks, criterion by criterion."""
    assignment = Assignment.objects.create(
        juror=juror, entry=entry, entry_version=entry.version_in_force(), state=state, order=order
    )
    if not marks:
        return assignment
    done = state in ("scored", "locked")
    card = Scorecard.objects.create(
        assignment=assignment,
        finished_at=when if done else None,
        strengths="Demo data: thought through with those affected." if done else "",
        improvements="Demo data: say who runs it after the pilot." if done else "",
    )
    CriterionScore.objects.bulk_create(
        CriterionScore(scorecard=card, criterion=criterion, value=mark, justification=REASON)
        for criterion, mark in zip(entry.challenge.criteria_in_force(), marks, strict=False)
    )
    return assignment


def finish_2020(
    panel: Panel, entries: list[tuple[Entry, dict[str, Any]]], *, when: datetime
) -> dict[str, Award]:
    """Scorecards, decisions and the six awards; the awards by the title of their entry."""
    jurors = list(panel.jurors.order_by("pk"))
    chair = jurors[0].user
    meeting = Meeting.objects.create(
        panel=panel, held_at=when, place="Video conference (demo)", minutes="Demo data.", by=chair
    )
    meeting.present.set(jurors)
    Motion.objects.create(
        panel=panel,
        wording="The best entry of each area of action receives the award. (Demo data)",
        votes_for=3,
        votes_against=0,
        abstentions=0,
        carried=True,
        by=chair,
        at=when,
    )
    awards = {}
    for order, (entry, row) in enumerate(entries):
        for juror, marks in zip(jurors, row["scores"], strict=True):
            score(juror, entry, marks, state="locked", order=order, when=when)
        decision = _decide(panel, entry, row.get("citation", ""), chair, when)
        if entry.state == "awarded":
            area = entry.challenge.area
            awards[entry.title] = Award.objects.create(
                entry=entry,
                decision=decision,
                title=f"Best solution: {area}",
                area=area,
                citation=row["citation"],
                announced_at=when,
            )
    _tell_of_the_end(panel, when, chair)
    keep_records(panel)
    return awards


def _decide(panel: Panel, entry: Entry, citation: str, chair: User | None, when: datetime) -> Decision:
    won = entry.state == "awarded"
    return Decision.objects.create(
        panel=panel,
        entry=entry,
        outcome="award" if won else "decline",
        award_title=f"Best solution: {entry.challenge.area}" if won else "",
        citation=citation,
        reason=CHOICE if won else OTHERS,
        letter="Demo data: the letter to the team.",
        jury_signed_by=chair,
        jury_signed_at=when,
        city_signed_by=None,
        city_signed_at=when,
        city_outcome="award" if won else "decline",
        released_at=when,
    )


def _tell_of_the_end(panel: Panel, when: datetime, chair: User | None) -> None:
    states = ["setup", "declaring", "scoring", "deliberating", "signed", "released"]
    names = ["open_declarations", "open_scoring", "open_deliberation", "sign", "release"]
    retell(
        panel, [(name, a, b, when) for name, a, b in zip(names, states, states[1:], strict=False)], by=chair
    )
