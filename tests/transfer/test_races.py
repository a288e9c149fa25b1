"""Of several people who press the same button at once, one wins. SQLite hides such faults."""

import pytest

from core.models import OutboxItem
from core.workflow import perform
from tests.factories import (
    AdoptionFactory,
    MembershipFactory,
    OrganisationFactory,
    ReleaseFactory,
    complete_release,
)
from tests.races import race
from transfer.actions.adoption import advance_adoption, drop_adoption, register_adoption
from transfer.actions.release import start_release, withdraw_release
from transfer.actions.review import approve_release, send_release_to_review
from transfer.models import Adoption, AdoptionRecord, Package, Release

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

STEPS = [
    ("interested", "evaluate"),
    ("evaluating", "adapt"),
    ("adapting", "pilot"),
    ("piloting", "operate"),
    ("in_operation", "end"),
]


@pytest.mark.parametrize(("state", "step"), STEPS)
def test_each_step_is_taken_once(state, step):
    adoption = AdoptionFactory(state=state, release__package__contact_email="markets@example.org")
    editor = MembershipFactory(organisation=adoption.organisation, editor=True).user

    outcome = race(lambda n: advance_adoption(Adoption.objects.get(pk=adoption.pk), step, by=editor))

    assert len(outcome.won) == 1
    assert AdoptionRecord.objects.count() == 1
    assert OutboxItem.objects.filter(kind="mail").count() == 1


def test_an_adoption_is_dropped_once():
    adoption = AdoptionFactory(release__package__contact_email="markets@example.org")
    editor = MembershipFactory(organisation=adoption.organisation, editor=True).user

    outcome = race(
        lambda n: drop_adoption(Adoption.objects.get(pk=adoption.pk), by=editor, reason="No budget")
    )

    assert len(outcome.won) == AdoptionRecord.objects.count() == 1


def test_a_city_registers_once():
    package = ReleaseFactory(published=True).package
    city = OrganisationFactory()
    editor = MembershipFactory(organisation=city, editor=True).user

    outcome = race(
        lambda n: register_adoption(Package.objects.get(pk=package.pk), by=editor, organisation=city)
    )

    assert len(outcome.won) == Adoption.objects.count() == 1


def test_a_release_is_sent_and_approved_once():
    release = complete_release()
    editor = MembershipFactory(organisation=release.package.publisher, editor=True).user
    office = MembershipFactory(coordinator=True).user

    sent = race(lambda n: send_release_to_review(Release.objects.get(pk=release.pk), by=editor))
    approved = race(lambda n: approve_release(Release.objects.get(pk=release.pk), by=office))

    assert len(sent.won) == len(approved.won) == 1
    assert OutboxItem.objects.filter(kind="bag").count() == 1


def test_a_release_is_published_withdrawn_and_superseded_once():
    office = MembershipFactory(coordinator=True).user
    ready = ReleaseFactory(in_review=True, with_bag=True)
    shelf = ReleaseFactory(published=True)
    old = ReleaseFactory(published=True)

    published = race(lambda n: perform(Release.objects.get(pk=ready.pk).publish, by=office))
    withdrawn = race(lambda n: withdraw_release(Release.objects.get(pk=shelf.pk), by=office, reason="Broken"))
    superseded = race(lambda n: perform(Release.objects.get(pk=old.pk).supersede, by=office))

    assert len(published.won) == len(withdrawn.won) == len(superseded.won) == 1
    assert [release.history.count() for release in (ready, shelf, old)] == [1, 1, 1]


def test_one_draft_is_begun_at_a_time():
    release = ReleaseFactory(published=True)
    editor = MembershipFactory(organisation=release.package.publisher, editor=True).user

    outcome = race(
        lambda n: start_release(Package.objects.get(pk=release.package_id), by=editor, number=f"2.{n}.0")
    )

    assert len(outcome.won) == 1
    assert Release.objects.filter(state="draft").count() == 1
