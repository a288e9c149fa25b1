"""From the award to another city that has the solution in use."""

from cocreation.models import Indicator, Milestone, Project
from core import outbox
from juries.models import Award
from tests.journeys.call import LONG, day
from tests.journeys.cast import Cast
from transfer.models import Adoption, Package, Release

STEPS = ["Begin the prototype", "Begin the pilot", "Begin consolidation", "Begin the transfer"]
ADOPTION = ["We have begun to evaluate it", "We are adapting it", "Our pilot has begun", "It is in operation"]


def run_project(cast: Cast, award: Award) -> Project:
    """The city starts the project and leads it through milestones, readings and four gates."""
    city = cast.visit(cast.city).open(f"/results/{award.code}/project/")
    city.press("Begin the project", summary="Markets sell online.")
    project = Project.objects.get()
    page = f"/projects/{project.code}/"
    team = cast.visit(cast.lead).open(f"{page}board/")
    team.open(f"{page}milestones/new/").press("Save", title="Workshops", starts_on=day(0), due_on=day(20))
    milestone = Milestone.objects.get()
    team.open(f"/milestones/{milestone.code}/finish/").press(
        "Mark as done", evidence="Minutes of six workshops."
    )
    indicator = Indicator.objects.get()  # taken over from the challenge
    team.open(f"/indicators/{indicator.code}/readings/new/").press("Save", value="14", measured_on=day(0))
    team.open(f"{page}updates/new/").press(
        "Publish", title="First steps", text="We met vendors.", public="on"
    )
    for step in STEPS:
        city.open(f"{page}gate/").press(
            "Save and go on to the verdict",
            economic=LONG,
            organisational=LONG,
            financial=LONG,
            technical=LONG,
        )
        city.press("Give the verdict", verdict="proceed")
        city.open(f"{page}board/").press(step)
    city.open(f"{page}edit/").press("Save", public="on", description=LONG)
    cast.visit().open(page).sees("First steps", "Vendors who sell online")
    return project


def publish_package(cast: Cast, project: Project) -> Package:
    """The results become a package; the office approves it, the worker builds its file."""
    city = cast.visit(cast.city).open("/packages/new/").press("Begin", project=project.code)
    package = Package.objects.get()
    edit = f"/packages/{package.code}/edit/"
    city.open(f"{edit}basics/").press("Save", summary="A digital market hall.", description=LONG * 2)
    city.open(f"{edit}needs/").press(
        "Save", needs_money=LONG, needs_staff=LONG, needs_data=LONG, needs_law=LONG
    )
    city.open(f"{edit}results/").press("Save", known_limits="No card payment.")
    release = Release.objects.get()
    page = f"/releases/{release.code}/"
    city.open(f"{page}notes/").press("Save", notes="First release.")
    city.open(f"{page}manuals/new/").press(
        "Save", audience="vendors", language="en", title="For vendors", text=LONG
    )
    city.open(f"{page}source/").press("Save", repository_url="https://code.example.org/markets", tag="v1")
    page_now = city.open(f"{page}readiness/").page
    answers = {str(one["name"]): "met" for one in page_now.select("[name^=met-]")}
    city.press("Save", **answers)
    city.open(f"{page}check/").press("Send to review")
    cast.visit(cast.coordinator).open(page).press("Approve")
    outbox.sweep()
    assert Release.objects.get().state == "published"
    cast.visit().open("/packages/").click("Mi Mercado").sees("For vendors")
    cast.visit().open(page).sees(Release.objects.get().bag_sha256)
    return package


def adopt(cast: Cast, package: Package) -> Adoption:
    """Another city registers, confirms each step itself, and shows up on the map."""
    other = cast.visit(cast.adopter).open(package.get_absolute_url()).click("Adopt")
    other.press("Register", kind="adapt")
    adoption = Adoption.objects.get()
    for step in ADOPTION:
        other.open(adoption.get_absolute_url()).press(step, note="Confirmed by the city.")
    cast.visit().open("/map/").sees(cast.organisations["adopter"].place, "In operation")
    return Adoption.objects.get()
