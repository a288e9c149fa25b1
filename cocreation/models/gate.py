"""Gates: the verdict at the end of a phase."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cocreation.models.base import Coded
from cocreation.models.project import Project
from cocreation.queries import GateQuerySet
from cocreation.workflow import ProjectWorkflow
from core.versioned import FieldVersioned


class Gate(Coded, FieldVersioned):
    """One sitting about one phase: four workstreams and a verdict. A prolonged phase gets another."""

    class Verdict(models.TextChoices):
        PROCEED = "proceed", _("Proceed to the next phase")
        PROLONG = "prolong", _("Prolong this phase")
        STOP = "stop", _("Stop")

    WORKSTREAMS = ["economic", "organisational", "financial", "technical"]

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="gates")
    phase = models.CharField(max_length=20, choices=[(p.value, p.label) for p in ProjectWorkflow.PHASES])
    planned_on = models.DateField(_("to be decided by"), null=True, blank=True)
    economic = models.TextField(_("economic"), blank=True)
    organisational = models.TextField(_("organisational"), blank=True)
    financial = models.TextField(_("financial"), blank=True)
    technical = models.TextField(_("technical"), blank=True)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices, blank=True)
    next_review_on = models.DateField(_("next review on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = GateQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_gate_per_phase",
                fields=["project", "phase"],
                condition=models.Q(decided_at__isnull=True),
            ),
            models.CheckConstraint(
                name="decided_gate_has_verdict_and_reasons",
                condition=models.Q(decided_at__isnull=True)
                | (
                    ~models.Q(verdict="")
                    & ~models.Q(economic="")
                    & ~models.Q(organisational="")
                    & ~models.Q(financial="")
                    & ~models.Q(technical="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.get_phase_display()}"

    def is_next_for(self, project: Project) -> bool:
        """Whether it waits for its verdict, and the project is in its phase."""
        return not self.decided_at and self.phase == project.state

    def missing_workstreams(self) -> list[str]:
        """Names of the workstreams without a text."""
        return [name for name, text in self.workstreams() if not text.strip()]

    def says_proceed(self) -> bool:
        """Decided so, with reasons in each workstream."""
        return (
            bool(self.decided_at) and self.verdict == self.Verdict.PROCEED and not self.missing_workstreams()
        )

    def workstreams(self) -> list[tuple[str, str]]:
        """Name and text of each workstream."""
        fields: list[Any] = [self._meta.get_field(name) for name in self.WORKSTREAMS]
        return [(str(field.verbose_name), getattr(self, field.name)) for field in fields]

    def tone(self) -> str:
        """The tone of its badge."""
        return {"proceed": "ok", "prolong": "warn", "stop": "bad"}.get(self.verdict, "")
