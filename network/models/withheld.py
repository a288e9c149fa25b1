"""What an office can take off the public site, and show again."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from network.models.organisation import Organisation
from network.roles import Role


def acting_in(organisation: Organisation) -> Q:
    """For a filter of accounts: who may act in the organisation's name."""
    roles = [Role.EDITOR, Role.COORDINATOR]
    return Q(memberships__organisation=organisation, memberships__role__in=roles)


class Withholdable(models.Model):
    """Something public of an organisation: see `network/actions/withholding.py`.

    Each kind stands in WITHHOLDABLE of config/switchboard.py, under the name of its model.
    """

    noun: ClassVar[Any]  # what it is, in words

    withheld_at = models.DateTimeField(null=True, blank=True, editable=False)
    withheld_reason = models.TextField(blank=True, editable=False)
    withheld_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    # Whether everybody could read it until then: its address says that it is gone, others never existed.
    withheld_public = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    def is_withheld(self) -> bool:
        """Whether the network office has taken it off the site."""
        return self.withheld_at is not None

    def answers_for_it(self) -> Organisation:
        """The organisation whose office decides: the one that admitted it, or itself if it is an office."""
        raise NotImplementedError

    def whose_it_is(self) -> Organisation:
        """The organisation whose people are told, and see it all the time."""
        return self.answers_for_it()

    def own_people(self) -> Q:
        """For a filter of accounts: who see it all the time and read why it was taken off."""
        return acting_in(self.whose_it_is())

    def concerns_others(self) -> bool:
        """Whether it concerns others that it is off the site."""
        return self.is_on_the_site()

    def get_meanwhile_url(self) -> str:
        """Where others who rely on it go on while it is off the site."""
        return reverse("home")

    def its_office(self) -> Organisation | None:
        """The office that decides; None while any office does."""
        organisation = self.answers_for_it()
        return organisation if organisation.is_office() else organisation.admitted_by

    def is_for_everybody(self) -> bool:
        """Whether everybody can read it, but for what an office has taken off."""
        raise NotImplementedError

    def is_on_the_site(self) -> bool:
        """Whether others than its own people can read it, but for what an office has taken off."""
        return self.is_for_everybody()

    def printed(self) -> list[tuple[str, str]]:
        """What people had printed of it, as kinds of documents and codes: deleted when it is taken off."""
        return []

    def get_withhold_url(self) -> str:
        """Where the office takes it off the site."""
        return reverse("network:withhold", args=[self._meta.model_name, self._code()])

    def get_restore_url(self) -> str:
        """Where the office shows it again."""
        return reverse("network:restore", args=[self._meta.model_name, self._code()])

    def _code(self) -> str:
        kept: Any = self
        return kept.code
