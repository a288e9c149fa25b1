"""Milestones: what is to be reached by when, and the evidence that it was."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cocreation.models.base import Coded
from cocreation.models.project import Project
from cocreation.queries import OPEN_MILESTONES, SOON, MilestoneQuerySet
from cocreation.workflow import MilestoneWorkflow
from core.models import StoredFile, TransitionRecord
from core.versioned import FieldVersioned


class Milestone(Coded, MilestoneWorkflow, FieldVersioned):
    """A card on the board."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("title"), max_length=160)
    description = models.TextField(_("description"), blank=True)
    starts_on = models.DateField(_("starts on"))
    due_on = models.DateField(_("due on"))
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="milestones",
        verbose_name=_("responsible member"),
    )
    responsible_note = models.CharField(_("who does it"), max_length=120, blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    evidence_file = models.ForeignKey(
        StoredFile,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("evidence as a file"),
    )
    reminded_for = models.DateField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="milestone_state_is_known", condition=models.Q(state__in=MilestoneWorkflow.State.values)
            ),
            models.CheckConstraint(
                name="milestone_ends_after_it_starts", condition=models.Q(due_on__gte=models.F("starts_on"))
            ),
            models.CheckConstraint(
                name="done_milestone_has_evidence",
                condition=~models.Q(state="done")
                | (
                    models.Q(done_at__isnull=False)
                    & (~models.Q(evidence="") | models.Q(evidence_file__isnull=False))
                ),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("cocreation:milestone_detail", args=[self.code])

    def is_open(self) -> bool:
        """Planned or in progress."""
        return self.state in OPEN_MILESTONES

    def was_dropped(self) -> bool:
        """Whether it was given up."""
        return self.state == self.State.DROPPED

    def is_in_work(self) -> bool:
        """Whether somebody is at it."""
        return self.state == self.State.IN_WORK

    def is_done(self) -> bool:
        """Reached, with evidence."""
        return self.state == self.State.DONE

    def days_left(self) -> int:
        """Days until it should be done, by the project's calendar; below 0 when the day is over."""
        return (self.due_on - self.project.today()).days

    def days_late(self) -> int:
        """Days since it should have been done; 0 when it is not late."""
        return max(0, -self.days_left()) if self.is_open() else 0

    def is_due_soon(self) -> bool:
        """Open, not late and due within two weeks."""
        return self.is_open() and 0 <= self.days_left() <= SOON.days

    def who(self) -> str:
        """Who does it, in words."""
        return self.responsible_note or (str(self.responsible) if self.responsible else "")


class MilestoneRecord(TransitionRecord):
    """A line of a milestone's history."""

    item = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="history")
