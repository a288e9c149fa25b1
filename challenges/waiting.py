"""What waits for a person around the call."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.models import Challenge, Competition, Partnership, Question
from core.models import User
from core.texts import shortened
from core.waiting import Waiting
from network.permissions import organisation_ids
from network.roles import Role

MOST = 20  # of each kind; the lists show all
OPEN_STATES = (Challenge.State.DRAFT, Challenge.State.RETURNED)


def waiting_for(user: User) -> list[Waiting]:
    """Drafts to finish, questions to answer, challenges to review, competitions to move on."""
    drafts, reviews, corrections = _challenges_of(user)
    return [
        *map(_to_finish, drafts),
        *_to_share(user),
        *_questions(user),
        *map(_to_review, reviews),
        *map(_to_correct, corrections),
        *_competitions(user),
    ]


def _challenges_of(user: User) -> tuple[list[Any], list[Any], list[Any]]:
    """Drafts, the latest first; what waits for approval; what has a correction waiting: by one query."""
    rows = Challenge.objects
    drafts = rows.editable_by(user).filter(state__in=OPEN_STATES).order_by("-saved_at", "-id")[:MOST]
    reviews = rows.for_review_by(user).order_by("saved_at", "id")[:MOST]
    corrected = rows.coordinated_by(user).with_correction().order_by("id")[:MOST]
    wanted = Q()
    for some in (drafts, reviews, corrected):
        wanted |= Q(pk__in=some.values("pk"))
    found: list[Any] = list(rows.filter(wanted).for_list().order_by("saved_at", "id"))
    in_review = Challenge.State.IN_REVIEW
    return (
        [one for one in reversed(found) if one.state in OPEN_STATES],
        [one for one in found if one.state == in_review],
        [one for one in found if one.state not in (*OPEN_STATES, in_review)],
    )


def _to_share(user: User) -> list[Waiting]:
    """Challenges that other cities ask one's own to share."""
    if not organisation_ids(user, Role.EDITOR):
        return []
    rows = Partnership.objects.waiting_for(user).select_related("challenge__organisation", "organisation")
    return [
        Waiting(
            role=_("City"),
            what=_("Say whether %(city)s shares “%(title)s”") % {"city": one, "title": one.challenge.title},
            why=_("%s asks for it. You are named only if you confirm.") % one.challenge.organisation,
            url=one.get_absolute_url(),
        )
        for one in rows.order_by("asked_at", "id")[:MOST]
    ]


def _to_finish(challenge: Any) -> Waiting:
    returned = challenge.state == Challenge.State.RETURNED
    what = _("Revise “%(title)s”") if returned else _("Finish “%(title)s”")
    return Waiting(
        role=_("City"),
        what=what % {"title": challenge.title},
        why=shortened(challenge.returned_note, 200)
        if returned
        else _("A draft of %s.") % challenge.organisation,
        url=reverse("challenges:challenge_edit", args=[challenge.code]),
        due_at=challenge.deadline() if challenge.competition.takes_challenges() else None,
        zone=challenge.zone(),
    )


def _to_review(challenge: Any) -> Waiting:
    return Waiting(
        role=_("Coordinator"),
        what=_("Review “%(title)s”") % {"title": challenge.title},
        why=_("%s has sent it.") % challenge.organisation,
        url=reverse("challenges:review_detail", args=[challenge.code]),
        due_at=challenge.deadline(),
        zone=challenge.zone(),
    )


def _to_correct(challenge: Any) -> Waiting:
    return Waiting(
        role=_("Coordinator"),
        what=_("Decide on a correction of “%(title)s”") % {"title": challenge.title},
        why=_("%s proposes other words.") % challenge.organisation,
        url=reverse("challenges:challenge_correct", args=[challenge.code]),
    )


def _questions(user: User) -> Iterator[Waiting]:
    questions = Question.objects.open_for(user).select_related("challenge__competition")
    for question in questions[:MOST]:
        yield Waiting(
            role=_("City"),
            what=_("Answer a question on “%(title)s”") % {"title": question.challenge.title},
            why=shortened(question.text, 200),
            url=reverse("challenges:question_answer", args=[question.challenge.code, question.pk]),
            due_at=question.challenge.deadline(),
            zone=question.challenge.zone(),
        )


def _competitions(user: User) -> Iterator[Waiting]:
    states = Competition.State
    rows = Competition.objects.coordinated_by(user).filter(
        state__in=[states.DRAFT, states.ANNOUNCED, states.RUNNING]
    )
    for competition in rows[:MOST]:
        yield from _step_of(competition)


def _step_of(competition: Competition) -> Iterator[Waiting]:
    """The next step of a competition, where it is the office's turn."""
    states = Competition.State
    words = {
        states.DRAFT: (_("Set up “%(title)s” and announce it"), competition.opens_at),
        states.ANNOUNCED: (_("Start “%(title)s”"), competition.opens_at),
        states.RUNNING: (_("Begin the judging of “%(title)s”"), competition.judging_until),
    }
    what, due_at = words[competition.state]
    if competition.state == states.RUNNING and competition.is_open():
        return
    yield Waiting(
        role=_("Coordinator"),
        what=what % {"title": competition.title},
        url=reverse("challenges:competition_edit", args=[competition.code]),
        due_at=due_at,
        zone=competition.time_zone,
    )
