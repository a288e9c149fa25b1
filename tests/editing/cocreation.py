"""Forms of a project's board that two people can open."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests.cocreation.roles import member_of, owner_of
from tests.editing.windows import Shared
from tests.factories import (
    GateFactory,
    IndicatorFactory,
    MilestoneFactory,
    ProjectFactory,
    RiskFactory,
    UpdateFactory,
)


def on_board(page, factory=None, who=member_of, **values):
    """A page of a project, or of something on its board."""

    def build():
        project = ProjectFactory(pilot=True)
        item = factory(project=project, **values) if factory else project
        code = project.code if page.startswith(("project", "gate_edit")) else item.code
        return who(project), reverse(f"cocreation:{page}", args=[code])

    return build


DAY = (timezone.localdate() + timedelta(days=30)).isoformat()
FORMS = [
    Shared(
        "cocreation.projects.ProjectForm",
        on_board("project_edit", who=owner_of),
        {"title": "Shade"},
        {"budget_note": "Paid."},
    ),
    Shared(
        "cocreation.milestones.MilestoneForm",
        on_board("milestone_edit", MilestoneFactory),
        {"title": "Awnings"},
        {"due_on": DAY},
    ),
    Shared(
        "cocreation.indicators.IndicatorForm",
        on_board("indicator_edit", IndicatorFactory),
        {"name": "Stalls"},
        {"source": "Counted."},
    ),
    Shared(
        "cocreation.updates.UpdateForm",
        on_board("update_edit", UpdateFactory),
        {"title": "We began"},
        {"text": "Today."},
    ),
    Shared(
        "cocreation.notes.RiskEditForm",
        on_board("risk_edit", RiskFactory),
        {"title": "Rain"},
        {"response": "Roofs."},
    ),
    Shared(
        "cocreation.gates.GateForm",
        on_board("gate_edit", GateFactory, who=owner_of, phase="pilot"),
        {"economic": "It pays off."},
        {"technical": "It works."},
    ),
]
