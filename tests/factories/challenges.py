"""Competitions, challenges and what belongs to them; the calendar runs from two weeks ago to in two weeks."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from challenges.models import (
    AreaOfAction,
    Challenge,
    ChallengeIndicator,
    Competition,
    Criterion,
    EligibilityRule,
    FormQuestion,
    FormSection,
    ImportRun,
    PartnerNotice,
    Partnership,
    Question,
    Resource,
)
from tests.factories.core import StoredFileFactory, UserFactory
from tests.factories.network import OrganisationFactory

__all__ = [
    "AreaOfActionFactory",
    "ChallengeFactory",
    "ChallengeIndicatorFactory",
    "CompetitionFactory",
    "CriterionFactory",
    "EligibilityRuleFactory",
    "FormQuestionFactory",
    "FormSectionFactory",
    "ImportRunFactory",
    "PartnerNoticeFactory",
    "PartnershipFactory",
    "QuestionFactory",
    "ResourceFactory",
]

TWO_WEEKS = timedelta(days=14)
ANCHORS = {str(step): f"Anchor {step}" for step in range(6)}


class CompetitionFactory(DjangoModelFactory):
    """A draft; `ready=True` gives it an area, criteria, a form and a rule."""

    class Meta:
        model = Competition
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Competition {n}")
    office = factory.SubFactory(OrganisationFactory, kind="office")
    summary = "Ideas for cities."
    languages = ["en", "es"]
    time_zone = "America/Mexico_City"
    opens_at = factory.LazyFunction(lambda: timezone.now() - TWO_WEEKS)
    closes_at = factory.LazyFunction(lambda: timezone.now() + TWO_WEEKS)
    retention_until = factory.LazyFunction(lambda: timezone.now().date() + timedelta(days=400))

    class Params:
        announced = factory.Trait(state="announced", announced_at=factory.LazyFunction(timezone.now))
        running = factory.Trait(state="running", announced_at=factory.LazyFunction(timezone.now))
        judging = factory.Trait(
            state="judging",
            announced_at=factory.LazyFunction(timezone.now),
            opens_at=factory.LazyFunction(lambda: timezone.now() - 2 * TWO_WEEKS),
            closes_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
        )
        decided = factory.Trait(judging=True, state="decided")
        closed = factory.Trait(judging=True, state="closed")
        cancelled = factory.Trait(state="cancelled", announced_at=factory.LazyFunction(timezone.now))

    @factory.post_generation
    def ready(self, create, extracted, **kwargs):
        """Everything that announcing needs."""
        if create and extracted:
            AreaOfActionFactory(competition=self)
            CriterionFactory(competition=self, weight=60)
            CriterionFactory(competition=self, weight=40)
            FormQuestionFactory(section__competition=self)
            EligibilityRuleFactory(competition=self)
            needed = {
                "tie_rule": "The first criterion decides.",
                "policies": "Texts stay with their teams.",
                "judging_until": self.judging_until or self.closes_at + 4 * TWO_WEEKS,
                "results_on": self.results_on or (self.closes_at + 5 * TWO_WEEKS).date(),
            }
            for name, value in needed.items():
                setattr(self, name, getattr(self, name) or value)
            self.save()


class AreaOfActionFactory(DjangoModelFactory):
    class Meta:
        model = AreaOfAction

    competition = factory.SubFactory(CompetitionFactory)
    title = factory.Sequence(lambda n: f"Area {n}")
    motif = factory.Sequence(lambda n: n % 6)


class EligibilityRuleFactory(DjangoModelFactory):
    class Meta:
        model = EligibilityRule

    competition = factory.SubFactory(CompetitionFactory)
    text = factory.Sequence(lambda n: f"Rule {n}")
    order = factory.Sequence(lambda n: n)


class FormSectionFactory(DjangoModelFactory):
    class Meta:
        model = FormSection

    competition = factory.SubFactory(CompetitionFactory)
    identifier = factory.Sequence(lambda n: f"section-{n}")
    title = factory.Sequence(lambda n: f"Section {n}")
    order = factory.Sequence(lambda n: n)


class FormQuestionFactory(DjangoModelFactory):
    class Meta:
        model = FormQuestion

    section = factory.SubFactory(FormSectionFactory)
    identifier = factory.Sequence(lambda n: f"question-{n}")
    label = factory.Sequence(lambda n: f"Question {n}")
    kind = "long"
    order = factory.Sequence(lambda n: n)


class CriterionFactory(DjangoModelFactory):
    """A criterion of a competition; pass competition=None and a challenge for a challenge's own."""

    class Meta:
        model = Criterion

    competition = factory.SubFactory(CompetitionFactory)
    title = factory.Sequence(lambda n: f"Criterion {n}")
    weight = 50
    anchors = ANCHORS
    order = factory.Sequence(lambda n: n)


