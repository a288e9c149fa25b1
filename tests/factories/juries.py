"""Panels, jurors, assignments with scorecards, decisions, awards."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from juries.models import (
    Assignment,
    Award,
    Conflict,
    CriterionScore,
    Decision,
    Juror,
    JurorInvitation,
    Meeting,
    Motion,
    Panel,
    Scorecard,
)
from tests.factories.challenges import CompetitionFactory, CriterionFactory
from tests.factories.core import UserFactory
from tests.factories.submissions import EntryFactory

__all__ = [
    "AssignmentFactory",
    "AwardFactory",
    "ConflictFactory",
    "CriterionScoreFactory",
    "DecisionFactory",
    "JurorFactory",
    "JurorInvitationFactory",
    "MeetingFactory",
    "MotionFactory",
    "PanelFactory",
    "ScorecardFactory",
]
REASON = "It answers the brief directly and says how it would be tried out."


class PanelFactory(DjangoModelFactory):
    """A panel being set up, without challenges; `challenges=[...]` adds them."""

    class Meta:
        model = Panel
        skip_postgeneration_save = True

    competition = factory.SubFactory(CompetitionFactory, judging=True)
    title = factory.Sequence(lambda n: f"Panel {n}")
    blind = False
    reviews_per_entry = 2
    quorum = 1
    seed = 1

    class Params:
        declaring = factory.Trait(state="declaring")
        scoring = factory.Trait(
            state="scoring", scoring_until=factory.LazyFunction(lambda: timezone.now() + timedelta(days=12))
        )
        deliberating = factory.Trait(
            state="deliberating",
            scoring_until=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
        )
        signed = factory.Trait(
            deliberating=True, state="signed", signed_at=factory.LazyFunction(timezone.now)
        )
        released = factory.Trait(
            signed=True, state="released", released_at=factory.LazyFunction(timezone.now)
        )

    @factory.post_generation
    def challenges(self, create, extracted, **kwargs):
        """What it judges."""
        if create and extracted:
            self.challenges.set(extracted)


class JurorInvitationFactory(DjangoModelFactory):
    class Meta:
        model = JurorInvitation

    panel = factory.SubFactory(PanelFactory)
    email = factory.Sequence(lambda n: f"invited.juror{n}@example.org")


class JurorFactory(DjangoModelFactory):
    class Meta:
        model = Juror

    panel = factory.SubFactory(PanelFactory)
    user = factory.SubFactory(UserFactory)
    pseudonym = factory.Sequence(lambda n: f"Juror {n}")
    most = 20

    class Params:
        chair = factory.Trait(is_chair=True)


class AssignmentFactory(DjangoModelFactory):
    """A proposed one, of an eligible entry of one of the panel's challenges."""

    class Meta:
        model = Assignment

    juror = factory.SubFactory(JurorFactory)
    entry = factory.LazyAttribute(lambda o: _entry_for(o.juror.panel))
    entry_version = factory.LazyAttribute(lambda o: o.entry.version_in_force())

    class Params:
        free = factory.Trait(state="free")
        conflicted = factory.Trait(state="conflicted")
        in_progress = factory.Trait(state="in_progress")
        scored = factory.Trait(state="scored")
        locked = factory.Trait(state="locked")
        recused = factory.Trait(state="recused", recusal_code="conflict")


def _entry_for(panel):
    challenge = panel.challenges.first()
    return EntryFactory(eligible=True, challenge=challenge) if challenge else EntryFactory(eligible=True)


class ConflictFactory(DjangoModelFactory):
    class Meta:
        model = Conflict

    juror = factory.SubFactory(JurorFactory)
    entry = factory.SubFactory(EntryFactory, eligible=True)
    detail = "We worked together last year."


class ScorecardFactory(DjangoModelFactory):
    """An empty one; `marks={criterion: value}` fills it, None meaning an abstention."""

    class Meta:
        model = Scorecard
        skip_postgeneration_save = True

    assignment = factory.SubFactory(AssignmentFactory, in_progress=True)

    @factory.post_generation
    def marks(self, create, extracted, **kwargs):
        """Scores with reasons."""
        for criterion, value in (extracted or {}).items() if create else ():
            CriterionScoreFactory(scorecard=self, criterion=criterion, value=value, abstained=value is None)


class CriterionScoreFactory(DjangoModelFactory):
    class Meta:
        model = CriterionScore

    scorecard = factory.SubFactory(ScorecardFactory)
    criterion = factory.SubFactory(CriterionFactory)
    value = 4
    justification = REASON


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    panel = factory.SubFactory(PanelFactory, deliberating=True)
    held_at = factory.LazyFunction(timezone.now)
    place = "Video call"


class MotionFactory(DjangoModelFactory):
    class Meta:
        model = Motion

    panel = factory.SubFactory(PanelFactory, deliberating=True)
    wording = "The jury recommends the entry for the award."
    votes_for = 3
    votes_against = 1
    abstentions = 0
    carried = True


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    panel = factory.SubFactory(PanelFactory, deliberating=True)
    entry = factory.SubFactory(EntryFactory, eligible=True)
    outcome = "decline"
    reason = "Others answer the brief more directly."
    letter = "Dear team, thank you."

    class Params:
        award = factory.Trait(
            outcome="award", award_title="Best idea", citation="A clear idea, well thought through."
        )
        signed = factory.Trait(
            jury_signed_at=factory.LazyFunction(timezone.now),
            city_signed_at=factory.LazyFunction(timezone.now),
        )


class AwardFactory(DjangoModelFactory):
    """An announced award; `pending=True` is not public."""

    class Meta:
        model = Award

    entry = factory.SubFactory(EntryFactory, awarded=True)
    title = "Best idea"
    citation = "A clear idea, well thought through."
    announced_at = factory.LazyFunction(timezone.now)

    class Params:
        pending = factory.Trait(announced_at=None)
