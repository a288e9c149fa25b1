"""Projects and what is on their boards."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from django.utils import timezone

from cocreation.models import (
    Follow,
    Gate,
    Indicator,
    Milestone,
    Project,
    ProjectDecision,
    ProjectDocument,
    ProjectMember,
    Reading,
    Risk,
    Update,
)
from tests.factories.core import StoredFileFactory, UserFactory
from tests.factories.network import OrganisationFactory

__all__ = [
    "FollowFactory",
    "GateFactory",
    "IndicatorFactory",
    "MilestoneFactory",
    "ProjectDecisionFactory",
    "ProjectDocumentFactory",
    "ProjectFactory",
    "ProjectMemberFactory",
    "ReadingFactory",
    "RiskFactory",
    "UpdateFactory",
]


class ProjectFactory(factory.django.DjangoModelFactory):
    """A project entered by hand, in its idea phase, without a public page."""

    class Meta:
        model = Project

    class Params:
        prototype = factory.Trait(state="prototype")
        pilot = factory.Trait(state="pilot")
        consolidation = factory.Trait(state="consolidation")
        transfer = factory.Trait(state="transfer")
        completed = factory.Trait(state="completed", ended_at=factory.LazyFunction(timezone.now))
        paused = factory.Trait(state="paused", paused_from="pilot")
        discontinued = factory.Trait(
            state="discontinued",
            public=True,
            lessons_learned="Shade alone was not enough.",
            ended_at=factory.LazyFunction(timezone.now),
        )

    title = factory.Sequence(lambda n: f"Project {n}")
    city = factory.SubFactory(OrganisationFactory, kind="city")
    team = factory.SubFactory(OrganisationFactory, kind="team")


class ProjectMemberFactory(factory.django.DjangoModelFactory):
    """Somebody of the solution team."""

    class Meta:
        model = ProjectMember

    project = factory.SubFactory(ProjectFactory)
    user = factory.SubFactory(UserFactory)


class FollowFactory(factory.django.DjangoModelFactory):
    """Somebody who follows a project."""

    class Meta:
        model = Follow

    project = factory.SubFactory(ProjectFactory, public=True)
    user = factory.SubFactory(UserFactory)


class GateFactory(factory.django.DjangoModelFactory):
    """An undecided gate of the project's phase; `proceed`, `prolong` and `stop` decide it."""

    class Meta:
        model = Gate

    class Params:
        written = factory.Trait(
            economic="Pays for itself in three years.",
            organisational="Public works runs it.",
            financial="In the budget of 2027.",
            technical="Runs on the city's servers.",
        )
        proceed = factory.Trait(
            written=True, verdict="proceed", decided_at=factory.LazyFunction(timezone.now)
        )
        prolong = factory.Trait(
            written=True,
            verdict="prolong",
            decided_at=factory.LazyFunction(timezone.now),
            next_review_on=factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30)),
        )
        stop = factory.Trait(written=True, verdict="stop", decided_at=factory.LazyFunction(timezone.now))

    project = factory.SubFactory(ProjectFactory)
    phase = factory.LazyAttribute(lambda gate: gate.project.phase())


class MilestoneFactory(factory.django.DjangoModelFactory):
    """A planned milestone, due in a month."""

    class Meta:
        model = Milestone

    class Params:
        in_work = factory.Trait(state="in_work")
        done = factory.Trait(
            state="done", done_at=factory.LazyFunction(timezone.now), evidence="Report of 12 pages."
        )
        dropped = factory.Trait(state="dropped")
        late = factory.Trait(
            state="in_work",
            starts_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=40)),
            due_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=5)),
        )

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"Milestone {n}")
    starts_on = factory.LazyFunction(timezone.localdate)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))


class IndicatorFactory(factory.django.DjangoModelFactory):
    """An indicator; `fixed` gives it a baseline, a target and a plausible range."""

    class Meta:
        model = Indicator

    class Params:
        fixed = factory.Trait(
            baseline=Decimal("9.8"), target=Decimal("7"), lowest=Decimal("0"), highest=Decimal("100")
        )

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: f"Indicator {n}")
    unit = "per 100"
    direction = "down"


class ReadingFactory(factory.django.DjangoModelFactory):
    """A reading; each of a sequence a week later."""

    class Meta:
        model = Reading

    indicator = factory.SubFactory(IndicatorFactory, fixed=True)
    measured_on = factory.Sequence(lambda n: date(2020, 1, 1) + timedelta(days=7 * (n % 300)))
    value = Decimal("8.5")
    by = factory.SubFactory(UserFactory)


class UpdateFactory(factory.django.DjangoModelFactory):
    """A draft; `published` makes it news for everybody."""

    class Meta:
        model = Update

    class Params:
        published = factory.Trait(published_at=factory.LazyFunction(timezone.now))

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"News {n}")
    text = "The first stalls are online."
    by = factory.SubFactory(UserFactory)


class RiskFactory(factory.django.DjangoModelFactory):
    """An open risk."""

    class Meta:
        model = Risk

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"Risk {n}")


class ProjectDecisionFactory(factory.django.DjangoModelFactory):
    """A line of the log of decisions."""

    class Meta:
        model = ProjectDecision

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"Decision {n}")
    reason = "It was the cheapest way."


class ProjectDocumentFactory(factory.django.DjangoModelFactory):
    """A file for members."""

    class Meta:
        model = ProjectDocument

    project = factory.SubFactory(ProjectFactory)
    file = factory.SubFactory(StoredFileFactory)
    title = factory.Sequence(lambda n: f"Document {n}")
