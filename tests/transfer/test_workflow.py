"""The arrows of releases and adoptions, and their guards."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import OutboxItem
from core.workflow import Refused, Stale, perform
from tests.factories import (
    AdoptionFactory,
    MembershipFactory,
    ProjectFactory,
    ReleaseFactory,
    complete_release,
)
from tests.rules import refusal, who_may
from transfer import workflow
from transfer.models import Adoption, Release

pytestmark = pytest.mark.django_db


def editor_of(organisation):
    return MembershipFactory(organisation=organisation, editor=True).user


def test_release_workflow_has_exactly_these_arrows():
    arrows = {(a.source, a.name, a.target) for a in Release().get_all_state_transitions()}

    assert arrows == {
        ("draft", "send_to_review", "in_review"),
        ("in_review", "return_to_draft", "draft"),
        ("in_review", "publish", "published"),
        ("published", "supersede", "superseded"),
        ("published", "withdraw", "withdrawn"),
        ("superseded", "withdraw", "withdrawn"),
    }


def test_adoption_workflow_has_exactly_these_arrows():
    arrows = {(a.source, a.name, a.target) for a in Adoption().get_all_state_transitions()}

    assert arrows == {
        ("interested", "evaluate", "evaluating"),
        ("evaluating", "adapt", "adapting"),
        ("adapting", "pilot", "piloting"),
        ("piloting", "operate", "in_operation"),
        ("in_operation", "end", "ended"),
        ("interested", "drop", "dropped"),
        ("evaluating", "drop", "dropped"),
        ("adapting", "drop", "dropped"),
        ("piloting", "drop", "dropped"),
    }


def release_in(state):
    """A release of a pilot project, with all that any step out of the state asks for."""
    project = ProjectFactory(transfer=True)
    release = complete_release(
        state=state,
        with_bag=state != "draft",
        published_at=timezone.now(),
        withdrawal_reason="It lost orders.",
    )
    release.package.project = project
    release.package.save()
    return release


def people_around(package, city):
    """One person for each role that has to do with packages."""
    return {
        "publisher": editor_of(package.publisher),
        "publisher's member": MembershipFactory(organisation=package.publisher).user,
        "team": editor_of(package.project.team),
        "city": editor_of(city),
        "city's member": MembershipFactory(organisation=city).user,
        "coordinator": MembershipFactory(coordinator=True).user,
        "other city": MembershipFactory(editor=True).user,
        "public": AnonymousUser(),
    }


@pytest.mark.parametrize(
    ("state", "step", "roles"),
    [
        ("draft", "send_to_review", {"publisher"}),
        ("in_review", "return_to_draft", {"publisher", "coordinator"}),
        ("in_review", "publish", {"coordinator"}),
        ("published", "supersede", {"publisher", "coordinator"}),
        ("published", "withdraw", {"publisher", "coordinator"}),
        ("superseded", "withdraw", {"publisher", "coordinator"}),
    ],
)
def test_release_steps_are_taken_by_these_roles_alone(state, step, roles):
    release = release_in(state)
    people = people_around(release.package, AdoptionFactory(release=release).organisation)

    assert who_may(release, step, people) == roles


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("interested", "evaluate"),
        ("evaluating", "adapt"),
        ("adapting", "pilot"),
        ("piloting", "operate"),
        ("in_operation", "end"),
        ("interested", "drop"),
        ("evaluating", "drop"),
        ("adapting", "drop"),
        ("piloting", "drop"),
    ],
)
def test_adoption_steps_are_taken_by_the_city_alone(state, step):
    adoption = AdoptionFactory(release=release_in("published"), state=state, drop_reason="No budget.")
    people = people_around(adoption.package, adoption.organisation)

    assert who_may(adoption, step, people) == {"city"}


@pytest.mark.parametrize(
    ("step", "guard", "lacking"),
    [
        ("send_to_review", workflow.is_complete, {"state": "draft", "notes": ""}),
        ("return_to_draft", workflow.is_not_being_built, {"state": "in_review", "approved": True}),
        ("publish", workflow.has_bag, {"state": "in_review"}),
        ("withdraw", workflow.has_withdrawal_reason, {"published": True, "withdrawal_reason": " "}),
        ("withdraw", workflow.has_withdrawal_reason, {"superseded": True, "withdrawal_reason": ""}),
    ],
)
def test_release_step_is_refused_for_what_it_lacks(step, guard, lacking):
    release = complete_release(**lacking)

    assert refusal(release, step) == str(guard.reason)


@pytest.mark.parametrize("state", ["interested", "evaluating", "adapting", "piloting"])
def test_adoption_is_dropped_with_a_reason_alone(state):
    adoption = AdoptionFactory(state=state, drop_reason=" ")

    assert refusal(adoption, "drop") == str(workflow.has_drop_reason.reason)


def test_a_complete_release_goes_to_review_and_is_recorded():
    release = complete_release()
    editor = editor_of(release.package.publisher)

    perform(release.send_to_review, by=editor)

    assert release.state == "in_review"
    assert [(r.source, r.target, r.by) for r in release.history.all()] == [("draft", "in_review", editor)]


def test_an_incomplete_release_stays_a_draft():
    release = ReleaseFactory()

    with pytest.raises(Refused):
        perform(release.send_to_review, by=editor_of(release.package.publisher))

    assert Release.objects.get(pk=release.pk).state == "draft"
    assert not release.history.exists()
    assert not OutboxItem.objects.exists()


def test_nothing_is_published_without_its_file():
    release = ReleaseFactory(approved=True)

    with pytest.raises(Refused):
        perform(release.publish, by=MembershipFactory(coordinator=True).user)

    assert Release.objects.get(pk=release.pk).state == "in_review"


@pytest.mark.parametrize("state", ["published", "superseded", "withdrawn"])
def test_the_database_refuses_a_public_release_without_file(state):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReleaseFactory(state=state)


def test_a_release_being_built_cannot_be_returned():
    release = ReleaseFactory(approved=True)

    with pytest.raises(Refused):
        perform(release.return_to_draft, by=MembershipFactory(coordinator=True).user)


def test_the_publisher_does_not_publish_its_own_release():
    release = ReleaseFactory(in_review=True, with_bag=True)

    with pytest.raises(PermissionDenied):
        perform(release.publish, by=editor_of(release.package.publisher))


def test_withdrawal_needs_a_reason():
    release = ReleaseFactory(published=True)

    with pytest.raises(Refused):
        perform(release.withdraw, by=editor_of(release.package.publisher))


@pytest.mark.parametrize(
    ("state", "step", "target"),
    [
        ("interested", "evaluate", "evaluating"),
        ("evaluating", "adapt", "adapting"),
        ("adapting", "pilot", "piloting"),
        ("piloting", "operate", "in_operation"),
        ("in_operation", "end", "ended"),
    ],
)
def test_each_step_of_an_adoption_is_confirmed_by_the_city_alone(state, step, target):
    adoption = AdoptionFactory(state=state)
    publisher = editor_of(adoption.package.publisher)
    coordinator = MembershipFactory(coordinator=True).user
    member = MembershipFactory(organisation=adoption.organisation).user

    for stranger in (publisher, coordinator, member):
        with pytest.raises(PermissionDenied):
            perform(getattr(adoption, step), by=stranger)
    perform(getattr(adoption, step), by=editor_of(adoption.organisation))

    assert adoption.state == target
    assert adoption.history.count() == 1


def test_dropping_needs_a_reason():
    adoption = AdoptionFactory()

    with pytest.raises(Refused):
        perform(adoption.drop, by=editor_of(adoption.organisation))


def test_a_stale_copy_takes_no_step():
    adoption = AdoptionFactory()
    stale = Adoption.objects.get(pk=adoption.pk)
    city = editor_of(adoption.organisation)
    perform(adoption.evaluate, by=city)

    with pytest.raises(Stale):
        perform(stale.evaluate, by=city)

    assert adoption.history.count() == 1


def test_one_adoption_under_way_per_city():
    adoption = AdoptionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        AdoptionFactory(release=adoption.release, organisation=adoption.organisation)
    AdoptionFactory(release=AdoptionFactory(dropped=True).release, organisation=adoption.organisation)


@pytest.mark.parametrize(("days", "late"), [(364, False), (367, True)])
def test_a_yearly_check_is_late_after_its_day(days, late):
    release = ReleaseFactory(published=True, published_at=timezone.now() - timedelta(days=days))

    assert release.recheck_is_late() is late


@pytest.mark.parametrize(
    ("page", "open_item", "closed_item"),
    [
        ("release_withdraw", {"published": True}, {"withdrawn": True}),
        ("adoption_drop", {}, {"in_operation": True}),
    ],
)
def test_page_of_a_step_opens_for_who_may_take_it_while_it_is_possible(client, page, open_item, closed_item):
    factory, owner = (
        (ReleaseFactory, lambda one: one.package.publisher)
        if page == "release_withdraw"
        else (AdoptionFactory, lambda one: one.organisation)
    )
    answers = []
    for fields in (open_item, closed_item):
        item = factory(**fields)
        address = reverse(f"transfer:{page}", args=[item.code])
        for person in (editor_of(owner(item)), MembershipFactory(editor=True).user):
            client.force_login(person)
            answers.append(client.get(address).status_code)

    assert answers == [200, 403, 409, 403]
