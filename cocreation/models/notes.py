"""What people write on a board: updates, risks, decisions, documents."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cocreation.models.base import Coded
from cocreation.models.project import Project
from cocreation.queries import DocumentQuerySet, OfProject, UpdateQuerySet
from core.languages import language_choices
from core.models import StoredFile
from core.versioned import FieldVersioned
from core.zones import readers_today


class Update(Coded, FieldVersioned):
    """News of a project: a draft until published, then for everybody or for members only."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="updates")
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=10, default="en", choices=language_choices)
    public = models.BooleanField(_("for everybody, not only for members"), default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = [models.F("published_at").desc(nulls_first=True), "-id"]
        indexes = [models.Index(fields=["project", "-published_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("cocreation:update_detail", args=[self.code])

    def is_published(self) -> bool:
        """No longer a draft."""
        return self.published_at is not None


class Risk(Coded, FieldVersioned):
    """What could go wrong, and what is done about it."""

    class Level(models.IntegerChoices):
        LOW = 1, _("Low")
        MEDIUM = 2, _("Medium")
        HIGH = 3, _("High")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="risks")
    title = models.CharField(_("what could go wrong"), max_length=200)
    likelihood = models.PositiveSmallIntegerField(
        _("likelihood"), choices=Level.choices, default=Level.MEDIUM
    )
    impact = models.PositiveSmallIntegerField(_("impact"), choices=Level.choices, default=Level.MEDIUM)
    response = models.TextField(_("what we do about it"), blank=True)
    responsible_note = models.CharField(_("who watches it"), max_length=120, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OfProject.as_manager()

    class Meta:
        ordering = [models.F("closed_at").asc(nulls_first=True), "-impact", "-likelihood", "id"]

    def __str__(self) -> str:
        return self.title

    def weight(self) -> int:
        """Likelihood times impact, 1 to 9."""
        return self.likelihood * self.impact


class ProjectDecision(Coded):
    """A decision that the project took, with its reason."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="decisions")
    title = models.CharField(_("what was decided"), max_length=200)
    reason = models.TextField(_("why"))
    decided_on = models.DateField(_("decided on"), default=readers_today)
    decided_by_note = models.CharField(_("who decided"), max_length=160, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfProject.as_manager()

    class Meta:
        ordering = ["-decided_on", "-id"]

    def __str__(self) -> str:
        return self.title


class ProjectDocument(models.Model):
    """A file on the board, perhaps on the public page too."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="documents")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="project_document")
    title = models.CharField(_("title"), max_length=160)
    public = models.BooleanField(_("for everybody, not only for members"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.title
