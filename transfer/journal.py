"""The journals of packages and adoptions: read and taken up again by those who write them."""

from django.urls import reverse

from core import journal
from transfer.actions.adoption import answer_follow_up, edit_adoption
from transfer.actions.package import edit_package
from transfer.actions.parts import edit_manual
from transfer.actions.release import edit_release
from transfer.models import Package, Release
from transfer.permissions import is_adopter, is_adopting_member, is_package_editor
from transfer.readiness import CRITERIA


def package() -> journal.Journal:
    """The texts of all sections, as long as the package is kept; its steps have no button here."""
    return journal.of_fields(
        [*Package.BASICS, *Package.NEEDS, *Package.FINDINGS, *Package.TERMS],
        open_to=is_package_editor,
        edit=edit_package,
        page=lambda package: reverse("transfer:package_edit", args=[package.code]),
    )


def release() -> journal.Journal:
    """Number and notes, and how far the criteria are met: that has no button here."""
    own = journal.of_fields(
        ["number", "notes"],
        open_to=lambda release, user: is_package_editor(release.package, user),
        edit=edit_release,
        page=lambda release: reverse("transfer:release_edit", args=[release.code]),
    )
    criteria = {f"readiness-{key}": journal.Field(title, None, is_text=False) for key, title in CRITERIA}
    return journal.Journal(
        open_to=own.open_to,
        fields=lambda release: {**own.fields(release), **criteria},
        restore=own.restore,
        page=_page_of_release,
    )


def _page_of_release(release: Release, field: str) -> str:
    name = "readiness_edit" if field.startswith("readiness-") else "release_edit"
    return reverse(f"transfer:{name}", args=[release.code])


def manual() -> journal.Journal:
    """Title and text, as long as the release has the manual."""
    return journal.of_fields(
        ["title", "text"],
        open_to=lambda manual, user: is_package_editor(manual.release.package, user),
        edit=edit_manual,
        page=lambda manual: reverse(
            "transfer:manual_edit", args=[manual.release.code, manual.audience, manual.language]
        ),
        shown=["audience", "audience_title", "language"],
    )


def adoption() -> journal.Journal:
    """What the city tells about its adoption."""
    return journal.of_fields(
        ["story", "variant_url"],
        open_to=is_adopter,
        edit=edit_adoption,
        page=lambda adoption: reverse("transfer:adoption_edit", args=[adoption.code]),
        shown=["contact", "public"],
    )


def follow_up() -> journal.Journal:
    """What the city answers after some months."""
    return journal.of_fields(
        ["answer"],
        open_to=lambda follow_up, user: is_adopting_member(follow_up.adoption, user),
        edit=answer_follow_up,
        page=lambda follow_up: reverse(
            "transfer:follow_up_answer", args=[follow_up.adoption.code, follow_up.months]
        ),
    )
