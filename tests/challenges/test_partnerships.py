"""A city is named with another's challenge only when it has said yes, and either side may end it."""

import pytest
from django.core.exceptions import PermissionDenied

from challenges.actions.partnerships import (
    ask_partner,
    confirm_partnership,
    decline_partnership,
    end_partnership,
)
from challenges.actions.reviews import withdraw_challenge
from challenges.documents import challenge_brief
from challenges.models import Challenge, Partnership
from challenges.waiting import waiting_for
from core.changes.publish import changes_of
from core.models import OutboxItem
from core.workflow import Refused
from tests.factories import ChallengeFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.journeys.visitor import Visitor
from tests.races import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return ChallengeFactory(published=True)


@pytest.fixture
def city(challenge):
    return MembershipFactory(organisation=challenge.organisation, editor=True).user


@pytest.fixture
def partner():
    return MembershipFactory(organisation__name="Puerto Claro", editor=True).user


def ask(challenge, city, partner):
    return ask_partner(challenge, organisation=partner.memberships.get().organisation, by=city)


def told(word):
    rows = OutboxItem.objects.filter(kind="mail")
    return {row.payload["to"] for row in rows if word in row.payload["subject"]}


def test_a_city_is_named_only_after_it_confirmed(challenge, city, partner, client):
    made = ask(challenge, city, partner)
    assert told("asks you to share") == {partner.email}
    assert made.get_absolute_url() in [task.url for task in waiting_for(partner)]
    assert "Puerto Claro" not in client.get(challenge.get_absolute_url()).text

    visitor = Visitor()
    visitor.client.force_login(partner)
    visitor.open(made.get_absolute_url()).click("Answer").press("Confirm", contact="Office for streets")

    page = client.get(challenge.get_absolute_url()).text
    assert "Puerto Claro" in page
    assert "Office for streets" in page
    assert [one.name for one in Challenge.objects.get().partners()] == ["Puerto Claro"]
    assert changes_of(challenge).count() == 1
    assert told("shares your challenge") == {city.email}
    assert not waiting_for(partner)


def test_who_declines_is_named_nowhere(challenge, city, partner, client):
    made = ask(challenge, city, partner)
    decline_partnership(made, by=partner, note="No people for it.")

    assert "Puerto Claro" not in client.get(challenge.get_absolute_url()).text
    assert not changes_of(challenge).exists()
    assert told("does not share") == {city.email}
    with pytest.raises(Refused, match="answered"):
        confirm_partnership(made, by=partner, contact="Office")
    assert ask(challenge, city, partner).is_asked()


def test_who_is_asked_reads_the_draft_and_others_do_not(partner, client):
    draft = ChallengeFactory()
    city = MembershipFactory(organisation=draft.organisation, editor=True).user
    assert draft not in Challenge.objects.visible_to(partner)
    made = ask(draft, city, partner)

    assert draft in Challenge.objects.visible_to(partner)
    assert draft not in Challenge.objects.visible_to(UserFactory())
    end_partnership(made, by=city, reason="Another city.")
    assert draft not in Challenge.objects.visible_to(partner)


@pytest.mark.parametrize("who", ["city", "partner"])
def test_either_side_ends_it_and_the_reason_is_public(challenge, city, partner, client, who):
    made = confirm_partnership(ask(challenge, city, partner), by=partner, contact="Office")
    by = {"city": city, "partner": partner}[who]
    with pytest.raises(Refused, match="reason"):
        end_partnership(made, by=by, reason=" ")

    end_partnership(made, by=by, reason="No budget.")

    page = client.get(challenge.get_absolute_url()).text
    assert "Office" not in page.split('id="changes"')[0]
    assert "No budget." in page
    assert told("partnership has ended") == {({city, partner} - {by}).pop().email}


def test_only_the_city_asks_and_only_the_partner_answers(challenge, city, partner):
    for by in (UserFactory(), partner):
        with pytest.raises(PermissionDenied):
            ask_partner(challenge, organisation=OrganisationFactory(), by=by)
    made = ask(challenge, city, partner)
    for by in (UserFactory(), city):
        with pytest.raises(PermissionDenied):
            confirm_partnership(made, by=by, contact="Office")
        with pytest.raises(PermissionDenied):
            decline_partnership(made, by=by)
    with pytest.raises(Refused, match="on the list"):
        ask(challenge, city, partner)


def test_neither_oneself_nor_a_team_nor_a_stranger_to_the_network_is_asked(challenge, city):
    team = OrganisationFactory(kind="team")
    waiting = OrganisationFactory(state="applied")
    for organisation, words in ((challenge.organisation, "own city"), (team, "Only"), (waiting, "Only")):
        with pytest.raises(Refused, match=words):
            ask_partner(challenge, organisation=organisation, by=city)


def test_a_withdrawn_challenge_takes_no_partner(challenge, city, partner):
    made = ask(challenge, city, partner)
    withdraw_challenge(
        challenge,
        by=MembershipFactory(organisation=challenge.competition.office, role="coordinator").user,
        note="No budget.",
    )
    with pytest.raises(Refused, match="called off"):
        confirm_partnership(made, by=partner, contact="Office")
    assert not waiting_for(partner)


def test_the_brief_names_those_who_confirmed(challenge, city, partner, monkeypatch):
    ask(challenge, city, partner)
    pages = []
    monkeypatch.setattr(
        "challenges.documents.render_pdf", lambda _template, context, **_more: pages.append(context) or b""
    )
    challenge_brief(challenge.code, city)
    assert pages[0]["partners"] == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_confirming_while_the_city_ends_it_leaves_one_outcome(challenge, city, partner):
    for _round in range(5):
        Partnership.objects.all().delete()
        made = ask(challenge, city, partner)

        def act(number, made=made):
            if number:
                return end_partnership(made, by=city, reason="Another city.")
            return confirm_partnership(made, by=partner, contact="Office")

        outcome = race(act, threads=2)

        now = Partnership.objects.get()
        assert now.standing == "ended"  # whoever was first, the end is the last word
        assert len(outcome.won) in (1, 2)
        assert not Challenge.objects.get().partners()
