"""Packages, releases and adoptions."""

import hashlib
import io
import zipfile

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify

from tests.factories.core import StoredFileFactory, UserFactory
from tests.factories.network import OrganisationFactory
from transfer.models import (
    Adoption,
    AdoptionTask,
    FollowUp,
    Manual,
    Package,
    ReadinessItem,
    Release,
    ReplicationStep,
    SourceArchive,
)
from transfer.readiness import CRITERIA

__all__ = [
    "AdoptionFactory",
    "AdoptionTaskFactory",
    "FollowUpFactory",
    "ManualFactory",
    "PackageFactory",
    "ReadinessItemFactory",
    "ReleaseFactory",
    "ReplicationStepFactory",
    "SourceArchiveFactory",
    "complete_release",
    "source_zip",
]

BAG = b"not a real bag, only bytes to download"
LONG_TEXT = "A marketplace for municipal market halls: vendors show their goods, people order. " * 3


def source_zip(files: dict[str, str] | None = None) -> bytes:
    """A small source archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in (files or {"README.md": "# Market\n", "app/main.py": "print('market')\n"}).items():
            archive.writestr(name, text)
    return packed.getvalue()


class PackageFactory(factory.django.DjangoModelFactory):
    """A package that has only begun; `complete` fills all that a release asks of it."""

    class Meta:
        model = Package
        skip_postgeneration_save = True

    class Params:
        complete = factory.Trait(
            summary="Market vendors sell online and keep their stalls.",
            description=LONG_TEXT,
            contact_name="Office for Markets",
            contact_email="markets@example.org",
            needs_money="20,000 euros for a year.",
            needs_staff="Half a post.",
            needs_data="A list of the stalls.",
            needs_law="A privacy notice.",
            known_limits="Needs a phone with a camera.",
        )

    title = factory.Sequence(lambda n: f"Package {n}")
    slug = factory.LazyAttributeSequence(lambda o, n: f"{slugify(o.title)}-{n}")
    publisher = factory.SubFactory(OrganisationFactory)


class ReleaseFactory(factory.django.DjangoModelFactory):
    """A draft; traits for the other states carry a file where the state needs one."""

    class Meta:
        model = Release

    class Params:
        with_bag = factory.Trait(
            bag=factory.LazyFunction(lambda: ContentFile(BAG, name="bags/test/bag.zip")),
            bag_size=len(BAG),
            bag_sha256=hashlib.sha256(BAG).hexdigest(),
            bag_sha512=hashlib.sha512(BAG).hexdigest(),
        )
        in_review = factory.Trait(state="in_review")
        approved = factory.Trait(
            state="in_review",
            approved_at=factory.LazyFunction(timezone.now),
            approved_by=factory.SubFactory(UserFactory),
        )
        published = factory.Trait(
            state="published", with_bag=True, published_at=factory.LazyFunction(timezone.now)
        )
        superseded = factory.Trait(
            state="superseded", with_bag=True, published_at=factory.LazyFunction(timezone.now)
        )
        withdrawn = factory.Trait(
            state="withdrawn",
            with_bag=True,
            published_at=factory.LazyFunction(timezone.now),
            withdrawal_reason="It lost orders on Mondays.",
        )

    package = factory.SubFactory(PackageFactory)
    number = factory.Sequence(lambda n: f"1.{n}.0")


class ManualFactory(factory.django.DjangoModelFactory):
    """A manual for administrators, in English."""

    class Meta:
        model = Manual

    release = factory.SubFactory(ReleaseFactory)
    audience = "administrators"
    language = "en"
    title = factory.Sequence(lambda n: f"Manual {n}")
    text = "## First steps\n\nOpen the page and sign in.\n\n1. Add a stall.\n2. Check the prices.\n"


class SourceArchiveFactory(factory.django.DjangoModelFactory):
    """A checked ZIP of two files."""

    class Meta:
        model = SourceArchive

    release = factory.SubFactory(ReleaseFactory)
    file = factory.SubFactory(
        StoredFileFactory, kind="zip", original_name="source.zip", content=factory.LazyFunction(source_zip)
    )


class ReadinessItemFactory(factory.django.DjangoModelFactory):
    """A criterion that is met."""

    class Meta:
        model = ReadinessItem

    release = factory.SubFactory(ReleaseFactory)
    key = CRITERIA[0][0]
    met = "met"


class ReplicationStepFactory(factory.django.DjangoModelFactory):
    """A step for adopting cities."""

    class Meta:
        model = ReplicationStep

    package = factory.SubFactory(PackageFactory)
    order = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Step {n}")
    text = "Do it well."


class AdoptionFactory(factory.django.DjangoModelFactory):
    """A public adoption by an interested city, of a published release."""

    class Meta:
        model = Adoption

    class Params:
        evaluating = factory.Trait(state="evaluating")
        adapting = factory.Trait(state="adapting")
        piloting = factory.Trait(state="piloting")
        in_operation = factory.Trait(
            state="in_operation", in_operation_since=factory.LazyFunction(timezone.now)
        )
        ended = factory.Trait(state="ended")
        dropped = factory.Trait(state="dropped", drop_reason="No budget this year.")

    release = factory.SubFactory(ReleaseFactory, published=True)
    package = factory.SelfAttribute("release.package")
    organisation = factory.SubFactory(OrganisationFactory)


class AdoptionTaskFactory(factory.django.DjangoModelFactory):
    """An open step of a city's own checklist."""

    class Meta:
        model = AdoptionTask

    adoption = factory.SubFactory(AdoptionFactory)
    order = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Task {n}")


class FollowUpFactory(factory.django.DjangoModelFactory):
    """A question due today."""

    class Meta:
        model = FollowUp

    adoption = factory.SubFactory(AdoptionFactory)
    months = 6
    due_on = factory.LazyFunction(timezone.localdate)


def complete_release(**fields) -> Release:
    """A draft with all that a review asks for: manual, source, readiness, steps, texts."""
    package = fields.pop("package", None) or PackageFactory(complete=True)
    release = ReleaseFactory(package=package, **{"notes": "First version.", "number": "1.0.0", **fields})
    ReplicationStepFactory(package=package)
    ManualFactory(release=release)
    SourceArchiveFactory(release=release)
    for key, _title in CRITERIA:
        ReadinessItemFactory(release=release, key=key)
    return release
