"""Organisations, memberships, invitations, events."""

from datetime import timedelta

import factory
from django.utils import timezone

from network.models import AgendaItem, Event, Invitation, Material, Membership, Organisation, Registration
from tests.factories.core import UserFactory


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A city; a member of the network; traits `team`, `office`, `applied`, `located`."""

    class Meta:
        model = Organisation

    class Params:
        team = factory.Trait(kind=Organisation.Kind.TEAM)
        office = factory.Trait(kind=Organisation.Kind.OFFICE)
        applied = factory.Trait(state=Organisation.State.APPLIED)
        located = factory.Trait(latitude=20.67, longitude=-103.35)

    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = Organisation.Kind.CITY
    state = Organisation.State.APPROVED
    country = "MX"
    place = "Guadalajara"
    languages = factory.LazyFunction(lambda: ["en"])


class MembershipFactory(factory.django.DjangoModelFactory):
    """A member; traits `editor`, and `coordinator` in a network office."""

    class Meta:
        model = Membership

    class Params:
        editor = factory.Trait(role=Membership.Role.EDITOR)
        coordinator = factory.Trait(
            role=Membership.Role.COORDINATOR,
            organisation=factory.SubFactory(OrganisationFactory, office=True),
        )

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    role = Membership.Role.MEMBER


class InvitationFactory(factory.django.DjangoModelFactory):
    """An open invitation without a secret yet: call issue()."""

    class Meta:
        model = Invitation

    organisation = factory.SubFactory(OrganisationFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    invited_by = factory.SubFactory(UserFactory)


class EventFactory(factory.django.DjangoModelFactory):
    """A workshop in ten days, for members; trait `over`."""

    class Meta:
        model = Event

    class Params:
        over = factory.Trait(
            starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=10)),
            ends_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=9)),
        )

    host = factory.SubFactory(OrganisationFactory, office=True)
    title = factory.Sequence(lambda n: f"Workshop {n}")
    summary = "What we learnt from the first pilots."
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=10))
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=11))


class AgendaItemFactory(factory.django.DjangoModelFactory):
    """A proposed topic."""

    class Meta:
        model = AgendaItem

    event = factory.SubFactory(EventFactory)
    title = factory.Sequence(lambda n: f"Topic {n}")
    organisation = factory.SubFactory(OrganisationFactory)
    proposed_by = factory.SubFactory(UserFactory)


class RegistrationFactory(factory.django.DjangoModelFactory):
    """A person who comes."""

    class Meta:
        model = Registration

    event = factory.SubFactory(EventFactory)
    user = factory.SubFactory(UserFactory)


class MaterialFactory(factory.django.DjangoModelFactory):
    """A link to slides."""

    class Meta:
        model = Material

    event = factory.SubFactory(EventFactory)
    title = factory.Sequence(lambda n: f"Slides {n}")
    url = "https://example.org/slides"
