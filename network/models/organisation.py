"""Organisations of the network and who belongs to them."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import new_code
from core.languages import language_name, validate_languages
from core.letters import LettersIndex, by_letters
from core.models import TransitionRecord, User
from core.search.followed import Followed
from core.versioned import FieldVersioned, Versioned
from network import roles
from network.countries import country_name, validate_country
from network.permissions import forget
from network.queries import OrganisationQuerySet
from network.workflow import OrganisationWorkflow


class Organisation(OrganisationWorkflow, FieldVersioned, Followed):
    """A city, a team, a ministry, an office: whatever takes part in the network."""

    Kind = roles.Kind

    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=roles.Kind.choices)
    country = models.CharField(_("country"), max_length=2, validators=[validate_country])
    place = models.CharField(_("city or place"), max_length=120, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True, validators=[validate_languages])
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    website = models.URLField(_("website"), max_length=300, blank=True)
    mail_domain = models.CharField(_("mail domain"), max_length=120, blank=True)
    description = models.TextField(_("description"), blank=True)
    source_note = models.TextField(_("where the facts come from"), blank=True)
    decision_reason = models.TextField(_("reason"), blank=True, max_length=2000, editable=False)
    # Its coordinators look after the page and the members; an office that nobody admitted looks after itself.
    admitted_by = models.ForeignKey(
        "self",
        verbose_name=_("admitted by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="admitted",
        limit_choices_to={"kind": roles.Kind.OFFICE},
    )
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = [by_letters("name"), "id"]
        constraints = [
            models.CheckConstraint(
                name="organisation_kind_is_known", condition=Q(kind__in=roles.Kind.values)
            ),
            models.CheckConstraint(
                name="organisation_state_is_known", condition=Q(state__in=OrganisationWorkflow.State.values)
            ),
            models.CheckConstraint(
                name="organisation_has_both_coordinates_or_none",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "country"]),
            LettersIndex(by_letters("name"), "id", name="organisations_by_letters"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("network:organisation_detail", args=[self.code])

    def country_name(self) -> str:
        """The country in the reader's language."""
        return country_name(self.country)

    def where(self) -> str:
        """Place and country in one line."""
        return ", ".join(part for part in (self.place, self.country_name()) if part)

    def language_names(self) -> list[str]:
        """Its languages in the reader's language."""
        return [language_name(code) for code in self.languages]

    def is_office(self) -> bool:
        """Whether it is a network office, the only kind that has coordinators."""
        return self.kind == roles.Kind.OFFICE


class OrganisationRecord(TransitionRecord):
    """A line of an organisation's history as a member of the network."""

    item = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="history")


class Membership(Versioned):
    """A person in an organisation, with one role there."""

    Role = roles.Role

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=roles.Role.choices, default=roles.Role.MEMBER)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["organisation", "since", "id"]
        constraints = [
            models.UniqueConstraint(name="one_membership_per_person", fields=["organisation", "user"]),
            models.CheckConstraint(name="membership_role_is_known", condition=Q(role__in=roles.Role.values)),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, and let the user object that is at hand read its memberships again."""
        super().save(*args, **kwargs)
        forget(self.user)
