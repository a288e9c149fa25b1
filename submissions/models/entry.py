"""The entry with its working copy: title, answers, files."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import new_code
from core.languages import language_choices
from core.models import StoredFile, TransitionRecord, User
from core.search.followed import Followed
from core.versioned import FieldVersioned
from submissions import deadlines
from submissions.permissions import is_contributor
from submissions.queries import EntryQuerySet, waits_for
from submissions.workflow import EntryWorkflow

State = EntryWorkflow.State
OVER = (State.WITHDRAWN, State.AWARDED, State.NOT_AWARDED, State.NOT_SHORTLISTED, State.INELIGIBLE)

# What a team reads; staff read the exact state. No outcome is here before its release moves the state.
PLAIN_WORDS = {
    State.DRAFT: _("Being written"),
    State.SUBMITTED: _("Handed in, being checked"),
    State.CLARIFICATION: _("The office has a question"),
    State.ELIGIBLE: _("Being judged"),
    State.INELIGIBLE: _("Not admitted"),
    State.SHORTLISTED: _("In the second round"),
    State.NOT_SHORTLISTED: _("Not in the second round"),
    State.AWARDED: _("Awarded"),
    State.NOT_AWARDED: _("Not awarded"),
    State.WITHDRAWN: _("Withdrawn"),
}


class Entry(EntryWorkflow, FieldVersioned, Followed):
    """What one team offers for one challenge. Its fields are the working copy of the versions.

    Its answers keep their own versions; those of the office's verdicts are here, under their verdict_names.
    """

    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    challenge = models.ForeignKey("challenges.Challenge", on_delete=models.PROTECT, related_name="entries")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="entries")
    title = models.CharField(_("title"), max_length=160, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    language = models.CharField(_("language"), max_length=10, default="en", choices=language_choices)
    sections_done = models.JSONField(default=list, blank=True)
    withdrawal_reason = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    reopened = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    saved_at = models.DateTimeField(default=timezone.now)  # when its team last wrote
    idempotency_key = models.CharField(max_length=120, null=True, blank=True, unique=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-id"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                name="one_entry_per_team_and_challenge",
                fields=["challenge", "organisation"],
                condition=~Q(state="withdrawn"),
            ),
            models.CheckConstraint(name="entry_state_is_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="handed_in_entry_has_a_date",
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "submitted_at"]),
            models.Index(
                waits_for(),
                "submitted_at",
                "id",
                condition=Q(submitted_at__isnull=False),
                name="entries_waiting_first",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.code

    def get_absolute_url(self) -> str:
        """The entry's page; it leads each role on to its own view of the entry."""
        return reverse("submissions:entry_detail", args=[self.code])

    def version_in_force(self) -> Any:
        """The version that was handed in last, or None."""
        return self.versions.order_by("-number").first()

    def open_clarification(self) -> Any:
        """The question of the office that the team has not answered yet, or None."""
        if not self.is_in_clarification():
            return None
        return self.clarifications.filter(answered_at=None).order_by("-asked_at").first()

    def proposal_waiting(self) -> Any:
        """The verdict that waits for a second person of the office, or None."""
        return next((one for one in self.proposals.all() if one.ended_at is None), None)

    def unchecked_rules(self) -> list[Any]:
        """The eligibility rules in force that nobody has judged for this entry."""
        judged = {check.rule_id for check in self.checks_in_force()}
        rules = self.challenge.competition.eligibility_rules.filter(retired_at=None)
        return [rule for rule in rules if rule.pk not in judged]

    def checks_in_force(self) -> list[Any]:
        """The office's verdicts that count: on rules that are not retired, of which nothing changed since."""
        return self.checks_by_standing()[0]

    def checks_by_standing(self) -> tuple[list[Any], list[Any]]:
        """Verdicts that count; and those to be given again, as the team changed what the rule looks at."""
        now, checks = self.version_in_force(), self.checks.filter(rule__retired_at=None)
        standing: tuple[list[Any], list[Any]] = ([], [])
        for check in checks.select_related("rule", "version"):
            standing[0 if check.holds_for(now) else 1].append(check)
        return standing

    def rules_not_met(self) -> list[Any]:
        """The verdicts no of the office, with rule and reason; of a rejected entry all of them."""
        checks = self.checks.select_related("rule") if self.was_rejected() else self.checks_in_force()
        return [check for check in checks if check.verdict == "no"]

    def is_call_open(self) -> bool:
        """Whether the team can still hand in."""
        return deadlines.accepts(self.challenge, self.organisation)

    def is_draft(self) -> bool:
        """Whether nothing of it was handed in yet."""
        return self.state == State.DRAFT

    def is_written_again(self) -> bool:
        """Whether its team has reopened what it handed in; the version in force stays valid meanwhile."""
        return self.reopened and self.state == State.SUBMITTED

    def is_handed_in(self) -> bool:
        """Whether it lies with the office, and its team is not writing again."""
        return self.state == State.SUBMITTED and not self.reopened

    def is_in_clarification(self) -> bool:
        """Whether the team has to answer a question of the office."""
        return self.state == State.CLARIFICATION

    def is_being_screened(self) -> bool:
        """Whether the office has not admitted or rejected it yet."""
        return self.state in (State.SUBMITTED, State.CLARIFICATION)

    def was_rejected(self) -> bool:
        """Whether the office found that it breaks a rule."""
        return self.state == State.INELIGIBLE

    def is_decided(self) -> bool:
        """Whether a decision of the jury on it is released, and with it what the jury wrote."""
        decided = (State.AWARDED, State.NOT_AWARDED, State.SHORTLISTED, State.NOT_SHORTLISTED)
        return self.state in decided

    def was_withdrawn(self) -> bool:
        """Whether it was taken back."""
        return self.state == State.WITHDRAWN

    def is_over(self) -> bool:
        """Whether nothing more happens to it in its competition: its team stays as it is."""
        return self.state in OVER

    def closes_at(self) -> Any:
        """The published deadline of this team."""
        return deadlines.published_deadline(self.challenge, self.organisation)

    def hides_team(self) -> bool:
        """Whether only team and office may know who the team is: in blind calls until decided."""
        competition = self.challenge.competition
        return competition.blind and not self.challenge.is_decided()

    def is_called_off(self) -> bool:
        """Whether it will not be judged any more, as its challenge or its competition was called off."""
        return not self.is_over() and self.challenge.is_called_off()

    def plain_state(self, user: Any) -> str:
        """The state in the reader's words: plain for the team, exact for staff."""
        if not is_contributor(self, user):
            return str(self.get_state_display())
        if self.is_called_off():
            withdrawn = self.challenge.was_withdrawn()
            return str(_("Challenge withdrawn") if withdrawn else _("Competition cancelled"))
        if self.state == State.SUBMITTED and self.is_call_open():
            return str(_("Handed in, being edited again") if self.is_written_again() else _("Handed in"))
        return str(PLAIN_WORDS[State(self.state)])


class EntryRecord(TransitionRecord):
    """One step in an entry's history."""

    item = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="history")


class Answer(models.Model):
    """What a team wrote to one question of the form; kept when the question changes or retires."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey("challenges.FormQuestion", on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)  # the entry's version when this text last changed
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_answer_per_question", fields=["entry", "question"])]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.question_id}"


class Attachment(FieldVersioned):
    """A file of the entry. Removed and replaced ones stay on file for the versions that name them."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="attachments")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="attachment")
    title = models.CharField(_("title"), max_length=160)
    alternative_text = models.TextField(_("text alternative"), blank=True)
    order = models.PositiveSmallIntegerField(_("position"), default=1)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title
