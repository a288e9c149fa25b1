"""Questions of teams to a city, answered for all."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.models import Challenge, Question
from challenges.permissions import is_challenge_editor_or_coordinator
from core import audit
from core.asking import who_is_affected
from core.changes.facts import facts_of_part
from core.changes.publish import MORNING, Plan, plan_of, publish
from core.editing import changes, lock, write
from core.mail import notify, notify_at
from core.models import User
from core.search import index
from core.templatetags.times import moment_text
from core.workflow import Refused
from network.people import editors_of


@transaction.atomic
def ask_question(challenge: Challenge, *, by: User, text: str) -> Question:
    """Keep the question and tell the city; it becomes public with its answer."""
    if challenge.is_off_the_site():
        raise Refused(_("The network office has taken this off the site. Ask when it is shown again."))
    if not challenge.takes_questions():
        raise Refused(_why_not(challenge))
    question = Question.objects.create(challenge=challenge, asked_by=by, text=text.strip())
    _tell("question_asked", question, editors_of(challenge.organisation))
    return question


@transaction.atomic
def answer_question(question: Question, *, by: User, answer: str, also: Iterable[int] = ()) -> Question:
    """Answer for everybody to read, and tell who asked. An answer given once is not overwritten.

    `also` are further open questions of the challenge that the same answer settles: all of them or none.
    """
    # Locked, so that two who answer the same two in another order do not wait for each other.
    challenge = lock(question.challenge, "organisation", "competition__office")
    if not is_challenge_editor_or_coordinator(challenge, by):
        raise PermissionDenied
    wanted = {question.pk, *also}
    rows = challenge.questions.filter(pk__in=wanted, answered_at=None)
    won = rows.update(answer=answer.strip(), answered_by=by, answered_at=timezone.now())
    if won != len(wanted):
        raise Refused(_already(len(wanted)))
    index.write(Challenge.objects.filter(pk=question.challenge_id))
    answered = list(
        Question.objects.filter(pk__in=wanted).select_related("challenge", "asked_by").order_by("pk")
    )
    for one in answered:
        if one.asked_by is not None:
            _tell("question_answered", one, [one.asked_by])
    _tell_all(challenge, {one.asked_by for one in answered} | {by})
    return next(one for one in answered if one.pk == question.pk)


@transaction.atomic
def plan_correction(question: Question, *, by: User, version: int, **fields: Any) -> Plan:
    """What a correction would change, and who would hear of it; raises as the correction would."""
    fresh, changed = _to_correct(question, by, version, fields)
    return plan_of(fresh.challenge, facts_of_part(fresh, changed), at_once=False)


@transaction.atomic
def correct_question(
    question: Question, *, by: User, version: int, reason: str, weight: str, **fields: Any
) -> Question:
    """Give a public question or its answer other words: a change of the challenge, told to who relies on it.

    Raises Clash when somebody else corrected the same meanwhile.
    """
    fresh, changed = _to_correct(question, by, version, fields)
    if not changed:
        return fresh
    facts = facts_of_part(fresh, changed)
    write(fresh, changed, by=by)
    audit.record(fresh.challenge, "edited", by=by, reason=reason.strip(), changes=facts)
    publish(fresh.challenge, facts, by=by, reason=reason, weight=weight)
    return fresh


def _why_not(challenge: Challenge) -> str:
    if challenge.competition.questions_until and timezone.now() > challenge.questions_end():
        until = moment_text(challenge.questions_end(), challenge.zone())
        words = _("Questions could be asked until %(until)s. Say in your entry what you had to assume.")
        return words % {"until": until}
    return _("Questions can be asked from publication until the deadline.")


def _already(count: int) -> str:
    if count == 1:
        return _("This question has been answered already.")
    return _("One of these questions has been answered already. Tick those that are still open.")


def _tell_all(challenge: Challenge, already: set[User | None]) -> None:
    """Everybody who writes, or has asked, hears once a day of new answers: all know the same.

    On the last day, when the next morning would be too late, at once and at most once an hour.
    """
    now = timezone.now()
    morning = now.replace(hour=MORNING, minute=0, second=0) + timedelta(days=1)
    is_late = challenge.deadline() <= morning
    people = [user for user in who_is_affected(challenge) if user not in already]
    spell = f"{now:%Y-%m-%d %H}" if is_late else f"{now:%Y-%m-%d}"
    notify_at(
        None if is_late else morning,
        "challenges/mail/answers_published",
        to=people,
        dedupe=f"answers:{challenge.pk}:{spell}",
        title=challenge.title,
        url=f"{challenge.get_absolute_url()}#questions",
    )


def _to_correct(
    question: Question, by: User, version: int, fields: dict[str, Any]
) -> tuple[Question, dict[str, Any]]:
    """The question afresh and locked after its challenge, and what of the fields differs."""
    challenge = lock(question.challenge, "organisation", "competition__office")
    if not is_challenge_editor_or_coordinator(challenge, by):
        raise PermissionDenied
    fresh = lock(question)
    fresh.challenge = challenge
    if not fresh.may_be_corrected():
        raise Refused(_("This answer cannot be corrected: it is not public, or the challenge is called off."))
    return fresh, changes(fresh, by=by, version=version, values=fields).changed


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
