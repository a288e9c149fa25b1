"""Who relies on something that is off the site: one mail with what it means, and no dead end on the way."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cocreation.actions.updates import publish_update
from core.models import OutboxItem
from core.workflow import Refused
from network.actions.events import cancel_event
from network.actions.withholding import restore, withhold
from network.models import Event
from tests.factories import (
    AdoptionFactory,
    EventFactory,
    FollowFactory,
    MembershipFactory,
    OrganisationFactory,
    PackageFactory,
    ProjectFactory,
    ProjectMemberFactory,
    RegistrationFactory,
    ReleaseFactory,
    UpdateFactory,
    UserFactory,
)
from tests.network.withholding import REASON
from transfer.actions.adoption import register_adoption

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return MembershipFactory(coordinator=True)


@pytest.fixture
def city(office):
    return OrganisationFactory(admitted_by=office.organisation)


def mails_to(user):
    rows = OutboxItem.objects.filter(kind="mail", payload__to=user.email).order_by("pk")
    return [" ".join(row.payload["text"].split()) for row in rows]


def adopter_of(city):
    """A package and the person in the city that uses it."""
    release = ReleaseFactory(published=True, package__publisher=city, package__title="Shade kit")
    contact = MembershipFactory(editor=True)
    AdoptionFactory(release=release, organisation=contact.organisation, contact=contact.user)
    return release.package, contact.user


def user_of_a_release_of(city):
    package, user = adopter_of(city)
    return package.releases.get(), user


def follower_of(city):
    project = ProjectFactory(city=city, public=True, title="Shade kit")
    return project, FollowFactory(project=project).user


def guest_of(city):
    event = EventFactory(host=city, is_public=True, title="Shade kit")
    return event, RegistrationFactory(event=event).user


WORDS = {
    adopter_of: ("Your adoption stays as it is", "may have a fault"),
    user_of_a_release_of: ("Your adoption stays as it is", "may have a fault"),
    follower_of: ("no news of it", "You still follow it"),
    guest_of: ("Your place is kept", "has not been called off"),
}


@pytest.mark.parametrize("made", WORDS)
def test_those_who_rely_on_it_get_one_mail_and_one_when_it_comes_back(client, office, city, made):
    item, user = made(city)
    owner = MembershipFactory(organisation=city, editor=True).user

    withhold(item, by=office.user, reason=REASON)
    withhold(item, by=office.user, reason=REASON)

    [text] = mails_to(user)
    assert "Shade kit" in text
    assert REASON not in text
    assert all(words in text for words in WORDS[made])
    assert [REASON in text for text in mails_to(owner)] == [True]
    client.force_login(user)
    assert client.get(text.split()[-1]).status_code == 200
    restore(item, by=office.user)
    restore(item, by=office.user)
    assert len(mails_to(user)) == 2
    again = mails_to(user)[1]
    assert "is on the site again" in again
    assert again.endswith(item.get_absolute_url())
    assert len(mails_to(owner)) == 2


def test_members_of_a_project_are_told_as_its_own_people(office, city):
    project = ProjectFactory(city=city, public=True)
    member = ProjectMemberFactory(project=project).user
    FollowFactory(project=project, user=member)
    team = MembershipFactory(organisation=project.team, editor=True).user

    withhold(project, by=office.user, reason=REASON)

    assert [REASON in text for user in (member, team) for text in mails_to(user)] == [True, True]


def test_an_adopting_city_without_a_contact_is_told_through_its_editors(office, city):
    release = ReleaseFactory(published=True, package__publisher=city)
    editor = MembershipFactory(editor=True)
    AdoptionFactory(release=release, organisation=editor.organisation)

    withhold(release.package, by=office.user, reason=REASON)

    assert len(mails_to(editor.user)) == 1


def test_guests_of_an_event_that_was_called_off_or_is_over_are_left_alone(office, city):
    host = MembershipFactory(organisation=city, editor=True).user
    event, user = guest_of(city)
    cancel_event(event, by=host, reason="The hall is flooded.")
    past = EventFactory(host=city, is_public=True, over=True)
    RegistrationFactory(event=past, user=user)

    for one in (event, past):
        withhold(Event.objects.get(pk=one.pk), by=office.user, reason=REASON)
        restore(Event.objects.get(pk=one.pk), by=office.user)

    assert len(mails_to(user)) == 1


def test_a_guest_is_not_sent_to_a_page_that_is_gone(client, office, city):
    event, user = guest_of(city)
    client.force_login(user)
    assert event.get_absolute_url() in client.get(reverse("home")).text.split("</main>")[0]

    withhold(event, by=office.user, reason=REASON)

    assert f"Take part in “{event.title}”" not in client.get(reverse("home")).text


def test_followers_get_no_news_of_a_project_that_is_off_the_site(office, city):
    project, user = follower_of(city)
    member = ProjectMemberFactory(project=project).user
    withhold(project, by=office.user, reason=REASON)
    before = len(mails_to(user))

    publish_update(UpdateFactory(project=project, public=True, published_at=None), by=member)

    assert len(mails_to(user)) == before


def test_the_adopting_city_works_on_and_reads_that_the_package_is_off_the_site(client, office, city):
    package, user = adopter_of(city)
    adoption = package.adoptions.get()
    withhold(package, by=office.user, reason=REASON)
    client.force_login(user)

    page = client.get(adoption.get_absolute_url()).text

    assert "off the site" in page
    assert package.get_absolute_url() not in page
    assert REASON not in page


def test_nobody_adopts_a_package_that_is_off_the_site(office, city):
    package, _user = adopter_of(city)
    seat = MembershipFactory(editor=True)
    withhold(package, by=office.user, reason=REASON)

    with pytest.raises(Refused, match="off the site"):
        register_adoption(
            package, by=seat.user, organisation=seat.organisation, release=package.releases.get()
        )


def test_other_pages_do_not_name_what_is_off_the_site(client, office, city):
    project = ProjectFactory(city=city, public=True, title="Shade pilot")
    parent = ReleaseFactory(published=True, package__publisher=city, package__title="Shade kit").package
    package = PackageFactory(project=project, based_on=parent)
    ReleaseFactory(package=package, published=True, published_at=timezone.now())
    client.force_login(UserFactory())
    page = client.get(package.get_absolute_url()).text
    assert "Shade pilot" in page
    assert "Shade kit" in page

    for item in (project, parent):
        withhold(item, by=office.user, reason=REASON)

    page = client.get(package.get_absolute_url()).text
    assert "Shade pilot" not in page
    assert "Shade kit" not in page
