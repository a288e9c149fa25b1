"""What the worker does with this app's outbox rows, and its long acts. The rules are elsewhere."""

from typing import Any, cast

from django.urls import reverse
from django.utils.translation import gettext as _

from core.jobs import Kind, Step
from core.models import Anyone, Job, OutboxItem, User
from juries.actions.assignments import propose_plan
from juries.actions.release import release_decisions
from juries.models import Panel
from juries.permissions import is_panel_coordinator
from juries.places.stored import as_values
from juries.results.record import keep_records

FEW_DECISIONS = 50  # are released while a person waits


def keep_jury_record(row: OutboxItem) -> None:
    """Work out once what the result pages of a released panel say."""
    keep_records(Panel.objects.get(code=row.payload["panel"]))


class _OfPanel(Kind):
    """A long act of the office on a panel."""

    model = Panel

    def open_to(self, subject: Panel, user: Anyone) -> bool:
        """The office that runs the panel."""
        return is_panel_coordinator(subject, user)


class AssignmentProposal(_OfPanel):
    """Who should read what, of a large panel: worked out, kept as the job's result, saved by a person."""

    def says(self, subject: Panel) -> str:
        """Its title."""
        return _("Proposal of assignments: %(panel)s") % {"panel": subject.title}

    def prepare(self, job: Job, subject: Panel) -> dict[str, Any]:
        """Work it out."""
        return as_values(propose_plan(subject))

    def step(self, job: Job, subject: Panel, prepared: Any) -> Step:
        """Keep it."""
        return Step(1, 1, result=prepared)

    def leads_to(self, subject: Panel) -> str:
        """Where it is looked through and saved."""
        return reverse("juries:assignment_propose", args=[subject.code])


class PanelRelease(_OfPanel):
    """The one act that tells everybody, all or nothing."""

    whole = True

    def says(self, subject: Panel) -> str:
        """Its title."""
        return _("Release of the decisions: %(panel)s") % {"panel": subject.title}

    def is_short(self, subject: Panel) -> bool:
        """Few letters."""
        return subject.decisions.count() <= FEW_DECISIONS

    def step(self, job: Job, subject: Panel, prepared: Any) -> Step:
        """Release all."""
        released = len(release_decisions(subject, by=cast(User, job.asked_by)))  # who is looked at before
        return Step(released, released, result={"released": released})

    def leads_to(self, subject: Panel) -> str:
        """The panel."""
        return subject.get_absolute_url()
