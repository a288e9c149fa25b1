"""Organisations and events as lists: who sees which."""

from typing import Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from core.models import Anyone
from core.queries import related
from network.permissions import is_network_member, offices_of, organisation_ids
from network.roles import Role


class OrganisationQuerySet(models.QuerySet):
    """Organisations; all of them are public."""

    def visible_to(self, user: Anyone) -> Self:
        """Who takes part in the network is no secret."""
        return self.all()

    def managed_by(self, user: Anyone) -> Self:
        """Those whose page and members the user may change."""
        acted_for = Q(pk__in=organisation_ids(user, Role.EDITOR, Role.COORDINATOR))
        return self.filter(acted_for | Q(admitted_by__in=offices_of(user)))

    def acted_for_by(self, user: Anyone) -> Self:
        """Those in whose name the user may act."""
        return self.filter(pk__in=organisation_ids(user, Role.EDITOR, Role.COORDINATOR))

    def of(self, user: Anyone) -> Self:
        """Those that the user belongs to."""
        return self.filter(pk__in=organisation_ids(user))


class EventQuerySet(models.QuerySet):
    """Events of the network."""

    def visible_to(self, user: Anyone) -> Self:
        """Announced ones for everybody, all for members of the network."""
        return self.all() if is_network_member(user) else self.filter(is_public=True)

    def upcoming(self) -> Self:
        """Those that have not ended and were not called off."""
        return self.filter(ends_at__gt=timezone.now(), cancelled_at=None)

    def with_guest(self, user: Anyone) -> Self:
        """Each with `is_guest`, whether the user comes."""
        coming = related(self.model, "registrations").filter(
            event=OuterRef("pk"), user=user, cancelled_at=None
        )
        return self.annotate(is_guest=Exists(coming))

    def with_open_proposals(self) -> Self:
        """Each with `proposals`, the number of topics that are not on the agenda yet."""
        open_ones = Q(agenda_items__isnull=False, agenda_items__on_agenda_at=None)
        return self.annotate(proposals=Count("agenda_items", filter=open_ones))
