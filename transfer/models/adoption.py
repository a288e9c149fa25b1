"""An adoption: another city takes a package over, and says how it goes."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import new_code
from core.models import TransitionRecord, User
from core.versioned import FieldVersioned
from core.zones import today_in, validate_zone
from network.models import Organisation, Withholdable
from transfer.queries import AdoptionQuerySet
from transfer.workflow import AdoptionWorkflow


class Adoption(AdoptionWorkflow, Withholdable, FieldVersioned):
    """A city on its way with a package. The city confirms each step itself."""

    noun = _("Adoption")

    class Kind(models.TextChoices):
        REPLICATE = "replicate", _("Replicate: take it over as it is")
        SCALE = "scale", _("Scale: use it for more people or places")
        ADAPT = "adapt", _("Adapt: change it for our needs")

    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    package = models.ForeignKey("transfer.Package", on_delete=models.PROTECT, related_name="adoptions")
    release = models.ForeignKey(
        "transfer.Release", on_delete=models.PROTECT, related_name="adoptions", verbose_name=_("version")
    )
    organisation = models.ForeignKey(
        "network.Organisation",
        on_delete=models.PROTECT,
        related_name="adoptions",
        verbose_name=_("adopting city"),
    )
    kind = models.CharField(_("what you plan"), max_length=10, choices=Kind.choices, default=Kind.REPLICATE)
    contact = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("contact in your city"),
    )
    public = models.BooleanField(
        _("Show this adoption to everybody, on the map and on the package's page"), default=True
    )
    # The zone of the person who registered it: a question is asked on the day that it is there.
    time_zone = models.CharField(max_length=60, default="UTC", validators=[validate_zone], editable=False)
    story = models.TextField(_("your story"), blank=True, max_length=10000)
    variant_url = models.URLField(_("address of your own version"), blank=True)
    drop_reason = models.TextField(blank=True, max_length=2000)
    in_operation_since = models.DateTimeField(null=True, blank=True)

    is_demo = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["public", "-created_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "organisation"],
                condition=~Q(state__in=["ended", "dropped"]),
                name="one_adoption_under_way_per_city",
            ),
            models.CheckConstraint(
                name="adoption_state_is_known", condition=Q(state__in=AdoptionWorkflow.State.values)
            ),
            models.CheckConstraint(
                name="dropped_adoption_says_why", condition=~Q(state="dropped") | ~Q(drop_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package.title} → {self.organisation.name}"

    def today(self) -> date:
        """The day that it is where the package is taken up."""
        return today_in(self.time_zone)

    def answers_for_it(self) -> Organisation:
        """The city that takes the package up."""
        return self.organisation

    def is_for_everybody(self) -> bool:
        """Whether the city shows it."""
        return self.public and self.organisation.is_approved()

    def concerns_others(self) -> bool:
        """Nobody else relies on it."""
        return False

    def get_absolute_url(self) -> str:
        """Its page: the city's workspace and the public story."""
        return reverse("transfer:adoption_detail", args=[self.code])

    def package_url(self) -> str:
        """Where its package is read; empty while that is off the site."""
        return "" if self.package.is_withheld() else self.package.get_absolute_url()

    def was_dropped(self) -> bool:
        """Whether the city gave it up before operation."""
        return self.state == self.State.DROPPED

    def is_in_operation(self) -> bool:
        """Whether the city uses it every day."""
        return self.state == self.State.IN_OPERATION

    def is_over(self) -> bool:
        """Whether the city has stopped, before or after operation."""
        return self.state in self.OVER


class AdoptionRecord(TransitionRecord):
    """A line of an adoption's history."""

    item = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="history")


class AdoptionTask(FieldVersioned):
    """A step of the package's checklist in the adopting city's own copy."""

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="tasks")
    order = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("step"), max_length=120)
    text = models.TextField(blank=True, max_length=2000)
    note = models.CharField(_("note"), max_length=500, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title


class FollowUp(FieldVersioned):
    """A question to the adopting city, half a year and a year on: where do you stand?"""

    class Months(models.IntegerChoices):
        HALF_A_YEAR = 6, _("After 6 months")
        A_YEAR = 12, _("After 12 months")

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="follow_ups")
    months = models.PositiveSmallIntegerField(choices=Months.choices)
    due_on = models.DateField()
    answer = models.TextField(_("your answer"), blank=True, max_length=5000)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["months"]
        constraints = [models.UniqueConstraint(fields=["adoption", "months"], name="one_follow_up_per_date")]

    def __str__(self) -> str:
        return self.get_months_display()

    def is_open(self) -> bool:
        """Whether it is due and not answered."""
        return self.answered_at is None and self.due_on <= self.adoption.today()
