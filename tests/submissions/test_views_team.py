"""The team's pages through HTTP."""

import json

import pytest
from django.urls import reverse

from core.models import StoredFile
from submissions.models import ContributorInvitation, Entry, EntryVersion
from tests.factories import (
    AttachmentFactory,
    ChallengeFactory,
    ClarificationFactory,
    ContributorInvitationFactory,
    EntryFactory,
    MembershipFactory,
    UserFactory,
)
from tests.submissions.conftest import upload

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"submissions:{name}", args=args)


PAGES = [
    "entry_detail",
    "entry_history",
    "entry_preview",
    "entry_check",
    "entry_withdraw",
    "attachment_list",
    "contributor_list",
]


@pytest.mark.parametrize("name", PAGES)
def test_page_is_there_for_the_team_and_for_nobody_else(client, draft, call, name):
    for user in (draft.lead, draft.contributor, draft.viewer):
        client.force_login(user)
        assert client.get(url(name, draft.entry.code)).status_code == 200
    for user in (UserFactory(), call.coordinator, call.editor):
        client.force_login(user)
        assert client.get(url(name, draft.entry.code)).status_code == 404


def test_signed_out_person_is_asked_to_sign_in(client, draft):
    for name in PAGES:
        response = client.get(url(name, draft.entry.code))
        assert response.status_code == 302
        assert reverse("account_login") in response["Location"]


def test_entry_is_begun_with_a_new_team_once(client, call):
    client.force_login(UserFactory())
    data = {"title": "ShadeWays", "language": "en", "organisation": "new", "key": "k1"}
    data |= {"team_name": "Sahyog Lab", "country": "IN", "place": "Bhubaneswar"}

    first = client.post(url("entry_start", call.challenge.code), data)
    again = client.post(url("entry_start", call.challenge.code), data)

    assert first["Location"] == again["Location"] == Entry.objects.get().get_absolute_url()


def test_new_team_without_a_name_is_told_so(client, call):
    client.force_login(UserFactory())

    response = client.post(
        url("entry_start", call.challenge.code), {"title": "X", "language": "en", "organisation": "new"}
    )

    assert response.status_code == 200
    assert b"Give the new team a name." in response.content


def test_start_page_of_an_unpublished_challenge_does_not_exist(client):
    client.force_login(UserFactory())

    assert client.get(url("entry_start", ChallengeFactory().code)).status_code == 404


def test_start_after_the_deadline_says_when_it_closed(client, call, close_call):
    close_call()
    client.force_login(MembershipFactory().user)

    assert b"The call closed on" in client.get(url("entry_start", call.challenge.code)).content


def test_section_is_saved_by_its_button_and_ticked_off(client, draft):
    client.force_login(draft.contributor)

    response = client.post(
        url("entry_section", draft.entry.code, "idea"), {"how": "With trees.", "version": "1", "done": "1"}
    )

    assert response["Location"] == draft.entry.get_absolute_url()
    assert Entry.objects.get().sections_done == ["idea"]


def test_too_long_a_section_is_saved_and_says_at_the_form_that_it_is_not_done(client, draft):
    client.force_login(draft.contributor)
    page = url("entry_section", draft.entry.code, "idea")
    text = "tree " * 600

    response = client.post(page, {"how": text, "version": "1", "done": "1"}, follow=True)

    assert response.redirect_chain == [(page, 302)]
    assert "Saved. This section is not complete yet." in response.text
    assert response.context["form"]["how"].value().strip() == text.strip()
    assert Entry.objects.get().sections_done == []


def test_button_in_a_second_tab_gets_both_texts(client, draft):
    client.force_login(draft.contributor)
    address = url("entry_section", draft.entry.code, "idea")
    client.post(address, {"how": "First tab.", "version": "1", "later": "1"})

    response = client.post(address, {"how": "Second tab.", "version": "1", "later": "1"})

    assert response.status_code == 409
    assert b"First tab." in response.content
    assert b"Second tab." in response.content
    assert b'name="version" value="2"' in response.content
    assert "You changed this in another window meanwhile" in response.text
    client.force_login(draft.lead)
    third = client.post(address, {"how": "A colleague.", "version": "1", "later": "1"})
    assert "Somebody else wrote here meanwhile" in third.text


