"""From the set-up of a competition to entries that are in."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from challenges.models import Challenge, Competition
from submissions.models import Entry
from tests.journeys.cast import Cast
from tests.journeys.visitor import pdf

LONG = "Vendors of the market sell through a shared service that they run themselves, with people who help."


def wall(days: int) -> str:
    """A clock time in UTC, so many days from now, as a browser's field sends it."""
    return (timezone.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def day(days: int) -> str:
    """A day, so many days from now."""
    return (timezone.now() + timedelta(days=days)).strftime("%Y-%m-%d")


def set_up_competition(cast: Cast) -> Competition:
    """The coordinator fills in every part, announces and starts the competition."""
    office = (
        cast.visit(cast.coordinator).open("/home/").open("/office/competitions/").click("New competition")
    )
    office.press(
        "Create", title="Solutions for markets", office=str(cast.organisations["office"].pk), time_zone="UTC",
        opens_at=wall(-1), closes_at=wall(10), judging_until=wall(60),
        results_on=day(90), retention_until=day(700), languages=["en", "es"],
    )  # fmt: skip
    competition = Competition.objects.get()
    page = f"/office/competitions/{competition.code}/"
    office.open(f"{page}setup/basics/").press(
        "Save",
        summary="Keep markets open.",
        description="What the competition is about.",
        languages=["en", "es"],
    )
    office.open(f"{page}setup/judging/").press(
        "Save", blind="on", reviews_per_entry="2", quorum="2", tie_rule="A vote."
    )
    office.open(f"{page}setup/policies/").press("Save", policies="Results are shared under an open licence.")
    office.open(f"{page}parts/areas/new/").press("Save", title="Local centres", motif="5")
    for title, weight in (("Fit", "60"), ("Inclusion", "40")):
        office.open(f"{page}parts/criteria/new/").press(
            "Save", title=title, weight=weight, **{f"anchor_{step}": f"Step {step}" for step in range(6)}
        )
    office.open(f"{page}parts/sections/new/").press("Save", title="The idea", identifier="idea")
    section = competition.form_sections.get()
    office.open(f"{page}parts/questions/new/").press(
        "Save", section=str(section.pk), label="What is your solution?", identifier="solution", kind="long",
        word_limit="200", required="on",
    )  # fmt: skip
    office.open(f"{page}parts/rules/new/").press("Save", text="The entry answers the challenge.")
    office.open(page).press("Announce").press("Start")
    assert Competition.objects.get().state == "running"
    return competition


def post_challenge(cast: Cast, competition: Competition) -> Challenge:
    """The city writes its challenge; the coordinator returns it once, then publishes it."""
    city = cast.visit(cast.city).open("/my-challenges/").click("Write a challenge")
    city.press(
        "Begin", organisation=str(cast.organisations["city"].pk), competition=str(competition.pk),
        title="Local markets that stay open", language="en",
    )  # fmt: skip
    challenge = Challenge.objects.get()
    edit = f"/challenges/{challenge.code}/edit/"
    area = competition.areas.get()
    city.open(f"{edit}summary/").press("Save and go back", summary="Keep markets running.", area=str(area.pk))
    texts = {"problem": "problem", "people": "people_affected", "tried": "tried", "data": "data_constraints"}
    for section, field in texts.items():
        city.open(f"{edit}{section}/").press("Save and go back", **{field: LONG})
    city.open(f"/challenges/{challenge.code}/indicators/new/").press(
        "Save", name="Vendors who sell online", unit="vendors", baseline="0", target="120"
    )
    city.open(f"{edit}outcome/").press("Save and go back", outcome=LONG)
    city.open(f"{edit}languages/").press("Save and go back", language="en", languages=["en", "es"])
    city.open(f"/challenges/{challenge.code}/check/").press("Send to review")
    office = cast.visit(cast.coordinator).open("/home/").click("Local markets that stay open")
    office.press("Return to the city", note="Please name a partner.")
    city.open(f"/challenges/{challenge.code}/check/").press("Send to review")
    office.open(f"/office/challenges/{challenge.code}/").press("Publish")
    cast.visit().open("/challenges/").sees("Local markets that stay open")
    return challenge


def ask_and_answer(cast: Cast, challenge: Challenge) -> None:
    """A team asks in public, the city answers in public."""
    team = cast.visit(cast.lead).open(challenge.get_absolute_url())
    team.press("Send the question", text="May we work with two markets?")
    cast.visit(cast.city).open("/my-questions/").click("May we work with two markets?").press(
        "Publish the answer", answer="Yes, start with one."
    )
    cast.visit().open(challenge.get_absolute_url()).sees("Yes, start with one.")


def hand_in(cast: Cast, person: Any, organisation: Any, challenge: Challenge, title: str) -> Entry:
    """A team starts an entry, fills it in, adds a file, checks, and hands it in."""
    team = cast.visit(person).open(challenge.get_absolute_url()).click("Enter this challenge")
    team.press("Begin", organisation=str(organisation.pk), title=title)
    entry = Entry.objects.get(organisation=organisation)
    page = f"/entries/{entry.code}/"
    done = "Save, this section is done"
    team.open(f"{page}sections/_basics/").press(done, title=title, summary=LONG, language="en")
    fields = team.open(f"{page}sections/idea/").page.find_all("textarea")
    team.press(done, **{str(fields[0]["name"]): LONG})
    team.open(f"{page}files/").press(
        "Add the file", file=pdf("plan.pdf"), title="Plan", alternative_text="A plan."
    )
    team.open(f"{page}preview/").sees(title)
    team.open(f"{page}check/").press("Hand in now").sees("SHA-256", "plan.pdf")
    assert Entry.objects.get(pk=entry.pk).state == "submitted"
    return entry


def reopen_and_hand_in_again(cast: Cast, person: Any, entry: Entry) -> None:
    """Until the deadline the team may change its mind; what was handed in stays valid meanwhile."""
    team = cast.visit(person).open(f"/entries/{entry.code}/receipt/").press("Reopen to change it")
    entry = Entry.objects.get(pk=entry.pk)
    assert entry.state == "submitted"
    assert entry.version_in_force().number == 1
    team.open(f"/entries/{entry.code}/check/").press("Hand in now")
    assert entry.version_in_force().number == 2


def screen(cast: Cast, entries: list[Entry]) -> None:
    """After the deadline the coordinator checks each entry and lets it in."""
    office = cast.visit(cast.coordinator)
    for entry in entries:
        office.open(f"/office/entries/{entry.code}/")
        verdicts = {
            str(field["name"]): "yes" for field in office.page.select("input[type=radio][value=yes], select")
        }
        office.press("Save and accept", **verdicts)
        assert Entry.objects.get(pk=entry.pk).state == "eligible"