class ChallengeFactory(DjangoModelFactory):
    """A draft with a title, in a running competition; `filled` and `complete=True` make it ready to send."""

    class Meta:
        model = Challenge
        skip_postgeneration_save = True

    competition = factory.SubFactory(CompetitionFactory, running=True)
    organisation = factory.SubFactory(OrganisationFactory, kind="city")
    title = factory.Sequence(lambda n: f"Challenge {n}")
    language = "en"

    class Params:
        filled = factory.Trait(
            summary="Markets lose their buyers.",
            problem="Vendors sell in person only.",
            people_affected="Vendors and buyers.",
            tried="Orders by messenger.",
            outcome="Vendors sell through a shared service.",
            data_constraints="Opening hours are on paper.",
            languages=["en", "es"],
        )
        in_review = factory.Trait(filled=True, state="in_review")
        returned = factory.Trait(filled=True, state="returned", returned_note="Add figures.")
        published = factory.Trait(
            filled=True, state="published", published_at=factory.LazyFunction(timezone.now)
        )
        in_selection = factory.Trait(
            published=True,
            state="in_selection",
            competition=factory.SubFactory(CompetitionFactory, judging=True),
        )
        decided = factory.Trait(
            published=True, state="decided", competition=factory.SubFactory(CompetitionFactory, decided=True)
        )
        withdrawn = factory.Trait(published=True, state="withdrawn", withdrawal_reason="No budget.")

    @factory.post_generation
    def complete(self, create, extracted, **kwargs):
        """An indicator with a baseline, which review asks for beside the texts of `filled`."""
        if create and extracted:
            ChallengeIndicatorFactory(challenge=self)


class ChallengeIndicatorFactory(DjangoModelFactory):
    class Meta:
        model = ChallengeIndicator

    challenge = factory.SubFactory(ChallengeFactory)
    name = factory.Sequence(lambda n: f"Indicator {n}")
    unit = "vendors"
    baseline = 0
    target = 120


class ResourceFactory(DjangoModelFactory):
    """A file that teams of a published challenge may use."""

    class Meta:
        model = Resource

    challenge = factory.SubFactory(ChallengeFactory, published=True)
    title = factory.Sequence(lambda n: f"Plan {n}")
    file = factory.SubFactory(StoredFileFactory)
    terms = "CC BY 4.0"


class PartnerNoticeFactory(DjangoModelFactory):
    """A member of the network looks for a partner."""

    class Meta:
        model = PartnerNotice

    organisation = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"A city for pilot {n}")
    text = "We bring shade. A street is missing."
    languages = ["en"]
    until = factory.LazyFunction(lambda: timezone.now().date() + timedelta(days=30))


class PartnershipFactory(DjangoModelFactory):
    """A city that is asked to share a challenge."""

    class Meta:
        model = Partnership

    challenge = factory.SubFactory(ChallengeFactory, published=True)
    organisation = factory.SubFactory(OrganisationFactory)


class QuestionFactory(DjangoModelFactory):
    """A question to the city; `answered=True` makes it public."""

    class Meta:
        model = Question

    challenge = factory.SubFactory(ChallengeFactory, published=True)
    asked_by = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"Question {n}?")

    class Params:
        answered = factory.Trait(
            answer="Yes.",
            answered_by=factory.SubFactory(UserFactory),
            answered_at=factory.LazyFunction(timezone.now),
        )


class ImportRunFactory(DjangoModelFactory):
    class Meta:
        model = ImportRun

    file_name = "feed.json"
    competition = factory.SubFactory(CompetitionFactory)
    by = factory.SubFactory(UserFactory)
    report = {"read": 1, "created": 1, "unchanged": 0, "problems": []}
