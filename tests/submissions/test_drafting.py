"""Starting an entry, and several people writing at once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.editing import Clash
from core.workflow import Refused
from network.models import Membership
from submissions.actions.drafting import start_entry, start_with_new_team
from submissions.actions.hand_in import submit_entry
from submissions.actions.sections import mark_section, save_fields
from submissions.models import Answer, Entry
from tests.factories import AnswerFactory, ChallengeFactory, EntryFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_starting_makes_the_person_lead(call):
    seat = MembershipFactory()

    entry = start_entry(call.challenge, seat.organisation, by=seat.user, title="ShadeWays")

    assert (entry.state, entry.contributors.get().user, entry.contributors.get().role) == (
        "draft",
        seat.user,
        "lead",
    )


def test_starting_for_a_foreign_organisation_is_forbidden(call):
    with pytest.raises(PermissionDenied):
        start_entry(call.challenge, MembershipFactory().organisation, by=UserFactory(), title="X")


def test_one_team_has_one_entry_per_challenge(call, draft):
    other = MembershipFactory(organisation=draft.entry.organisation)

    with pytest.raises(Refused, match="already has an entry"):
        start_entry(call.challenge, other.organisation, by=other.user, title="Second")

    assert Entry.objects.count() == 1


def test_same_key_begins_one_entry(call):
    seat = MembershipFactory()
    values = {"by": seat.user, "title": "X", "key": "k"}

    first = start_entry(call.challenge, seat.organisation, **values)

    assert start_entry(call.challenge, seat.organisation, **values) == first
    with pytest.raises(Refused, match="another entry"):
        start_entry(ChallengeFactory(published=True), seat.organisation, **values)


def test_city_and_office_do_not_enter_their_own_challenge(call):
    with pytest.raises(Refused, match="cannot enter"):
        start_entry(call.challenge, call.challenge.organisation, by=call.editor, title="X")


def test_new_team_is_founded_together_with_its_entry(call):
    user = UserFactory()

    entry = start_with_new_team(
        call.challenge, by=user, team_name="Sahyog Lab", country="IN", place="Bhubaneswar", title="ShadeWays"
    )

    assert entry.organisation.kind == "team"
    assert Membership.objects.get(user=user).role == "editor"


def test_starting_after_the_deadline_founds_no_team(call, close_call):
    close_call()

    with pytest.raises(Refused):
        start_with_new_team(
            ChallengeFactory._meta.model.objects.get(pk=call.challenge.pk),
            by=UserFactory(),
            team_name="Late Lab",
            country="IN",
            title="X",
        )

    assert not Membership.objects.filter(organisation__name="Late Lab").exists()


def test_two_people_in_two_fields_do_not_meet(draft):
    entry, _ = save_fields(draft.entry, "_basics", {"title": "A"}, by=draft.lead, version=1)
    entry, others = save_fields(draft.entry, "_basics", {"summary": "B"}, by=draft.contributor, version=1)

    assert (entry.title, entry.summary, entry.version) == ("A", "B", 3)
    assert others == {"title": "A"}


def test_two_tabs_in_one_field_conflict_and_nothing_is_written(draft):
    save_fields(draft.entry, "idea", {"how": "First tab."}, by=draft.lead, version=1)

    with pytest.raises(Clash) as clash:
        save_fields(draft.entry, "idea", {"how": "Second tab."}, by=draft.lead, version=1)

    assert (clash.value.version, clash.value.fields) == (2, {"how": "First tab."})
    assert Answer.objects.get().text == "First tab."


def test_conflict_in_one_field_saves_none_of_the_others(draft):
    save_fields(draft.entry, "_basics", {"title": "A"}, by=draft.lead, version=1)

    with pytest.raises(Clash):
        save_fields(draft.entry, "_basics", {"title": "B", "summary": "C"}, by=draft.lead, version=1)

    assert Entry.objects.get().summary == draft.entry.summary


def test_the_same_text_from_two_tabs_is_no_conflict(draft):
    for _tab in range(2):
        entry, _ = save_fields(draft.entry, "idea", {"how": "Same."}, by=draft.lead, version=1)

    assert entry.version == 2


@pytest.mark.parametrize(
    ("section", "fields"),
    [
        ("idea", {"other": "x"}),
        ("nowhere", {"how": "x"}),
        ("idea", {"how": 7}),
        ("idea", {"how": "x" * 50_001}),
        ("_basics", {"language": "xx"}),
        ("_basics", {"title": "x" * 161}),
        ("_basics", {"state": "awarded"}),
    ],
)
def test_what_can_never_be_stored_is_a_validation_error(draft, section, fields):
    with pytest.raises(ValidationError):
        save_fields(draft.entry, section, fields, by=draft.lead, version=1)


def test_too_many_words_are_saved_but_not_handed_in(draft):
    save_fields(draft.entry, "idea", {"how": "word " * 11}, by=draft.lead, version=1)

    with pytest.raises(Refused, match="missing or too long"):
        submit_entry(Entry.objects.get(), by=draft.lead)


def test_viewer_and_stranger_cannot_write(draft):
    for user in (draft.viewer, UserFactory()):
        with pytest.raises(PermissionDenied):
            save_fields(draft.entry, "idea", {"how": "x"}, by=user, version=1)


def test_section_with_a_gap_is_not_ticked_off_and_loses_its_tick(draft):
    entry = mark_section(draft.entry, "idea", done=True, by=draft.lead)
    assert entry.sections_done == ["idea"]

    entry, _ = save_fields(entry, "idea", {"how": ""}, by=draft.lead, version=entry.version)

    assert entry.sections_done == []
    with pytest.raises(Refused, match="not complete"):
        mark_section(entry, "idea", done=True, by=draft.lead)


def test_retired_question_keeps_its_answer_and_leaves_the_form(call, draft):
    retired = AnswerFactory(entry=draft.entry, question__section=call.question.section, text="Kept.")
    retired.question.retired_at = draft.entry.saved_at
    retired.question.save()

    version = submit_entry(draft.entry, by=draft.lead)

    assert Answer.objects.filter(text="Kept.").exists()
    assert "Kept." not in str(version.content)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [("number", "48000", "many"), ("url", "https://example.org/x", "example"), ("choice", "Yes", "Perhaps")],
)
def test_answer_of_the_wrong_kind_is_a_gap(call, draft, kind, good, bad):
    call.question.kind, call.question.choices, call.question.word_limit = kind, ["Yes", "No"], None
    call.question.save()

    save_fields(draft.entry, "idea", {"how": bad}, by=draft.lead, version=1)
    with pytest.raises(Refused):
        submit_entry(Entry.objects.get(), by=draft.lead)

    save_fields(draft.entry, "idea", {"how": good}, by=draft.lead, version=9)
    assert submit_entry(Entry.objects.get(), by=draft.lead)


def test_withdrawn_entry_is_closed(call):
    entry = EntryFactory(challenge=call.challenge, withdrawn=True)

    with pytest.raises(Refused, match="no longer"):
        save_fields(entry, "_basics", {"title": "X"}, by=entry.contributors.get().user, version=1)
