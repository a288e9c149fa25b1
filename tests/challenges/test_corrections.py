"""What was published with a mistake is corrected as a change: with a reason, seen, and told."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from challenges.actions.questions import correct_question, plan_correction
from challenges.actions.reviews import withdraw_challenge
from core.changes.publish import changes_of
from core.editing import Clash
from core.models import OutboxItem
from core.templatetags.changes import after, before
from core.workflow import Refused
from tests.factories import EntryFactory, MembershipFactory, QuestionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return QuestionFactory(answered=True, text="May a school take part?", answer="No, only companies.")


@pytest.fixture
def city(asked):
    return MembershipFactory(organisation=asked.challenge.organisation, editor=True).user


def correct(question, by, reason="The rules say so.", weight="mail", version=1, **fields):
    values = fields or {"answer": "Yes, schools may."}
    return correct_question(question, by=by, version=version, reason=reason, weight=weight, **values)


def test_a_wrong_answer_is_corrected_and_whoever_relies_on_it_hears_the_reason(asked, city, client):
    lead = EntryFactory(challenge=asked.challenge).contributors.get().user
    client.force_login(city)
    page = reverse("challenges:question_correct", args=[asked.challenge.code, asked.pk])
    sent = {"text": asked.text, "answer": "Yes, schools may.", "version": 1}

    shown = client.post(page, sent).text
    assert "No, only companies." in shown
    assert "People who asked a question" in shown
    client.post(page, sent | {"confirm": 1, "change-reason": "The rules say so.", "change-weight": "mail"})

    client.logout()
    public = client.get(asked.challenge.get_absolute_url()).text
    assert "Yes, schools may." in public
    assert "corrected on" in public
    assert "No, only companies." in public  # on the list of changes
    assert "The rules say so." in public
    told = {row.payload["to"] for row in OutboxItem.objects.filter(kind="mail")}
    assert told == {lead.email, asked.asked_by.email, city.email}


def test_only_its_city_and_its_office_correct_an_answer(asked, client):
    for by in (asked.asked_by, UserFactory(), MembershipFactory(coordinator=True).user):
        with pytest.raises(PermissionDenied):
            correct(asked, by)
        client.force_login(by)
        page = reverse("challenges:question_correct", args=[asked.challenge.code, asked.pk])
        assert client.get(page).status_code == 404

    office = MembershipFactory(organisation=asked.challenge.competition.office, role="coordinator").user
    assert correct(asked, office).answer == "Yes, schools may."


def test_two_who_correct_the_same_answer_see_each_other(asked, city):
    correct(asked, city)

    with pytest.raises(Clash) as clash:
        correct(asked, city, answer="Perhaps.")
    assert clash.value.fields == {"answer": "Yes, schools may."}
    assert correct(asked, city, answer="Perhaps.", version=2).answer == "Perhaps."


def test_the_same_words_again_are_no_change(asked, city):
    assert plan_correction(asked, by=city, version=1, answer=asked.answer).facts == []
    correct(asked, city, answer=asked.answer)
    assert not changes_of(asked.challenge).exists()


def test_without_a_reason_nothing_is_corrected(asked, city):
    with pytest.raises(Refused, match="reason"):
        correct(asked, city, reason=" ")


@pytest.mark.parametrize("case", ["open", "withdrawn"])
def test_what_is_not_public_or_called_off_is_not_corrected(asked, city, case):
    if case == "open":
        asked = QuestionFactory(challenge=asked.challenge)
    else:
        office = MembershipFactory(organisation=asked.challenge.competition.office, role="coordinator").user
        withdraw_challenge(asked.challenge, by=office, note="No budget.")

    with pytest.raises(Refused, match="cannot be corrected"):
        correct(asked, city)


def test_of_a_long_text_the_list_shows_where_it_changed():
    words = "The street is hot and has no shade. " * 20
    fact = {"field": "answer", "before": f"{words}No.", "after": f"{words}Yes, since May.", "of": OF}

    assert before(fact, "challenges.challenge").startswith("… ")
    assert before(fact, "challenges.challenge").endswith("No.")
    assert after(fact, "challenges.challenge").endswith("Yes, since May.")


OF = ["challenges.question", "A question"]
