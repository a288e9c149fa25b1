"""Status, redirect, 404, 403 and 409 of the pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    AdoptionFactory,
    ManualFactory,
    MembershipFactory,
    OrganisationFactory,
    PackageFactory,
    ProjectFactory,
    ReleaseFactory,
    ReplicationStepFactory,
    UserFactory,
    complete_release,
    source_zip,
)
from transfer.models import Adoption, Package, Release
from transfer.readiness import CRITERIA

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"transfer:{name}", args=args)


@pytest.fixture
def draft(client, editor_of):
    """A complete draft, and its publisher's editor signed in."""
    release = complete_release()
    client.force_login(editor_of(release.package.publisher))
    return release


@pytest.fixture
def adoption(client, editor_of):
    """An adoption, and the city's editor signed in."""
    adoption = AdoptionFactory()
    client.force_login(editor_of(adoption.organisation))
    return adoption


def test_public_pages_open_for_everybody(client):
    adoption = AdoptionFactory()
    manual = ManualFactory(release=adoption.release)
    ReplicationStepFactory(package=adoption.package, title="Name an owner")
    pages = [
        at("package_list"),
        at("network_map"),
        adoption.package.get_absolute_url(),
        adoption.release.get_absolute_url(),
        manual.get_absolute_url(),
        adoption.get_absolute_url(),
        at("package_adoption_list", adoption.package.code),
    ]

    for page in pages:
        assert client.get(page).status_code == 200, page
    assert b"Name an owner" in client.get(adoption.package.get_absolute_url()).content
    assert b"First steps" in client.get(manual.get_absolute_url()).content


def test_drafts_do_not_exist_for_others(client):
    release = complete_release()
    manual = release.manuals.get()
    pages = [
        release.package.get_absolute_url(),
        release.get_absolute_url(),
        manual.get_absolute_url(),
        at("package_edit", release.package.code),
        at("release_download", release.code),
        at("release_check", release.code),
        at("adoption_create", release.package.code),
    ]

    for user in (None, UserFactory(), MembershipFactory(editor=True).user):
        client.logout()
        if user:
            client.force_login(user)
        for page in pages:
            assert client.get(page).status_code in (404, 302 if user is None else 404), page


def test_a_draft_has_no_file_even_for_its_makers(client, draft):
    assert client.get(at("release_download", draft.code)).status_code == 404


def test_download_is_a_file_that_no_browser_opens(client):
    release = ReleaseFactory(published=True)

    answer = client.get(at("release_download", release.code))

    assert answer["Content-Disposition"] == f'attachment; filename="{release.file_name()}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == release.bag.read()


def test_others_may_read_but_not_write(client):
    release = ReleaseFactory(published=True)
    client.force_login(MembershipFactory(editor=True).user)

    for name, code in [("package_edit", release.package.code), ("release_edit", release.code)]:
        assert client.get(at(name, code)).status_code == 403
    assert client.post(at("release_withdraw", release.code), {"reason": "x"}).status_code == 403


def test_a_package_is_begun_by_hand_and_from_a_project(client, editor_of):
    project = ProjectFactory(transfer=True)
    client.force_login(editor_of(project.city))
    assert client.get(at("package_create")).status_code == 200

    by_hand = {"publisher": project.city.pk, "title": "By hand", "language": "en"}
    first = client.post(at("package_create"), by_hand)
    second = client.post(at("package_from_project"), {"project": project.code})

    packages = {package.title: package.code for package in Package.objects.all()}
    assert first.url == at("package_edit", packages["By hand"])
    assert second.url == at("package_edit", packages[project.title])


def test_only_editors_of_an_organisation_begin_packages(client):
    client.force_login(MembershipFactory().user)

    assert client.get(at("package_create")).status_code == 403


@pytest.mark.parametrize(
    ("section", "changed"),
    [
        pytest.param("basics", {"summary": "Vendors sell online."}, id="basics"),
        pytest.param("needs", {"needs_money": "Less than before."}, id="needs"),
        pytest.param("results", {"lessons": "Begin with two halls."}, id="results"),
        pytest.param("licences", {"maturity": "obsolete"}, id="licences"),
    ],
)
def test_each_section_opens_and_saves(client, draft, section, changed):
    page = at("package_section", draft.package.code, section)
    form = client.get(page).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}

    answer = client.post(page, values | changed)

    assert answer.status_code == 302
    assert Package.objects.get().version == 2


def test_a_stale_form_is_refused(client, draft):
    page = at("package_section", draft.package.code, "needs")
    values = {"needs_money": "A", "needs_staff": "B", "needs_data": "C", "needs_law": "D", "version": 1}
    client.post(page, values)

    answer = client.post(page, {**values, "needs_money": "Lost"})

    assert answer.status_code == 409
    assert Package.objects.get().needs_money == "A"


