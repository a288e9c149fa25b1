"""A correction of a published challenge or one of its indicators, as its city proposes it to the office."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from challenges.models.challenge import Challenge, ChallengeIndicator
from core.goals import goal_name
from core.languages import language_name
from core.models import User
from core.texts import plain_digits


class Correction(models.Model):
    """Other values for fields of a published challenge, or of its indicator; one at a time waits.

    `texts` holds them by field name as JSON has them: an area by its key, a decimal number as text.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("With the network office")
        TAKEN_OVER = "taken_over", _("Taken over")
        DECLINED = "declined", _("Declined")
        TAKEN_BACK = "taken_back", _("Taken back")

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="corrections")
    indicator = models.ForeignKey(
        ChallengeIndicator, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    texts = models.JSONField()
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
        """Name, words as they stand now, and proposed words of each field that would change."""
        row = self.indicator or self.challenge
        named = {field.name: field for field in row._meta.fields}
        return [
            (named[name].verbose_name, _words(named[name], getattr(row, name)), _words(named[name], value))
            for name, value in self.texts.items()
        ]


def _words(field: Any, value: Any) -> str:
    """A field's value, of a row or as it is stored in `texts`, for a reader."""
    if field.is_relation and not isinstance(value, models.Model):
        value = field.related_model.objects.filter(pk=value or None).first()
    if isinstance(value, list):
        named = goal_name if field.name == "sdgs" else language_name
        return ", ".join(named(code) for code in value)
    if isinstance(value, Decimal):
        value = plain_digits(value)
    return "" if value is None else str(value)
