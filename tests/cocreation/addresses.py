"""Addresses of projects: their board, what everybody sees, the API."""

from functools import partial

from django.urls import reverse

from cocreation.models import Gate, Indicator, Milestone, Project, Reading, Risk, Update
from juries.models import Award
from tests.addresses import (
    BOARD,
    CITY,
    COLLEAGUE,
    EVERYBODY,
    OFFICE,
    SIGNED_IN,
    Address,
    Page,
    Send,
    each,
)
from tests.cocreation import scenes
from tests.cocreation.scenes import LATE_GATE, empty, item, page, visitor, won, won_item
from tests.factories import (
    GateFactory,
    IndicatorFactory,
    MembershipFactory,
    MilestoneFactory,
    RiskFactory,
    UpdateFactory,
)
from tests.submissions.conftest import upload

SAVE = "main form button.btn:not(.second)"
READERS = BOARD | COLLEAGUE | OFFICE


def paper(_user):
    return {"title": "Plan", "upload": upload("plan.pdf")}


def new_member(_user):
    team = Project.objects.latest("pk").team
    return {"email": MembershipFactory(organisation=team).user.email, "role": "team"}


def lists(name, *, open_to=READERS):
    """A list of the board, filled and empty."""
    return Address(
        f"cocreation:{name}",
        open_to,
        [Page(name, "project", partial(page, name)), Page(f"{name}, empty", "project", partial(empty, name))],
        opens=won(name),
        walk=each(Project),
    )


def forms(name, /, *, error=True, by=BOARD, **fields):
    """A form of the board."""
    pages = [Page(name, "project", partial(page, name))]
    if error:
        pages.append(Page(f"{name}, error", "project", partial(page, name), click=SAVE))
    data = fields.pop("data", {})
    return Address(
        f"cocreation:{name}", by, pages, Send(data=data, **fields), opens=won(name), walk=each(Project)
    )


