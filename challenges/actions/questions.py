"""Questions of teams to a city, answered for all."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.models import Challenge, Question
from challenges.permissions import is_challenge_editor_or_coordinator
from core.mail import notify
from core.models import User
from core.workflow import Refused
from network.people import editors_of


@transaction.atomic
def ask_question(challenge: Challenge, *, by: User, text: str) -> Question:
    """Keep the question and tell the city; it becomes public with its answer."""
    if not challenge.takes_questions():
        raise Refused(_("Questions can be asked from publication until the deadline."))
    question = Question.objects.create(challenge=challenge, asked_by=by, text=text.strip())
    _tell("question_asked", question, editors_of(challenge.organisation))
    return question


@transaction.atomic
def answer_question(question: Question, *, by: User, answer: str) -> Question:
    """Answer for everybody to read, and tell who asked. An answer given once is not overwritten."""
    if not is_challenge_editor_or_coordinator(question.challenge, by):
        raise PermissionDenied
    won = Question.objects.filter(pk=question.pk, answered_at=None).update(
        answer=answer.strip(), answered_by=by, answered_at=timezone.now()
    )
    if won != 1:
        raise Refused(_("This question has been answered already."))
    question = Question.objects.select_related("challenge", "asked_by").get(pk=question.pk)
    if question.asked_by is not None:
        _tell("question_answered", question, [question.asked_by])
    return question


def _tell(event: str, question: Question, people: Any) -> None:
    challenge = question.challenge
    notify(
        f"challenges/mail/{event}",
        to=people,
        dedupe=f"{event}:{question.pk}",
        title=challenge.title,
        question=question.text,
        answer=question.answer,
        url=challenge.get_absolute_url(),
    )
