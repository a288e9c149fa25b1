"""The papers of a release as files: manuals as PDF and HTML, the handbook, the whole payload of a bag."""

from datetime import date

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from core.child import unpack_zip
from core.languages import interface_language, language_name
from core.letters import by_letters, letters_key
from core.models import Anyone, User
from core.pdf import render_pdf
from core.zones import day_in
from network.models import Organisation
from transfer import spdx
from transfer.bag import build_bag, source_names
from transfer.models import Manual, Package, Release
from transfer.papers.citation import citation, reuse_toml, used_licences
from transfer.papers.crate import crate_metadata, crate_preview
from transfer.papers.facts import ManualFacts, PayloadFile, ReleaseFacts, bcp47
from transfer.papers.publiccode import publiccode
from transfer.papers.readme import changelog, lessons, readme, source_note
from transfer.papers.replication import checklist_json, standard_json


def package_handbook(code: str, user: User) -> tuple[str, bytes]:
    """All manuals of one language in one PDF; `code` is "<package>" or "<package>.<language>".

    The release on the shelf is taken, for its makers the draft while there is none.
    """
    code, _dot, language = code.partition(".")
    packages = Package.objects.visible_to(user).select_related("publisher")
    package: Package = get_object_or_404(packages, code=code)
    release = package.current_release() or visible_draft(package, user)
    manuals = list(release.manuals.all()) if release else []
    language = language or _best_language(manuals, package)
    chosen = [manual for manual in manuals if manual.language == language]
    if not chosen:
        raise Http404
    title = _("%(title)s: handbook") % {"title": package.title}
    with translation.override(interface_language(language)):
        needs = package.headed(Package.NEEDS)
    context = {
        "package": package,
        "release": release,
        "manuals": chosen,
        "needs": [(heading, text) for heading, text in needs if text],
        "is_demo": package.is_demo,
        "language": language,
    }
    pdf = render_pdf("transfer/documents/handbook.html", context, title=title, language=bcp47(language))
    return title, pdf


def visible_draft(package: Package, user: Anyone) -> Release | None:
    """The release being written, if the user may see it."""
    return Release.objects.visible_to(user).being_made().filter(package=package).first()


def _best_language(manuals: list[Manual], package: Package) -> str:
    languages = [manual.language for manual in manuals]
    for language in (translation.get_language() or "", package.language):
        if language in languages:
            return language
    return languages[0] if languages else ""


def manual_pdf(manual: Manual) -> bytes:
    """One manual as a tagged PDF in its own language."""
    package = manual.release.package
    context = {"manual": manual, "release": manual.release, "package": package, "is_demo": package.is_demo}
    language = bcp47(manual.language)
    return render_pdf("transfer/documents/manual.html", context, title=manual.title, language=language)


def manual_html(manual: Manual) -> str:
    """One manual as a page that needs nothing else."""
    package = manual.release.package
    context = {"manual": manual, "release": manual.release, "package": package}
    with translation.override(interface_language(manual.language)):
        return render_to_string(
            "transfer/documents/manual_page.html", {**context, "language": bcp47(manual.language)}
        )


def release_bag(release: Release, *, on: date) -> bytes:
    """The file that people download: a bag with everything that the release holds."""
    with translation.override(interface_language(release.package.language)):
        facts = release_facts(release, on=on)
        payload = _payload(release, facts)
    info = {
        "Source-Organization": facts.publisher,
        "Contact-Name": facts.contact_name,
        "Contact-Email": facts.contact_email,
        "External-Description": f"{facts.title}: {facts.summary}",
        "External-Identifier": f"{facts.url} {facts.number}",
        "Bag-Software-Agent": "CityRelay",
    }
    return build_bag(f"{facts.slug}-{facts.number}", payload, info=info, on=on)


def _payload(release: Release, facts: ReleaseFacts) -> dict[str, bytes]:
    texts = {
        "README.md": readme(facts),
        "CHANGELOG.md": changelog(facts),
        "publiccode.yml": publiccode(facts),
        "CITATION.cff": citation(facts),
        "REUSE.toml": reuse_toml(facts),
        "replication/checklist.json": checklist_json(facts),
        "replication/standard-for-public-code.json": standard_json(facts),
        **{f"LICENSES/{code}.txt": spdx.licence_text(code) for code in used_licences(facts)},
    }
    if facts.lessons.strip():
        texts["lessons/lessons.md"] = lessons(facts)
    payload = {name: text.encode() for name, text in texts.items()}
    payload |= _manual_files(release) | _source_files(release, facts)
    return payload | _crate_files(facts, payload)


