"""Cities that share a challenge: each is asked, and named only when it has said yes."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from challenges.models.challenge import Challenge
from challenges.queries import PartnershipQuerySet
from core.models import User
from core.search.followed import Followed
from core.workflow import States
from network.models import Organisation


class Partnership(Followed):
    """That an organisation was asked to share a challenge, and what it said."""

    class Standing(States):
        ASKED = "asked", "warn", _("Asked")
        CONFIRMED = "confirmed", "ok", _("Takes part")
        DECLINED = "declined", "", _("Does not take part")
        ENDED = "ended", "", _("No longer takes part")

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="partnerships")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("city"), on_delete=models.CASCADE, related_name="partnerships"
    )
    # Moved by the answers below alone, one way: asked, then confirmed or declined, then ended.
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.ASKED)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    note = models.TextField(blank=True)  # why it does not take part, or no longer
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "organisation"], name="one_partnership_for_each_city"
            )
        ]

    def __str__(self) -> str:
        return self.organisation.name

    def get_absolute_url(self) -> str:
        """Where it is answered."""
        return reverse("challenges:partnership_list", args=[self.challenge.code])

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return self.Standing(self.standing).tone

    def is_asked(self) -> bool:
        """Whether it has not answered yet."""
        return self.standing == self.Standing.ASKED

    def is_confirmed(self) -> bool:
        """Whether it takes part, and may be named."""
        return self.standing == self.Standing.CONFIRMED