def test_steps_are_replaced_as_written(client, draft):
    page = at("package_steps", draft.package.code)
    step = draft.package.steps.get()
    assert client.get(page).status_code == 200
    values = {
        "form-TOTAL_FORMS": 3,
        "form-INITIAL_FORMS": 1,
        "form-0-id": step.pk,
        "form-0-order": 1,
        "form-0-title": "Old",
        "form-0-DELETE": "on",
        "form-1-order": 2,
        "form-1-title": "Second",
        "form-1-text": "",
        "form-2-order": 1,
        "form-2-title": "First",
        "form-2-text": "Begin",
        "version": 1,
    }

    client.post(page, values)

    assert [step.title for step in draft.package.steps.all()] == ["First", "Second"]


def test_a_manual_is_previewed_then_saved_then_removed(client, draft):
    page = at("manual_create", draft.code)
    values = {"audience": "other", "audience_title": "Night guards", "language": "de", "title": "Nacht"}
    values["text"] = "## Licht\n\n<script>alert(1)</script>"

    preview = client.post(page, {**values, "preview": "1"})
    saved = client.post(page, values)

    assert b"<h3>Licht</h3>" in preview.content
    assert b"<script>alert" not in preview.content
    assert saved.status_code == 302
    manual = draft.manuals.get(audience="night-guards")
    changed = client.post(
        at("manual_edit", draft.code, "night-guards", "de"), {**values, "version": 1, "title": "N"}
    )
    assert changed.status_code == 302
    assert draft.manuals.get(pk=manual.pk).title == "N"
    client.post(at("manual_remove", draft.code, "night-guards", "de"))
    assert not draft.manuals.filter(pk=manual.pk).exists()


def test_a_second_manual_for_the_same_readers_is_refused(client, draft):
    values = {"audience": "administrators", "language": "en", "title": "Twice", "text": "x"}

    answer = client.post(at("manual_create", draft.code), values)

    assert answer.status_code == 200
    assert "language" in answer.context["form"].errors


