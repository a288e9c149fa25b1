"""Who looks for whom: a notice of a city or a team that seeks a partner."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from challenges.models.challenge import Challenge
from challenges.queries import PartnerNoticeQuerySet
from core.codes import new_code
from core.languages import validate_languages
from core.models import User
from core.search.followed import Followed
from core.versioned import FieldVersioned
from core.zones import today_in
from network.models import Organisation, Withholdable


class PartnerNotice(Withholdable, FieldVersioned, Followed):
    """What an organisation of the network offers and looks for, until a day."""

    noun = _("Partner search")

    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="partner_notices"
    )
    challenge = models.ForeignKey(
        Challenge,
        verbose_name=_("challenge"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="partner_notices",
    )
    title = models.CharField(_("what you look for"), max_length=150)
    text = models.TextField(_("what you bring, and what is missing"), max_length=3000)
    languages = models.JSONField(
        _("languages of the work"), default=list, blank=True, validators=[validate_languages]
    )
    until = models.DateField(_("shown until"))
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_demo = models.BooleanField(default=False)

    objects = PartnerNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["until", "-created_at"], condition=Q(ended_at=None), name="partner_notices_shown"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("challenges:partner_detail", args=[self.code])

    def answers_for_it(self) -> Organisation:
        """The organisation that looks."""
        return self.organisation

    def is_for_everybody(self) -> bool:
        """Whether its organisation is a member of the network."""
        return self.organisation.is_approved()

    def is_on(self) -> bool:
        """Whether it stands on the list and may be answered: not ended, and its day not past anywhere."""
        return self.ended_at is None and self.until >= today_in("UTC")


class PartnerAnswer(models.Model):
    """That somebody wrote to whoever looks; the words went by mail and are not kept here."""

    notice = models.ForeignKey(PartnerNotice, on_delete=models.CASCADE, related_name="answers")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "by"], name="one_answer_for_each_notice_and_person")
        ]
        indexes = [models.Index(fields=["by", "at"])]

    def __str__(self) -> str:
        return str(self.notice)
