"""The people who write an entry together."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import User
from core.versioned import Versioned
from network.models import InvitationBase
from submissions.models.entry import Entry


class Role(models.TextChoices):
    """What a person may do in the team of an entry."""

    LEAD = "lead", _("Lead: writes, hands in, invites")
    CONTRIBUTOR = "contributor", _("Contributor: writes")
    VIEWER = "viewer", _("Viewer: reads")


class Contributor(Versioned):
    """A person in the team of one entry."""

    Role = Role

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="contributors")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="entry_seats")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.CONTRIBUTOR)
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["joined_at", "id"]
        constraints = [
            models.UniqueConstraint(name="one_seat_per_person_and_entry", fields=["entry", "user"]),
            models.CheckConstraint(name="contributor_role_is_known", condition=Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.entry_id}"


class ContributorInvitation(InvitationBase):
    """An invitation to write an entry together."""

    Role = Role

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.CONTRIBUTOR)

    class Meta:
        ordering = ["-created_at", "-id"]
