"""Pages of `transfer`."""

from functools import partial

from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    AdoptionFactory,
    AdoptionTaskFactory,
    FollowUpFactory,
    ManualFactory,
    MembershipFactory,
    OrganisationFactory,
    PackageFactory,
    ProjectFactory,
    ReleaseFactory,
    ReplicationStepFactory,
    complete_release,
)
from tests.pages.inventory import Page

LONG = (
    "## What it does\n\nBrings **orders** to stalls.\n\n- One\n- Two\n\n| A | B |\n| --- | --- |\n| C | D |\n"
)


def at(name, *args):
    return reverse(f"transfer:{name}", args=args)


def editor_of(organisation):
    return MembershipFactory(organisation=organisation, editor=True).user


def published(**fields):
    """A package on the shelf with manuals, steps and adoptions in several states."""
    package = PackageFactory(complete=True, is_demo=True, results=LONG, lessons="Begin with two halls.")
    ReplicationStepFactory(package=package)
    release = ReleaseFactory(package=package, published=True, notes=LONG, **fields)
    ManualFactory(release=release, text=LONG)
    ManualFactory(release=release, audience="vendors", language="es", title="Manual para puestos", text=LONG)
    for place, country, latitude, longitude, state in [
        ("Kampala", "UG", 0.3, 32.6, "in_operation"),
        ("Kochi", "IN", 10.0, 76.3, "piloting"),
        ("Lindenhafen", "DE", 52.4, 10.8, "interested"),
    ]:
        city = OrganisationFactory(place=place, country=country, latitude=latitude, longitude=longitude)
        AdoptionFactory(release=release, organisation=city, state=state)
    return release


def library(query=""):
    published()
    return at("package_list") + query


def shelf(name):
    release = published()
    return at(name, release.package.code)


def release_page(**traits):
    release = ReleaseFactory(**traits)
    ManualFactory(release=release)
    return release.get_absolute_url(), MembershipFactory(coordinator=True).user


def manual():
    return published().manuals.first().get_absolute_url()


def draft(name, *more):
    release = complete_release()
    target = release.package if name.startswith("package") else release
    return at(name, target.code, *more), editor_of(release.package.publisher)


def begun(name):
    release = ReleaseFactory()
    target = release.package if name.startswith("package") else release
    return at(name, target.code), editor_of(release.package.publisher)


def shelf_as_editor(name):
    release = published()
    target = release.package if name in ("release_create",) else release
    return at(name, target.code), editor_of(release.package.publisher)


def package_create():
    project = ProjectFactory(transfer=True)
    return at("package_create"), editor_of(project.city)


def adoption(name="adoption_detail", *more, **fields):
    adoption = AdoptionFactory(story=LONG, **fields)
    AdoptionTaskFactory(adoption=adoption)
    AdoptionTaskFactory(adoption=adoption, done_at=timezone.now(), note="Ms N.")
    FollowUpFactory(adoption=adoption)
    FollowUpFactory(adoption=adoption, months=12, answer="It goes well.", answered_at=timezone.now())
    return at(name, adoption.code, *more), editor_of(adoption.organisation)


def adopt():
    return at("adoption_create", published().package.code), editor_of(OrganisationFactory())


def mine(name, factory):
    city = OrganisationFactory()
    factory(city)
    return at(name), editor_of(city)


def review_list():
    ReleaseFactory(in_review=True)
    return at("release_review_list"), MembershipFactory(coordinator=True).user


SAVE = "main form.card button.btn"
PAGES: list[Page] = [
    Page("library", "public", library),
    Page("library, nothing fits", "public", partial(library, "?q=nothing+at+all")),
    Page("package", "public", partial(shelf, "package_detail")),
    Page("package's adoptions", "public", partial(shelf, "package_adoption_list")),
    Page("map", "public", lambda: published() and at("network_map")),
    Page("manual", "public", manual),
    Page("release", "public", lambda: published().get_absolute_url()),
    Page("release, superseded", "coordinator", partial(release_page, superseded=True)),
    Page("release, withdrawn", "coordinator", partial(release_page, withdrawn=True)),
    Page("release in review", "coordinator", partial(release_page, in_review=True)),
    Page("releases to review", "coordinator", review_list),
    Page("release check, all there", "city", partial(draft, "release_check")),
    Page("release check, much missing", "city", partial(begun, "release_check")),
    Page("package task list", "city", partial(begun, "package_edit")),
    Page("package basics", "city", partial(draft, "package_section", "basics")),
    Page("package needs", "city", partial(draft, "package_section", "needs")),
    Page("package results", "city", partial(draft, "package_section", "results")),
    Page("package licences", "city", partial(draft, "package_section", "licences")),
    Page("package steps", "city", partial(draft, "package_steps")),
    Page("release draft", "city", partial(draft, "release_detail")),
    Page("release notes", "city", partial(draft, "release_edit")),
    Page("source", "city", partial(draft, "source_edit")),
    Page("readiness", "city", partial(draft, "readiness_edit")),
    Page("new manual", "city", partial(draft, "manual_create")),
    Page("new manual, errors", "city", partial(draft, "manual_create"), click=SAVE),
    Page("manual being written", "city", partial(draft, "manual_edit", "administrators", "en")),
    Page("release history", "city", partial(draft, "release_history")),
    Page("new version", "city", partial(shelf_as_editor, "release_create")),
    Page("withdraw a release", "city", partial(shelf_as_editor, "release_withdraw")),
    Page("begin a package", "city", package_create),
    Page("my packages", "city", partial(mine, "my_package_list", lambda c: PackageFactory(publisher=c))),
    Page("my packages, none", "city", partial(mine, "my_package_list", lambda c: None)),
    Page(
        "my adoptions",
        "adopter",
        partial(mine, "my_adoption_list", lambda c: AdoptionFactory(organisation=c)),
    ),
    Page("adopt a package", "adopter", adopt),
    Page("adoption workspace", "adopter", partial(adoption, state="evaluating")),
    Page("adoption, dropped", "adopter", partial(adoption, dropped=True)),
    Page("adoption", "public", lambda: adoption(state="piloting")[0]),
    Page("adoption's story", "adopter", partial(adoption, "adoption_edit")),
    Page("drop an adoption", "adopter", partial(adoption, "adoption_drop")),
    Page("drop an adoption, errors", "adopter", partial(adoption, "adoption_drop"), click=SAVE),
    Page("follow-up", "adopter", partial(adoption, "follow_up_answer", 6)),
    Page("adoption's history", "adopter", partial(adoption, "adoption_history")),
]
