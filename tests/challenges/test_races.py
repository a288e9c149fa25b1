"""Several people at the same moment, decided by PostgreSQL."""

import pytest
from django.utils import timezone

from challenges.actions.imports import import_feed
from challenges.actions.questions import answer_question
from challenges.actions.reviews import publish_challenge
from challenges.models import Challenge, Competition, Question
from core.models import OutboxItem
from core.search.find import matching
from core.workflow import Refused
from tests.challenges.test_feed import FEEDS
from tests.factories import ChallengeFactory, MembershipFactory, OrganisationFactory, QuestionFactory
from tests.races import race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def test_of_eight_who_publish_one_wins_with_one_mail():
    challenge = ChallengeFactory(in_review=True)
    by = MembershipFactory(organisation=challenge.competition.office, role="coordinator").user
    MembershipFactory(organisation=challenge.organisation, editor=True)

    outcome = race(lambda _n: publish_challenge(Challenge.objects.get(pk=challenge.pk), by=by), threads=8)

    assert len(outcome.lost) == 7
    assert all(isinstance(error, Refused) for error in outcome.lost)
    assert challenge.history.count() == 1
    assert OutboxItem.objects.filter(kind="mail").count() == 1


def test_of_eight_answers_one_stays():
    question = QuestionFactory()
    city = MembershipFactory(organisation=question.challenge.organisation, editor=True).user

    outcome = race(
        lambda n: answer_question(Question.objects.get(pk=question.pk), by=city, answer=str(n)),
        threads=8,
    )

    assert len(outcome.lost) == 7
    assert OutboxItem.objects.filter(kind="mail").count() == 1


def test_of_eight_answers_to_the_same_two_questions_one_stays_for_both():
    first = QuestionFactory()
    pair = [first.pk, QuestionFactory(challenge=first.challenge).pk]
    city = MembershipFactory(organisation=first.challenge.organisation, editor=True).user

    def give(n):
        one, other = pair[n % 2], pair[1 - n % 2]
        answer_question(Question.objects.get(pk=one), by=city, answer=str(n), also=[other])

    outcome = race(give, threads=8)

    assert len(outcome.lost) == 7
    assert all(isinstance(error, Refused) for error in outcome.lost)
    assert len(set(Question.objects.values_list("answer", flat=True))) == 1


def test_imports_side_by_side_double_nothing():
    OrganisationFactory(office=True)
    content = (FEEDS / "small.json").read_bytes()

    outcome = race(lambda _n: import_feed(content, file_name="small.json"), threads=4)

    assert outcome.lost == []
    assert Competition.objects.count() == 1
    assert Challenge.objects.count() == 8


def test_words_that_are_written_side_by_side_are_all_found():
    challenge = ChallengeFactory(published=True)

    def ask(n):
        return QuestionFactory(challenge=challenge, text=f"quince{n}", answered_at=timezone.now())

    outcome = race(ask, threads=8)

    assert outcome.lost == []
    found = matching(Challenge.objects.all(), " ".join(f"quince{n}" for n in range(8)))
    assert found.exists()