ADDRESSES: list[Address] = [
    Address(
        "cocreation:project_list",
        EVERYBODY,
        [
            Page("project list", "public", scenes.public_list),
            Page("project list, nothing found", "public", scenes.nothing_found),
        ],
    ),
    Address(
        "cocreation:my_project_list",
        SIGNED_IN,
        [
            Page("my projects", "owner", scenes.mine),
            Page("my projects, none", "signed_in", scenes.nothing_mine),
        ],
    ),
    Address(
        "cocreation:project_start",
        CITY | OFFICE,
        [Page("begin a project", "city", scenes.start)],
        Send(),
        walk=each(Award),
    ),
    Address(
        "cocreation:project_detail",
        EVERYBODY,
        [
            Page("project page", "public", partial(visitor, "project_detail")),
            Page("project page", "owner", partial(page, "project_detail")),
            Page(
                "project page, discontinued", "public", partial(visitor, "project_detail", discontinued=True)
            ),
        ],
        walk=each(Project),
    ),
    Address(
        "cocreation:project_board",
        BOARD | COLLEAGUE | OFFICE,
        [
            Page("board", "owner", partial(page, "project_board", prototype=True)),
            Page("board, paused", "owner", partial(page, "project_board", paused=True)),
            Page("board, empty", "owner", partial(empty, "project_board")),
        ],
        walk=each(Project),
    ),
    Address(
        "cocreation:project_edit",
        CITY,
        [Page("edit project", "owner", partial(page, "project_edit"))],
        Send(summary="Awnings."),
        opens=won("project_edit"),
        walk=each(Project),
    ),
    Address(
        "cocreation:project_transition",
        sends=Send(won("project_transition", prototype=True), by=CITY, step="pause", note="It is winter."),
    ),
    forms("project_discontinue", error=False, by=CITY, note="No money.", lessons_learned="Begin smaller."),
    Address("cocreation:project_follow", sends=Send(won("project_follow"), by=SIGNED_IN, follow="on")),
    lists("project_history"),
    lists("member_list"),
    forms("member_create", error=False, data=new_member),
    Address("cocreation:member_remove", sends=Send(scenes.colleague, by=CITY)),
    lists("gate_list"),
    Address(
        "cocreation:gate_edit",
        CITY,
        [Page("prepare gate", "owner", partial(page, "gate_edit"))],
        Send(economic="It pays."),
        opens=won("gate_edit"),
        walk=each(Project),
    ),
    Address(
        "cocreation:gate_decide",
        CITY,
        [Page("decide gate", "owner", partial(item, "gate_decide", GateFactory, **LATE_GATE))],
        Send(verdict="proceed"),
        opens=won_item("gate_decide", GateFactory, **LATE_GATE),
        walk=each(Gate),
    ),
    lists("milestone_list"),
    forms("milestone_create", title="Awnings", starts_on="2030-01-05", due_on="2030-02-05"),
    Address(
        "cocreation:milestone_detail",
        READERS,
        [Page("milestone", "project", partial(item, "milestone_detail", MilestoneFactory))],
        opens=won_item("milestone_detail", MilestoneFactory),
        walk=each(Milestone),
    ),
    Address(
        "cocreation:milestone_edit",
        BOARD,
        [Page("edit milestone", "project", partial(item, "milestone_edit", MilestoneFactory))],
        Send(title="More awnings"),
        opens=won_item("milestone_edit", MilestoneFactory),
        walk=each(Milestone),
    ),
    Address(
        "cocreation:milestone_move",
        sends=Send(won_item("milestone_move", MilestoneFactory), by=BOARD, step="begin"),
    ),
    Address(
        "cocreation:milestone_finish",
        BOARD,
        [
            Page("evidence", "project", partial(item, "milestone_finish", MilestoneFactory)),
            Page(
                "evidence, error", "project", partial(item, "milestone_finish", MilestoneFactory), click=SAVE
            ),
        ],
        Send(won_item("milestone_finish", MilestoneFactory, in_work=True), evidence="They hang."),
        opens=won_item("milestone_finish", MilestoneFactory),
        walk=each(Milestone),
    ),
    Address(
        "cocreation:milestone_file", BOARD | COLLEAGUE | OFFICE, opens=scenes.evidence, walk=each(Milestone)
    ),
    lists("indicator_list"),
    forms("indicator_create", name="Shade", unit="m", baseline="0", target="90", direction="up"),
    Address(
        "cocreation:indicator_detail",
        READERS,
        [Page("indicator", "project", partial(item, "indicator_detail", IndicatorFactory))],
        opens=won_item("indicator_detail", IndicatorFactory),
        walk=each(Indicator),
    ),
    Address(
        "cocreation:indicator_edit",
        BOARD,
        [Page("edit indicator", "project", partial(item, "indicator_edit", IndicatorFactory))],
        Send(name="Metres of shade"),
        opens=won_item("indicator_edit", IndicatorFactory),
        walk=each(Indicator),
    ),
    Address(
        "cocreation:indicator_retire", sends=Send(won_item("indicator_retire", IndicatorFactory), by=BOARD)
    ),
    Address(
        "cocreation:reading_create",
        BOARD,
        [
            Page("reading", "project", partial(item, "reading_create", IndicatorFactory, fixed=True)),
            Page("reading, error", "project", partial(item, "reading_create", IndicatorFactory), click=SAVE),
        ],
        Send(value="9"),
        opens=won_item("reading_create", IndicatorFactory, fixed=True),
        walk=each(Indicator),
    ),
    Address(
        "cocreation:reading_correct",
        BOARD,
        [Page("correct reading", "project", scenes.reading)],
        Send(value="8", note="A comma was lost."),
        opens=scenes.won_reading,
        walk=each(Reading),
    ),
    Address(
        "cocreation:update_list",
        EVERYBODY,
        [
            Page("updates", "public", partial(visitor, "update_list")),
            Page("update_list", "project", partial(page, "update_list")),
            Page("update_list, empty", "project", partial(empty, "update_list")),
        ],
        walk=each(Project),
    ),
    forms("update_create", title="The awnings hang", text="Since May."),
    Address(
        "cocreation:update_detail",
        BOARD,  # a draft
        [Page("update", "project", partial(item, "update_detail", UpdateFactory))],
        opens=won_item("update_detail", UpdateFactory),
        walk=each(Update),
    ),
    Address(
        "cocreation:update_edit",
        BOARD,
        [Page("edit update", "project", partial(item, "update_edit", UpdateFactory))],
        Send(title="The awnings hang"),
        opens=won_item("update_edit", UpdateFactory),
        walk=each(Update),
    ),
    Address("cocreation:update_publish", sends=Send(won_item("update_publish", UpdateFactory), by=BOARD)),
    lists("risk_list"),
    forms("risk_create", title="Storms", likelihood="2", impact="3"),
    Address(
        "cocreation:risk_edit",
        BOARD,
        [Page("edit risk", "project", partial(item, "risk_edit", RiskFactory))],
        Send(response="Take them in."),
        opens=won_item("risk_edit", RiskFactory),
        walk=each(Risk),
    ),
    lists("decision_list"),
    forms("decision_create", title="Awnings of cotton", reason="Cheaper.", decided_on="2026-01-05"),
    Address(
        "cocreation:document_list",
        READERS,
        [
            Page("document_list", "project", partial(page, "document_list")),
            Page("document_list, empty", "project", partial(empty, "document_list")),
        ],
        opens=won("document_list"),
        walk=each(Project),
    ),
    forms("document_create", error=False, data=paper),
    Address(
        "cocreation:document_file",
        EVERYBODY,
        opens=scenes.of_list("document_file", "documents"),
        walk=each(Project, lambda project: project.documents.values_list("file__public_id", flat=True)),
    ),
    Address(
        "cocreation:document_remove", sends=Send(scenes.of_list("document_remove", "documents"), by=BOARD)
    ),
    Address("project-list", EVERYBODY, opens=lambda: reverse("project-list")),
    Address("project-detail", EVERYBODY, opens=scenes.in_api("project-detail"), walk=each(Project)),
    Address("indicator-list", EVERYBODY, opens=lambda: reverse("indicator-list")),
    Address(
        "indicator-detail",
        EVERYBODY,
        opens=scenes.in_api("indicator-detail", "indicators"),
        walk=each(Indicator),
    ),
    Address(
        "reading-list",
        EVERYBODY,
        opens=lambda: reverse("reading-list"),
        sends=Send(
            scenes.list_in_api("reading-list"),
            by=BOARD,
            json=True,
            data=lambda _user: {"indicator": Indicator.objects.latest("pk").code},
            measured_on="2026-10-01",
            value="8",
            refusals={400},
        ),
    ),
    Address("reading-detail", EVERYBODY, opens=scenes.reading_in_api, walk=each(Reading)),
    Address(
        "update-list",
        EVERYBODY,
        opens=lambda: reverse("update-list"),
        sends=Send(
            scenes.list_in_api("update-list"),
            by=BOARD,
            json=True,
            data=lambda _user: {"project": Project.objects.latest("pk").code},
            title="News",
            text="Up.",
            refusals={400},
        ),
    ),
    Address("update-detail", EVERYBODY, opens=scenes.update_in_api, walk=each(Update)),
]
