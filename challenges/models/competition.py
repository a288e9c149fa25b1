"""A competition: its calendar, rules and areas of action."""

from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from challenges.models.readiness import Readiness
from challenges.queries import CompetitionQuerySet
from challenges.workflow import CompetitionWorkflow
from core.codes import new_code
from core.languages import validate_languages
from core.models import TransitionRecord
from core.search.followed import Followed
from core.versioned import FieldVersioned
from core.zones import end_of, validate_zone, zone
from network.models import Organisation, Withholdable


class Competition(Readiness, CompetitionWorkflow, Withholdable, FieldVersioned, Followed):
    """A call of a network office, to which cities post challenges and teams hand in entries."""

    noun = _("Competition")

    class Method(models.TextChoices):
        """How the scores of several jurors become one list."""

        LENIENCY = "leniency", _("Mean corrected for lenient and strict jurors")
        MEAN = "mean", _("Mean")
        TRIMMED = "trimmed", _("Mean without the highest and the lowest score")
        MEDIAN = "median", _("Median")
        ZSCORE = "zscore", _("Standardised scores")
        BORDA = "borda", _("Ranks")

    class ByTwo(models.TextChoices):
        """Which verdicts of the screening need a second person of the office."""

        NONE = "", _("One person of the office")
        REJECTION = "rejection", _("Two people, to reject an entry")
        EVERY = "every", _("Two people, to accept or to reject an entry")

    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    title = models.CharField(_("title"), max_length=150)
    office = models.ForeignKey(
        Organisation, verbose_name=_("network office"), on_delete=models.PROTECT, related_name="competitions"
    )
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True)
    policies = models.TextField(_("policies"), blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True, validators=[validate_languages])
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC", validators=[validate_zone])
    opens_at = models.DateTimeField(_("opening"))
    closes_at = models.DateTimeField(_("deadline"))
    questions_until = models.DateTimeField(_("questions until"), null=True, blank=True)
    tolerance_seconds = models.PositiveIntegerField(
        _("tolerance in seconds"), default=120, validators=[MaxValueValidator(3600)]
    )
    judging_until = models.DateTimeField(_("end of judging"), null=True, blank=True)
    results_on = models.DateField(_("results on"), null=True, blank=True)
    retention_until = models.DateField(_("personal data kept until"))
    blind = models.BooleanField(_("jurors do not see who the teams are"), default=False)
    reviews_per_entry = models.PositiveSmallIntegerField(
        _("jurors per entry"), default=3, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    quorum = models.PositiveSmallIntegerField(
        _("scorecards needed for a result"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    method = models.CharField(_("method"), max_length=10, choices=Method.choices, default=Method.LENIENCY)
    tie_rule = models.TextField(_("rule for ties"), blank=True)
    rounds = models.PositiveSmallIntegerField(
        _("rounds"), default=1, validators=[MinValueValidator(1), MaxValueValidator(2)]
    )
    screened_by_two = models.CharField(
        _("who decides in the screening"),
        max_length=10,
        choices=ByTwo.choices,
        default=ByTwo.NONE,
        blank=True,
    )
    max_award_count = models.PositiveSmallIntegerField(_("awards at most"), null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CompetitionQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="competition_state_is_known", condition=Q(state__in=CompetitionWorkflow.State.values)
            ),
            models.CheckConstraint(
                name="competition_closes_after_it_opens", condition=Q(closes_at__gt=F("opens_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """A result can be reached."""
        if self.quorum > self.reviews_per_entry:
            raise ValidationError({"quorum": _("This must not be more than the number of jurors per entry.")})

    def get_absolute_url(self) -> str:
        """The public page."""
        return reverse("challenges:competition_detail", args=[self.code])

    def answers_for_it(self) -> Organisation:
        """Its office."""
        return self.office

    def is_for_everybody(self) -> bool:
        """Whether it was announced."""
        return self.announced_at is not None or self.state not in (self.State.DRAFT, self.State.CANCELLED)

    def get_meanwhile_url(self) -> str:
        """Its own page: who works on one of its challenges still sees that."""
        return self.get_absolute_url()

    def printed(self) -> list[tuple[str, str]]:
        """The briefs of its challenges."""
        return [("challenge_brief", code) for code in self.challenges.values_list("code", flat=True)]

    def enforced_until(self) -> datetime:
        """The last instant at which something may arrive: the deadline and the unannounced tolerance."""
        return self.closes_at + timedelta(seconds=self.tolerance_seconds)

    def last_enforced_until(self) -> datetime:
        """The same over all its public challenges, some of which close later than the rest."""
        latest = self.challenges.undecided().aggregate(last=Max("closes_at"))["last"]
        last = max(self.closes_at, latest) if latest else self.closes_at
        return last + timedelta(seconds=self.tolerance_seconds)

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether its call is open: a question to the clock."""
        at = at or timezone.now()
        return self.state == self.State.RUNNING and self.opens_at <= at <= self.enforced_until()

    def takes_challenges(self) -> bool:
        """Whether cities may still send challenges to review."""
        coming = (self.State.DRAFT, self.State.ANNOUNCED, self.State.RUNNING)
        return self.state in coming and timezone.now() <= self.closes_at

    def publishes_challenges(self) -> bool:
        """Whether challenges can be published in it: announced, and its judging not begun."""
        return self.state in (self.State.ANNOUNCED, self.State.RUNNING)

    def has_areas(self) -> bool:
        """Whether it names a field in which solutions are sought."""
        return self.areas.exists()

    def has_undecided_challenges(self) -> bool:
        """Whether a decision on one of its public challenges is still to come."""
        return self.challenges.undecided().exists()

    def is_relied_on(self) -> bool:
        """Whether others plan by it: announced, and its judging not begun. Changes are told with a reason."""
        return self.state in (self.State.ANNOUNCED, self.State.RUNNING)

    def has_opened(self) -> bool:
        """Whether its call is open or was: the opening is behind us."""
        return self.state == self.State.RUNNING and self.opens_at <= timezone.now()

    def deadline(self) -> datetime:
        """The published deadline of challenges without one of their own."""
        return self.closes_at

    def judged_until(self) -> datetime | None:
        """When judging has to be over: its end, else the day of the results; None where neither is fixed."""
        if self.judging_until or not self.results_on:
            return self.judging_until
        return end_of(self.results_on, self.time_zone)

    def is_draft(self) -> bool:
        """Whether it was not announced yet."""
        return self.state == self.State.DRAFT

    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self.state == self.State.CANCELLED

    def cancel_reason(self) -> str:
        """Why it was called off, as everybody reads it; nothing for any other."""
        last = self.history.filter(target=self.State.CANCELLED).last() if self.is_cancelled() else None
        return last.note if last else ""

    def may_be_set_up(self) -> bool:
        """Whether form, rules and criteria may still be changed."""
        return self.state in (self.State.DRAFT, self.State.ANNOUNCED, self.State.RUNNING)

    def is_screened_by_two(self, *, accept: bool) -> bool:
        """Whether a second person of the office has to confirm this verdict on an entry."""
        ours = (self.ByTwo.EVERY,) if accept else (self.ByTwo.EVERY, self.ByTwo.REJECTION)
        return self.screened_by_two in ours

    def is_calendar_in_order(self) -> bool:
        """Opening, deadline, end of judging, results, end of retention: each not before the one before."""
        place = zone(self.time_zone)
        results = self.results_on and datetime.combine(self.results_on, time.max, tzinfo=place)
        kept = datetime.combine(self.retention_until, time.max, tzinfo=place)
        asked = self.questions_until
        if asked and not self.opens_at <= asked <= self.closes_at:
            return False
        moments = [self.opens_at, self.closes_at, self.judging_until, results, kept]
        known = [moment for moment in moments if moment]
        return self.opens_at < self.closes_at and known == sorted(known)

    def criteria_in_force(self) -> "list":
        """Its own criteria that are not retired, in order."""
        return list(self.criteria.in_force())

    def weight_total(self) -> int:
        """The sum of the weights of its criteria in force."""
        return sum(criterion.weight for criterion in self.criteria_in_force())


class CompetitionRecord(TransitionRecord):
    """A line of a competition's history."""

    item = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="history")


class AreaOfAction(FieldVersioned, Followed):
    """A field in which solutions are sought, such as “Social cohesion”."""

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="areas")
    title = models.CharField(_("title"), max_length=100)
    description = models.TextField(_("description"), blank=True)
    awards_planned = models.PositiveSmallIntegerField(
        _("awards planned"), default=1, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    motif = models.PositiveSmallIntegerField(_("picture"), default=0, validators=[MaxValueValidator(5)])
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["competition", "title"], name="area_title_once_per_competition")
        ]

    def __str__(self) -> str:
        return self.title