def _manual_files(release: Release) -> dict[str, bytes]:
    files = {}
    for manual in release.manuals.all():
        manual.release = release  # its package and publisher are loaded there
        stem = ManualFacts(manual.audience, "", manual.language, "").stem
        files[f"{stem}.pdf"] = manual_pdf(manual)
        files[f"{stem}.html"] = manual_html(manual).encode()
    return files


def _source_files(release: Release, facts: ReleaseFacts) -> dict[str, bytes]:
    archive = release.source.file if facts.has_source else None
    if archive is None:
        return {"source/README.md": source_note(facts).encode()}
    with archive.file.open("rb") as stored:
        unpacked = unpack_zip(stored)
    return {f"source/{name}": unpacked[member] for member, name in source_names(unpacked).items()}


def _crate_files(facts: ReleaseFacts, payload: dict[str, bytes]) -> dict[str, bytes]:
    files = [PayloadFile(name, len(content)) for name, content in sorted(payload.items())]
    preview = crate_preview(facts, files).encode()
    files.append(PayloadFile("ro-crate-preview.html", len(preview)))
    metadata = crate_metadata(facts, files).encode()
    return {"ro-crate-preview.html": preview, "ro-crate-metadata.json": metadata}


def release_facts(release: Release, *, on: date) -> ReleaseFacts:
    """The release and its package as plain values; adoptions only as far as they are public."""
    package = release.package
    source = getattr(release, "source", None)
    parent = package.based_on if package.based_on and package.based_on.current_release() else None
    return ReleaseFacts(
        title=package.title,
        slug=package.slug,
        number=release.number,
        published_on=on,
        summary=package.summary,
        description=package.description,
        language=package.language,
        publisher=package.publisher.name,
        publisher_url=package.publisher.website or _absolute(package.publisher),
        contact_name=package.contact_name,
        contact_email=package.contact_email,
        url=_absolute(package),
        licence_code=package.licence_code,
        licence_text_code=package.licence_text_code,
        maturity=str(package.maturity),
        notes=release.notes,
        partners=[partner.name for partner in package.partners.order_by(by_letters("name"), "pk")],
        needs=package.headed(Package.NEEDS),
        steps=[(step.title, step.text) for step in package.steps.all()],
        findings=package.headed(name for name in Package.FINDINGS if name != "lessons"),
        lessons=package.lessons,  # these have a file of their own
        repository_url=source.repository_url if source else "",
        tag=source.tag if source else "",
        has_source=bool(source and source.file_id),
        based_on_url=_absolute(parent) if parent else "",
        used_by=_used_by(package),
        manuals=[_manual_facts(manual) for manual in release.manuals.all()],
        readiness=[
            (item.key, item.get_key_display(), item.met, item.evidence) for item in release.readiness.all()
        ],
        earlier=_earlier(release),
    )


def _manual_facts(manual: Manual) -> ManualFacts:
    return ManualFacts(manual.audience, manual.audience_name(), manual.language, manual.title)


def _used_by(package: Package) -> list[str]:
    users = package.adoptions.public().filter(state="in_operation").select_related("organisation")
    return sorted({adoption.organisation.name for adoption in users}, key=letters_key)


def _earlier(release: Release) -> list[tuple[str, date, str]]:
    others = Release.objects.public().filter(package=release.package).exclude(pk=release.pk)
    return [(r.number, day_in(r.published_at, "UTC"), r.notes) for r in others.order_by("-published_at")]


def _absolute(item: Package | Organisation) -> str:
    return f"{settings.SITE_URL}{item.get_absolute_url()}"


def handbook_languages(manuals: list[Manual]) -> list[tuple[str, str]]:
    """The languages for which a handbook can be made: code and name."""
    codes = sorted({manual.language for manual in manuals})
    return [(code, language_name(code)) for code in codes]
