"""What only a browser shows: texts that save themselves, keys that score, a chart, a map."""

from playwright.sync_api import expect

from challenges.models import Challenge
from cocreation.models import Project
from juries.models import Assignment, Panel
from submissions.models import Entry
from tests.journeys.call import LONG, day
from tests.journeys.cast import Cast
from tests.journeys.jury import REASON
from tests.journeys.visitor import pdf

SAVED = "Draft saved at"
INDICATOR = "Vendors who sell online"


def hand_in(cast: Cast, challenge: Challenge, title: str) -> Entry:
    """The team writes its entry; half-way the browser is reloaded and nothing is lost."""
    team = cast.visit(cast.lead).open(challenge.get_absolute_url()).click("Enter this challenge")
    team.press("Begin", organisation=str(cast.organisations["team"].pk), title=title)
    entry = Entry.objects.get(organisation=cast.organisations["team"])
    home = f"/entries/{entry.code}/"
    done = "Save, this section is done"
    team.open(f"{home}sections/_basics/").press(done, summary=LONG, language="en")
    team.open(home).click("The idea")
    field = team.tab.get_by_label("What is your solution?")
    field.click()
    team.tab.keyboard.type("Vendors sell through a service of their own.")
    expect(team.tab.locator("[data-draft-status]")).to_contain_text(SAVED)
    team.tab.reload()
    expect(field).to_have_value("Vendors sell through a service of their own.")
    team.press(done)
    team.open(home).open(f"{home}files/")
    team.press("Add the file", file=pdf("plan.pdf"), title="Plan", alternative_text="A plan.")
    team.open(f"{home}preview/").sees(title, "a service of their own")
    team.open(f"{home}check/").press("Hand in now").sees("SHA-256", "plan.pdf")
    return entry


def score(cast: Cast, panel: Panel, marks: dict[str, tuple[str, str, str]]) -> None:
    """The chair scores with the keyboard: a digit for each criterion, and the total runs along."""
    chair = cast.visit(cast.chair).open("/my-scoring/")
    for assignment in Assignment.objects.filter(juror__user=cast.chair, juror__panel=panel):
        *digits, total = marks[assignment.title()]
        chair.open("/my-scoring/").open(f"/scoring/{assignment.code}/").sees(assignment.title())
        criteria = chair.tab.locator(".crit[data-weight]")
        for criterion, digit in zip(criteria.all(), digits, strict=True):
            criterion.get_by_role("radio").first.focus()
            chair.tab.keyboard.press(digit)
            chair.tab.keyboard.press("Tab")
            chair.write(criterion.locator("textarea"), REASON)
        expect(chair.tab.locator("[data-total]")).to_have_text(total)
        expect(chair.tab.locator("form [data-count]")).to_have_text("2 / 2")
        expect(chair.tab.locator("[data-draft-status]")).to_contain_text(SAVED)
        chair.press("Finish", strengths="Clear.", improvements="Name the costs.")
        assert Assignment.objects.get(pk=assignment.pk).state == "scored"


def follow(cast: Cast, project: Project) -> None:
    """The team moves a milestone on the board, enters a reading there and sees it in the chart."""
    team = cast.visit(cast.lead).open(f"/projects/{project.code}/board/").click("New milestone")
    team.press("Save", title="Training", starts_on=day(0), due_on=day(30))
    board = team.open(f"/projects/{project.code}/board/").tab
    board.get_by_label("Move Training to").select_option(label="In progress")
    team.press("Move Training")
    moved = team.open(f"/projects/{project.code}/board/").tab.get_by_role("region", name="In progress")
    expect(moved.get_by_role("link", name="Training")).to_be_visible()
    team.click("Enter a reading").press("Save", value="9", measured_on=day(-1))
    chart = team.open(f"/projects/{project.code}/board/").tab.get_by_role("img", name=INDICATOR)
    expect(chart.locator("circle.dot")).to_have_count(2)
    expect(chart).to_be_visible()
    expect(chart.locator("desc")).to_contain_text("From 9 on")


def look_at_the_map(cast: Cast) -> None:
    """Anybody sees the adopting city on the map itself, not only in the table."""
    anybody = cast.visit().open("/map/")
    drawing = anybody.tab.get_by_role("img", name="World map of adoptions")
    expect(drawing.locator("circle.city.adopt")).to_have_count(1)
    expect(drawing.locator("path.arc")).to_have_count(1)
    expect(drawing.locator("text", has_text=cast.organisations["adopter"].place)).to_be_visible()
