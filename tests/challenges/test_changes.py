"""What was published changes: who is told, what entries and challenges say of it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from challenges.actions.competitions import cancel_competition, edit_competition
from challenges.actions.dates import move_dates
from challenges.actions.parts import Why, edit_part, remove_part, weigh_criteria
from challenges.actions.reviews import withdraw_challenge
from challenges.models import Competition
from core.changes.publish import changes_of
from core.models import OutboxItem
from core.templatetags.times import moment_text
from core.workflow import Refused
from juries.models import Panel
from juries.places.workload import own_assignments
from submissions.models import Entry
from tests.factories import (
    AssignmentFactory,
    ChallengeFactory,
    CompetitionFactory,
    EntryFactory,
    JurorFactory,
    MembershipFactory,
    PanelFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    """A running call with its coordinator, a city, a team with an entry and a draft in it, and a juror."""
    competition = CompetitionFactory(running=True, ready=True)
    challenge = ChallengeFactory(published=True, competition=competition)
    coordinator = MembershipFactory(organisation=competition.office, role="coordinator").user
    editor = MembershipFactory(organisation=challenge.organisation, editor=True).user
    entry = EntryFactory(challenge=challenge, eligible=True)
    lead = entry.contributors.get().user
    EntryFactory(challenge=ChallengeFactory(published=True, competition=competition), lead=lead)
    juror = JurorFactory(panel=PanelFactory(competition=competition, challenges=[challenge])).user
    return SimpleNamespace(
        competition=competition,
        challenge=challenge,
        entry=entry,
        coordinator=coordinator,
        editor=editor,
        lead=lead,
        juror=juror,
    )


def mails():
    """Who got how many mails."""
    to = [row.payload["to"] for row in OutboxItem.objects.filter(kind="mail")]
    return sorted(to)


def emails(*people):
    return sorted(person.email for person in people)


def test_a_new_deadline_is_told_to_cities_teams_and_jurors_once_each(call, client):
    later = call.competition.closes_at + timedelta(days=3)
    edit = {"by": call.coordinator, "version": 1, "closes_at": later, "tolerance_seconds": 60}
    with pytest.raises(Refused, match="reason"):
        edit_competition(call.competition, **edit, reason=" ")

    edit_competition(call.competition, **edit, reason="Two holidays.", weight="listed")

    assert mails() == emails(call.editor, call.lead, call.juror)
    mail = OutboxItem.objects.filter(kind="mail").first().payload["text"]
    shown = [moment_text(at, "America/Mexico_City") for at in (call.competition.closes_at, later)]
    assert f"Deadline: {shown[0]} → {shown[1]}" in mail
    assert "Two holidays." in mail
    assert "olerance" not in mail
    page = client.get(call.challenge.get_absolute_url()).text
    assert "Two holidays." in page
    assert "olerance" not in page
    feed = client.get(reverse("challenges:competition_changes", args=[call.competition.code]))
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert shown[1] in feed.text


def test_a_correction_is_only_listed_and_an_explanation_waits_for_the_morning(call):
    edit = {"by": call.coordinator, "reason": "Clearer."}
    edit_competition(call.competition, version=1, title="Cooler", weight="listed", **edit)
    assert mails() == []

    edit_competition(call.competition, version=2, summary="Shade.", weight="digest", **edit)
    edit_competition(call.competition, version=3, summary="Shade for all.", weight="digest", **edit)

    assert mails() == emails(call.editor, call.lead, call.juror)
    assert all(row.not_before > timezone.now() for row in OutboxItem.objects.filter(kind="mail"))
    assert [(one.kind, one.weight) for one in changes_of(call.competition)] == [
        ("changed", "digest"),
        ("changed", "digest"),
        ("changed", "listed"),
    ]


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("field", "ahead", "words"),
    [
        ("closes_at", -HOUR, "into the past"),
        ("closes_at", 2 * DAY, "three days"),
        ("opens_at", DAY, "opening cannot be moved"),
        ("judging_until", -HOUR, "into the past"),
        ("judging_until", 16 * DAY, "would close after the end of judging"),
        ("closes_at", 18 * DAY, "would close before it opens"),
    ],
)
def test_a_published_calendar_takes_on_nothing_unfair(call, field, ahead, words):
    now = timezone.now()
    if "would" in words:
        dates = {"closes_at": now + 17 * DAY} if "judging" in words else {"opens_at": now + 20 * DAY}
        ChallengeFactory(published=True, competition=call.competition, **dates)
    edit = {"by": call.coordinator, "version": 1, field: now + ahead, "reason": "So."}

    with pytest.raises(ValidationError, match=words) as refusal:
        edit_competition(call.competition, **edit)

    assert list(refusal.value.message_dict) == [field]
    assert not changes_of(call.competition)


def test_the_page_asks_first_and_loses_nothing(call, client):
    client.force_login(call.coordinator)
    section = reverse("challenges:competition_section", args=[call.competition.code, "judging"])
    typed = {"version": 1, "rounds": 1, "reviews_per_entry": 4, "quorum": 2, "tie_rule": "The older one."}

    asked = BeautifulSoup(client.post(section, typed).text, "html.parser")
    words = asked.main.get_text(" ", strip=True)
    assert "3 people get one mail each" in words
    assert "The older one." in words
    sent = {one["name"]: one.get("value", "") for one in asked.select("main input[name]")}
    assert client.post(section, sent | {"confirm": "1"}).text.count("This field is required.") > 0
    assert "The older one." in client.post(section, sent | {"back": "1"}).text
    assert not changes_of(call.competition)
    client.post(section, sent | {"confirm": "1", "change-reason": "More eyes."})

    assert changes_of(call.competition).get().told == 3
    assert Competition.objects.get().reviews_per_entry == 4


def test_criteria_and_rules_that_are_public_change_with_a_reason(call, client):
    client.force_login(call.coordinator)
    criterion = call.competition.criteria.first()
    rule = call.competition.eligibility_rules.get()
    page = {"code": call.competition.code, "kind": "criteria", "pk": criterion.pk}
    edit = reverse("challenges:weights_edit", args=[call.competition.code])
    alone, retire = (reverse(f"challenges:part_{name}", kwargs=page) for name in ("edit", "remove"))
    remove = reverse("challenges:part_remove", kwargs=page | {"kind": "rules", "pk": rule.pk})
    one = {"version": 1, "title": criterion.title, "weight": 55, "order": 0}
    assert "change them together" in client.post(alone, one).text
    assert "change them together" in client.post(retire, follow=True).text
    weights = dict(zip(call.competition.criteria.values_list("pk", flat=True), (55, 45), strict=True))
    typed = {f"weight_{pk}": weight for pk, weight in weights.items()}
    assert "They are 110 now" in client.post(edit, dict.fromkeys(typed, 55)).text
    for address, sent in ((edit, typed), (remove, {})):
        asked = client.post(address, sent).text
        assert "Change and tell 3 people" in asked
        assert not changes_of(call.competition)
    why = {"confirm": "1", "change-reason": "As agreed with the cities.", "change-weight": "mail"}

    client.post(edit, typed | why)
    client.post(remove, why)

    criterion = call.competition.criteria.get(pk=criterion.pk)
    assert criterion.weight == 55
    assert not call.competition.eligibility_rules.in_force()
    page = BeautifulSoup(client.get(call.competition.get_absolute_url()).text, "html.parser")
    words = " ".join(page.select_one("#changes").get_text(" ").split())
    assert f"“{criterion.title}”, weight in percent before: 60 → now: 55" in words
    assert f"“{rule.text}” no longer in force" in words
    assert len(mails()) == 6


def test_a_challenge_gets_dates_of_its_own_within_the_calendar(call, client):
    now = timezone.now()
    Competition.objects.update(judging_until=now + 30 * DAY)
    calendar = reverse("challenges:challenge_calendar", args=[call.challenge.code])
    assert "SEQUENCE:0" in client.get(calendar).text
    move = {"by": call.coordinator, "version": 1, "reason": "The data come late."}
    for dates, words in (
        ({"closes_at": now + 31 * DAY}, "end of judging"),
        ({"closes_at": now - HOUR}, "into the past"),
        ({"closes_at": now + DAY}, "three days"),
        ({"opens_at": now + DAY}, "opening cannot be moved"),
    ):
        with pytest.raises(ValidationError, match=words):
            move_dates(call.challenge, **move, **dates)
    with pytest.raises(PermissionDenied):
        move_dates(call.challenge, **move | {"by": call.editor}, closes_at=now + 20 * DAY)

    move_dates(call.challenge, **move, closes_at=now + 20 * DAY)

    assert mails() == emails(call.editor, call.lead, call.juror)
    assert "The data come late." in client.get(call.challenge.get_absolute_url()).text
    assert "SEQUENCE:1" in client.get(calendar).text
    cancel_competition(call.competition, by=call.coordinator, note="The money is gone.")
    assert client.get(calendar).text.count("STATUS:CANCELLED") == 2


def test_a_cancelled_competition_says_so_everywhere(call, client):
    cancel_competition(call.competition, by=call.coordinator, note="The money is gone.")

    assert mails() == emails(call.editor, call.lead, call.juror)
    entry = Entry.objects.get(pk=call.entry.pk)
    assert entry.plain_state(call.lead) == "Competition cancelled"
    assert entry.challenge.phase()["label"] == "Competition cancelled"
    assert not entry.challenge.takes_questions()
    for page in (call.competition, call.challenge):
        assert "The money is gone." in client.get(page.get_absolute_url()).text
    client.force_login(call.lead)
    page = client.get(entry.get_absolute_url()).text
    assert "tag state bad" in page
    assert "The money is gone." in page
    assert "will not be judged" in page
    draft = Entry.objects.get(state="draft")
    assert "was called off" in client.get(draft.get_absolute_url()).text


def test_a_withdrawn_challenge_tells_its_teams_what_it_means(call, client):
    seat = call.juror.juror_seats.get()
    AssignmentFactory(juror=seat, entry=call.entry, free=True)
    Panel.objects.update(state="scoring")
    assert [group.total for group in own_assignments(call.juror)] == [1]
    withdraw_challenge(call.challenge, by=call.editor, note="The market burnt down.")

    assert mails() == emails(call.editor, call.lead, call.juror, call.coordinator)
    assert own_assignments(call.juror) == []
    entry = Entry.objects.get(pk=call.entry.pk)
    assert entry.plain_state(call.lead) == "Challenge withdrawn"
    assert entry.plain_state(call.coordinator) == "Eligible"
    client.force_login(call.lead)
    assert "The market burnt down." in client.get(entry.get_absolute_url()).text


def test_weights_and_criteria_stay_once_a_scorecard_is_finished(call):
    criterion, other = call.competition.criteria.all()[:2]
    weights = {criterion.pk: criterion.weight - 5, other.pk: other.weight + 5}
    Panel.objects.update(state="scoring")
    assignment = AssignmentFactory(juror=call.juror.juror_seats.get(), entry=call.entry, free=True)
    weigh_criteria(call.competition, by=call.coordinator, weights=weights, reason="Nobody has finished yet.")
    type(assignment).objects.update(state="scored")

    back = {criterion.pk: criterion.weight, other.pk: other.weight}
    with pytest.raises(Refused, match="finished a scorecard"):
        weigh_criteria(call.competition, by=call.coordinator, weights=back, reason="Too late.")
    with pytest.raises(Refused, match="finished a scorecard"):
        remove_part(call.competition, criterion, by=call.coordinator, why=Why("Too late."))
    edit_part(
        call.competition,
        criterion,
        by=call.coordinator,
        version=criterion.version + 1,
        why=Why("Clearer."),
        description="In other words.",
    )
    assert call.competition.criteria.get(pk=criterion.pk).description == "In other words."
