"""A published challenge in other words: its city proposes, its office publishes them as a change."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from challenges.actions.corrections import (
    correct_challenge,
    decline_correction,
    propose_correction,
    take_back_correction,
)
from challenges.actions.reviews import withdraw_challenge
from challenges.models import Challenge, Correction
from challenges.waiting import waiting_for
from core.changes.publish import changes_of
from core.editing import Clash
from core.models import OutboxItem
from core.workflow import Refused
from tests.factories import (
    AreaOfActionFactory,
    ChallengeFactory,
    ChallengeIndicatorFactory,
    EntryFactory,
    MembershipFactory,
    UserFactory,
)
from tests.journeys.visitor import Visitor
from tests.races import race

pytestmark = pytest.mark.django_db
WRONG, RIGHT = "Buses stop at noon.", "Buses stop at ten in the evening."


@pytest.fixture
def challenge():
    return ChallengeFactory(published=True, problem=WRONG)


@pytest.fixture
def city(challenge):
    return MembershipFactory(organisation=challenge.organisation, editor=True).user


@pytest.fixture
def office(challenge):
    return MembershipFactory(organisation=challenge.competition.office, role="coordinator").user


def propose(challenge, by, version=1, **texts):
    return propose_correction(
        challenge, by=by, version=version, reason="A misprint.", **texts or {"problem": RIGHT}
    )


def correct(challenge, by, version=1, **more):
    values = {"reason": "A misprint.", "weight": "mail", "problem": RIGHT} | more
    return correct_challenge(challenge, by=by, version=version, **values)


def told(word):
    rows = OutboxItem.objects.filter(kind="mail")
    return {row.payload["to"] for row in rows if word in row.payload["subject"]}


def visitor(user, page):
    one = Visitor()
    one.client.force_login(user)
    return one.open(page)


def test_a_city_proposes_the_office_publishes_and_teams_hear_the_reason(challenge, city, office, client):
    lead = EntryFactory(challenge=challenge).contributors.get().user
    page = reverse("challenges:challenge_correct", args=[challenge.code])

    visitor(city, page).press("Send to the network office", problem=RIGHT, reason="A misprint.")
    assert WRONG in client.get(challenge.get_absolute_url()).text
    assert told("A correction waits") == {office.email}
    assert page in [task.url for task in waiting_for(office)]

    desk = visitor(office, page)
    assert "A misprint." in desk.page.text
    asked = desk.press("Go on")
    assert RIGHT in asked.page.find(attrs={"name": "problem"})["value"]
    asked.press("Publish the change", **{"change-weight": "mail"})

    public = client.get(challenge.get_absolute_url()).text
    assert RIGHT in public
    assert "A misprint." in public
    assert told("Corrected") == {city.email}
    assert lead.email in {row.payload["to"] for row in OutboxItem.objects.filter(kind="mail")}
    assert Correction.objects.get().outcome == "taken_over"
    assert page not in [task.url for task in waiting_for(office)]


def test_a_declined_correction_changes_nothing_and_says_why(challenge, city, office):
    propose(challenge, city)
    with pytest.raises(Refused, match="Say why"):
        decline_correction(challenge, by=office, note=" ")

    decline_correction(challenge, by=office, note="Noon is right.")

    assert Challenge.objects.get().problem == WRONG
    assert told("Not corrected") == {city.email}
    assert not changes_of(challenge).exists()
    with pytest.raises(Refused, match="No correction waits"):
        decline_correction(challenge, by=office, note="Again.")


def test_one_correction_waits_at_a_time_and_can_be_taken_back(challenge, city):
    propose(challenge, city)
    with pytest.raises(Refused, match="already"):
        propose(challenge, city, problem="Another text.")

    take_back_correction(challenge, by=city)

    assert propose(challenge, city, problem="Another text.").texts == {"problem": "Another text."}


def test_only_the_city_proposes_and_only_its_office_publishes(challenge, city, office, client):
    others = [UserFactory(), MembershipFactory(coordinator=True).user, MembershipFactory(editor=True).user]
    for by in (*others, office):
        with pytest.raises(PermissionDenied):
            propose(challenge, by)
    for by in (*others, city):
        with pytest.raises(PermissionDenied):
            correct(challenge, by)
        with pytest.raises(PermissionDenied):
            decline_correction(challenge, by=by, note="No.")
    for by in others:
        client.force_login(by)
        assert client.get(reverse("challenges:challenge_correct", args=[challenge.code])).status_code == 403
    assert Challenge.objects.get().problem == WRONG


def test_a_proposal_that_was_not_read_is_not_taken_over(challenge, city, office):
    page = reverse("challenges:challenge_correct", args=[challenge.code])
    first = propose(challenge, city)
    desk = visitor(office, page).press("Go on")
    take_back_correction(challenge, by=city)
    propose(challenge, city, problem="Another text.")

    desk.press("Publish the change", expect=409, **{"change-weight": "mail"})

    with pytest.raises(Refused, match="something else"):
        correct(challenge, office, proposal=first.pk)
    assert Challenge.objects.get().problem == WRONG
    assert Correction.objects.filter(outcome="waiting").count() == 1


def test_what_somebody_corrected_meanwhile_is_shown_first(challenge, city, office):
    correct(challenge, office, problem="Third text.")

    with pytest.raises(Clash):
        propose(challenge, city)
    with pytest.raises(Clash):
        correct(challenge, office)


def test_a_proposal_without_a_change_is_refused(challenge, city):
    with pytest.raises(Refused, match="Nothing differs"):
        propose(challenge, city, problem=WRONG)


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_what_is_not_public_or_called_off_is_not_corrected(challenge, city, office, state):
    if state == "draft":
        challenge = ChallengeFactory(organisation=challenge.organisation, competition=challenge.competition)
    else:
        withdraw_challenge(challenge, by=office, note="No budget.")

    with pytest.raises(Refused, match="stay as they are"):
        propose(challenge, city)
    with pytest.raises(Refused, match="stay as they are"):
        correct(challenge, office)


def test_a_correction_of_what_was_withdrawn_waits_for_nobody(challenge, city, office):
    propose(challenge, city)
    withdraw_challenge(challenge, by=office, note="No budget.")

    page = reverse("challenges:challenge_correct", args=[challenge.code])
    assert page not in [task.url for task in waiting_for(office)]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_taking_back_and_publishing_at_once_leave_one_outcome(challenge, city, office):
    for _round in range(5):
        fresh = Challenge.objects.get()
        made = propose(fresh, city, version=fresh.version, problem=f"{RIGHT} {fresh.version}")

        def act(number, fresh=fresh, made=made):
            if number:
                return take_back_correction(fresh, by=city)
            texts = {"problem": made.texts["problem"], "proposal": made.pk}
            return correct(fresh, office, version=fresh.version, **texts)

        outcome = race(act, threads=2)

        now = Challenge.objects.get()
        assert (len(outcome.won), len(outcome.lost)) == (1, 1)
        published = Correction.objects.get(pk=made.pk).outcome == "taken_over"
        assert published == (now.problem == made.texts["problem"])


def test_the_target_of_an_indicator_is_corrected_as_a_change_that_is_mailed(challenge, city, office, client):
    indicator = ChallengeIndicatorFactory(challenge=challenge, name="Vendors online", target=120)
    lead = EntryFactory(challenge=challenge).contributors.get().user
    page = reverse("challenges:indicator_correct", args=[challenge.code, indicator.pk])
    visitor(city, page).press("Send to the network office", target="12.5", reason="A comma was lost.")

    own = reverse("challenges:challenge_correct", args=[challenge.code])
    client.force_login(office)
    assert client.get(own).url == page  # what waits comes first
    asked = visitor(office, page).press("Go on")
    assert "The next morning" not in asked.page.text
    asked.press("Change and tell 2 people")

    indicator.refresh_from_db()
    assert indicator.target == Decimal("12.5")
    fact = changes_of(challenge).get().facts[0]
    assert (fact["of"][1], fact["before"], fact["after"]) == ("Vendors online", "120.0000", "12.5")
    assert lead.email in {row.payload["to"] for row in OutboxItem.objects.filter(kind="mail")}
    assert Correction.objects.get().outcome == "taken_over"


def test_a_language_of_entries_can_be_added_and_not_taken_away(challenge, city, office):
    Challenge.objects.update(languages=["en", "es"])
    with pytest.raises(ValidationError, match="not taken away"):
        propose(challenge, city, languages=["en"])

    correct(challenge, office, languages=["en", "es", "de"], problem=WRONG)

    assert Challenge.objects.get().languages == ["en", "es", "de"]


def test_a_proposed_area_is_shown_by_its_name(challenge, city, office):
    area = AreaOfActionFactory(competition=challenge.competition, title="Social cohesion")
    propose(challenge, city, area=area)

    page = reverse("challenges:challenge_correct", args=[challenge.code])
    desk = visitor(office, page)
    assert "Social cohesion" in desk.page.find(class_="changes").text
    desk.press("Go on").press("Change and tell 1 person")
    assert Challenge.objects.get().area == area