def autosave(client, entry, fields, version=1, section="idea"):
    return client.post(
        url("entry_autosave", entry.code, section),
        json.dumps({"version": version, "fields": fields}),
        content_type="application/json",
    )


def test_autosave_speaks_the_wire_format(client, draft):
    client.force_login(draft.contributor)

    saved = autosave(client, draft.entry, {"how": "First."})
    conflict = autosave(client, draft.entry, {"how": "Second."})
    unknown = autosave(client, draft.entry, {"other": "x"}, version=2)
    broken = client.post(
        url("entry_autosave", draft.entry.code, "idea"), "[", content_type="application/json"
    )

    assert saved.status_code == 200
    assert saved.json()["version"] == 2
    assert conflict.status_code == 409
    assert conflict.json()["fields"] == {"how": "First."}
    assert unknown.status_code == 400
    assert "other" in unknown.json()["errors"]
    assert broken.status_code == 400


def test_autosave_is_closed_to_viewers_and_after_the_deadline(client, draft, close_call):
    client.force_login(draft.viewer)
    assert autosave(client, draft.entry, {"how": "x"}).status_code == 403
    close_call()
    client.force_login(draft.lead)

    response = autosave(client, draft.entry, {"how": "x"})

    assert response.status_code == 409
    assert "The call closed on" in response.json()["detail"]


def test_hand_in_leads_to_the_receipt_and_twice_to_the_same(client, draft):
    client.force_login(draft.lead)
    page = client.get(url("entry_check", draft.entry.code))
    data = {"key": page.context["key"], "digest": page.context["digest"]}

    first = client.post(url("entry_submit", draft.entry.code), data)
    again = client.post(url("entry_submit", draft.entry.code), data)
    other = client.post(url("entry_submit", draft.entry.code), data | {"digest": "0" * 64})

    version = EntryVersion.objects.get()
    assert first["Location"] == again["Location"]
    assert version.receipt_number.encode() in client.get(first["Location"]).content
    assert other.status_code == 409


def test_hand_in_by_a_contributor_is_forbidden(client, draft):
    client.force_login(draft.contributor)

    assert client.post(url("entry_submit", draft.entry.code)).status_code == 403
    assert client.get(url("entry_submit", draft.entry.code)).status_code == 405


def test_reopen_hand_in_again_and_read_both_versions(client, handed_in):
    client.force_login(handed_in.lead)
    client.post(url("entry_reopen", handed_in.entry.code))
    client.post(
        url("entry_section", handed_in.entry.code, "idea"), {"how": "New.", "version": "9", "later": "1"}
    )
    client.post(url("entry_submit", handed_in.entry.code), {"key": "k"})

    for number in (1, 2):
        assert client.get(url("entry_version", handed_in.entry.code, number)).status_code == 200
    assert client.get(url("entry_version", handed_in.entry.code, 3)).status_code == 404
    assert client.get(url("entry_receipt", handed_in.entry.code) + "?number=1").status_code == 200


