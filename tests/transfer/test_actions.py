"""What the use cases change, record and mail."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core import outbox
from core.models import AuditEvent, OutboxItem
from core.workflow import Refused, Stale
from tests.factories import (
    AdoptionFactory,
    IndicatorFactory,
    ManualFactory,
    MembershipFactory,
    OrganisationFactory,
    PackageFactory,
    ProjectFactory,
    ReadingFactory,
    ReleaseFactory,
    complete_release,
)
from transfer.actions.adoption import (
    advance_adoption,
    answer_follow_up,
    drop_adoption,
    register_adoption,
    remind_of_follow_up,
    tick_task,
)
from transfer.actions.package import create_package, create_package_from_project, edit_package, edit_steps
from transfer.actions.parts import add_manual, assess_readiness, edit_manual, remove_manual, set_source
from transfer.actions.release import edit_release, recheck_release, start_release, withdraw_release
from transfer.actions.review import approve_release, send_release_to_review, stop_build
from transfer.models import Adoption, Package, Release

pytestmark = pytest.mark.django_db


def mails() -> list[str]:
    return [row.payload["to"] for row in OutboxItem.objects.filter(kind="mail")]


def test_package_takes_over_what_the_project_found_out(editor_of):
    project = ProjectFactory(
        transfer=True,
        summary="Vendors sell online.",
        lessons_learned="Begin small.",
        budget_note="City budget",
    )
    indicator = IndicatorFactory(
        project=project, name="Stalls online", baseline=Decimal(3), target=Decimal(60)
    )
    ReadingFactory(indicator=indicator, value=Decimal("71"), measured_on="2022-05-30")
    IndicatorFactory(project=project, name="Not for everybody", public=False)

    package = create_package_from_project(project, by=editor_of(project.city))

    assert (package.title, package.summary) == (project.title, "Vendors sell online.")
    assert package.publisher == project.city
    assert list(package.partners.all()) == [project.team]
    assert "Stalls online" in package.results
    assert "71" in package.results
    assert "Not for everybody" not in package.results
    assert package.lessons == "Begin small."
    assert package.steps.count() == 7
    assert package.open_release().readiness.count() == 16


def test_package_keeps_every_word_of_a_long_project(editor_of):
    summary = "Vendors sell online, and buyers fetch what they ordered on their way home. " * 5
    long = {name: f"{name} " * 1200 for name in ("description", "budget_note", "operation_note")}
    project = ProjectFactory(
        transfer=True, title="T" * 160, summary=summary[:400], lessons_learned="Begin small. " * 900, **long
    )

    package = create_package_from_project(project, by=editor_of(project.city))

    assert package.title == project.title
    assert package.summary.endswith("…")
    assert len(package.summary) <= 150
    assert package.description == f"{project.summary}\n\n{project.description}".strip()
    assert (package.needs_money, package.needs_staff) == (project.budget_note, project.operation_note)
    assert package.lessons == project.lessons_learned


@pytest.mark.parametrize("state", ["pilot", "consolidation"])
def test_package_waits_for_the_transfer_phase(state, editor_of):
    project = ProjectFactory(**{state: True})

    with pytest.raises(Refused):
        create_package_from_project(project, by=editor_of(project.city))

    assert not Package.objects.exists()


def test_one_package_per_project(editor_of):
    project = ProjectFactory(transfer=True)
    owner = editor_of(project.city)
    create_package_from_project(project, by=owner)

    with pytest.raises(Refused):
        create_package_from_project(project, by=owner)


def test_packages_of_one_name_get_addresses_of_their_own(editor_of):
    city = OrganisationFactory()
    editor = editor_of(city)

    slugs = [create_package(publisher=city, title="Market", by=editor).slug for _n in range(3)]

    assert slugs == ["market", "market-2", "market-3"]


def test_edit_needs_the_version_that_was_read(editor_of):
    package = PackageFactory()
    editor = editor_of(package.publisher)
    edit_package(package, by=editor, version=1, needs_money="Little")

    with pytest.raises(Stale):
        edit_package(package, by=editor, version=1, needs_money="Much")

    assert Package.objects.get().needs_money == "Little"


def test_texts_are_locked_while_under_review(editor_of):
    release = ReleaseFactory(in_review=True)

    with pytest.raises(Refused):
        edit_package(release.package, by=editor_of(release.package.publisher), version=1, summary="Changed")


def test_strangers_write_nothing():
    release = complete_release()
    stranger = MembershipFactory(editor=True).user

    for write in (
        lambda: edit_package(release.package, by=stranger, version=1, title="Mine"),
        lambda: edit_steps(release.package, by=stranger, version=1, steps=[]),
        lambda: edit_release(release, by=stranger, version=1, notes="x"),
        lambda: add_manual(release, by=stranger, audience="x", title="x", text="x"),
        lambda: assess_readiness(release, by=stranger, answers={}),
        lambda: set_source(release, by=stranger, repository_url="https://example.org/x"),
        lambda: start_release(release.package, by=stranger, number="9.0.0"),
        lambda: send_release_to_review(release, by=stranger),
        lambda: recheck_release(release, by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            write()

    assert not AuditEvent.objects.exists()


def test_a_new_version_begins_with_the_parts_of_the_one_before(editor_of):
    release = ReleaseFactory(published=True)
    ManualFactory(release=release, text="Old text")

    draft = start_release(release.package, by=editor_of(release.package.publisher), number="2.0.0")

    assert [manual.text for manual in draft.manuals.all()] == ["Old text"]
    with pytest.raises(Refused):
        start_release(release.package, by=editor_of(release.package.publisher), number="3.0.0")


def test_published_parts_do_not_change(editor_of):
    release = ReleaseFactory(published=True)
    manual = ManualFactory(release=release)
    editor = editor_of(release.package.publisher)

    with pytest.raises(Refused):
        edit_manual(manual, by=editor, version=1, text="New")
    with pytest.raises(Refused):
        remove_manual(manual, by=editor)


def test_approval_builds_the_file_publishes_and_supersedes(editor_of, coordinator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    release = complete_release(number="2.0.0")
    older = ReleaseFactory(package=release.package, published=True, number="1.0.0")
    send_release_to_review(release, by=editor_of(release.package.publisher))

    approve_release(Release.objects.get(pk=release.pk), by=coordinator)
    waiting = Release.objects.get(pk=release.pk)
    outbox.sweep()

    done = Release.objects.get(pk=release.pk)
    assert (waiting.state, waiting.is_being_built()) == ("in_review", True)
    assert (done.state, bool(done.bag), len(done.bag_sha256)) == ("published", True, 64)
    assert done.bag_size == done.bag.size
    assert Release.objects.get(pk=older.pk).state == "superseded"
    assert release.package.contact_email in mails()
    assert [record.transition for record in done.history.all()] == ["send_to_review", "publish"]


def test_only_one_approves(coordinator):
    release = complete_release(state="in_review")
    approve_release(release, by=coordinator)

    with pytest.raises(Refused):
        approve_release(release, by=coordinator)

    assert OutboxItem.objects.filter(kind="bag").count() == 1


def test_a_failed_build_says_why_and_can_be_stopped(coordinator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    release = complete_release(state="in_review")
    release.source.file.file.delete()
    approve_release(release, by=coordinator)

    outbox.sweep()

    failed = Release.objects.get(pk=release.pk)
    assert failed.state == "in_review"
    assert failed.build_error
    stop_build(failed, by=coordinator)
    assert not Release.objects.get(pk=release.pk).is_being_built()


def test_withdrawal_tells_the_cities_and_keeps_the_file(editor_of):
    adoption = AdoptionFactory(contact=MembershipFactory().user)
    publisher = adoption.package.publisher

    release = withdraw_release(adoption.release, by=editor_of(publisher), reason="It lost orders.")

    assert (release.state, bool(release.bag)) == ("withdrawn", True)
    assert adoption.contact.email in mails()


def test_a_city_registers_with_a_checklist_of_its_own(editor_of):
    release = complete_release()
    Release.objects.filter(pk=release.pk).delete()
    release = ReleaseFactory(package=release.package, published=True)
    city = OrganisationFactory(name="Kampala")
    editor = editor_of(city)

    adoption = register_adoption(release.package, by=editor, organisation=city, kind="adapt")

    assert [task.title for task in adoption.tasks.all()] == [
        step.title for step in release.package.steps.all()
    ]
    assert [f.months for f in adoption.follow_ups.all()] == [6, 12]
    assert OutboxItem.objects.filter(kind="follow_up", not_before__gt=timezone.now()).count() == 2
    assert mails() == [release.package.contact_email]


def test_registration_is_the_citys_own_and_once(editor_of, coordinator):
    release = ReleaseFactory(published=True)
    city = OrganisationFactory()
    member = MembershipFactory(organisation=city).user

    for stranger in (member, coordinator, editor_of(release.package.publisher)):
        with pytest.raises(PermissionDenied):
            register_adoption(release.package, by=stranger, organisation=city)
    register_adoption(release.package, by=editor_of(city), organisation=city)
    with pytest.raises(Refused):
        register_adoption(release.package, by=editor_of(city), organisation=city)

    assert Adoption.objects.count() == 1


@pytest.mark.parametrize("state", ["in_review", "withdrawn"])
def test_only_what_is_on_the_shelf_is_adopted(state, editor_of):
    release = ReleaseFactory(**{state: True})
    city = OrganisationFactory()

    with pytest.raises(Refused):
        register_adoption(release.package, by=editor_of(city), organisation=city)


@pytest.mark.parametrize("kind", ["team", "company", "academia", "civil", "office"])
def test_only_public_bodies_adopt(kind, editor_of):
    release, body = ReleaseFactory(published=True), OrganisationFactory(kind=kind)

    with pytest.raises(Refused, match="city or a public agency"):
        register_adoption(release.package, by=editor_of(body), organisation=body)


def test_the_publisher_does_not_adopt_its_own(editor_of):
    publisher = ReleaseFactory(published=True).package.publisher

    with pytest.raises(Refused):
        register_adoption(Package.objects.get(), by=editor_of(publisher), organisation=publisher)


def test_each_step_keeps_its_note_and_tells_the_contact(editor_of):
    adoption = AdoptionFactory(release__package__contact_email="markets@example.org")

    advance_adoption(adoption, "evaluate", by=editor_of(adoption.organisation), note="Workshop held")

    assert adoption.state == "evaluating"
    assert adoption.history.get().note == "Workshop held"
    assert mails() == ["markets@example.org"]


def test_drop_needs_a_reason_and_changes_nothing_without(editor_of):
    adoption = AdoptionFactory()

    with pytest.raises(Refused):
        drop_adoption(adoption, by=editor_of(adoption.organisation), reason="  ")

    assert Adoption.objects.get().drop_reason == ""
    assert not OutboxItem.objects.exists()


def test_tasks_are_ticked_by_members_of_the_city(editor_of):
    adoption = AdoptionFactory()
    task = adoption.tasks.create(title="Name an owner")
    member = MembershipFactory(organisation=adoption.organisation).user

    done = tick_task(task, by=member, done=True, note="Ms N.")
    with pytest.raises(PermissionDenied):
        tick_task(task, by=editor_of(adoption.package.publisher), done=False)

    assert (done.done_by, done.note) == (member, "Ms N.")


def test_follow_up_is_asked_when_due_and_once():
    contact = MembershipFactory().user
    adoption = AdoptionFactory(contact=contact)
    follow_up = adoption.follow_ups.create(months=6, due_on=timezone.localdate())

    for _n in range(2):
        remind_of_follow_up(adoption.code, 6)
    answer_follow_up(follow_up, by=MembershipFactory(organisation=adoption.organisation).user, answer="Well.")

    assert mails().count(contact.email) == 1


def test_no_question_to_a_city_that_stopped():
    adoption = AdoptionFactory(dropped=True, contact=MembershipFactory().user)
    adoption.follow_ups.create(months=6, due_on=timezone.localdate())

    remind_of_follow_up(adoption.code, 6)

    assert mails() == []


def test_follow_up_is_not_answered_before_its_day():
    adoption = AdoptionFactory()
    follow_up = adoption.follow_ups.create(months=12, due_on=timezone.localdate() + timedelta(days=5))

    with pytest.raises(Refused):
        answer_follow_up(
            follow_up, by=MembershipFactory(organisation=adoption.organisation).user, answer="Soon"
        )
