"""Entries in every state, with a version and its receipt where something was handed in."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from submissions.models import (
    Answer,
    Attachment,
    Clarification,
    Contributor,
    ContributorInvitation,
    EligibilityCheck,
    Entry,
    EntryVersion,
    Extension,
    Proposal,
)
from submissions.models.version import digest_of
from submissions.versions import working_content
from tests.factories.challenges import ChallengeFactory, EligibilityRuleFactory, FormQuestionFactory
from tests.factories.core import StoredFileFactory, UserFactory
from tests.factories.network import OrganisationFactory

__all__ = [
    "AnswerFactory",
    "AttachmentFactory",
    "ClarificationFactory",
    "ContributorFactory",
    "ContributorInvitationFactory",
    "EligibilityCheckFactory",
    "EntryFactory",
    "EntryVersionFactory",
    "ExtensionFactory",
    "ProposalFactory",
]


def handed_in(state):
    """A trait: handed in and moved to that state."""
    return factory.Trait(
        state=state, submitted_at=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    )


class EntryFactory(DjangoModelFactory):
    """A draft for a published challenge; one trait per state, and `lead=user` for its team.

    An entry that was handed in gets its version of what stands in its fields then; pass `version=False` to
    hand in later by `EntryVersionFactory`, for example after adding answers.
    """

    class Meta:
        model = Entry
        skip_postgeneration_save = True

    challenge = factory.SubFactory(ChallengeFactory, published=True)
    organisation = factory.SubFactory(OrganisationFactory, team=True)
    title = factory.Sequence(lambda n: f"Entry {n}")
    summary = "Vendors sell through one shared service, run by the market itself."
    language = "en"

    class Params:
        submitted = handed_in("submitted")
        clarification = handed_in("clarification")
        eligible = handed_in("eligible")
        ineligible = handed_in("ineligible")
        shortlisted = handed_in("shortlisted")
        not_shortlisted = handed_in("not_shortlisted")
        awarded = handed_in("awarded")
        not_awarded = handed_in("not_awarded")
        withdrawn = factory.Trait(state="withdrawn", withdrawal_reason="No time left.")

    @factory.post_generation
    def lead(self, create, extracted, **kwargs):
        """`lead=user` puts that person in the team; otherwise a new one is made. `lead=False`: nobody."""
        if create and extracted is not False:
            user = extracted or UserFactory()
            ContributorFactory(entry=self, user=user, role=Contributor.Role.LEAD)

    @factory.post_generation
    def handed_in_version(self, create, extracted, **kwargs):
        """The version that was handed in."""
        if create and extracted is not False and self.submitted_at:
            content = working_content(Entry(pk=self.pk, **_plain(self)))
            EntryVersionFactory(entry=self, content=content, submitted_at=self.submitted_at)


def _plain(entry):
    return {
        "title": entry.title,
        "summary": entry.summary,
        "language": entry.language,
        "challenge": entry.challenge,
    }


class ContributorFactory(DjangoModelFactory):
    """A contributor; pass `role="lead"` or `role="viewer"` for others."""

    class Meta:
        model = Contributor

    entry = factory.SubFactory(EntryFactory)
    user = factory.SubFactory(UserFactory)
    role = Contributor.Role.CONTRIBUTOR


class ContributorInvitationFactory(DjangoModelFactory):
    """An open invitation without a secret yet: call issue()."""

    class Meta:
        model = ContributorInvitation

    entry = factory.SubFactory(EntryFactory)
    email = factory.Sequence(lambda n: f"teammate{n}@example.org")
    invited_by = factory.SubFactory(UserFactory)


class AnswerFactory(DjangoModelFactory):
    """An answer to a question of the entry's own competition."""

    class Meta:
        model = Answer

    entry = factory.SubFactory(EntryFactory)
    question = factory.SubFactory(
        FormQuestionFactory, section__competition=factory.SelfAttribute("...entry.challenge.competition")
    )
    text = "Vendors list their goods; delivery cyclists bring them."


class AttachmentFactory(DjangoModelFactory):
    """A checked PDF."""

    class Meta:
        model = Attachment

    entry = factory.SubFactory(EntryFactory)
    file = factory.SubFactory(StoredFileFactory)
    title = factory.Sequence(lambda n: f"Drawing {n}")
    order = factory.Sequence(lambda n: n + 1)


class EntryVersionFactory(DjangoModelFactory):
    """A version of the entry as it stands; the entry's own fields are not changed."""

    class Meta:
        model = EntryVersion

    entry = factory.SubFactory(EntryFactory)
    number = factory.LazyAttribute(lambda o: o.entry.versions.count() + 1)
    content = factory.LazyAttribute(lambda o: working_content(o.entry))
    sha256 = factory.LazyAttribute(lambda o: digest_of(o.content))
    receipt_number = factory.LazyAttribute(lambda o: f"{o.entry.code.upper()}-{o.number}")


class ExtensionFactory(DjangoModelFactory):
    """Two more days than the common deadline."""

    class Meta:
        model = Extension

    challenge = factory.SubFactory(ChallengeFactory, published=True)
    organisation = factory.SubFactory(OrganisationFactory, team=True)
    until = factory.LazyAttribute(lambda o: o.challenge.deadline() + timedelta(days=2))
    reason = "The power was cut in the whole city."


class EligibilityCheckFactory(DjangoModelFactory):
    """A rule that is met."""

    class Meta:
        model = EligibilityCheck

    entry = factory.SubFactory(EntryFactory, submitted=True)
    rule = factory.SubFactory(
        EligibilityRuleFactory, competition=factory.SelfAttribute("..entry.challenge.competition")
    )
    verdict = EligibilityCheck.Verdict.YES


class ClarificationFactory(DjangoModelFactory):
    """A question about the title and summary, due in three days."""

    class Meta:
        model = Clarification

    entry = factory.SubFactory(EntryFactory, clarification=True)
    sections = factory.LazyFunction(lambda: ["_basics"])
    message = "Which district is meant?"
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=3))


class ProposalFactory(DjangoModelFactory):
    """A rejection that waits for a second person of the office."""

    class Meta:
        model = Proposal

    entry = factory.SubFactory(EntryFactory, submitted=True)
    accept = False
    by = factory.SubFactory(UserFactory, name="Ofelia Office")
