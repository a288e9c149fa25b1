"""Events of the network, with an agenda that members set together."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import new_code
from core.languages import language_choices
from core.models import StoredFile, User
from core.search.followed import Followed
from core.versioned import FieldVersioned
from core.zones import validate_zone, zone
from network.models.organisation import Organisation
from network.models.withheld import Withholdable
from network.queries import EventQuerySet


class Event(Withholdable, FieldVersioned, Followed):
    """A meeting of the network: a workshop, a jury day, a study visit."""

    noun = _("Event")

    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    host = models.ForeignKey(
        Organisation, verbose_name=_("hosted by"), on_delete=models.PROTECT, related_name="events"
    )
    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(_("summary in one sentence"), max_length=300)
    description = models.TextField(_("description"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=language_choices, default="en")
    place = models.CharField(_("place"), max_length=200, blank=True)
    online_url = models.URLField(_("link to take part online"), max_length=300, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC", validators=[validate_zone])
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    is_public = models.BooleanField(_("announced to the public"), default=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancel_reason = models.TextField(blank=True, editable=False)
    is_demo = models.BooleanField(default=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(name="event_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at")))
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("network:event_detail", args=[self.code])

    def zone(self) -> ZoneInfo:
        """The zone in which its times are meant."""
        return zone(self.time_zone)

    def is_cancelled(self) -> bool:
        """Whether it has been called off."""
        return self.cancelled_at is not None

    def answers_for_it(self) -> Organisation:
        """Its host."""
        return self.host

    def is_for_everybody(self) -> bool:
        """Whether it is announced to the public."""
        return self.is_public and self.host.is_approved()

    def is_on_the_site(self) -> bool:
        """Whether members of the network see it."""
        return self.host.is_approved()

    def concerns_others(self) -> bool:
        """Whether guests still want to come."""
        return not self.is_cancelled() and not self.is_over()

    def get_meanwhile_url(self) -> str:
        """The other events."""
        return reverse("network:event_list")

    def is_over(self, at: datetime | None = None) -> bool:
        """Whether it has ended."""
        return self.ends_at <= (at or timezone.now())

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether people may still register and shape the agenda: until it begins."""
        return not self.is_cancelled() and (at or timezone.now()) < self.starts_at


class AgendaItem(models.Model):
    """A topic that a member proposes; others support it, the host puts it on the agenda."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="agenda_items")
    title = models.CharField(_("topic"), max_length=200)
    description = models.TextField(_("what it is about and what you want to reach"), blank=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    supporters = models.ManyToManyField(User, related_name="supported_agenda_items", blank=True)
    on_agenda_at = models.DateTimeField(null=True, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title


class Registration(models.Model):
    """A person who comes to an event; signing off keeps the row."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="registrations")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="registrations")
    registered_at = models.DateTimeField(default=timezone.now)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["registered_at", "id"]
        constraints = [models.UniqueConstraint(name="one_registration_per_person", fields=["event", "user"])]

    def __str__(self) -> str:
        return f"{self.user} – {self.event}"


class Material(models.Model):
    """Slides, minutes or a link that belong to an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=200)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    url = models.URLField(_("address"), max_length=300, blank=True)
    added_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="material_is_a_file_or_a_link", condition=Q(file__isnull=False) | ~Q(url="")
            )
        ]

    def __str__(self) -> str:
        return self.title
