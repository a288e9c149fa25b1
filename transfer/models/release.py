"""A release of a package: its manuals, its source, its readiness, and the file that people download."""

from datetime import date, timedelta

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.codes import new_code
from core.languages import language_choices
from core.models import StoredFile, TransitionRecord, User
from core.versioned import FieldVersioned
from core.zones import day_in, readers_today
from network.models import Organisation, Withholdable
from transfer.audiences import audience_title
from transfer.queries import ReleaseQuerySet
from transfer.readiness import CRITERIA, TITLES
from transfer.workflow import ReleaseWorkflow

RECHECK_AFTER = timedelta(days=365)
semantic_version = RegexValidator(
    r"^(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})$",
    _("Write the version as three numbers, such as 1.0.0."),
)


class Release(ReleaseWorkflow, Withholdable, FieldVersioned):
    """One version of a package. It is public only together with its file."""

    noun = _("Version")

    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    package = models.ForeignKey("transfer.Package", on_delete=models.PROTECT, related_name="releases")
    number = models.CharField(_("version"), max_length=17, validators=[semantic_version], default="1.0.0")
    notes = models.TextField(_("what is new"), blank=True, max_length=10000)

    approved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    build_error = models.CharField(max_length=300, blank=True)
    bag = models.FileField(max_length=150, blank=True)
    bag_size = models.PositiveBigIntegerField(default=0)
    bag_sha256 = models.CharField(max_length=64, blank=True)
    bag_sha512 = models.CharField(max_length=128, blank=True)

    published_at = models.DateTimeField(null=True, blank=True)
    rechecked_on = models.DateField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True, max_length=2000)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["package", "state", "-published_at"])]
        constraints = [
            models.UniqueConstraint(fields=["package", "number"], name="release_number_is_used_once"),
            models.UniqueConstraint(
                fields=["package"],
                condition=Q(state__in=["draft", "in_review"]),
                name="one_open_release_per_package",
            ),
            models.CheckConstraint(
                name="release_state_is_known", condition=Q(state__in=ReleaseWorkflow.State.values)
            ),
            models.CheckConstraint(
                name="public_release_has_its_file",
                condition=Q(state__in=["draft", "in_review"])
                | (~Q(bag="") & ~Q(bag_sha256="") & Q(published_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package.title} {self.number}"

    def answers_for_it(self) -> Organisation:
        """Who publishes its package."""
        return self.package.publisher

    def own_people(self) -> Q:
        """Those of its package."""
        return self.package.own_people()

    def get_meanwhile_url(self) -> str:
        """The adoptions of whoever uses it."""
        return self.package.get_meanwhile_url()

    def printed(self) -> list[tuple[str, str]]:
        """Handbooks of its package, which are made of the release on the shelf."""
        return self.package.printed()

    def is_for_everybody(self) -> bool:
        """Whether it was published."""
        return self.is_public()

    def is_off_the_site(self) -> bool:
        """Whether it was taken off the site, or its package was."""
        return self.is_withheld() or self.package.is_withheld()

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("transfer:release_detail", args=[self.code])

    def is_editable(self) -> bool:
        """Whether its parts may still change."""
        return self.state == self.State.DRAFT

    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.state in self.PUBLIC

    def is_on_the_shelf(self) -> bool:
        """Whether it is the version that the library shows."""
        return self.state == self.State.PUBLISHED and not self.is_withheld()

    def was_superseded(self) -> bool:
        """Whether a newer version has taken its place."""
        return self.state == self.State.SUPERSEDED

    def was_withdrawn(self) -> bool:
        """Whether its publisher or the network office advises against its use."""
        return self.state == self.State.WITHDRAWN

    def waits_for_review(self) -> bool:
        """Whether a coordinator has still to look at it."""
        return self.state == self.State.IN_REVIEW and self.approved_at is None

    def is_being_built(self) -> bool:
        """Whether it is approved and its file is not there yet."""
        return self.state == self.State.IN_REVIEW and self.approved_at is not None

    def build_has_failed(self) -> bool:
        """Whether its file could not be built at the last try."""
        return self.is_being_built() and bool(self.build_error)

    def file_name(self) -> str:
        """The name of the file that people download."""
        return f"{self.package.slug}-{self.number}.zip"

    def recheck_due_on(self) -> date | None:
        """The day when somebody should look whether it still works; None while not on the shelf."""
        if not self.is_on_the_shelf() or self.published_at is None:
            return None
        return (self.rechecked_on or day_in(self.published_at, "UTC")) + RECHECK_AFTER

    def recheck_is_late(self) -> bool:
        """Whether the day of the yearly check has passed."""
        due_on = self.recheck_due_on()
        return due_on is not None and due_on < readers_today()

    def missing(self) -> list[tuple[str, str]]:
        """What it still needs before a review: the section and a sentence each."""
        found = self.package.missing()
        if not self.notes.strip():
            found.append(("notes", gettext("Write what is new in this version.")))
        if not self.manuals.exists():
            found.append(("manuals", gettext("Add at least one manual.")))
        if sentence := self._missing_source():
            found.append(("source", sentence))
        assessed = {item.key for item in self.readiness.all() if item.met}
        if assessed != set(TITLES):
            found.append(("readiness", gettext("Answer each question on readiness, also with “not met”.")))
        return found

    def _missing_source(self) -> str:
        source = SourceArchive.objects.filter(release=self).select_related("file").first()
        if source is None or not (source.file_id or source.repository_url):
            return gettext("Add the source code: a ZIP file or the address of a repository.")
        if source.file and source.file.is_rejected():
            return gettext("The source file was refused. %(reason)s") % {"reason": source.file.reason}
        if source.file and not source.file.is_clean():
            return gettext("The source file is still being checked. Wait a minute and look again.")
        return ""


class ReleaseRecord(TransitionRecord):
    """A line of a release's history."""

    item = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="history")


class Manual(FieldVersioned):
    """Instructions for one audience in one language, in Markdown."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="manuals")
    audience = models.SlugField(_("audience"), max_length=40)
    audience_title = models.CharField(_("audience in words"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=language_choices, default="en")
    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(_("text"), max_length=200000)

    class Meta:
        ordering = ["audience", "language", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "audience", "language"], name="one_manual_per_audience_and_language"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page where it is read."""
        return reverse("transfer:manual_read", args=[self.release.code, self.audience, self.language])

    def audience_name(self) -> str:
        """Whom it is for, in words."""
        return str(audience_title(self.audience, self.audience_title))


class SourceArchive(FieldVersioned):
    """Where the code is: a ZIP that travels in the release, a repository, or both."""

    release = models.OneToOneField(Release, on_delete=models.CASCADE, related_name="source")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    repository_url = models.URLField(_("address of the repository"), blank=True)
    tag = models.CharField(_("tag or commit of this version"), max_length=100, blank=True)

    def __str__(self) -> str:
        return self.repository_url or (self.file.original_name if self.file else "")


class ReadinessItem(models.Model):
    """How far a release meets one criterion, and where one can see it."""

    class Met(models.TextChoices):
        MET = "met", _("Met")
        PARTLY = "partly", _("Partly met")
        NOT_MET = "not", _("Not met")

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="readiness")
    key = models.CharField(max_length=60, choices=CRITERIA)
    met = models.CharField(_("how far"), max_length=8, choices=Met.choices, blank=True)
    evidence = models.CharField(_("where one can see it"), max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["release", "key"], name="one_answer_per_criterion")]

    def __str__(self) -> str:
        return f"{self.get_key_display()}: {self.get_met_display()}"
