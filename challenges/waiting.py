"""What waits for a person around the call."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.models import Challenge, Competition, Question
from core.models import User
from core.texts import shortened
from core.waiting import Waiting

MOST = 20  # of each kind; the lists show all


def waiting_for(user: User) -> list[Waiting]:
    """Drafts to finish, questions to answer, challenges to review, competitions to move on."""
    return [*_as_editor(user), *_as_coordinator(user)]


def _as_editor(user: User) -> Iterator[Waiting]:
    open_states = (Challenge.State.DRAFT, Challenge.State.RETURNED)
    drafts = Challenge.objects.editable_by(user).filter(state__in=open_states).for_list()
    for challenge in drafts.order_by("-saved_at", "-id")[:MOST]:
        returned = challenge.state == Challenge.State.RETURNED
        what = _("Revise “%(title)s”") if returned else _("Finish “%(title)s”")
        yield Waiting(
            role=_("City"),
            what=what % {"title": challenge.title},
            why=shortened(challenge.returned_note, 200)
            if returned
            else _("A draft of %s.") % challenge.organisation,
            url=reverse("challenges:challenge_edit", args=[challenge.code]),
            due_at=challenge.deadline() if challenge.competition.takes_challenges() else None,
            zone=challenge.zone(),
        )
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


def _as_coordinator(user: User) -> Iterator[Waiting]:
    reviews = Challenge.objects.for_review_by(user).for_list()
    for challenge in reviews.order_by("saved_at", "id")[:MOST]:
        yield Waiting(
            role=_("Coordinator"),
            what=_("Review “%(title)s”") % {"title": challenge.title},
            why=_("%s has sent it.") % challenge.organisation,
            url=reverse("challenges:review_detail", args=[challenge.code]),
            due_at=challenge.deadline(),
            zone=challenge.zone(),
        )
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
