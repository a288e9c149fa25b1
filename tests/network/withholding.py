"""One of each kind that an office can take off the site, with the office that answers for it."""

from django.conf import settings

from network.actions.withholding import withhold
from network.off_the_site import model_of
from tests.factories import (
    AdoptionFactory,
    ChallengeFactory,
    CompetitionFactory,
    EventFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnerNoticeFactory,
    ProjectFactory,
    ReleaseFactory,
)

REASON = "It names people who never agreed."


def event(city):
    return EventFactory(host=city, is_public=True)


def project(city):
    return ProjectFactory(city=city, public=True)


def package(city):
    return ReleaseFactory(published=True, package__publisher=city).package


def release(city):
    return ReleaseFactory(published=True, package__publisher=city)


def adoption(city):
    return AdoptionFactory(organisation=city)


def competition(city):
    return CompetitionFactory(announced=True, office=city.admitted_by)


def challenge(city):
    return ChallengeFactory(published=True, organisation=city, competition__office=city.admitted_by)


def partnernotice(city):
    return PartnerNoticeFactory(organisation=city)


MAKERS = {
    "competition": competition,
    "challenge": challenge,
    "event": event,
    "project": project,
    "package": package,
    "release": release,
    "adoption": adoption,
    "partnernotice": partnernotice,
}


def made(kind, seat):
    """Something public of that kind, of a city that the coordinator's office has admitted."""
    return MAKERS[kind](OrganisationFactory(admitted_by=seat.organisation))


def withheld(kind, seat):
    """The same, off the site."""
    return withhold(made(kind, seat), by=seat.user, reason=REASON)


def to_take_off(kind):
    """The page that takes it off, and a coordinator."""
    seat = MembershipFactory(coordinator=True)
    return made(kind, seat).get_withhold_url(), seat.user


def taken_off(kind):
    """The address that shows it again, and a coordinator."""
    seat = MembershipFactory(coordinator=True)
    return withheld(kind, seat).get_restore_url(), seat.user


def each_item(chosen):
    """For the walk: every chosen item of these kinds."""
    return [(kind, item.code) for kind in settings.WITHHOLDABLE for item in chosen.get(model_of(kind), [])]
