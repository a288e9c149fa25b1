"""Who sees which entries, and that nobody learns a team's name in a blind call."""

import pytest
from django.urls import reverse

from submissions.models import Entry
from submissions.queries import jury_content
from tests.factories import (
    AttachmentFactory,
    EntryFactory,
    EntryVersionFactory,
    MembershipFactory,
    UserFactory,
)
from tests.submissions.conftest import pdf

pytestmark = pytest.mark.django_db


def codes(user):
    return set(Entry.objects.visible_to(user).values_list("code", flat=True))


def test_draft_is_its_teams_alone(call, draft):
    assert codes(draft.viewer) == {draft.entry.code}
    for user in (call.coordinator, call.editor, UserFactory()):
        assert codes(user) == set()


def test_member_of_the_organisation_who_is_not_in_the_team_sees_nothing(draft):
    assert codes(MembershipFactory(organisation=draft.entry.organisation, role="editor").user) == set()


def test_office_sees_what_was_handed_in_and_other_offices_nothing(call, handed_in):
    assert codes(call.coordinator) == {handed_in.entry.code}
    assert codes(MembershipFactory(coordinator=True).user) == set()


def test_city_sees_entries_once_the_deadline_has_passed(call, handed_in, close_call):
    assert codes(call.editor) == set()
    close_call()

    assert codes(call.editor) == {handed_in.entry.code}
    assert codes(MembershipFactory(role="editor").user) == set()
    assert codes(MembershipFactory(organisation=call.challenge.organisation).user) == set()


def test_city_waits_for_the_challenges_own_deadline(call, handed_in, close_call):
    call.challenge.closes_at = call.challenge.deadline()
    call.challenge.save()
    close_call()

    assert codes(call.editor) == set()


def test_withdrawn_draft_stays_with_its_team(call, close_call):
    EntryFactory(challenge=call.challenge, withdrawn=True)
    close_call()

    assert codes(call.coordinator) == codes(call.editor) == set()


def test_teams_read_plain_words_and_staff_the_exact_state(call):
    entry = EntryFactory(challenge=call.challenge, eligible=True)

    assert entry.plain_state(entry.contributors.get().user) == "Being judged"
    assert entry.plain_state(call.coordinator) == "Eligible"


@pytest.fixture
def blind(call, close_call):
    """A blind call that has closed, with an entry full of its team's names outside of the text."""
    competition = call.challenge.competition
    competition.blind = True
    competition.save()
    entry = EntryFactory(
        challenge=call.challenge,
        organisation__name="Zebrafish Collective",
        organisation__mail_domain="zebrafish.example",
        lead=UserFactory(name="Wilhelmina Zott", email="wz@zebrafish.example"),
        submitted=True,
        handed_in_version=False,
    )
    AttachmentFactory(entry=entry, file__original_name="zebrafish-plan.pdf", title="Plan")
    EntryVersionFactory(entry=entry)
    close_call()
    return entry


SECRETS = ["zebrafish", "zott", "wilhelmina"]


def test_jury_content_holds_no_trace_of_the_team(blind):
    text = str(jury_content(blind.version_in_force())).lower()

    assert not [secret for secret in SECRETS if secret in text]
    assert f"{blind.code}-1.pdf" in text


def test_city_learns_no_team_in_a_blind_call(client, call, blind):
    client.force_login(call.editor)
    pages = [
        reverse("submissions:challenge_entry_list", args=[call.challenge.code]),
        reverse("submissions:entry_read", args=[blind.code]),
    ]

    for page in pages:
        response = client.get(page)
        text = response.content.decode().lower()
        assert response.status_code == 200
        assert not [secret for secret in SECRETS if secret in text]
    history = client.get(reverse("submissions:entry_history", args=[blind.code]))
    assert history.status_code == 404
    assert client.get(reverse("submissions:entry_version", args=[blind.code, 1])).status_code == 404


def test_city_gets_files_of_a_blind_call_as_cleaned_copies(client, call, blind, settings, tmp_path):
    stored = blind.attachments.get().file
    with stored.file.storage.open(stored.file.name, "wb") as target:
        target.write(pdf(author="Wilhelmina Zott"))
    client.force_login(call.editor)

    response = client.get(reverse("submissions:attachment_file", args=[blind.code, stored.public_id]))

    assert f"{blind.code}-1.pdf" in response["Content-Disposition"]
    assert b"Zott" not in b"".join(response.streaming_content)


def test_file_is_served_to_team_and_office_but_not_to_others(client, call, handed_in):
    entry = handed_in.entry
    attachment = AttachmentFactory(entry=entry)
    address = reverse("submissions:attachment_file", args=[entry.code, attachment.file.public_id])

    def status(user):
        client.force_login(user)
        return client.get(address).status_code

    assert status(handed_in.viewer) == 200
    assert status(call.coordinator) == 404  # not part of what was handed in
    EntryVersionFactory(entry=entry)
    assert status(call.coordinator) == 200
    assert status(call.editor) == 404
    assert status(UserFactory()) == 404


def test_file_of_another_entry_is_not_found_under_ones_own(client, handed_in):
    foreign = AttachmentFactory(entry=EntryFactory(submitted=True))
    client.force_login(handed_in.lead)

    for name in ("attachment_file", "attachment_edit"):
        address = reverse(f"submissions:{name}", args=[handed_in.entry.code, foreign.file.public_id])
        assert client.get(address).status_code == 404


def test_the_number_of_entries_is_told_after_the_deadline_alone(client, call, close_call, handed_in):
    EntryFactory(challenge=call.challenge, title="A draft")
    pages = [reverse("challenges:challenge_list"), call.challenge.get_absolute_url()]
    words = ["1 entry", "Entries handed in"]

    assert not any(word in client.get(page).content.decode() for page in pages for word in words)
    close_call()
    for page, word in zip(pages, words, strict=True):
        assert word in client.get(page).content.decode()


def test_admin_shows_receipts_and_no_drafts(admin_client, call, handed_in):
    draft = EntryFactory(challenge=call.challenge)

    rows = admin_client.get("/admin/submissions/entry/").content.decode()

    assert handed_in.entry.code in rows
    assert draft.code not in rows
    for model in ("entryversion", "extension", "eligibilitycheck", "clarification"):
        assert admin_client.get(f"/admin/submissions/{model}/").status_code == 200
        assert admin_client.get(f"/admin/submissions/{model}/add/").status_code == 403
