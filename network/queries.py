"""Organisations and events as lists: who sees which."""

from typing import Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from core.models import Anyone
from core.queries import related
from network.permissions import (
    answered_for_by,
    is_coordinator,
    is_network_member,
    offices_of,
    organisation_ids,
)
from network.roles import Kind, Role, Standing


def _decided_by(user: Anyone) -> Q:
    """Organisations on whose membership the user decides, as permissions.decides_on has it."""
    found = Q(admitted_by__in=offices_of(user))
    if is_coordinator(user):
        found |= Q(admitted_by=None) & ~Q(kind=Kind.OFFICE)
    return found


class OrganisationQuerySet(models.QuerySet):
    """Organisations; those that are members of the network are public."""

    def members(self) -> Self:
        """Those that the network has admitted and not suspended."""
        return self.filter(state=Standing.APPROVED)

    def visible_to(self, user: Anyone) -> Self:
        """Members of the network for everybody, the rest for their people and the office that decides."""
        return self.filter(Q(state=Standing.APPROVED) | Q(pk__in=organisation_ids(user)) | _decided_by(user))

    def gone_to(self, user: Anyone) -> Self:
        """Suspended members: everybody read their pages until then."""
        return self.filter(state=Standing.SUSPENDED)

    def waiting_for(self, user: Anyone) -> Self:
        """Applications that the user decides on."""
        return self.filter(_decided_by(user), state=Standing.APPLIED)

    def suspended_by(self, user: Anyone) -> Self:
        """Suspended members on which the user decides."""
        return self.filter(_decided_by(user), state=Standing.SUSPENDED)

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


class WithholdableQuerySet(models.QuerySet):
    """What an office can take off the site; `owner` leads to the organisation whose office decides."""

    owner: str

    def gone_to(self, user: Anyone) -> Self:
        """Those that everybody could read until they were taken off the site."""
        return self.filter(withheld_public=True)

    def taken_off_by(self, user: Anyone) -> Self:
        """Those off the site that the user may show again."""
        return self.filter(self._taken_off_by(user))

    def with_owner(self) -> Self:
        """With what its name and the organisation whose it is need."""
        return self.select_related(self.owner)

    def _taken_off_by(self, user: Anyone) -> Q:
        return Q(withheld_at__isnull=False) & answered_for_by(user, self.owner)


class EventQuerySet(WithholdableQuerySet):
    """Events of the network."""

    owner = "host"

    def visible_to(self, user: Anyone) -> Self:
        """Announced ones for everybody, all for members; those of no member for its own people."""
        seen = Q(host__state=Standing.APPROVED, withheld_at=None)
        if not is_network_member(user):
            seen &= Q(is_public=True)
        if user.is_authenticated:
            seen |= Q(host__in=organisation_ids(user)) | Q(host__admitted_by__in=offices_of(user))
            seen |= self._taken_off_by(user)
        return self.filter(seen)

    def gone_to(self, user: Anyone) -> Self:
        """Those of a suspended host with the rest; members of the network had read all of them."""
        gone = Q(withheld_public=True) | Q(
            host__state=Standing.SUSPENDED, is_public=True, withheld_at__isnull=True
        )
        if is_network_member(user):
            gone |= Q(withheld_at__isnull=False)
        return self.filter(gone)

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
