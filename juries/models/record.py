"""What stays of a panel's work for everybody."""

from django.db import models
from django.utils import timezone

from challenges.models import Challenge
from juries.models.panel import Panel


class JuryRecord(models.Model):
    """How a challenge was judged, as its result pages say it: worked out once, after the release.

    `facts`: `jurors`, `conflicts` (handled), `entries` (read by several jurors), `spread` (mean points from
    highest to lowest total), `far_apart` (entries seen very differently), `alpha` (Krippendorff's, or null).
    """

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="records")
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="jury_records")
    facts = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["panel", "challenge"], name="one_record_per_challenge")
        ]

    def __str__(self) -> str:
        return f"{self.challenge} ({self.panel})"
