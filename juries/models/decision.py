"""What the jury advises, what the city decides, and the award."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from challenges.models import AreaOfAction
from core.codes import new_code
from core.models import User
from core.search.followed import Followed
from core.texts import shortened
from core.versioned import FieldVersioned
from juries.models.panel import Juror, Panel
from juries.queries import AwardQuerySet, DecisionQuerySet
from submissions.models import Entry


class Meeting(models.Model):
    """A meeting of the panel."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="meetings")
    held_at = models.DateTimeField(_("begun"))
    place = models.CharField(_("place, or how you met"), max_length=200)
    present = models.ManyToManyField(Juror, related_name="meetings", verbose_name=_("present"))
    minutes = models.TextField(_("minutes"), blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["held_at", "id"]

    def __str__(self) -> str:
        return self.place


class Motion(models.Model):
    """A motion with its count. Never changed; a correction is a new motion."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="motions")
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="motions")
    wording = models.TextField(_("wording"))
    votes_for = models.PositiveSmallIntegerField(_("for"))
    votes_against = models.PositiveSmallIntegerField(_("against"))
    abstentions = models.PositiveSmallIntegerField(_("abstained"))
    carried = models.BooleanField(_("carried"))
    minority_opinion = models.TextField(_("minority opinion"), blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return shortened(self.wording, 60)


class Decision(FieldVersioned):
    """The jury's advice on an entry and the city's own decision: pending until all are released at once."""

    class Outcome(models.TextChoices):
        AWARD = "award", _("Award")
        DECLINE = "decline", _("No award")
        SHORTLIST = "shortlist", _("On the shortlist")
        PASS_OVER = "pass_over", _("Not on the shortlist")

    ADVICE = ("outcome", "award_title", "citation", "reason")

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="decisions")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("the jury's advice"), max_length=10, choices=Outcome.choices)
    award_title = models.CharField(_("title of the award"), max_length=200, blank=True)
    citation = models.TextField(_("citation, read out at the award"), blank=True)
    reason = models.TextField(_("reason, against the criteria"))
    letter = models.TextField(_("letter to the team"), blank=True)
    letter_edited = models.BooleanField(default=False, editable=False)
    # The outcome that the edited letter was written for: another one makes it stale.
    letter_outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, editable=False)
    jury_signed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    jury_signed_at = models.DateTimeField(null=True, blank=True)
    city_outcome = models.CharField(
        _("the city's decision"), max_length=10, choices=Outcome.choices, blank=True
    )
    city_reason = models.TextField(_("why the city decides otherwise"), blank=True)
    city_signed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    city_signed_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["panel", "entry"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "entry"], name="one_decision_per_entry_and_panel"),
            models.CheckConstraint(name="decision_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="award_has_a_title", condition=~Q(outcome="award") | ~Q(award_title="")
            ),
            models.CheckConstraint(
                name="released_decision_is_signed_twice",
                condition=Q(released_at__isnull=True)
                | (Q(jury_signed_at__isnull=False) & Q(city_signed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome}: {self.entry_id}"

    def final_outcome(self) -> str:
        """What will happen: the city's decision where it has taken one, else the jury's advice."""
        return self.city_outcome or self.outcome

    def final_label(self) -> str:
        """The same in words."""
        return str(self.Outcome(self.final_outcome()).label)

    def letter_is_stale(self) -> bool:
        """Whether somebody wrote the letter for another outcome than the one that will be released."""
        return self.letter_edited and self.letter_outcome != self.final_outcome()

    def departs(self) -> bool:
        """Whether the city decided otherwise than the jury advised."""
        return bool(self.city_outcome) and self.city_outcome != self.outcome


class Award(Followed):
    """An entry that won."""

    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="award_won")
    decision = models.OneToOneField(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="award"
    )
    title = models.CharField(_("title"), max_length=200)
    area = models.ForeignKey(
        AreaOfAction, null=True, blank=True, on_delete=models.PROTECT, related_name="awards"
    )
    citation = models.TextField(_("citation"), blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ["-announced_at", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("juries:result_detail", args=[self.code])
