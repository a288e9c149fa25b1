"""A challenge or competition that its office takes off the site: who goes on with it, what others find."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from challenges.actions.questions import ask_question
from challenges.models import Challenge, Competition
from core.models import OutboxItem
from core.workflow import Refused
from network.actions.withholding import restore, withhold
from submissions import editing
from submissions.actions.drafting import start_entry
from tests.factories import (
    AwardFactory,
    ChallengeFactory,
    CompetitionFactory,
    ContributorFactory,
    EntryFactory,
    JurorFactory,
    MembershipFactory,
    OrganisationFactory,
    PanelFactory,
    ProjectFactory,
    UserFactory,
)
from tests.network.withholding import REASON

pytestmark = pytest.mark.django_db
TITLE = "Shade at bus stops"


@pytest.fixture
def office():
    return MembershipFactory(coordinator=True)


@pytest.fixture
def challenge(office):
    competition = CompetitionFactory(running=True, office=office.organisation, title="Ideas for shade")
    return ChallengeFactory(published=True, competition=competition, title=TITLE)


@pytest.fixture
def team(challenge):
    """The lead of a team with a draft."""
    user = UserFactory()
    EntryFactory(challenge=challenge, lead=user)
    return user


@pytest.fixture
def juror(challenge):
    panel = PanelFactory(competition=challenge.competition)
    panel.challenges.add(challenge)
    return JurorFactory(panel=panel).user


LISTS = ("start", "challenges:challenge_list", "challenges:competition_list")


def named(client):
    pages = [client.get(reverse(name)).text for name in LISTS]
    pages += [client.get(f"/api/v1/{kind}/").text for kind in ("challenges", "competitions")]
    return [TITLE in page or "Ideas for shade" in page for page in pages]


@pytest.mark.parametrize("kind", ["challenge", "competition"])
def test_it_is_off_every_public_page_and_those_who_work_on_it_still_see_it(
    client, office, challenge, team, juror, kind
):
    item = challenge if kind == "challenge" else challenge.competition
    city = MembershipFactory(organisation=challenge.organisation, editor=True).user
    assert all(named(client))

    withhold(item, by=office.user, reason=REASON)

    assert TITLE not in client.get(reverse("start")).text
    assert TITLE not in client.get(challenge.competition.get_absolute_url()).text
    assert named(client) == [False, False, kind == "challenge", False, kind == "challenge"]
    for user, code in ((None, 410), (UserFactory(), 410), (city, 200), (team, 200), (juror, 200)):
        client.logout() if user is None else client.force_login(user)
        assert client.get(challenge.get_absolute_url()).status_code == code
        assert client.get(item.get_absolute_url()).status_code == code
        assert client.get(f"/api/v1/challenges/{challenge.code}/").status_code == code
    restore(item, by=office.user)
    client.logout()
    assert all(named(client))


def test_the_office_of_the_competition_decides_and_not_that_of_the_city(office, challenge):
    other = MembershipFactory(coordinator=True)
    challenge.organisation.admitted_by = other.organisation
    challenge.organisation.save()

    for item in (challenge, challenge.competition):
        with pytest.raises(PermissionDenied):
            withhold(item, by=other.user, reason=REASON)
        assert withhold(item, by=office.user, reason=REASON).is_withheld()


def test_the_city_reads_the_reason_and_teams_and_jurors_go_on(office, challenge, team, juror):
    city = MembershipFactory(organisation=challenge.organisation, editor=True).user

    withhold(challenge, by=office.user, reason=REASON)

    mails = {row.payload["to"]: row.payload["text"] for row in OutboxItem.objects.filter(kind="mail")}
    assert set(mails) == {city.email, team.email, juror.email}
    assert REASON in mails[city.email]
    for user in (team, juror):
        assert "go on as before" in " ".join(mails[user.email].split())
        assert REASON not in mails[user.email]
        assert mails[user.email].strip().endswith(challenge.get_absolute_url())


def test_nobody_new_enters_or_asks_and_a_draft_goes_on(client, office, challenge, team):
    seat = MembershipFactory(organisation=OrganisationFactory(team=True), editor=True)
    withhold(challenge, by=office.user, reason=REASON)
    fresh = Challenge.objects.get(pk=challenge.pk)

    with pytest.raises(Refused, match="off the site"):
        start_entry(fresh, seat.organisation, by=seat.user, title="New")
    with pytest.raises(Refused, match="off the site"):
        ask_question(fresh, by=team, text="May we?")
    client.force_login(seat.user)
    assert client.get(reverse("submissions:entry_start", args=[challenge.code])).status_code == 410
    client.force_login(team)
    page = client.get(challenge.get_absolute_url()).text
    assert reverse("submissions:entry_start", args=[challenge.code]) not in page
    assert "off the site" in page
    entry = challenge.entries.get()
    assert client.get(entry.get_absolute_url()).status_code == 200
    assert editing.obstacle(entry) == ""


def test_results_go_with_their_challenge(client, office):
    competition = CompetitionFactory(decided=True, office=office.organisation)
    challenge = ChallengeFactory(decided=True, competition=competition, title=TITLE)
    award = AwardFactory(entry__challenge=challenge, entry__title="Canopies")
    lead = ContributorFactory(entry=award.entry, role="lead").user
    project = ProjectFactory(award=award, public=True, city=challenge.organisation)
    addresses = [award.get_absolute_url(), f"/api/v1/results/{award.code}/"]
    assert award.get_absolute_url() in client.get(project.get_absolute_url()).text

    for item in (challenge, Competition.objects.get(pk=competition.pk)):
        withhold(item, by=office.user, reason=REASON)
        assert [client.get(url).status_code for url in addresses] == [410, 410]
        assert "Canopies" not in client.get(reverse("juries:result_list")).text
        assert award.get_absolute_url() not in client.get(project.get_absolute_url()).text
        client.force_login(lead)
        assert client.get(award.get_absolute_url()).status_code == 200
        client.logout()
        restore(item, by=office.user)
    assert [client.get(url).status_code for url in addresses] == [200, 200]


def test_what_never_was_public_cannot_be_taken_off(office, challenge):
    draft = ChallengeFactory(competition=challenge.competition)

    for item in (draft, CompetitionFactory(office=office.organisation)):
        with pytest.raises(Refused, match="not on the site"):
            withhold(item, by=office.user, reason=REASON)
