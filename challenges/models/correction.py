"""A correction of a published challenge, as its city proposes it to the network office."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from challenges.models.challenge import Challenge
from core.models import User


class Correction(models.Model):
    """Other words for fields of a published challenge; one at a time waits for the office."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("With the network office")
        TAKEN_OVER = "taken_over", _("Taken over")
        DECLINED = "declined", _("Declined")
        TAKEN_BACK = "taken_back", _("Taken back")

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="corrections")
    texts = models.JSONField()  # of the fields that change, by name
    reason = models.TextField(_("reason"), max_length=2000)
    proposed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)  # why it was declined

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge"], condition=Q(outcome="waiting"), name="one_correction_waits_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return str(self.challenge)

    def proposed(self) -> list[tuple[Any, str, str]]:
        """Name, text as it stands now, and proposed text of each field that would change."""
        named = {field.name: field for field in Challenge._meta.fields}
        return [
            (named[name].verbose_name, getattr(self.challenge, name), text)
            for name, text in self.texts.items()
        ]
