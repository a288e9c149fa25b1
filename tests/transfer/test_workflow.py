"""The arrows of releases and adoptions, and their guards."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.models import OutboxItem
from core.workflow import Refused, Stale, perform
from tests.factories import AdoptionFactory, MembershipFactory, ReleaseFactory, complete_release
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
