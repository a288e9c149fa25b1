"""What a competition asks and by what it judges: form, eligibility rules, criteria."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from challenges.models.challenge import Challenge
from challenges.models.competition import Competition
from challenges.queries import PartQuerySet
from core.versioned import FieldVersioned

# What the page of a section sends along with the answers: an answer of that name would be taken for it.
TAKEN = {"version", "as_read", "done", "later", "stay", "csrfmiddlewaretoken"}


def validate_free(identifier: str) -> None:
    """Raise ValidationError for an identifier that the form itself needs."""
    if identifier in TAKEN:
        raise ValidationError(_("The form itself uses this word. Choose another one."))


# Parts that every entry has beside the sections of its form.
BASICS, FILES = "_basics", "_files"


class EligibilityRule(FieldVersioned):
    """A condition that each entry is checked against before jurors see it."""

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="eligibility_rules")
    text = models.CharField(_("rule"), max_length=300)
    help = models.CharField(_("how to check it"), max_length=300, blank=True)
    # Identifiers of parts of an entry, as in submissions.completeness; none means all of it.
    sections = models.JSONField(_("what it looks at"), default=list, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.text


class FormSection(FieldVersioned):
    """A page of the entry form."""

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="form_sections")
    identifier = models.SlugField(_("identifier"), max_length=40)
    title = models.CharField(_("title"), max_length=100)
    help = models.TextField(_("help"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "identifier"], name="section_identifier_once_per_competition"
            )
        ]

    def __str__(self) -> str:
        return self.title


class FormQuestion(FieldVersioned):
    """A question of the entry form. It is retired, never deleted: the answers given to it stay."""

    class Kind(models.TextChoices):
        TEXT = "text", _("One line")
        LONG = "long", _("Long text")
        CHOICE = "choice", _("One of several")
        SEVERAL = "several", _("Several of a list")
        YES_NO = "yes_no", _("Yes or no")
        NUMBER = "number", _("Number")
        MONEY = "money", _("Amount of money")
        DATE = "date", _("Day")
        URL = "url", _("Web address")
        REPOSITORY = "repository", _("Code repository")
        LICENCE = "licence", _("Licence (SPDX)")
        FILE = "file", _("One of the entry’s files")
        TABLE = "table", _("Table")

    class Readers(models.TextChoices):
        BOTH = "both", _("Jury and office")
        JURY = "jury", _("Jury only")
        OFFICE = "office", _("Office only")

    section = models.ForeignKey(FormSection, on_delete=models.CASCADE, related_name="questions")
    identifier = models.SlugField(_("identifier"), max_length=40, validators=[validate_free])
    label = models.CharField(_("question"), max_length=200)
    help = models.TextField(_("help"), blank=True)
    kind = models.CharField(_("kind of answer"), max_length=10, choices=Kind.choices, default=Kind.LONG)
    choices = models.JSONField(_("choices, or columns of a table"), default=list, blank=True)
    word_limit = models.PositiveSmallIntegerField(_("words at most"), null=True, blank=True)
    letter_limit = models.PositiveIntegerField(_("letters at most"), null=True, blank=True)
    unit = models.CharField(_("unit or currency"), max_length=20, blank=True)
    minimum = models.DecimalField(_("not below"), max_digits=18, decimal_places=6, null=True, blank=True)
    maximum = models.DecimalField(_("not above"), max_digits=18, decimal_places=6, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(
        _("decimals at most"), null=True, blank=True, validators=[MaxValueValidator(6)]
    )
    required = models.BooleanField(_("an answer is needed"), default=True)
    # Since when, where it became so while teams were writing: entries that were in before need no answer.
    required_since = models.DateTimeField(null=True, blank=True, editable=False)
    required_from = models.DateTimeField(_("needed from"), null=True, blank=True)
    frozen_from = models.DateTimeField(_("fixed from"), null=True, blank=True)
    seen_by = models.CharField(_("who reads it"), max_length=6, choices=Readers.choices, default=Readers.BOTH)
    names_people = models.BooleanField(_("names people or the team"), default=False)
    shown_if = models.ForeignKey(
        "self",
        verbose_name=_("only asked after"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    shown_value = models.CharField(_("if its answer is"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["section__order", "section_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "identifier"], name="question_identifier_once_per_section"
            )
        ]

    def __str__(self) -> str:
        return self.label

    def is_needed(self, handed_in_at: datetime | None) -> bool:
        """Whether an entry that was handed in then, or None for a draft, must answer it."""
        since = [one for one in (self.required_from, handed_in_at and self.required_since) if one]
        return self.required and all(one <= (handed_in_at or timezone.now()) for one in since)

    def is_fixed(self, saved_at: datetime) -> bool:
        """Whether an answer that was saved then can no longer be changed; later ones can."""
        return self.frozen_from is not None and saved_at < self.frozen_from <= timezone.now()


class Criterion(FieldVersioned):
    """What jurors score, with its weight in percent and a worded anchor for each step."""

    MINIMUM, MAXIMUM = 0, 5

    competition = models.ForeignKey(
        Competition, null=True, blank=True, on_delete=models.CASCADE, related_name="criteria"
    )
    challenge = models.ForeignKey(
        Challenge, null=True, blank=True, on_delete=models.CASCADE, related_name="criteria"
    )
    title = models.CharField(_("title"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    weight = models.PositiveSmallIntegerField(_("weight in percent"), validators=[MaxValueValidator(100)])
    anchors = models.JSONField(_("what each step means"), default=dict, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        verbose_name_plural = _("criteria")
        constraints = [
            models.CheckConstraint(
                name="criterion_belongs_to_one",
                condition=Q(competition__isnull=False, challenge__isnull=True)
                | Q(competition__isnull=True, challenge__isnull=False),
            ),
            models.CheckConstraint(name="criterion_weight_is_percent", condition=Q(weight__lte=100)),
        ]

    def __str__(self) -> str:
        return self.title

    def steps(self) -> list[tuple[int, str]]:
        """Each step of the scale with its anchor, an empty text where none is written."""
        return [(step, self.anchors.get(str(step), "")) for step in range(self.MINIMUM, self.MAXIMUM + 1)]
