"""Addresses of packages, releases and adoptions: the library, publishers, the office, adopting cities."""

from functools import partial

from django.urls import reverse

from cocreation.models import Project
from tests.addresses import (
    ADOPTER,
    CITY,
    EDITORS,
    EVERYBODY,
    OFFICE,
    OFFICES,
    SIGNED_IN,
    Address,
    Page,
    Send,
    each,
)
from tests.factories import AdoptionFactory, PackageFactory
from tests.transfer import scenes
from tests.transfer.scenes import (
    adoption,
    at,
    begun,
    draft,
    editor_of,
    in_api,
    mine,
    release_page,
    shelf,
    shelf_as_editor,
)
from transfer.models import Adoption, Manual, Package, Release
from transfer.readiness import CRITERIA

SAVE = "main form.card button.btn"
SECTIONS = ["basics", "needs", "results", "licences", "notes"]


def publisher(user):
    return {"publisher": user.memberships.first().organisation_id}


def of_project(_user):
    return {"project": Project.objects.latest("pk").code}


OTHER_CITY = frozenset({"other city"})


def own_city(user):
    """For whom one adopts."""
    return {"organisation": user.memberships.first().organisation_id, "contact": user.pk}


def own_city_in_api(user):
    seat, package = user.memberships.first(), Package.objects.latest("pk")
    return {"package": package.code, "organisation": seat.organisation.code, "kind": "adapt"}


def readiness(_user):
    return {f"met-{CRITERIA[0][0]}": "partly", f"evidence-{CRITERIA[0][0]}": "Half of it."}


def each_manual(*_chosen):
    """For the walk: audiences and languages that there are."""
    return Manual.objects.values_list("audience", "language").distinct()


def manuals(chosen):
    return [(release.code, *which) for release in chosen[Release] for which in each_manual()]


