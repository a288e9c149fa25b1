"""What the office does with an entry before the jury: extensions, verdicts on rules, questions."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import User
from submissions.models.entry import Entry
from submissions.parts import changed_parts


class Extension(models.Model):
    """More time for one team, with a reason and the name of who gave it."""

    challenge = models.ForeignKey("challenges.Challenge", on_delete=models.CASCADE, related_name="extensions")
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.CASCADE, related_name="extensions"
    )
    until = models.DateTimeField(_("new deadline"))
    reason = models.TextField(_("reason"))
    granted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-granted_at", "-id"]

    def __str__(self) -> str:
        return f"{self.challenge_id} for {self.organisation_id} until {self.until:%Y-%m-%d %H:%M}"


def verdict_names(rule: int) -> tuple[str, str]:
    """Under which names verdict and reason of a rule stand in the form and in the entry's field_versions."""
    return f"rule-{rule}", f"reason-{rule}"


class EligibilityCheck(models.Model):
    """The office's verdict on one rule for one entry."""

    class Verdict(models.TextChoices):
        YES = "yes", _("Met")
        NO = "no", _("Not met")
        UNCLEAR = "unclear", _("Not clear")

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="checks")
    rule = models.ForeignKey("challenges.EligibilityRule", on_delete=models.PROTECT, related_name="checks")
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    reason = models.TextField(blank=True)
    # What was judged: the version that was in force, and the rule as it was worded then.
    version = models.ForeignKey("EntryVersion", null=True, on_delete=models.SET_NULL, related_name="+")
    rule_text = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["rule__order", "id"]
        constraints = [
            models.UniqueConstraint(name="one_verdict_per_rule", fields=["entry", "rule"]),
            models.CheckConstraint(
                name="no_has_a_reason",
                condition=~Q(verdict="no") | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id}: {self.verdict}"

    def holds_for(self, now: Any) -> bool:
        """Whether what the rule looks at is in that version as it was in the one that was judged."""
        if self.version is None or now is None or self.version_id == now.pk:
            return True
        changed = changed_parts(self.version.content, now.content)
        return not changed.intersection(self.rule.sections or changed)

    def judged_rule(self) -> str:
        """The rule as it was worded when it was judged."""
        return self.rule_text or self.rule.text


class Proposal(models.Model):
    """A verdict on an entry that one person of the office proposes, and another confirms or returns."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="proposals")
    accept = models.BooleanField()
    note = models.TextField(blank=True)  # which the team reads with the verdict
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="one_proposal_at_a_time", fields=["entry"], condition=Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {'accept' if self.accept else 'reject'}"


class Clarification(models.Model):
    """A question of the office that reopens named sections until a date."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="clarifications")
    sections = models.JSONField(default=list)  # identifiers, as in submissions.completeness
    message = models.TextField(_("message"))
    due_at = models.DateTimeField(_("answer until"))
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return f"{self.entry_id} until {self.due_at:%Y-%m-%d}"

    def covers(self, section: str) -> bool:
        """Whether the team may change that section now."""
        return section in self.sections

    def is_overdue(self, at: Any = None) -> bool:
        """Whether the date for the answer has passed."""
        return self.answered_at is None and (at or timezone.now()) > self.due_at
