"""The office's and the city's pages and acts."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from challenges.actions.parts import Why, remove_part
from core.models import OutboxItem
from core.workflow import Refused
from submissions.actions.screening import ask_clarification, grant_extension
from submissions.models import Clarification, Entry, Extension
from tests.factories import (
    EligibilityCheckFactory,
    EligibilityRuleFactory,
    EntryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"submissions:{name}", args=args)


def subjects():
    return [row.payload["subject"] for row in OutboxItem.objects.filter(kind="mail")]


@pytest.fixture
def rule(call):
    return EligibilityRuleFactory(competition=call.challenge.competition, text="At least three people")


def test_queue_and_page_are_the_offices_alone(client, call, handed_in):
    pages = [url("screening_list"), url("screening_detail", handed_in.entry.code)]
    client.force_login(call.coordinator)
    assert [client.get(page).status_code for page in pages] == [200, 200]

    for user in (handed_in.lead, call.editor, UserFactory()):
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [403, 404]


def test_queue_filters_and_refuses_foreign_competitions(client, call, handed_in):
    client.force_login(call.coordinator)
    foreign = EntryFactory(submitted=True).challenge.competition

    assert handed_in.entry.title in client.get(url("screening_list") + "?state=submitted").content.decode()
    assert handed_in.entry.title not in client.get(url("screening_list") + "?state=eligible").content.decode()
    response = client.get(url("screening_list") + f"?competition={foreign.code}")
    assert response.context["filter"].form.errors


def test_challenges_of_a_competition_that_is_over_are_offered_once_it_is_chosen(client, call, handed_in):
    old = EntryFactory(submitted=True, challenge__competition__office=call.challenge.competition.office)
    competition = old.challenge.competition
    type(competition).objects.filter(pk=competition.pk).update(state="closed")
    client.force_login(call.coordinator)

    def offered(**query):
        field = client.get(url("screening_list"), query).context["filter"].form.fields["challenge"]
        return {one.code for one in field.queryset}

    assert offered() == {call.challenge.code}
    assert offered(competition=competition.code) == {old.challenge.code}
    assert offered(challenge=old.challenge.code) == {call.challenge.code, old.challenge.code}


def test_what_is_to_be_checked_stands_on_top(client, call, handed_in):
    long_ago = timezone.now() - timedelta(days=30)
    done = EntryFactory(challenge=call.challenge, state="eligible", submitted_at=long_ago)
    client.force_login(call.coordinator)

    def shown(**query):
        return [one.pk for one in client.get(url("screening_list"), query).context["page_obj"]]

    assert shown() == [handed_in.entry.pk, done.pk]
    assert shown(sort="handed_in") == [done.pk, handed_in.entry.pk]


def test_rejection_is_itemised_and_told(client, call, handed_in, rule, close_call):
    close_call()
    client.force_login(call.coordinator)
    decide = url("screening_decide", handed_in.entry.code)

    unfounded = client.post(decide, {f"rule-{rule.pk}": "no", "step": "reject"})
    client.post(
        decide,
        {f"rule-{rule.pk}": "no", f"reason-{rule.pk}": "You are two.", "step": "reject", "note": "Sorry."},
    )

    assert b"Say why this rule is not met." in unfounded.content
    assert Entry.objects.get().state == "ineligible"
    letter = OutboxItem.objects.filter(payload__to=handed_in.lead.email).get().payload["text"]
    assert "At least three people – You are two." in letter


def test_a_verdict_on_a_rule_that_was_retired_counts_no_longer(client, call, handed_in, rule, close_call):
    EligibilityCheckFactory(entry=handed_in.entry, rule=rule, verdict="no", reason="You are two.")
    remove_part(call.challenge.competition, rule, by=call.coordinator, why=Why(reason="Two are enough."))
    close_call()
    client.force_login(call.coordinator)

    def decide(step):
        return client.post(url("screening_decide", handed_in.entry.code), {"step": step, "note": "Sorry."})

    assert decide("reject").status_code == 409
    assert decide("accept").status_code == 302
    assert Entry.objects.get().state == "eligible"


def test_a_rejected_entry_goes_on_naming_the_rule_that_was_retired_later(call, handed_in, rule):
    check = EligibilityCheckFactory(entry=handed_in.entry, rule=rule, verdict="no", reason="You are two.")
    Entry.objects.update(state="ineligible")
    remove_part(call.challenge.competition, rule, by=call.coordinator, why=Why(reason="Two are enough."))

    assert list(Entry.objects.get().rules_not_met()) == [check]


def test_acceptance_needs_every_rule_met(client, call, handed_in, rule, close_call):
    close_call()
    client.force_login(call.coordinator)
    save, decide = (url(f"screening_{name}", handed_in.entry.code) for name in ("save", "decide"))

    refused = client.post(decide, {f"rule-{rule.pk}": "unclear", "step": "accept"})
    assert refused.status_code == 409
    assert Entry.objects.get().checks.get().verdict == "unclear"  # so the page must not say otherwise
    assert ("Nothing has been changed." in refused.text, "Your answers are saved" in refused.text) == (
        False,
        True,
    )
    verdict = {f"rule-{rule.pk}": "yes", "step": "accept", "version": Entry.objects.get().version}
    assert client.post(decide, verdict).status_code == 302
    assert Entry.objects.get().state == "eligible"
    assert client.post(save, {f"rule-{rule.pk}": "no"}).status_code in (200, 409)
    assert Entry.objects.get().checks.get().verdict == "yes"


def test_second_look_admits_and_keeps_the_first_verdict(client, call):
    entry = EntryFactory(challenge=call.challenge, ineligible=True)
    EligibilityCheckFactory(entry=entry, verdict="no", reason="Two people.")
    client.force_login(call.coordinator)

    empty = client.post(url("screening_overturn", entry.code), {"overturn-reason": ""})
    client.post(url("screening_overturn", entry.code), {"overturn-reason": "A third person joined in time."})

    assert empty.status_code == 200
    assert Entry.objects.get().state == "eligible"
    assert entry.history.get().note == "A third person joined in time."
    assert entry.checks.get().verdict == "no"
    assert any("after all" in subject for subject in subjects())


def test_clarification_reopens_named_sections_with_a_date_in_the_calls_zone(client, call, handed_in):
    client.force_login(call.coordinator)
    due = (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT12:00")

    client.post(
        url("clarification_create", handed_in.entry.code),
        {"ask-sections": ["idea"], "ask-message": "Which streets?", "ask-due_at": due},
    )

    asked = Clarification.objects.get()
    assert (asked.sections, asked.due_at.hour) == (["idea"], 18)  # noon in Mexico City
    assert Entry.objects.get().state == "clarification"
    assert any("A question about" in subject for subject in subjects())


def test_clarification_time_that_the_zone_skips_is_refused(client, call, handed_in):
    competition = call.challenge.competition
    competition.time_zone = "Europe/Berlin"
    competition.save()
    client.force_login(call.coordinator)

    response = client.post(
        url("clarification_create", handed_in.entry.code),
        {"ask-sections": ["idea"], "ask-message": "?", "ask-due_at": "2027-03-28T02:30"},
    )

    assert response.status_code == 200
    assert response.context["ask_form"].errors["due_at"]
    assert not Clarification.objects.exists()


def test_clarification_without_an_answer_is_closed_by_the_office(client, call, handed_in):
    ask_clarification(
        handed_in.entry,
        by=call.coordinator,
        sections=["idea"],
        message="?",
        due_at=timezone.now() + timedelta(days=1),
    )
    client.force_login(call.coordinator)

    client.post(url("clarification_close", handed_in.entry.code))

    assert Entry.objects.get().state == "submitted"
    assert Entry.objects.get().versions.count() == 1


def test_extension_needs_reason_later_date_and_running_call(client, call, draft):
    client.force_login(call.coordinator)
    page = url("extension_create", call.challenge.code)
    late = (call.challenge.deadline() + timedelta(days=2)).strftime("%Y-%m-%dT12:00")
    data = {"organisation": draft.entry.organisation.pk, "until": late, "reason": "Power cut."}

    early = client.post(page, data | {"until": "2020-01-01T12:00"})
    client.post(page, data)

    assert early.context["form"].errors["until"]
    extension = Extension.objects.get()
    assert (extension.granted_by, extension.reason) == (call.coordinator, "Power cut.")
    assert any("More time" in subject for subject in subjects())


def test_extension_is_granted_by_the_office_alone(client, call, draft):
    values = {"until": call.challenge.deadline() + timedelta(days=1), "reason": "x"}

    with pytest.raises(PermissionDenied):
        grant_extension(call.challenge, draft.entry.organisation, by=call.editor, **values)
    client.force_login(call.editor)
    assert client.get(url("extension_create", call.challenge.code)).status_code == 404


def test_extension_after_judging_began_is_refused(call, draft):
    competition = call.challenge.competition
    type(competition).objects.filter(pk=competition.pk).update(state="judging")
    challenge = type(call.challenge).objects.get(pk=call.challenge.pk)

    with pytest.raises(Refused, match="while the call is running"):
        grant_extension(
            challenge,
            draft.entry.organisation,
            by=call.coordinator,
            until=challenge.deadline() + timedelta(days=1),
            reason="x",
        )


def test_city_list_is_closed_until_the_deadline(client, call, handed_in, close_call):
    client.force_login(call.editor)
    page = url("challenge_entry_list", call.challenge.code)

    before = client.get(page).content.decode()
    close_call()
    after = client.get(page).content.decode()

    assert "The call is still open" in before
    assert handed_in.entry.title not in before
    assert handed_in.entry.title in after
    assert client.get(url("entry_read", handed_in.entry.code)).status_code == 200


def test_city_list_is_forbidden_to_strangers(client, call, draft):
    client.force_login(draft.lead)

    assert client.get(url("challenge_entry_list", call.challenge.code)).status_code == 403


@pytest.mark.parametrize("number", [1, 30])
def test_lists_keep_their_query_count(client, call, django_assert_max_num_queries, number, close_call):
    entries = [EntryFactory(challenge=call.challenge, submitted=True) for _ in range(number)]
    lead = entries[0].contributors.get().user
    for entry in entries[1:]:
        entry.contributors.update(user=lead)
    close_call()

    for user, page in [
        (lead, url("my_entry_list")),
        (call.coordinator, url("screening_list")),
        (call.editor, url("challenge_entry_list", call.challenge.code)),
    ]:
        client.force_login(user)
        with django_assert_max_num_queries(14):
            client.get(page)


@pytest.mark.postgresql
def test_the_offices_list_is_read_in_the_order_of_its_index():
    """Sorting all that was ever handed in, to show 25 of it, took the database half a second."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")

    plan = Entry.objects.handed_in().waiting_first()[:25].explain()

    assert "entries_waiting_first" in plan