def test_source_takes_a_zip_and_an_address(client, draft, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    upload = SimpleUploadedFile("code.zip", source_zip(), "application/zip")

    answer = client.post(
        at("source_edit", draft.code),
        {"upload": upload, "repository_url": "https://example.org/code", "tag": "v1"},
    )

    source = Release.objects.get(pk=draft.pk).source
    assert answer.status_code == 302
    assert (source.file.original_name, source.repository_url, source.tag) == (
        "code.zip",
        "https://example.org/code",
        "v1",
    )
    assert any(section == "source" for section, _s in Release.objects.get(pk=draft.pk).missing())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (source_zip({"con.txt": "x"}), "“con.txt”"),
        (source_zip({"A": "x", "a": "y"}), "“a” twice"),
        (source_zip({"sued.txt": "x"}).replace(b"sued", "süd_".encode("cp850")), "with names in UTF-8"),
    ],
)
def test_source_that_cannot_travel_is_refused_at_once(client, draft, content, told, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    upload = SimpleUploadedFile("code.zip", content, "application/zip")

    answer = client.post(at("source_edit", draft.code), {"upload": upload})

    [error] = answer.context["form"].errors["upload"]
    assert told in error


def test_readiness_is_answered_on_one_page(client, draft):
    values = {f"met-{key}": "partly" for key, _t in CRITERIA}
    values |= {f"evidence-{key}": "See README" for key, _t in CRITERIA}

    client.post(at("readiness_edit", draft.code), values)

    assert {item.met for item in draft.readiness.all()} == {"partly"}


def test_review_from_check_to_approval(client, draft, coordinator):
    assert client.get(at("release_check", draft.code)).status_code == 200
    assert client.post(at("release_send", draft.code)).status_code == 302
    client.force_login(coordinator)

    listed = client.get(at("release_review_list"))
    approved = client.post(at("release_approve", draft.code))
    again = client.post(at("release_approve", draft.code))
    page = client.get(draft.get_absolute_url())

    assert draft.package.title.encode() in listed.content
    assert approved.status_code == 302
    assert again.status_code == 409
    assert b"being built" in page.content


def test_sending_an_incomplete_release_is_refused_with_a_sentence(client, editor_of):
    release = ReleaseFactory()
    client.force_login(editor_of(release.package.publisher))

    answer = client.post(at("release_send", release.code))

    assert answer.status_code == 409
    assert Release.objects.get().state == "draft"


def test_return_needs_words(client, coordinator):
    release = ReleaseFactory(in_review=True)
    client.force_login(coordinator)

    assert client.post(at("release_return", release.code), {"reason": ""}).status_code == 409
    assert client.post(at("release_return", release.code), {"reason": "Add Spanish."}).status_code == 302
    assert Release.objects.get().history.get().note == "Add Spanish."


def test_review_list_is_the_offices(client, editor_of):
    client.force_login(editor_of(OrganisationFactory()))

    assert client.get(at("release_review_list")).status_code == 403


def test_withdrawn_page_says_why(client, editor_of):
    release = ReleaseFactory(published=True)
    client.force_login(editor_of(release.package.publisher))

    client.post(at("release_withdraw", release.code), {"reason": "It lost orders."})
    client.logout()

    assert b"It lost orders." in client.get(release.get_absolute_url()).content


def test_pages_open_for_the_publisher(client, draft):
    pages = [
        at("my_package_list"),
        at("package_edit", draft.package.code),
        at("package_steps", draft.package.code),
        at("release_edit", draft.code),
        at("source_edit", draft.code),
        at("readiness_edit", draft.code),
        at("manual_create", draft.code),
        at("manual_edit", draft.code, "administrators", "en"),
        at("release_history", draft.code),
        draft.get_absolute_url(),
    ]

    for page in pages:
        assert client.get(page).status_code == 200, page


def test_a_city_registers_and_walks_on(client, editor_of):
    release = ReleaseFactory(published=True)
    ReplicationStepFactory(package=release.package)
    city = OrganisationFactory()
    editor = editor_of(city)
    client.force_login(editor)
    page = at("adoption_create", release.package.code)
    assert client.get(page).status_code == 200

    client.post(page, {"organisation": city.pk, "kind": "adapt", "contact": editor.pk, "public": "on"})
    adoption = Adoption.objects.get()
    step = client.post(at("adoption_transition", adoption.code), {"step": "evaluate", "note": "Begun"})
    wrong = client.post(at("adoption_transition", adoption.code), {"step": "operate"})

    assert step.status_code == 302
    assert wrong.status_code == 409
    assert Adoption.objects.get().state == "evaluating"


def test_the_citys_pages(client, adoption):
    task = adoption.tasks.create(title="Name an owner")
    adoption.follow_ups.create(months=6, due_on=timezone.localdate())
    for page in [
        adoption.get_absolute_url(),
        at("adoption_edit", adoption.code),
        at("adoption_drop", adoption.code),
        at("follow_up_answer", adoption.code, 6),
        at("adoption_history", adoption.code),
        at("my_adoption_list"),
    ]:
        assert client.get(page).status_code == 200, page

    client.post(at("task_tick", adoption.code, task.pk), {"done": "on", "note": "Ms N."})
    client.post(at("follow_up_answer", adoption.code, 6), {"answer": "It goes well."})
    client.post(at("adoption_edit", adoption.code), {"story": "Our story", "public": "on", "version": 1})
    client.post(at("adoption_drop", adoption.code), {"reason": "No budget."})

    client.logout()
    page = client.get(adoption.get_absolute_url()).content
    assert all(word in page for word in (b"It goes well.", b"Our story", b"No budget."))
    assert b"Ms N." not in page


def test_others_do_not_move_an_adoption(client, editor_of):
    adoption = AdoptionFactory()
    client.force_login(editor_of(adoption.package.publisher))

    assert client.post(at("adoption_transition", adoption.code), {"step": "evaluate"}).status_code == 403
    assert client.post(at("adoption_drop", adoption.code), {"reason": "x"}).status_code == 403
    assert client.get(at("adoption_edit", adoption.code)).status_code == 403


def test_private_adoptions_do_not_exist_for_others(client):
    adoption = AdoptionFactory(public=False, organisation__name="Hiddenville")
    client.force_login(MembershipFactory(editor=True).user)

    assert client.get(adoption.get_absolute_url()).status_code == 404
    for page in (at("network_map"), adoption.package.get_absolute_url(), adoption.release.get_absolute_url()):
        assert b"Hiddenville" not in client.get(page).content


@pytest.mark.parametrize("page", ["package_list", "network_map"])
def test_lists_need_the_same_queries_for_one_row_and_thirty(client, page):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(page)).status_code == 200
        return len(queries)

    ManualFactory(release=AdoptionFactory().release)
    client.get(at(page))
    one = count()
    for _n in range(12):
        ManualFactory(release=AdoptionFactory().release)

    assert count() == one <= 20


def test_my_lists_and_detail_stay_within_twenty_queries(client, editor_of):
    city = OrganisationFactory()
    package = PackageFactory(complete=True, publisher=city)
    release = ReleaseFactory(package=package, published=True)
    for language in ("en", "es", "de", "hi"):
        ManualFactory(release=release, language=language)
    for _n in range(10):
        AdoptionFactory(release=release)
        AdoptionFactory(organisation=city)
        PackageFactory(publisher=city)
    client.force_login(editor_of(city))

    for page in (at("my_package_list"), at("my_adoption_list"), package.get_absolute_url()):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        assert len(queries) <= 20, (page, len(queries))


def test_a_project_leads_to_its_package_once_that_is_on_the_shelf(client):
    project = ProjectFactory(public=True)
    package = PackageFactory(project=project, publisher=project.city)
    assert package.get_absolute_url() not in client.get(project.get_absolute_url()).content.decode()

    ReleaseFactory(package=package, published=True)

    assert package.get_absolute_url() in client.get(project.get_absolute_url()).content.decode()


def test_a_city_that_adopts_already_finds_its_adoption(client):
    package = ReleaseFactory(published=True).package
    editor = MembershipFactory(editor=True)
    client.force_login(editor.user)
    assert at("adoption_create", package.code) in client.get(package.get_absolute_url()).content.decode()

    adoption = AdoptionFactory(package=package, organisation=editor.organisation)

    text = client.get(package.get_absolute_url()).content.decode()
    assert at("adoption_create", package.code) not in text
    assert "See your adoption" in text
    assert adoption.get_absolute_url() in text
