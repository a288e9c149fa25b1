"""What waits for a person in projects: milestones, gates, readings."""

from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from cocreation.models import Gate, Indicator, Milestone
from cocreation.permissions import project_roles
from cocreation.queries import awards_to_begin
from cocreation.workflow import ProjectWorkflow
from core.waiting import Waiting
from core.zones import end_of
from network.permissions import organisation_ids
from network.roles import Role

MOST = 10


def waiting_for(user: Any) -> list[Waiting]:
    """The user's milestones and readings that are due, gates to decide, phases and projects to begin."""
    return [*_awards(user), *_milestones(user), *_readings(user), *_gates(user)]


def _awards(user: Any) -> list[Waiting]:
    return [
        Waiting(
            role=str(_("Product owner")),
            what=_("Begin the project of “%(title)s”") % {"title": award.entry.title},
            why=_("%(team)s won “%(award)s”. City and team can start to work.")
            % {"team": award.entry.organisation.name, "award": award.title},
            url=reverse("cocreation:project_start", args=[award.code]),
        )
        for award in awards_to_begin(user)[:MOST]
    ]


def _milestones(user: Any) -> list[Waiting]:
    if not project_roles(user):
        return []
    mine = Milestone.objects.due_soon().waiting_for(user, project_roles(user))
    return [
        Waiting(
            role=str(_("Project member")),
            what=_("Milestone “%(title)s”") % {"title": one.title},
            why=_("%(project)s. Mark it as done with evidence, or set a new day.")
            % {"project": one.project.title},
            url=one.get_absolute_url(),
            due_at=end_of(one.due_on, one.project.time_zone),
            zone=one.project.time_zone,
        )
        for one in mine.select_related("project").order_by("due_on", "pk")[:MOST]
    ]


def _readings(user: Any) -> list[Waiting]:
    if not project_roles(user):
        return []
    running = {"project__in": project_roles(user), "project__state__in": ProjectWorkflow.PHASES}
    indicators = Indicator.objects.in_use().filter(**running).exclude(rhythm=Indicator.Rhythm.OTHER)
    due = []
    for one in indicators.with_last_day().select_related("project").order_by("pk")[:100]:
        day = one.next_reading_on(one.last_on)
        if day and day <= one.project.today():
            due.append((day, one))
    due.sort(key=lambda pair: (pair[0], pair[1].pk))
    return [
        Waiting(
            role=str(_("Project member")),
            what=_("Reading of “%(name)s”") % {"name": one.name},
            why=_("%(project)s. %(rhythm)s.")
            % {"project": one.project.title, "rhythm": one.get_rhythm_display()},
            url=reverse("cocreation:reading_create", args=[one.code]),
            due_at=end_of(day, one.project.time_zone),
            zone=one.project.time_zone,
        )
        for day, one in due[:MOST]
    ]


def _gates(user: Any) -> list[Waiting]:
    cities = organisation_ids(user, Role.EDITOR)
    if not cities:
        return []
    gates = Gate.objects.that_wait().filter(project__city__in=cities).select_related("project")
    return [_gate(gate) for gate in gates.order_by(F("planned_on").asc(nulls_last=True), "pk")[:MOST]]


def _gate(gate: Gate) -> Waiting:
    role, words = str(_("Product owner")), {"title": gate.project.title}
    if gate.decided_at:
        return Waiting(
            role=role,
            what=_("Next phase of “%(title)s”") % words,
            why=_("The gate says proceed. Take the step on the board."),
            url=gate.project.get_board_url(),
        )
    return Waiting(
        role=role,
        what=_("Gate of “%(title)s”") % words,
        why=_("End of the phase: %(phase)s.") % {"phase": gate.get_phase_display()},
        url=reverse("cocreation:gate_edit", args=[gate.project.code]),
        due_at=end_of(gate.planned_on, gate.project.time_zone) if gate.planned_on else None,
        zone=gate.project.time_zone,
    )
