"""A juror and an entry: conflict, assignment, scorecard."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from challenges.models import Criterion
from core.codes import new_code
from core.models import TransitionRecord, User
from core.versioned import FieldVersioned
from juries.arithmetic.ranking import totals
from juries.arithmetic.ranking.totals import Scale
from juries.models.panel import Juror
from juries.queries import AssignmentQuerySet, ConflictQuerySet
from juries.workflow.assignment import AssignmentWorkflow
from submissions.models import Entry, EntryVersion

SHORTEST_REASON = 40
SHORTEST_ABSTENTION = 10


class Conflict(models.Model):
    """Why a juror should not judge an entry, and what was decided about it."""

    class Code(models.TextChoices):
        DECLARED = "declared", _("Declared by the juror")
        CONTRIBUTOR = "contributor", _("Works on the entry")
        SAME_ORG = "same_org", _("Same organisation")
        SAME_CITY = "same_city", _("Same city")
        MAIL_DOMAIN = "mail_domain", _("Same mail domain")
        CO_MEMBER = "co_member", _("Both are members of one organisation")

    class Verdict(models.TextChoices):
        OPEN = "open", _("Waits for a verdict")
        WAIVED = "waived", _("Waived")
        UPHELD = "upheld", _("Upheld")

    juror = models.ForeignKey(Juror, on_delete=models.CASCADE, related_name="conflicts")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="conflicts")
    code = models.CharField(max_length=20, choices=Code.choices, default=Code.DECLARED)
    found_by_system = models.BooleanField(default=False)
    detail = models.TextField(blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["juror", "entry", "code"], name="one_conflict_of_a_kind"),
            models.CheckConstraint(
                name="decided_conflict_has_a_reason",
                condition=~Q(verdict="waived") | (Q(decided_at__isnull=False) & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()}: {self.juror_id} – {self.entry_id}"


class Assignment(AssignmentWorkflow):
    """One juror reads one entry, in the version that was handed in."""

    class Recusal(models.TextChoices):
        CONFLICT = "conflict", _("Conflict of interest")
        TIME = "time", _("No time")
        LANGUAGE = "language", _("Cannot read the language")
        LEFT = "left", _("Left the panel")
        OTHER = "other", _("Another reason")

    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="assignments")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="assignments")
    entry_version = models.ForeignKey(EntryVersion, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField(default=0)
    match = models.FloatField(default=0)
    recusal_code = models.CharField(max_length=10, choices=Recusal.choices, blank=True)
    recusal_reason = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["juror", "entry"], name="one_assignment_per_juror_and_entry"),
            models.CheckConstraint(
                name="assignment_state_is_known", condition=Q(state__in=AssignmentWorkflow.State.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.juror_id} – {self.entry_id}"

    def get_absolute_url(self) -> str:
        """The juror's page of it."""
        return reverse("juries:assignment_score", args=[self.code])

    def title(self) -> str:
        """The title as handed in."""
        return str(self.entry_version.content.get("title", ""))

    def criteria(self) -> list[Criterion]:
        """What it is scored by."""
        return self.entry.challenge.criteria_in_force()

    def card(self) -> "Scorecard | None":
        """The scorecard, once begun."""
        return Scorecard.objects.filter(assignment=self).first()

    def open_points(self) -> "list[Gap]":
        """What the scorecard still lacks."""
        return (self.card() or Scorecard(assignment=self)).open_points()

    def gaps(self) -> list[str]:
        """The same as sentences."""
        return [gap.text for gap in self.open_points()]


class AssignmentRecord(TransitionRecord):
    """A line of an assignment's history."""

    item = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="history")


class Scorecard(FieldVersioned):
    """What one juror makes of one entry. It knows when each field of its form changed, marks included."""

    one_writer = True

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="scorecard")
    strengths = models.TextField(_("strength"), blank=True)
    improvements = models.TextField(_("to improve"), blank=True)
    jury_note = models.TextField(_("note for the jury only"), blank=True)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)

    def __str__(self) -> str:
        return f"scorecard {self.assignment_id}"

    def marks(self) -> dict[int, "CriterionScore"]:
        """The scores by criterion."""
        return {score.criterion_id: score for score in self.scores.all()} if self.pk else {}

    def total(self, criteria: list[Criterion]) -> float | None:
        """The weighted total of 100, or None while nothing is scored. Missing is not zero."""
        marks = {score.criterion_id: score.value for score in self.scores.all() if score.value is not None}
        return totals.total(marks, {criterion.pk: scale_of(criterion) for criterion in criteria})

    def open_points(self) -> list["Gap"]:
        """What is lacking for it to be finished, each with the field where it is mended."""
        marks = self.marks()
        criteria = self.assignment.criteria()
        found = [gap for criterion in criteria if (gap := _gap(criterion, marks.get(criterion.pk)))]
        if not found and all(marks[criterion.pk].abstained for criterion in criteria):
            text = _t("You abstain from every criterion. Declare a conflict or step back instead.")
            found.append(Gap(f"score_{criteria[0].pk}" if criteria else "", text))
        return found


def scale_of(criterion: Criterion) -> Scale:
    """The criterion as the arithmetic knows it."""
    return Scale(criterion.weight, criterion.MINIMUM, criterion.MAXIMUM)


@dataclass(frozen=True)
class Gap:
    """Something that a scorecard lacks: the name of the field, and a sentence."""

    field: str
    text: str


def _gap(criterion: Criterion, mark: "CriterionScore | None") -> Gap | None:
    values = {"criterion": criterion.title, "least": SHORTEST_REASON}
    if mark is None or (mark.value is None and not mark.abstained):
        return Gap(f"score_{criterion.pk}", _t("%(criterion)s: choose a score, or abstain.") % values)
    length = len(mark.justification.strip())
    if mark.abstained and length < SHORTEST_ABSTENTION:
        return Gap(f"why_{criterion.pk}", _t("%(criterion)s: say in a few words why you abstain.") % values)
    if not mark.abstained and length < SHORTEST_REASON:
        text = _t("%(criterion)s: give a reason of at least %(least)s characters.") % values
        return Gap(f"why_{criterion.pk}", text)
    return None


class CriterionScore(models.Model):
    """One mark. No value means: not scored, or abstained; never zero."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    abstained = models.BooleanField(default=False)
    justification = models.TextField(blank=True)

    class Meta:
        ordering = ["criterion__order", "criterion_id"]
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "criterion"], name="one_mark_per_criterion"),
            models.CheckConstraint(
                name="mark_is_on_the_scale",
                condition=Q(value__isnull=True)
                | Q(value__gte=Criterion.MINIMUM, value__lte=Criterion.MAXIMUM),
            ),
            models.CheckConstraint(
                name="abstained_mark_has_no_value", condition=Q(abstained=False) | Q(value__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.value}"
