"""What the pages of packages and adoptions show: the library, a package being written, an adoption."""

from django.urls import reverse
from django.utils import timezone

from network.models import Organisation
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
    return release.get_absolute_url(), its_office(release)


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


def office(name, **traits):
    """A release before the office."""

    def build():
        release = complete_release(**traits)
        return at(name, release.code), its_office(release)

    return build


def its_office(release):
    """A coordinator of the office that has admitted the publisher."""
    seat = MembershipFactory(coordinator=True)
    Organisation.objects.filter(pk=release.package.publisher_id).update(admitted_by=seat.organisation)
    return seat.user


def sendable():
    """A release with everything that a review asks for, and its publisher."""
    release = complete_release()
    return at("release_send", release.code), editor_of(release.package.publisher)


def stuck():
    """An approved release whose file could not be built."""
    release = complete_release(approved=True, build_error="The ZIP is broken.")
    return at("release_stop", release.code), its_office(release)


def off_the_shelf(name):
    """A release on the shelf, and its publisher."""
    release = published()
    return at(name, release.code), editor_of(release.package.publisher)


def one_manual(name):
    release = complete_release()
    return at(name, release.code, "administrators", "en"), editor_of(release.package.publisher)


def download():
    return at("release_download", published().code)


def from_project():
    """A project that is ready to be handed on, and an editor of its city."""
    project = ProjectFactory(transfer=True)
    return at("package_from_project"), editor_of(project.city)


def one_task():
    made = AdoptionFactory(evaluating=True)
    task = AdoptionTaskFactory(adoption=made)
    return at("task_tick", made.code, task.pk), editor_of(made.organisation)


def in_api(name, make, role=None):
    """An item in the API, and whoever has to do with it."""

    def build():
        made = make()
        url = reverse(name, args=[made.code])
        return (url, role(made)) if role else url

    return build


def to_adopt_in_api():
    published()
    return reverse("adoption-list"), editor_of(OrganisationFactory())
