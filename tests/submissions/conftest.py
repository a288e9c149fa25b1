"""People around one entry."""

import io
from datetime import timedelta
from types import SimpleNamespace

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.factories import (
    AnswerFactory,
    ChallengeFactory,
    ContributorFactory,
    EntryFactory,
    FormQuestionFactory,
    MembershipFactory,
    UserFactory,
)


def pdf(author=""):
    """A real PDF of one empty page."""
    paper = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        if author:
            document.docinfo["/Author"] = author
        document.save(paper)
    return paper.getvalue()


def upload(name, content=None):
    """A file as a form sends it."""
    return SimpleUploadedFile(name, content or pdf(), "application/pdf")


@pytest.fixture
def call():
    """A published challenge with a form of one question, its office's coordinator and its city's editor."""
    challenge = ChallengeFactory(published=True)
    question = FormQuestionFactory(
        section__competition=challenge.competition,
        section__identifier="idea",
        identifier="how",
        word_limit=10,
    )
    coordinator = UserFactory(name="Ofelia Office")
    MembershipFactory(organisation=challenge.competition.office, user=coordinator, role="coordinator")
    editor = UserFactory(name="Cora City")
    MembershipFactory(organisation=challenge.organisation, user=editor, role="editor")
    return SimpleNamespace(
        challenge=challenge, question=question, coordinator=coordinator, editor=editor, section="idea"
    )


@pytest.fixture
def draft(call):
    """A complete draft with a lead, a contributor and a viewer: entry, lead, contributor, viewer."""
    return team_of(EntryFactory(challenge=call.challenge, title="ShadeWays"), call)


def team_of(entry, call, text="With awnings."):
    """The people of an entry, with an answer given."""
    AnswerFactory(entry=entry, question=call.question, text=text)
    lead = entry.contributors.get(role="lead").user
    contributor = ContributorFactory(entry=entry).user
    viewer = ContributorFactory(entry=entry, role="viewer").user
    return SimpleNamespace(entry=entry, lead=lead, contributor=contributor, viewer=viewer)


@pytest.fixture
def handed_in(call):
    """The same, handed in while the call is open."""
    return team_of(EntryFactory(challenge=call.challenge, title="ShadeWays", submitted=True), call)


@pytest.fixture
def close_call(call):
    """Let the call have closed an hour ago."""

    def close(ago=timedelta(hours=1)):
        competition = call.challenge.competition
        competition.closes_at = timezone.now() - ago
        competition.save()

    return close
