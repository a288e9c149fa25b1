"""The project of a winner, its people and its history."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cocreation.models.base import Coded
from cocreation.queries import ENDED, ProjectQuerySet
from cocreation.workflow import ProjectWorkflow
from core.models import TransitionRecord
from core.search.followed import Followed
from core.versioned import FieldVersioned
from core.zones import readers_today, today_in, validate_zone
from network.models import Organisation, Withholdable, acting_in


class Project(Coded, ProjectWorkflow, Withholdable, FieldVersioned, Followed):
    """City and team make an awarded idea work together."""

    noun = _("Project")

    award = models.OneToOneField(
        "juries.Award",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="project",
        editable=False,
    )
    title = models.CharField(_("title"), max_length=160)
    summary = models.CharField(_("summary"), max_length=400, blank=True)
    description = models.TextField(_("description"), blank=True)
    city = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="owned_projects", verbose_name=_("city")
    )
    team = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="team_projects", verbose_name=_("solution team")
    )
    areas = models.ManyToManyField("challenges.AreaOfAction", blank=True, related_name="projects")
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC", validators=[validate_zone])
    starts_on = models.DateField(_("starts on"), default=readers_today)
    budget_total = models.DecimalField(_("budget"), max_digits=14, decimal_places=2, null=True, blank=True)
    budget_spent = models.DecimalField(
        _("spent so far"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    budget_note = models.TextField(_("where the money comes from"), blank=True)
    operation_note = models.TextField(_("who runs it after the pilot, and with what money"), blank=True)
    lessons_learned = models.TextField(_("lessons learned"), blank=True)
    public = models.BooleanField(_("has a public page"), default=False)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="project_state_is_known", condition=models.Q(state__in=ProjectWorkflow.State.values)
            ),
            models.CheckConstraint(
                name="paused_project_knows_its_phase",
                condition=models.Q(state="paused", paused_from__in=ProjectWorkflow.PHASES)
                | (~models.Q(state="paused") & models.Q(paused_from="")),
            ),
            models.CheckConstraint(
                name="discontinued_project_shares_its_lessons",
                condition=~models.Q(state="discontinued")
                | (models.Q(public=True) & ~models.Q(lessons_learned="")),
            ),
        ]
        indexes = [models.Index(fields=["public", "state"])]

    def __str__(self) -> str:
        return self.title

    def today(self) -> date:
        """The day that it is where the project is at work."""
        return today_in(self.time_zone)

    def answers_for_it(self) -> Organisation:
        """The city whose project it is."""
        return self.city

    def own_people(self) -> Q:
        """Those who act for the city or the team, and the members."""
        return acting_in(self.city) | acting_in(self.team) | Q(project_memberships__project=self)

    def get_meanwhile_url(self) -> str:
        """The other projects."""
        return reverse("cocreation:project_list")

    def is_for_everybody(self) -> bool:
        """Whether it has a public page."""
        return self.public

    def get_absolute_url(self) -> str:
        """The public page."""
        return reverse("cocreation:project_detail", args=[self.code])

    def get_board_url(self) -> str:
        """The page where the members work."""
        return reverse("cocreation:project_board", args=[self.code])

    def is_open(self) -> bool:
        """Neither completed nor discontinued."""
        return self.state not in ENDED

    def is_in_phase(self) -> bool:
        """Neither ended nor paused."""
        return self.state in self.PHASES

    def stands_still(self) -> bool:
        """Whether it was paused or discontinued in its phase."""
        return self.phase() != self.state

    def phase(self) -> str:
        """The phase that the project is in, was paused or ended in; "completed" once all are done."""
        return self.paused_from or self.ended_in or self.state

    def phase_label(self) -> str:
        """The phase in words."""
        return str(self.State(self.phase()).label)

    def pilot_has_begun(self) -> bool:
        """Whether success criteria are fixed for good: in the pilot or beyond it."""
        return self.phase() not in (self.State.IDEA, self.State.PROTOTYPE)

    def latest_gate(self, phase: str) -> Any:
        """The last decided gate of the phase, or None."""
        return self.gates.decided().filter(phase=phase).order_by("-decided_at", "-pk").first()

    def open_gate(self) -> Any:
        """The gate being prepared for the present phase, or None."""
        return self.gates.filter(decided_at=None, phase=self.phase()).first()


class ProjectRecord(TransitionRecord):
    """A line of a project's history."""

    item = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="history")


class ProjectMember(models.Model):
    """A person who works on the board. All have equal rights there; the role says what they are."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Product owner (city)")
        TEAM = "team", _("Solution team")
        MENTOR = "mentor", _("Mentor")
        EXPERT = "expert", _("Expert")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="project_memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.TEAM)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["joined_at", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="one_membership_per_project")]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class Follow(models.Model):
    """Somebody who wants the public news of a project by mail."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="follows")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followed_projects"
    )
    since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["since", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="one_follow_per_project")]

    def __str__(self) -> str:
        return f"{self.user} → {self.project}"