def test_files_are_added_described_replaced_removed_and_put_back(client, draft, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(draft.contributor)
    code = draft.entry.code

    client.post(url("attachment_add", code), {"file": upload("plan.pdf"), "title": "Plan"})
    first = draft.entry.attachments.get()
    client.post(
        url("attachment_edit", code, first.file.public_id),
        {"title": "Site plan", "alternative_text": "Awnings along the street.", "order": "2"},
    )
    client.post(url("attachment_replace", code, first.file.public_id), {"file": upload("plan2.pdf")})
    second = draft.entry.attachments.get(removed_at=None)
    assert (second.title, second.file.original_name) == ("Site plan", "plan2.pdf")
    client.post(url("attachment_remove", code, second.file.public_id))
    assert not draft.entry.attachments.filter(removed_at=None).exists()
    client.post(url("attachment_restore", code, second.file.public_id))
    assert draft.entry.attachments.get(removed_at=None) == second
    assert StoredFile.objects.count() == 2


def test_file_that_is_not_what_its_name_says_is_refused_with_a_sentence(client, draft):
    client.force_login(draft.contributor)
    response = client.post(url("attachment_add", draft.entry.code), {"file": upload("plan.pdf", b"<html>")})

    assert response.status_code == 200
    assert "The file&#x27;s name says PDF, but it is none." in response.text


def test_preview_names_no_team_and_warns_of_its_name_in_the_text(client, draft):
    draft.entry.challenge.competition.blind = True
    draft.entry.challenge.competition.save()
    draft.entry.summary = f"By {draft.entry.organisation.name} and others."
    draft.entry.save()
    AttachmentFactory(entry=draft.entry, file__original_name=f"{draft.entry.organisation.name}.pdf")
    client.force_login(draft.lead)

    response = client.get(url("entry_preview", draft.entry.code))

    assert response.context["traces"][0].place == "Summary"
    assert response.context["content"]["attachments"][0]["name"] == f"{draft.entry.code}-1.pdf"


def test_invitation_is_shown_accepted_and_used_up(client, draft):
    friend = UserFactory(email="friend@example.org")
    client.force_login(draft.lead)
    client.post(
        url("contributor_list", draft.entry.code), {"email": "friend@example.org", "role": "contributor"}
    )
    token = ContributorInvitation.objects.get().issue()
    client.force_login(friend)
    address = url("contributor_accept", token)

    assert client.get(address).status_code == 200
    assert not draft.entry.contributors.filter(user=friend).exists()
    assert client.post(address)["Location"] == draft.entry.get_absolute_url()
    assert draft.entry.contributors.get(user=friend).role == "contributor"
    assert client.post(address).status_code == 409


def test_invitation_works_for_its_address_alone(client, draft):
    token = ContributorInvitationFactory(entry=draft.entry).issue()
    client.force_login(UserFactory())

    assert client.get(url("contributor_accept", token)).status_code == 409
    assert client.post(url("contributor_accept", token)).status_code == 409


def test_lead_changes_roles_and_the_last_lead_stays(client, draft):
    client.force_login(draft.lead)
    seats = {seat.user: seat for seat in draft.entry.contributors.all()}

    client.post(
        url("contributor_role", draft.entry.code, seats[draft.viewer].pk),
        {"role": "contributor", "version": "1"},
    )
    last = client.post(url("contributor_remove", draft.entry.code, seats[draft.lead].pk))

    assert draft.entry.contributors.get(user=draft.viewer).role == "contributor"
    assert last.status_code == 409
    client.force_login(draft.contributor)
    assert client.post(url("contributor_remove", draft.entry.code, seats[draft.viewer].pk)).status_code == 403


def test_clarification_page_opens_the_named_sections_alone(client, call):
    entry = EntryFactory(challenge=call.challenge, clarification=True)
    ClarificationFactory(entry=entry, sections=["idea"])
    client.force_login(entry.contributors.get().user)

    assert b"<draft-form" in client.get(url("entry_section", entry.code, "idea")).content
    assert b"other sections only" in client.get(url("entry_section", entry.code, "_basics")).content


def test_unknown_section_does_not_exist(client, draft):
    client.force_login(draft.lead)

    assert client.get(url("entry_section", draft.entry.code, "nowhere")).status_code == 404


def test_help_of_a_question_is_shown_as_text(client, draft, call):
    call.question.help = "<b>Bold</b> & <script>alert(1)</script>"
    call.question.save()
    client.force_login(draft.lead)

    page = client.get(url("entry_section", draft.entry.code, call.section)).content.decode()

    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; &lt;script&gt;" in page
    assert "<script>alert" not in page
