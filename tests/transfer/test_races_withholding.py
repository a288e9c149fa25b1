"""Something is taken off the site while somebody else acts on it: one history, one mail each."""

from itertools import pairwise

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from core import audit
from core.models import OutboxItem
from core.workflow import Refused
from network.actions.events import cancel_event, register
from network.actions.withholding import restore, withhold
from network.models import Event
from tests.factories import (
    AdoptionFactory,
    EventFactory,
    MembershipFactory,
    OrganisationFactory,
    RegistrationFactory,
    ReleaseFactory,
    UserFactory,
)
from tests.network.withholding import REASON
from tests.races import race
from transfer.actions.adoption import register_adoption
from transfer.actions.build import build_release
from transfer.actions.release import withdraw_release
from transfer.models import Package, Release

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office():
    return MembershipFactory(coordinator=True)


@pytest.fixture
def city(office):
    return OrganisationFactory(admitted_by=office.organisation)


def mails_to(user, about):
    rows = OutboxItem.objects.filter(kind="mail", payload__to=user.email, payload__event__startswith=about)
    return rows.count()


def verbs(item):
    return [line.verb for line in audit.events_of(item)]


def again(item):
    return type(item)._base_manager.get(pk=item.pk)


def test_of_two_coordinators_one_takes_it_off(office, city):
    event, colleague = (
        EventFactory(host=city, is_public=True),
        MembershipFactory(organisation=office.organisation, role="coordinator"),
    )
    guest = RegistrationFactory(event=event).user
    host = MembershipFactory(organisation=city, editor=True).user
    people = [office.user, colleague.user]

    race(lambda n: withhold(again(event), by=people[n % 2], reason=f"{REASON} {n}"))

    assert verbs(event) == ["withheld"]
    assert mails_to(guest, "withheld") == mails_to(host, "withheld") == 1
    assert audit.events_of(event).get().reason == again(event).withheld_reason
    assert audit.events_of(event).get().by == again(event).withheld_by


def test_taken_off_and_shown_again_at_once_the_history_says_where_it_stands(office, city):
    event = EventFactory(host=city, is_public=True)
    guest = RegistrationFactory(event=event).user

    def act(n):
        return (
            restore(again(event), by=office.user)
            if n % 2
            else withhold(again(event), by=office.user, reason="x")
        )

    assert not race(act, threads=10).lost
    found = verbs(event)
    assert found[0] == "withheld"
    assert all(one != other for one, other in pairwise(found))
    assert (found[-1] == "withheld") == again(event).is_withheld()
    assert mails_to(guest, "") == len(found)


def test_another_office_gets_nowhere_meanwhile(office, city):
    event, other = EventFactory(host=city, is_public=True), MembershipFactory(coordinator=True)

    def act(n):
        by = other.user if n % 2 else office.user
        return withhold(again(event), by=by, reason=REASON)

    outcome = race(act)

    assert {type(error) for error in outcome.lost} == {PermissionDenied}
    assert len(outcome.lost) == 4
    assert again(event).withheld_by == office.user
    assert verbs(event) == ["withheld"]


@pytest.mark.parametrize("_try", range(2))
def test_a_guest_of_an_event_called_off_meanwhile_gets_one_mail(office, city, _try):
    event = EventFactory(host=city, is_public=True)
    guest = RegistrationFactory(event=event).user
    host = MembershipFactory(organisation=city, editor=True).user

    def act(n):
        if n:
            return cancel_event(again(event), by=host, reason="The hall is flooded.")
        return withhold(again(event), by=office.user, reason=REASON)

    outcome = race(act, threads=2)

    assert mails_to(guest, "") == 1
    found = verbs(event)
    assert found in (["cancelled", "withheld"], ["withheld"])
    assert again(event).is_cancelled() == ("cancelled" in found)
    assert len(outcome.won) == len(found)
    assert all(isinstance(error, Refused) for error in outcome.lost)


@pytest.mark.parametrize("_try", range(2))
def test_whoever_registers_meanwhile_is_told_or_refused(office, city, _try):
    event, guest = EventFactory(host=city, is_public=True), UserFactory()

    def act(n):
        if n:
            return register(again(event), by=guest)
        return withhold(again(event), by=office.user, reason=REASON)

    outcome = race(act, threads=2)

    is_guest = Event.objects.get(pk=event.pk).registrations.filter(user=guest).exists()
    assert mails_to(guest, "withheld") == is_guest == (not outcome.lost)


@pytest.mark.parametrize("_try", range(2))
def test_a_city_that_adopts_meanwhile_is_told_or_refused(office, city, _try):
    release = ReleaseFactory(published=True, package__publisher=city)
    adopter = MembershipFactory(editor=True)
    item = (release.package, release)[_try % 2]

    def act(n):
        if n:
            return register_adoption(
                Package.objects.get(pk=release.package_id), by=adopter.user, organisation=adopter.organisation
            )
        return withhold(again(item), by=office.user, reason=REASON)

    outcome = race(act, threads=2)

    adopted = release.adoptions.exists()
    assert mails_to(adopter.user, "withheld") == adopted == (not outcome.lost)
    assert all(isinstance(error, Refused) for error in outcome.lost)


def test_a_release_published_while_its_package_is_taken_off_waits_with_it(office, city):
    package = ReleaseFactory(published=True, package__publisher=city, number="1.0.0").package
    package.contact_email = "kits@example.org"
    package.save()
    release = ReleaseFactory(package=package, approved=True, number="2.0.0", approved_by=office.user)

    outcome = race(
        lambda n: (
            build_release(release.code, release.approved_at.isoformat())
            if n % 2
            else withhold(again(package), by=office.user, reason=REASON)
        ),
        threads=4,
    )

    assert not outcome.lost
    assert verbs(package) == ["withheld"]
    assert again(release).history.count() == 1
    assert OutboxItem.objects.filter(payload__to="kits@example.org").count() == 1
    assert not Release.objects.visible_to(AnonymousUser()).exists()
    restore(again(package), by=office.user)
    assert package.current_release() == release


@pytest.mark.parametrize("_try", range(2))
def test_a_release_is_taken_off_only_once_it_is_there(office, city, _try):
    release = ReleaseFactory(package__publisher=city, approved=True, approved_by=office.user)

    outcome = race(
        lambda n: (
            build_release(release.code, release.approved_at.isoformat())
            if n
            else withhold(again(release), by=office.user, reason=REASON)
        ),
        threads=2,
    )

    fresh = again(release)
    assert fresh.is_public()
    assert fresh.is_withheld() == (not outcome.lost)
    assert verbs(release) == ["withheld"] * fresh.is_withheld()


@pytest.mark.parametrize("_try", range(2))
def test_a_version_withdrawn_meanwhile_was_on_the_site(office, city, _try):
    release = ReleaseFactory(published=True, package__publisher=city)
    contact = MembershipFactory(editor=True)
    AdoptionFactory(release=release, organisation=contact.organisation, contact=contact.user)
    editor = MembershipFactory(organisation=city, editor=True).user
    item = (release.package, release)[_try % 2]

    def act(n):
        if n:
            return withdraw_release(again(release), by=editor, reason="It loses orders.")
        return withhold(again(item), by=office.user, reason=REASON)

    race(act, threads=2)

    fresh = again(release)
    assert mails_to(contact.user, "withheld") == 1
    assert mails_to(contact.user, "release-withdrawn") == fresh.was_withdrawn() == fresh.history.count()
    if fresh.was_withdrawn():
        assert fresh.history.get().at < audit.events_of(item).get().at
