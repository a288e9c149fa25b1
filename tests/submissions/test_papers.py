"""The dossier, what waits for whom, and what gives a team away."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from submissions import blindness
from submissions.documents import entry_dossier
from submissions.versions import working_content
from submissions.waiting import waiting_for
from tests.factories import (
    ClarificationFactory,
    ContributorInvitationFactory,
    EntryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def printed(monkeypatch):
    """The HTML that would be printed: how PDFs are made is core's own test."""
    from django.template.loader import render_to_string

    pages = []

    def keep(template, context, *, title, language="en", attachments=()):
        frame = {"document_title": title, "document_language": language, "printed_at": timezone.now()}
        pages.append(render_to_string(template, frame | context))
        return b"%PDF"

    monkeypatch.setattr("submissions.documents.render_pdf", keep)
    return pages


def test_dossier_holds_the_version_in_force_with_its_receipt(handed_in, printed):
    title, _pdf = entry_dossier(handed_in.entry.code, handed_in.viewer)

    version = handed_in.entry.version_in_force()
    assert title == "ShadeWays"
    assert version.receipt_number in printed[0]
    assert version.sha256 in printed[0]


def test_dossier_of_a_blind_call_names_no_team_to_the_city(call, close_call, printed):
    competition = call.challenge.competition
    competition.blind = True
    competition.save()
    lead = UserFactory(name="Wilhelmina Zott")
    entry = EntryFactory(
        challenge=call.challenge, organisation__name="Zebrafish Collective", lead=lead, submitted=True
    )
    close_call()

    entry_dossier(entry.code, call.editor)
    entry_dossier(entry.code, call.coordinator)

    assert "Zebrafish" not in printed[0]
    assert "Zott" not in printed[0]
    assert "Zebrafish" in printed[1]


def test_dossier_does_not_exist_for_strangers(draft):
    with pytest.raises(Http404):
        entry_dossier(draft.entry.code, UserFactory())


def test_dossier_is_a_real_pdf(handed_in):
    _title, pdf = entry_dossier(handed_in.entry.code, handed_in.lead)

    assert pdf.startswith(b"%PDF")


def whats(user):
    return [str(one.what) for one in waiting_for(user)]


def test_drafts_wait_for_writers_until_the_deadline(draft, close_call):
    assert whats(draft.lead) == ["Finish and hand in “ShadeWays”"]
    assert whats(draft.contributor) == ["Finish and hand in “ShadeWays”"]
    assert whats(draft.viewer) == []
    assert waiting_for(draft.lead)[0].due_at == draft.entry.closes_at()

    close_call()

    assert whats(draft.lead) == []


def test_question_waits_for_the_team_and_later_for_the_office(call):
    entry = EntryFactory(challenge=call.challenge, clarification=True, title="ShadeWays")
    asked = ClarificationFactory(entry=entry)
    lead = entry.contributors.get().user

    assert whats(lead) == ["Answer the office about “ShadeWays”"]
    asked.due_at = timezone.now() - timedelta(days=1)
    asked.save()

    assert whats(lead) == []
    assert whats(call.coordinator) == ["No answer on “ShadeWays”: go on without it"]


def test_screening_waits_for_the_office_once_the_call_has_closed(call, handed_in, close_call):
    assert whats(call.coordinator) == []
    close_call()

    assert whats(call.coordinator) == ["Check 1 entry"]


def test_invitation_waits_for_the_invited_person():
    user = UserFactory()
    ContributorInvitationFactory(email=user.email, entry__title="ShadeWays")

    assert whats(user) == ["Join the team of “ShadeWays”"]


def test_many_drafts_take_as_many_queries_as_one(django_assert_max_num_queries):
    user = UserFactory()
    for _ in range(12):
        EntryFactory(lead=user)

    with django_assert_max_num_queries(14):
        waiting_for(user)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sahyog Lab will build it.", ["Sahyog Lab"]),
        ("sahyog_lab knows", ["Sahyog Lab"]),
        ("write to sahyog.example", ["sahyog.example"]),
        ("Priya would lead", ["Priya"]),
        ("Sahyoglabs is another word", []),
        ("Nothing at all", []),
    ],
)
def test_telling_words_are_found_as_whole_words(text, found):
    entry = EntryFactory(
        organisation__name="Sahyog Lab",
        lead=UserFactory(name="Priya Nair", email="priya@sahyog.example"),
        summary=text,
    )

    traces = blindness.traces(working_content(entry), blindness.telling_words(entry))

    assert sorted({trace.word for trace in traces}) == found
