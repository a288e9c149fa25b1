"""Versions and receipts: written once, never lost, never doubled."""

import hashlib
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.models import OutboxItem
from core.workflow import Refused, Stale
from submissions.actions.files import remove_attachment
from submissions.actions.hand_in import reopen_entry, submit_entry, withdraw_entry
from submissions.actions.screening import ask_clarification
from submissions.actions.sections import save_fields
from submissions.models import Entry, EntryVersion
from submissions.models.version import digest_of
from submissions.versions import working_content
from tests.factories import AttachmentFactory, ClarificationFactory, EntryFactory

pytestmark = pytest.mark.django_db


def mails(template_word=""):
    return [
        row.payload
        for row in OutboxItem.objects.filter(kind="mail")
        if template_word in row.payload["subject"]
    ]


def test_receipt_says_number_instant_digest_and_files(draft):
    attachment = AttachmentFactory(entry=draft.entry)

    version = submit_entry(draft.entry, by=draft.lead)

    entry = Entry.objects.get()
    assert (entry.state, entry.submitted_at) == ("submitted", version.submitted_at)
    assert version.receipt_number == f"{entry.code.upper()}-1"
    text = json.dumps(version.content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert version.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert version.content["attachments"][0]["sha256"] == attachment.file.sha256
    assert [record.transition for record in entry.history.all()] == ["submit"]


def test_receipt_is_mailed_once_to_everybody_in_the_team(draft):
    version = submit_entry(draft.entry, by=draft.lead)

    letters = mails("Receipt")
    assert {one["to"] for one in letters} == {draft.lead.email, draft.contributor.email, draft.viewer.email}
    assert all(version.receipt_number in one["text"] and version.sha256 in one["text"] for one in letters)


def test_same_key_gives_the_same_receipt_and_no_second_mail(draft):
    first = submit_entry(draft.entry, by=draft.lead, idempotency_key="k")
    again = submit_entry(draft.entry, by=draft.lead, idempotency_key="k")

    assert again == first
    assert EntryVersion.objects.count() == 1
    assert len(mails("Receipt")) == 3


def test_same_key_with_another_body_is_refused(draft):
    digest = digest_of(working_content(draft.entry))
    submit_entry(draft.entry, by=draft.lead, idempotency_key="k", digest=digest)

    with pytest.raises(Refused, match="key was used"):
        submit_entry(draft.entry, by=draft.lead, idempotency_key="k", digest="0" * 64)


def test_what_changed_after_the_check_is_not_handed_in(draft):
    digest = digest_of(working_content(draft.entry))
    save_fields(draft.entry, "_basics", {"title": "Other"}, by=draft.contributor, version=1)

    with pytest.raises(Stale):
        submit_entry(draft.entry, by=draft.lead, digest=digest)

    assert not EntryVersion.objects.exists()
    assert not mails()


def test_versions_cannot_be_written_again(handed_in):
    version = handed_in.entry.version_in_force()
    version.content = {}

    with pytest.raises(ValidationError):
        version.save()


def test_reopened_entry_keeps_its_version_until_it_is_handed_in_anew(handed_in):
    old = handed_in.entry.version_in_force()
    entry = reopen_entry(handed_in.entry, by=handed_in.lead)
    save_fields(entry, "_basics", {"title": "Better"}, by=handed_in.contributor, version=entry.version)

    assert Entry.objects.get().state == "submitted"
    assert Entry.objects.get().version_in_force() == old

    new = submit_entry(Entry.objects.get(), by=handed_in.lead)
    assert (new.number, new.content["title"]) == (2, "Better")
    assert EntryVersion.objects.get(number=1).content["title"] == old.content["title"]
    assert Entry.objects.get().reopened is False
    steps = [(one.transition, one.source, one.target) for one in Entry.objects.get().history.all()]
    assert steps[-2:] == [("reopen", "submitted", "submitted"), ("submit_again", "submitted", "submitted")]


def test_reopening_is_the_leads_and_ends_with_the_call(handed_in, close_call):
    with pytest.raises(PermissionDenied):
        reopen_entry(handed_in.entry, by=handed_in.contributor)
    close_call()

    with pytest.raises(Refused, match="closed on"):
        reopen_entry(Entry.objects.get(), by=handed_in.lead)


def test_who_has_reopened_is_told_when_the_call_has_closed_meanwhile(handed_in, close_call):
    entry = reopen_entry(handed_in.entry, by=handed_in.lead)
    assert reopen_entry(entry, by=handed_in.lead).is_written_again()
    close_call()

    with pytest.raises(Refused, match="closed on"):
        reopen_entry(Entry.objects.get(), by=handed_in.lead)


def test_handed_in_entry_cannot_be_changed_without_reopening(handed_in):
    with pytest.raises(Refused, match="lead of the team can reopen it"):
        save_fields(handed_in.entry, "_basics", {"title": "X"}, by=handed_in.lead, version=1)


def test_answer_to_a_clarification_changes_the_named_sections_alone(call, handed_in):
    entry = handed_in.entry
    asked = ask_clarification(
        entry,
        by=call.coordinator,
        sections=["idea"],
        message="Which streets?",
        due_at=call.challenge.deadline(),
    )
    # A change outside of the named sections, as a reopening that ran out may have left behind.
    Entry.objects.filter(pk=entry.pk).update(title="Sneaked in")
    save_fields(Entry.objects.get(), "idea", {"how": "With trees."}, by=handed_in.contributor, version=9)
    with pytest.raises(Refused, match="other sections only"):
        save_fields(Entry.objects.get(), "_basics", {"title": "No"}, by=handed_in.lead, version=9)

    version = submit_entry(Entry.objects.get(), by=handed_in.lead)

    asked = type(asked).objects.get()
    assert version.number == 2
    assert version.content["title"] == "ShadeWays"
    assert [one["text"] for one in version.content["sections"][0]["answers"]] == ["With trees."]
    assert Entry.objects.get().state == "submitted"
    assert asked.answered_at is not None
    assert [one["to"] for one in mails("Answer on entry")] == [call.coordinator.email]


def test_clarification_goes_on_after_the_call_has_closed(call, handed_in, close_call):
    ask_clarification(
        handed_in.entry, by=call.coordinator, sections=["idea"], message="?", due_at=call.challenge.deadline()
    )
    close_call()

    assert submit_entry(Entry.objects.get(), by=handed_in.lead).number == 2


def test_harmful_file_keeps_an_entry_from_being_handed_in(draft):
    attachment = AttachmentFactory(entry=draft.entry)
    attachment.file.scan = "rejected"
    attachment.file.save()

    with pytest.raises(Refused):
        submit_entry(draft.entry, by=draft.lead)


def test_withdrawing_needs_a_reason_keeps_everything_and_tells_team_and_office(call, handed_in):
    with pytest.raises(Refused, match="Say why"):
        withdraw_entry(handed_in.entry, by=handed_in.lead, reason=" ")

    withdraw_entry(Entry.objects.get(), by=handed_in.lead, reason="No time.")

    entry = Entry.objects.get()
    assert (entry.state, entry.withdrawal_reason, entry.versions.count()) == ("withdrawn", "No time.", 1)
    assert entry.history.get().note == "No time."
    assert len(mails("is withdrawn")) == 3
    assert [one["to"] for one in mails("Withdrawn: entry")] == [call.coordinator.email]


def test_team_may_begin_anew_after_withdrawing(call, handed_in):
    withdraw_entry(handed_in.entry, by=handed_in.lead, reason="Wrong idea.")

    assert EntryFactory(challenge=call.challenge, organisation=handed_in.entry.organisation).pk


def test_decided_entry_cannot_be_withdrawn(call):
    entry = EntryFactory(challenge=call.challenge, awarded=True)

    with pytest.raises(Refused):
        withdraw_entry(entry, by=entry.contributors.get().user, reason="Late.")


def test_files_of_a_version_are_those_of_its_hand_in(draft):
    AttachmentFactory(entry=draft.entry, title="Plan")
    first = submit_entry(draft.entry, by=draft.lead)
    entry = reopen_entry(Entry.objects.get(), by=draft.lead)
    remove_attachment(entry.attachments.get(), by=draft.lead)
    second = submit_entry(Entry.objects.get(), by=draft.lead)

    assert [one["title"] for one in first.content["attachments"]] == ["Plan"]
    assert second.content["attachments"] == []


def test_clarification_factory_gives_an_open_question():
    asked = ClarificationFactory()

    assert asked.entry.open_clarification() == asked