ADDRESSES: list[Address] = [
    Address(
        "transfer:package_list",
        EVERYBODY,
        [
            Page("library", "public", scenes.library),
            Page("library, nothing fits", "public", partial(scenes.library, "?q=nothing+at+all")),
        ],
    ),
    Address(
        "transfer:package_detail",
        EVERYBODY,
        [Page("package", "public", partial(shelf, "package_detail"))],
        walk=each(Package),
    ),
    Address(
        "transfer:package_adoption_list",
        EVERYBODY,
        [Page("package's adoptions", "public", partial(shelf, "package_adoption_list"))],
        walk=each(Package),
    ),
    Address(
        "transfer:network_map",
        EVERYBODY,
        [Page("map", "public", lambda: scenes.published() and at("network_map"))],
    ),
    Address("transfer:manual_read", EVERYBODY, [Page("manual", "public", scenes.manual)], walk=manuals),
    Address(
        "transfer:release_detail",
        EVERYBODY,
        [
            Page("release", "public", lambda: scenes.published().get_absolute_url()),
            Page("release, superseded", "coordinator", partial(release_page, superseded=True)),
            Page("release, withdrawn", "coordinator", partial(release_page, withdrawn=True)),
            Page("release in review", "coordinator", partial(release_page, in_review=True)),
            Page("release draft", "city", partial(draft, "release_detail")),
        ],
        walk=each(Release),
    ),
    Address("transfer:release_download", EVERYBODY, opens=scenes.download, walk=each(Release)),
    Address(
        "transfer:release_review_list",
        OFFICES,
        [Page("releases to review", "coordinator", scenes.review_list)],
    ),
    Address(
        "transfer:release_approve", sends=Send(scenes.office("release_approve", in_review=True), by=OFFICE)
    ),
    Address(
        "transfer:release_return",
        sends=Send(scenes.office("release_return", in_review=True), by=CITY | OFFICE, reason="Add Spanish."),
    ),
    Address("transfer:release_stop", sends=Send(scenes.stuck, by=OFFICE)),
    Address(
        "transfer:release_check",
        CITY,
        [
            Page("release check, all there", "city", partial(draft, "release_check")),
            Page("release check, much missing", "city", partial(begun, "release_check")),
        ],
        walk=each(Release),
    ),
    Address("transfer:release_send", sends=Send(scenes.sendable, by=CITY)),
    Address(
        "transfer:release_edit",
        CITY,
        [Page("release notes", "city", partial(draft, "release_edit"))],
        Send(notes="The first version."),
        walk=each(Release),
    ),
    Address(
        "transfer:release_history",
        CITY | OFFICE,
        [Page("release history", "city", partial(draft, "release_history"))],
        walk=each(Release),
    ),
    Address(
        "transfer:release_create",
        CITY,
        [Page("new version", "city", partial(shelf_as_editor, "release_create"))],
        Send(number="9.0.0"),
        walk=each(Package),
    ),
    Address(
        "transfer:release_withdraw",
        CITY | OFFICE,
        [Page("withdraw a release", "city", partial(shelf_as_editor, "release_withdraw"))],
        Send(reason="It lost orders."),
        walk=each(Release),
    ),
    Address(
        "transfer:release_recheck",
        sends=Send(partial(scenes.off_the_shelf, "release_recheck"), by=CITY),
    ),
    Address(
        "transfer:source_edit",
        CITY,
        [Page("source", "city", partial(draft, "source_edit"))],
        Send(repository_url="https://code.example/market", tag="v1"),
        walk=each(Release),
    ),
    Address(
        "transfer:readiness_edit",
        CITY,
        [Page("readiness", "city", partial(draft, "readiness_edit"))],
        Send(data=readiness),
        walk=each(Release),
    ),
    Address(
        "transfer:manual_create",
        CITY,
        [
            Page("new manual", "city", partial(draft, "manual_create")),
            Page("new manual, errors", "city", partial(draft, "manual_create"), click=SAVE),
        ],
        Send(audience="vendors", language="es", title="Manual", text="Abra el puesto."),
        walk=each(Release),
    ),
    Address(
        "transfer:manual_edit",
        CITY,
        [Page("manual being written", "city", partial(draft, "manual_edit", "administrators", "en"))],
        Send(title="Handbook"),
        walk=manuals,
    ),
    Address("transfer:manual_remove", sends=Send(partial(scenes.one_manual, "manual_remove"), by=CITY)),
    Address(
        "transfer:package_edit",
        CITY,
        [Page("package task list", "city", partial(begun, "package_edit"))],
        walk=each(Package),
    ),
    Address(
        "transfer:package_section",
        CITY,
        [
            Page(f"package {name}", "city", partial(draft, "package_section", name))
            for name in ("basics", "needs", "results", "licences")
        ],
        Send(summary="Sells what grows here."),
        walk=each(Package, lambda _package: SECTIONS),
    ),
    Address(
        "transfer:package_steps",
        CITY,
        [Page("package steps", "city", partial(draft, "package_steps"))],
        Send(data={"form-0-title": "Ask the vendors"}),
        walk=each(Package),
    ),
    Address(
        "transfer:package_create",
        EDITORS,
        [Page("begin a package", "city", scenes.package_create)],
        Send(data=publisher, title="Local Markets", language="en"),
    ),
    Address("transfer:package_from_project", sends=Send(scenes.from_project, by=CITY, data=of_project)),
    Address(
        "transfer:my_package_list",
        SIGNED_IN,
        [
            Page(
                "my packages", "city", partial(mine, "my_package_list", lambda c: PackageFactory(publisher=c))
            ),
            Page("my packages, none", "city", partial(mine, "my_package_list", lambda c: None)),
        ],
    ),
    Address(
        "transfer:my_adoption_list",
        SIGNED_IN,
        [
            Page(
                "my adoptions",
                "adopter",
                partial(mine, "my_adoption_list", lambda c: AdoptionFactory(organisation=c)),
            )
        ],
    ),
    Address(
        "transfer:adoption_create",
        OTHER_CITY | ADOPTER,  # public bodies, and nobody adopts their own
        [Page("adopt a package", "adopter", scenes.adopt)],
        Send(by=OTHER_CITY, data=own_city, kind="adapt", refusals={200, 409}),
        walk=each(Package),
    ),
    Address(
        "transfer:adoption_detail",
        EVERYBODY,
        [
            Page("adoption workspace", "adopter", partial(adoption, state="evaluating")),
            Page("adoption, dropped", "adopter", partial(adoption, dropped=True)),
            Page("adoption", "public", lambda: adoption(state="piloting")[0]),
        ],
        walk=each(Adoption),
    ),
    Address(
        "transfer:adoption_edit",
        ADOPTER,
        [Page("adoption's story", "adopter", partial(adoption, "adoption_edit"))],
        Send(story="We began with two halls."),
        walk=each(Adoption),
    ),
    Address(
        "transfer:adoption_drop",
        ADOPTER,
        [
            Page("drop an adoption", "adopter", partial(adoption, "adoption_drop")),
            Page("drop an adoption, errors", "adopter", partial(adoption, "adoption_drop"), click=SAVE),
        ],
        Send(reason="No budget."),
        walk=each(Adoption),
    ),
    Address(
        "transfer:adoption_transition",
        sends=Send(partial(adoption, "adoption_transition"), by=ADOPTER, step="evaluate", note="Begun"),
    ),
    Address("transfer:task_tick", sends=Send(scenes.one_task, by=ADOPTER, done="on")),
    Address(
        "transfer:follow_up_answer",
        ADOPTER,
        [Page("follow-up", "adopter", partial(adoption, "follow_up_answer", 6))],
        Send(answer="It goes well."),
        walk=each(Adoption, lambda _adoption: [6]),
    ),
    Address(
        "transfer:adoption_history",
        SIGNED_IN,
        [Page("adoption's history", "adopter", partial(adoption, "adoption_history"))],
        walk=each(Adoption),
    ),
    Address("package-list", EVERYBODY, opens=lambda: reverse("package-list")),
    Address(
        "package-detail",
        EVERYBODY,
        opens=in_api("package-detail", lambda: scenes.published().package),
        walk=each(Package),
    ),
    Address("release-list", EVERYBODY, opens=lambda: reverse("release-list")),
    Address(
        "release-detail", EVERYBODY, opens=in_api("release-detail", scenes.published), walk=each(Release)
    ),
    Address(
        "adoption-list",
        EVERYBODY,
        opens=lambda: reverse("adoption-list"),
        sends=Send(
            scenes.to_adopt_in_api,
            by=OTHER_CITY,
            json=True,
            data=own_city_in_api,
            refusals={400, 409},
        ),
    ),
    Address(
        "adoption-detail", EVERYBODY, opens=in_api("adoption-detail", AdoptionFactory), walk=each(Adoption)
    ),
    Address(
        "adoption-advance",
        sends=Send(
            in_api("adoption-advance", AdoptionFactory, lambda made: editor_of(made.organisation)),
            by=ADOPTER,
            json=True,
            step="evaluate",
        ),
    ),
    Address(
        "adoption-drop",
        sends=Send(
            in_api("adoption-drop", AdoptionFactory, lambda made: editor_of(made.organisation)),
            by=ADOPTER,
            json=True,
            reason="No budget.",
        ),
    ),
]
