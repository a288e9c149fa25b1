"""Forms of a package and of its adoption that two people can open."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests.editing.windows import Shared
from tests.factories import (
    AdoptionFactory,
    AdoptionTaskFactory,
    FollowUpFactory,
    ManualFactory,
    MembershipFactory,
    PackageFactory,
    ReleaseFactory,
    complete_release,
)


def at(name, *args):
    return reverse(f"transfer:{name}", args=args)


def editor_of(organisation):
    return MembershipFactory(organisation=organisation, editor=True).user


def section(name):
    """A section of a package's texts."""

    def build():
        package = PackageFactory(complete=True)
        return editor_of(package.publisher), at("package_section", package.code, name)

    return build


def of_draft(name):
    """A part of a draft release."""

    def build():
        release = complete_release()
        return editor_of(release.package.publisher), at(name, release.code)

    return build


def manual():
    made = ManualFactory(release=ReleaseFactory())
    publisher = made.release.package.publisher
    return editor_of(publisher), at("manual_edit", made.release.code, made.audience, made.language)


def adoption():
    made = AdoptionFactory()
    return editor_of(made.organisation), at("adoption_edit", made.code)


def checklist():
    """The workspace of an adoption; its checklist has one line."""
    made = AdoptionTaskFactory().adoption
    return editor_of(made.organisation), at("adoption_detail", made.code)


def follow_up():
    made = FollowUpFactory(months=6, due_on=timezone.localdate() - timedelta(days=1), answer="Soon.")
    return editor_of(made.adoption.organisation), at("follow_up_answer", made.adoption.code, 6)


FORMS = [
    Shared(
        "transfer.package.BasicsForm",
        section("basics"),
        {"title": "Stalls online"},
        {"summary": "Vendors sell."},
    ),
    Shared(
        "transfer.package.NeedsForm", section("needs"), {"needs_money": "Little."}, {"needs_law": "A notice."}
    ),
    Shared(
        "transfer.package.ResultsForm",
        section("results"),
        {"results": "More orders."},
        {"known_limits": "Rain."},
    ),
    Shared(
        "transfer.package.LicenceForm",
        section("licences"),
        {"licence_code": "MIT"},
        {"maturity": "obsolete"},
        other="Apache-2.0",
    ),
    Shared(
        "transfer.release.ReleaseForm",
        of_draft("release_edit"),
        {"number": "1.4.0"},
        {"notes": "New texts."},
        other="1.5.0",
    ),
    Shared("transfer.parts.ManualForm", manual, {"title": "For vendors"}, {"text": "Open the shop."}),
    Shared(
        "transfer.parts.SourceForm",
        of_draft("source_edit"),
        {"repository_url": "https://example.org/a"},
        {"tag": "v2"},
        other="https://example.org/z",
    ),
    Shared(
        "transfer.adoption.AdoptionEditForm",
        adoption,
        {"story": "We began."},
        {"variant_url": "https://example.org/b"},
    ),
    Shared("transfer.adoption.TaskForm", checklist, {"note": "Ask the market office."}, {"done": ["on"]}),
    Shared("transfer.adoption.FollowUpForm", follow_up, {"answer": "It goes well."}),
]
