"""Files and data sets that a city gives to the teams of a challenge."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from challenges.models.challenge import Challenge
from core.models import StoredFile, User
from core.search.followed import Followed
from core.versioned import FieldVersioned


class ResourceQuerySet(models.QuerySet):
    """Resources of a challenge."""

    def in_use(self) -> "ResourceQuerySet":
        """Those that were not taken away."""
        return self.filter(removed_at__isnull=True)

    def for_list(self) -> "ResourceQuerySet":
        """Those in use, with what a row shows."""
        return self.in_use().select_related("file", "challenge")


class Resource(FieldVersioned, Followed):
    """A file, or a data set at another address, with the terms on which teams may use it."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="resources")
    title = models.CharField(_("title"), max_length=160)
    description = models.CharField(_("what it holds"), max_length=300, blank=True)
    file = models.OneToOneField(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="resource"
    )
    url = models.URLField(_("web address"), max_length=500, blank=True)
    terms = models.CharField(_("terms of use"), max_length=300)
    order = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                name="resource_is_a_file_or_an_address",
                condition=Q(file__isnull=False, url="") | (Q(file__isnull=True) & ~Q(url="")),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where one gets it: our download, or the other address."""
        if self.url:
            return self.url
        return reverse("challenges:resource_file", args=[self.challenge.code, self.pk])

    def is_there(self) -> bool:
        """Whether everybody can open it: an address always, a file once it was checked."""
        return self.file is None or self.file.is_clean()
