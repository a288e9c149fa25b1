"""From the panel to the release of its decisions."""

import re
from typing import Any

from challenges.models import Challenge, Competition
from core import outbox
from core.models import OutboxItem
from juries.models import Assignment, Award, Decision, Panel
from submissions.models import Entry
from tests.journeys.call import wall
from tests.journeys.cast import Cast

REASON = "The idea answers the brief and names who would be left out, with numbers from the market itself."


def set_up_panel(cast: Cast, competition: Competition, challenge: Challenge) -> Panel:
    """The coordinator makes a blind panel, invites a chair and a juror, and lets them declare conflicts."""
    office = cast.visit(cast.coordinator).open("/office/panels/").click("New panel")
    office.press("Create and set up", competition=str(competition.pk), title="Markets panel")
    panel = Panel.objects.get()
    page = f"/office/panels/{panel.code}/"
    office.open(f"{page}edit/").press(
        "Save", blind="on", reviews_per_entry="2", quorum="2", scoring_until=wall(5)
    )
    office.open(f"{page}challenges/").press("Save", challenges=str(challenge.pk))
    for person, chairs in ((cast.chair, "on"), (cast.juror, None)):
        office.open(f"{page}jurors/invite/").press(
            "Save", email=person.email, is_chair=chairs, languages=["en"]
        )
        accept_by_mail(cast, person)
    office.open(f"{page}assignments/propose/").press("Save these assignments")
    office.open(page).press("Ask the jurors for conflicts")
    return panel


def accept_by_mail(cast: Cast, person: Any) -> None:
    """Follow the link of the newest invitation mail and accept with a button."""
    mail = OutboxItem.objects.filter(kind="mail", payload__to=person.email).latest("pk").payload["text"]
    link = re.search(r"(/jury-invitations/\S+/)", mail)
    assert link, mail
    cast.visit(person).open(link.group(1)).press("Accept and join the panel")


def declare(cast: Cast, panel: Panel) -> None:
    """Each juror declares before reading anything; then the office opens scoring."""
    for person in (cast.chair, cast.juror):
        juror = cast.visit(person).open("/my-scoring/")
        code = Assignment.objects.filter(juror__user=person).first().code
        juror.open(f"/scoring/{code}/", expect=404)
        juror.open(f"/panels/{panel.code}/ties/").press("Declare and go on")
        answers = {
            str(field["name"]): "free"
            for field in juror.open(f"/panels/{panel.code}/declare/").page.select("input[value=free]")
        }
        if answers:
            juror.press("Declare", **answers)
    cast.visit(cast.coordinator).open(f"/office/panels/{panel.code}/").press("Open scoring")


def score(cast: Cast, person: Any, panel: Panel, marks: dict[str, str]) -> None:
    """Score every entry: a mark by its title, the same for each criterion."""
    juror = cast.visit(person)
    for assignment in Assignment.objects.filter(juror__user=person, juror__panel=panel):
        title = assignment.title()
        page = juror.open(f"/scoring/{assignment.code}/").sees(title).page
        fields = {str(field["name"]): marks[title] for field in page.select("input[name^=score_]")}
        fields |= {str(field["name"]): REASON for field in page.select("textarea[name^=why_]")}
        juror.press("Finish", **fields, strengths="Clear.", improvements="Name the costs.")
    states = Assignment.objects.filter(juror__user=person).values_list("state", flat=True)
    assert set(states) == {"scored"}


def deliberate(cast: Cast, panel: Panel, winner: str) -> None:
    """The chair records meeting, motion and advice, and signs the protocol."""
    cast.visit(cast.coordinator).open(f"/office/panels/{panel.code}/").press("Close scoring and deliberate")
    chair = cast.visit(cast.chair).open(f"/panels/{panel.code}/overview/").sees(winner)
    chair.open(f"/panels/{panel.code}/ranking/").sees(winner)
    page = f"/panels/{panel.code}/deliberation/"
    present = [str(juror.pk) for juror in panel.jurors.all()]
    chair.open(f"{page}meeting/").press("Put on record", held_at=wall(0), place="Online", present=present)
    chair.open(f"{page}motion/").press(
        "Put on record",
        wording="The first rank gets the award.",
        votes_for="2",
        votes_against="0",
        abstentions="0",
    )
    for entry in panel.entries():
        won = entry.title == winner
        chair.open(f"/panels/{panel.code}/entries/{entry.code}/decision/").press(
            "Put on record", outcome="award" if won else "decline", reason=REASON,
            award_title="Best solution for markets" if won else "",
            citation="For all vendors." if won else "",
        )  # fmt: skip
    chair.open(f"/panels/{panel.code}/protocol/").click("Prepare and sign").press("Prepare the paper")
    chair.open(f"/panels/{panel.code}/protocol/")
    outbox.sweep()
    chair.click("Prepare and sign").press("Sign the protocol")


def decide_and_release(cast: Cast, panel: Panel, challenge: Challenge, rival: Entry) -> Award:
    """The city signs its own decision; the office reads the letters and releases everything at once."""
    cast.visit(cast.city).open(f"/challenges/{challenge.code}/decision/").press("Sign for the city")
    assert not Decision.objects.exclude(released_at=None).exists()
    assert Entry.objects.get(pk=rival.pk).state == "eligible"
    cast.visit().open("/results/").sees("Results")
    assert not Award.objects.exists()
    office = cast.visit(cast.coordinator).open(f"/office/panels/{panel.code}/decisions/")
    office.open(f"/office/panels/{panel.code}/release/")
    field = next(str(one["name"]) for one in office.page.select("main form input[type=text]"))
    office.press("Release all decisions", **{field: panel.title})
    award = Award.objects.get()
    cast.visit().open("/results/").sees(award.entry.title)
    return award
