"""One answer for several questions that ask the same, and what stays unnamed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from challenges.actions.questions import answer_question
from challenges.models import Question
from core.models import OutboxItem
from core.workflow import Refused
from tests.factories import ChallengeFactory, MembershipFactory, QuestionFactory, UserFactory

pytestmark = pytest.mark.django_db


def asked(count):
    challenge = ChallengeFactory(published=True)
    city = MembershipFactory(organisation=challenge.organisation, editor=True).user
    return challenge, city, QuestionFactory.create_batch(count, challenge=challenge)


def address(question):
    return reverse("challenges:question_answer", args=[question.challenge.code, question.pk])


def test_one_answer_settles_all_that_were_ticked_and_no_other(client):
    challenge, city, (first, second, third) = asked(3)
    client.force_login(city)
    assert second.text in client.get(address(first)).text

    client.post(address(first), {"answer": "Forty.", "also": [second.pk]})

    assert set(challenge.questions.answered()) == {first, second}
    assert {one.answer for one in challenge.questions.answered()} == {"Forty."}
    told = {
        row.payload["to"] for row in OutboxItem.objects.filter(kind="mail", not_before__lte=timezone.now())
    }
    assert told == {first.asked_by.email, second.asked_by.email}
    assert not challenge.questions.get(pk=third.pk).answer


def test_an_answer_to_several_is_given_to_all_or_to_none():
    challenge, city, (first, second) = asked(2)
    answer_question(second, by=city, answer="Fifty.")
    mails = OutboxItem.objects.count()

    with pytest.raises(Refused, match="Tick those that are still open"):
        answer_question(first, by=city, answer="Forty.", also=[second.pk])

    assert list(challenge.questions.answered()) == [second]
    assert OutboxItem.objects.count() == mails


def test_a_question_answered_meanwhile_is_named_and_the_answer_stays_typed(client):
    _, city, (first, second, _third) = asked(3)
    answer_question(second, by=city, answer="Fifty.")
    client.force_login(city)

    page = client.post(address(first), {"answer": "Forty trees.", "also": [second.pk]})

    assert "has been answered meanwhile" in page.text
    assert "Forty trees." in page.text
    assert not Question.objects.get(pk=first.pk).answered_at


def test_questions_of_another_challenge_are_not_answered_along():
    _, city, (first,) = asked(1)
    other = QuestionFactory()

    with pytest.raises(Refused):
        answer_question(first, by=city, answer="Forty.", also=[other.pk])
    with pytest.raises(PermissionDenied):
        answer_question(other, by=city, answer="Forty.", also=[first.pk])

    assert not Question.objects.answered().exists()


def test_who_asked_is_not_shown_in_the_plain_admin(client):
    question = QuestionFactory()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    page = client.get(reverse("admin:challenges_question_change", args=[question.pk]))

    assert question.text in page.text
    assert 'name="asked_by"' not in page.text


def test_the_page_says_until_when_questions_could_be_asked(client):
    past = timezone.now() - timedelta(minutes=5)
    over = ChallengeFactory(published=True, competition__questions_until=past)
    going = ChallengeFactory(published=True)

    assert "Questions could be asked until" in client.get(over.get_absolute_url()).text
    assert "Questions could be asked until" not in client.get(going.get_absolute_url()).text
