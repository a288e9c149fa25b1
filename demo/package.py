"""The transfer package “Digital Solution for Local Markets” and the cities that adopt it."""

import io
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from cocreation.models import Project
from core import outbox
from core.files import scan, store_upload
from core.models import OutboxItem, User
from demo.texts import FOLDER, at, read
from network.models import Organisation
from transfer.actions import adoption as adoptions
from transfer.actions.package import create_package_from_project
from transfer.actions.review import approve_release, send_release_to_review
from transfer.models import Manual, Package, Release, SourceArchive

TITLES = {
    "administrators": {"en": "Manual for administrators", "es": "Manual para la administración"},
    "vendors": {"en": "Manual for market vendors", "es": "Manual para vendedoras y vendedores"},
    "riders": {"en": "Manual for delivery cyclists", "es": "Manual para repartidores en bicicleta"},
}
OPEN_CRITERIA = {"maintain-version-control": "partly", "use-continuous-integration": "not"}


def build_package(project: Project, organisations: dict[str, Organisation], people: dict[str, User]) -> None:
    """The package with its manuals and source, sent to review by its publisher."""
    texts = read("package")
    owner = people["project@demo.example"]
    package = create_package_from_project(project, by=owner)
    written = ("slug", *Package.BASICS, *Package.NEEDS, *Package.FINDINGS, *Package.TERMS)
    fields = {name: texts[name] for name in written if name in texts}
    for name, value in fields.items():
        setattr(package, name, value)
    package.save(update_fields=list(fields))
    release = package.releases.get()
    _write_manuals(release)
    for item in release.readiness.all():
        item.met, item.evidence = (
            OPEN_CRITERIA.get(item.key, "met"),
            "Demo data: see the manuals and the README.",
        )
        item.save()
    source = store_upload(_source_zip(), by=owner, kinds=["zip"])
    scan(OutboxItem(payload={"file": source.pk}))  # its own files: nobody has to wait for the worker
    SourceArchive.objects.update_or_create(release=release, defaults={"file": source, "tag": "v1.0.0"})
    Release.objects.filter(pk=release.pk).update(notes=texts["notes"])
    release = Release.objects.get(pk=release.pk)
    send_release_to_review(release, by=owner, note="Demo data")
    approve_release(release, by=people["coordinator@demo.example"])


def _write_manuals(release: Release) -> None:
    for path in sorted((FOLDER / "manuals").glob("*.md")):
        audience, language, _ending = path.name.split(".")
        text = path.read_text(encoding="utf-8")
        title = TITLES[audience][language]
        Manual.objects.create(release=release, audience=audience, language=language, title=title, text=text)


def _source_zip() -> SimpleUploadedFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((FOLDER / "source").iterdir()):
            archive.write(path, path.name)
    return SimpleUploadedFile("market-rounds.zip", buffer.getvalue(), "application/zip")


def release_package() -> None:
    """Build the release's file as the worker does, publish it, and let two cities adopt it."""
    release = Release.objects.get(package__slug=read("package")["slug"])
    if release.approved_at is None or release.state != Release.State.IN_REVIEW:
        return
    row = outbox.claim(OutboxItem.objects.get(kind="bag", payload__release=release.code).pk)
    if row is not None:
        outbox.run(row)
    published = at(read("project")["update"][-1]["on"])
    with transaction.atomic():
        Release.objects.filter(pk=release.pk).update(
            published_at=published, rechecked_on=timezone.localdate()
        )
        for row in read("package")["adoption"]:
            _adopt(release.package, row)


def _adopt(package: Package, row: dict[str, Any]) -> None:
    contact = User.objects.get(email=row["contact"])
    city = contact.memberships.get(role="editor").organisation
    adoption = adoptions.register_adoption(
        package,
        by=contact,
        organisation=city,
        kind=row["kind"],
        contact=contact,
        public=True,
        story=row["story"] + " (Demo data)",
        is_demo=True,
    )
    for step in row["steps"]:
        adoption = adoptions.advance_adoption(adoption, step, by=contact, note="Demo data")
