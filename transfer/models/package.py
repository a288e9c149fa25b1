"""A package: what another city needs to know before it takes a solution over."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.codes import new_code
from core.languages import language_choices
from core.letters import LettersIndex, by_letters
from core.search.followed import Followed
from core.versioned import FieldVersioned
from network.models import Organisation, Withholdable, acting_in
from transfer import spdx
from transfer.models.release import Release
from transfer.queries import PackageQuerySet


class Package(Withholdable, FieldVersioned, Followed):
    """A solution made ready for other cities; what is public of it are its releases."""

    noun = _("Package")

    class Maturity(models.TextChoices):
        """The words of publiccode.yml."""

        CONCEPT = "concept", _("Concept")
        DEVELOPMENT = "development", _("In development")
        BETA = "beta", _("Being tried out")
        STABLE = "stable", _("Ready to use")
        OBSOLETE = "obsolete", _("No longer maintained")

    # What is written of it, section by section. Forms, the API and a release's papers follow these lists.
    BASICS = ("title", "summary", "description", "language", "contact_name", "contact_email", "based_on")
    NEEDS = ("needs_money", "needs_staff", "needs_data", "needs_law")
    FINDINGS = ("results", "lessons", "known_limits")
    TERMS = ("licence_code", "licence_text_code", "maturity")

    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    slug = models.SlugField(max_length=60, unique=True, editable=False)
    project = models.OneToOneField(
        "cocreation.Project", null=True, blank=True, on_delete=models.PROTECT, related_name="package"
    )
    publisher = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="packages")
    partners = models.ManyToManyField("network.Organisation", blank=True, related_name="packages_as_partner")
    based_on = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="variants",
        verbose_name=_("based on"),
    )

    title = models.CharField(_("title"), max_length=160)
    summary = models.CharField(
        _("summary"),
        max_length=150,
        blank=True,
        help_text=_("One sentence for lists and catalogues, at most 150 characters."),
    )
    description = models.TextField(
        _("description"),
        blank=True,
        max_length=10000,
        help_text=_("What it does, for whom, and where it has been used. At least 150 characters."),
    )
    language = models.CharField(
        _("language of these texts"), max_length=10, default="en", choices=language_choices
    )
    contact_name = models.CharField(_("contact person or office"), max_length=150, blank=True)
    contact_email = models.EmailField(_("contact e-mail address"), blank=True)

    needs_money = models.TextField(_("money"), blank=True, max_length=5000)
    needs_staff = models.TextField(_("staff"), blank=True, max_length=5000)
    needs_data = models.TextField(_("data and technology"), blank=True, max_length=5000)
    needs_law = models.TextField(_("law and rules"), blank=True, max_length=5000)

    results = models.TextField(_("what the pilot showed"), blank=True, max_length=10000)
    lessons = models.TextField(_("lessons, also of what did not work"), blank=True, max_length=10000)
    known_limits = models.TextField(_("known limits"), blank=True, max_length=10000)

    licence_code = models.CharField(
        _("licence of the code"), max_length=40, choices=spdx.CODE, default="EUPL-1.2"
    )
    licence_text_code = models.CharField(
        _("licence of texts and manuals"), max_length=40, choices=spdx.TEXT, default="CC-BY-4.0"
    )
    maturity = models.CharField(
        _("state of the software"), max_length=12, choices=Maturity.choices, default=Maturity.STABLE
    )

    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PackageQuerySet.as_manager()

    class Meta:
        ordering = [by_letters("title"), "id"]
        indexes = [LettersIndex(by_letters("title"), "id", name="packages_by_letters")]

    def __str__(self) -> str:
        return self.title

    def answers_for_it(self) -> Organisation:
        """Who publishes it."""
        return self.publisher

    def own_people(self) -> Q:
        """Those who act for the publisher, or for the team of its project."""
        people = acting_in(self.publisher)
        return people | acting_in(self.project.team) if self.project else people

    def get_meanwhile_url(self) -> str:
        """The adoptions of whoever uses it."""
        return reverse("transfer:my_adoption_list")

    def is_for_everybody(self) -> bool:
        """Whether a release of it was published."""
        return self.releases.ever_public().exists()

    def printed(self) -> list[tuple[str, str]]:
        """Its handbooks."""
        return [("package_handbook", self.code)]

    def get_absolute_url(self) -> str:
        """Its page in the library."""
        return reverse("transfer:package_detail", args=[self.code])

    def headed(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """The texts of these fields, each with the field's name in the reader's language as its heading."""
        labels = {field.name: str(field.verbose_name) for field in self._meta.concrete_fields}
        return [(capfirst(labels[name]), getattr(self, name)) for name in names]

    def current_release(self) -> Release | None:
        """The release on the shelf, or None."""
        return self.releases.on_the_shelf().order_by("-published_at").first()

    def open_release(self) -> Release | None:
        """The release that is being written or reviewed, or None."""
        return self.releases.being_made().order_by("-id").first()

    def is_locked(self) -> bool:
        """Whether its texts may not change, because a release with them is under review."""
        return self.releases.in_review().exists()

    def missing(self) -> list[tuple[str, str]]:
        """What a release of it still needs: the section and a sentence each."""
        found = [("basics", sentence) for sentence in self._missing_basics()]
        if not all(text.strip() for _heading, text in self.headed(self.NEEDS)):
            found.append(
                ("needs", gettext("Say what it needs: money, staff, data and law, each in a few words."))
            )
        if not self.known_limits.strip():
            found.append(("results", gettext("Name the known limits.")))
        if not self.steps.exists():
            found.append(("steps", gettext("List the steps that an adopting city takes.")))
        return found

    def _missing_basics(self) -> list[str]:
        found = []
        if not self.summary.strip():
            found.append(gettext("Write a summary of one sentence."))
        if len(self.description.strip()) < 150:
            found.append(gettext("Write a description of at least 150 characters."))
        if not (self.contact_name.strip() and self.contact_email.strip()):
            found.append(gettext("Name a contact with an e-mail address."))
        return found


class ReplicationStep(models.Model):
    """One step of the way to use a package; an adopting city gets its own copy to tick."""

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    title = models.CharField(_("step"), max_length=120)
    text = models.TextField(_("what to do"), blank=True, max_length=2000)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title
