"""The search of the challenges: what readers type, on the database that the suite runs on."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from challenges.actions.questions import answer_question
from challenges.actions.reviews import withdraw_challenge
from challenges.models import Challenge
from core import outbox
from core.models import OutboxItem, SearchEntry
from core.search import index
from core.search.find import best_first, matching, suggestion
from tests.factories import (
    AreaOfActionFactory,
    ChallengeFactory,
    CompetitionFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db
LIST = reverse("challenges:challenge_list")


@pytest.fixture
def schools():
    city = OrganisationFactory(name="Jacaranda", place="Jacaranda")
    return ChallengeFactory(
        published=True,
        organisation=city,
        title="Kühle Schulhöfe für heiße Sommer",
        problem="Local markets beside the schools lose their buyers; opioid use rises.",
        area=AreaOfActionFactory(title="Klima"),
    )


@pytest.fixture
def other():
    return ChallengeFactory(published=True, title="Buses at night", problem="Nobody comes home.")


@pytest.mark.parametrize(
    "query",
    [
        *("SCHULHÖFE", "schulhofe", "Schulhoefe", "heisse", "Kühle Sommer", "sommer kuhle", "markets local"),
        *("Jacaranda", "opioid", "opio", "klima schul", "  ", 'schulhöfe"*', "(sommer | & !"),
    ],
)
def test_what_readers_type_finds_the_challenge(schools, other, query):
    found = matching(Challenge.objects.published(), query)

    assert schools in found
    assert (other in found) == (not query.strip())


@pytest.mark.parametrize("query", ["winter", "schulhöfe winter", "hofe", "&|!", "NOT OR", "NEAR winter"])
def test_what_is_not_there_is_not_found(schools, query):
    assert not matching(Challenge.objects.published(), query).exists()


def test_a_slip_of_the_finger_is_answered_with_a_word_that_finds(schools, other, client):
    better = suggestion(Challenge.objects.published(), "local opiod")
    assert (better.query, better.items) == ("local opioid", 1)

    page = client.get(f"{LIST}?q=opiod&status=open").text
    assert "Did you mean" in page
    assert "q=opioid" in page
    assert "status=open" in page.split("Did you mean")[1].split("</p>")[0]


def test_words_of_what_a_reader_may_not_see_are_neither_found_nor_suggested(client):
    draft = ChallengeFactory(title="Geheimnisvoll", problem="Nobody reads this.")
    city = MembershipFactory(organisation=draft.organisation, editor=True).user

    assert suggestion(Challenge.objects.published(), "geheimnisvol") is None
    assert "Geheim" not in client.get(f"{LIST}?q=geheimnisvol").text
    assert matching(Challenge.objects.visible_to(city), "geheimnisvoll").exists()


def test_a_title_comes_before_a_text(schools):
    title = ChallengeFactory(published=True, title="Opioid", problem="Short.")
    assert list(best_first(matching(Challenge.objects.published(), "opioid"), "opioid")) == [title, schools]


def test_the_place_of_the_hit_is_shown_and_marked_up_safely(client):
    ChallengeFactory(published=True, title="Buses", problem="They <b>halt</b> at the fountain & go.")
    page = client.get(f"{LIST}?q=fountain").text

    assert "<mark>fountain</mark> &amp; go." in page
    assert "<b>halt" not in page


def test_the_index_follows_what_is_saved(schools):
    rows = Challenge.objects.published()
    question = QuestionFactory(challenge=schools, text="May we plant quinces?")
    assert not matching(rows, "quinces").exists()
    editor = MembershipFactory(organisation=schools.organisation, editor=True).user
    answer_question(question, by=editor, answer="Yes, and medlars.")
    assert matching(rows, "quinces medlars").exists()

    schools.organisation.name = "Ipê City"
    schools.organisation.save()
    assert matching(rows, "ipe").exists()
    schools.area.title = "Water"
    schools.area.save()
    assert matching(rows, "water").exists()

    partner = PartnershipFactory(challenge=schools, organisation__name="Quixada")
    assert not matching(rows, "quixada").exists()
    partner.standing = partner.Standing.CONFIRMED
    partner.save()
    assert matching(rows, "quixada").exists()

    schools.delete()
    assert not SearchEntry.objects.filter(kind="challenges.challenge").exists()


def test_a_step_from_state_to_state_writes_no_words(schools, monkeypatch):
    written = []
    monkeypatch.setattr(index, "write", written.append)
    office = MembershipFactory(organisation=schools.competition.office, role="coordinator").user
    written.clear()  # the office itself was made
    withdraw_challenge(Challenge.objects.get(pk=schools.pk), by=office, note="No budget.")

    assert not written
    fresh = Challenge.objects.get(pk=schools.pk)
    fresh.title = "Cool yards"
    fresh.save()
    fresh.save()
    assert len(written) == 1


def test_a_new_name_of_a_call_with_many_challenges_is_left_to_the_worker(monkeypatch):
    monkeypatch.setattr(index, "MANY", 2)
    call = CompetitionFactory(running=True, title="Old")
    ChallengeFactory.create_batch(3, published=True, competition=call)
    call.title = "Quince"
    call.save()
    assert not matching(Challenge.objects.all(), "quince").exists()

    for row in OutboxItem.objects.filter(kind="search"):
        outbox.run(outbox.claim(row.pk))

    assert matching(Challenge.objects.all(), "quince").count() == 3


def test_the_index_is_made_anew_by_one_command(schools, capsys):
    SearchEntry.objects.all().delete()
    SearchEntry.objects.create(kind="challenges.challenge", item_id=0, title="gone")
    SearchEntry.objects.create(kind="challenges.nothing", item_id=1, title="gone")
    call_command("rebuild_search")

    assert "challenges.challenge: 1" in capsys.readouterr().out
    assert not SearchEntry.objects.filter(title="gone").exists()
    assert matching(Challenge.objects.published(), "schulhof").exists()
