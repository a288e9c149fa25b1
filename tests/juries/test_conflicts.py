"""Conflict before content: found, declared, decided."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from bench.measure import Cost, counted
from core.domains import domain_of
from core.models import OutboxItem
from core.workflow import Refused
from juries.actions.assignments import propose_plan, recuse_assignment
from juries.actions.conflicts import (
    decide_conflict,
    declare_conflict,
    declare_free,
    declare_late_conflict,
    declare_ties,
    find_conflicts,
)
from juries.actions.deliberation import record_motion
from juries.models import Assignment, Conflict, Panel
from juries.permissions import may_decide_conflict, may_preside
from juries.places.ties import Side, ties
from tests.factories import ConflictFactory, JurorFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.juries.conftest import jury

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("juror", "team", "codes"),
    [
        (Side(organisation=1), Side(organisation=1), ["same_org"]),
        (Side(memberships=frozenset([1])), Side(organisation=1), ["same_org"]),
        (
            Side(memberships=frozenset([7])),
            Side(organisation=1, memberships=frozenset([7, 1])),
            ["co_member"],
        ),
        (Side(place=("MX", "León")), Side(place=("MX", "león ")), ["same_city"]),
        (Side(place=("MX", "León")), Side(place=("ES", "León")), []),
        (Side(place=("MX", "")), Side(place=("MX", "")), []),
        (Side(domains=frozenset(["kassel.de"])), Side(domains=frozenset(["kassel.de"])), ["mail_domain"]),
        (Side(domains=frozenset(["gmail.com", ""])), Side(domains=frozenset(["gmail.com", ""])), []),
        (Side(people=frozenset([3])), Side(people=frozenset([3, 4])), ["contributor"]),
    ],
)
def test_ties_are_found(juror, team, codes):
    assert ties(juror, team) == codes


def test_domains_that_anybody_may_have_say_nothing():
    assert domain_of("a@Kassel.DE") == "kassel.de"
    assert domain_of("a@gmail.com") == ""


def test_the_system_notes_a_tie_once_and_keeps_its_verdict():
    scene = jury("setup", assigned=None)
    MembershipFactory(organisation=scene.entries[0].organisation, user=scene.jurors[1].user)

    found = find_conflicts(scene.panel)

    assert [(one.juror, one.entry, one.code) for one in found] == [
        (scene.jurors[1], scene.entries[0], "same_org")
    ]
    assert find_conflicts(scene.panel) == []


def test_a_tie_keeps_the_pair_out_of_the_proposal():
    scene = jury("setup", assigned=None, entries=1, jurors=2)
    MembershipFactory(organisation=scene.entries[0].organisation, user=scene.jurors[1].user)

    proposal = propose_plan(scene.panel)

    assert [juror for _entry, juror, _match in proposal.pairs] == [scene.chair]
    assert proposal.unfilled == [(scene.entries[0], 1)]
    rules = [(rule["name"], rule["filled"]) for rule in proposal.shortages[0]["rules"]]
    assert rules == [(str(Conflict.Code.SAME_ORG.label), 1)]
    assert not Conflict.objects.exists()


def test_declaring_free_opens_the_entry():
    scene = jury("declaring", assigned="proposed")
    assignment = scene.all_given[0]

    declare_free(assignment, by=assignment.juror.user)

    assert assignment in Assignment.objects.readable_by(assignment.juror.user)


def test_declaring_free_does_not_open_what_the_system_knows_of():
    scene = jury("declaring", assigned="proposed")
    assignment = scene.all_given[0]
    ConflictFactory(juror=assignment.juror, entry=assignment.entry, code="same_org", found_by_system=True)

    declare_free(assignment, by=assignment.juror.user)

    assert assignment.state == "conflicted"
    assert assignment not in Assignment.objects.readable_by(assignment.juror.user)


def test_a_declared_conflict_is_told_to_office_and_chair_but_not_to_the_juror():
    scene = jury("declaring", assigned="proposed")
    assignment = scene.given(scene.jurors[1], scene.entries[0])

    declare_conflict(assignment, by=scene.jurors[1].user, detail="We wrote a paper together.")

    told = {row.payload["to"] for row in OutboxItem.objects.filter(kind="mail")}
    assert told == {scene.chair.user.email, scene.coordinator.email}
    assert Conflict.objects.get().verdict == "open"


def test_nobody_declares_for_somebody_else():
    scene = jury("declaring", assigned="proposed")

    with pytest.raises(PermissionDenied):
        declare_free(scene.all_given[0], by=UserFactory())


def test_a_blind_panel_asks_for_ties_first():
    scene = jury("declaring", assigned="proposed", blind=True)
    assignment = scene.all_given[0]

    with pytest.raises(Refused):
        declare_free(assignment, by=assignment.juror.user)


def test_ties_close_the_entries_of_that_organisation_only():
    scene = jury("declaring", assigned="proposed", blind=True)
    first, second = scene.entries

    declare_ties(scene.chair, by=scene.chair.user, organisations=[first.organisation])

    assert Assignment.objects.get(juror=scene.chair, entry=first).state == "conflicted"
    assert Assignment.objects.get(juror=scene.chair, entry=second).state == "proposed"
    assert not scene.chair.needs_ties()


def test_the_chair_waives_and_the_entry_opens():
    scene = jury("declaring", assigned="proposed")
    juror, entry = scene.jurors[1], scene.entries[0]
    declare_conflict(scene.given(juror, entry), by=juror.user, detail="We met at a fair once.")

    decide_conflict(Conflict.objects.get(), by=scene.chair.user, waive=True, reason="A chance meeting.")

    assert Assignment.objects.get(juror=juror, entry=entry).state == "free"


def test_upholding_frees_the_place_and_asks_another_juror():
    scene = jury("declaring", assigned="proposed", entries=1)
    juror, entry = scene.jurors[1], scene.entries[0]
    fresh = JurorFactory(panel=scene.panel)
    declare_conflict(scene.given(juror, entry), by=juror.user, detail="My sister works there.")

    decide_conflict(Conflict.objects.get(), by=scene.chair.user, waive=False, reason="Family.")

    assert Assignment.objects.get(juror=juror, entry=entry).state == "recused"
    assert Assignment.objects.get(juror=fresh, entry=entry).state == "proposed"
    assert OutboxItem.objects.filter(payload__to=fresh.user.email).exists()


def test_without_another_juror_the_office_is_told():
    scene = jury("declaring", assigned="proposed", entries=1)
    juror = scene.jurors[1]

    recuse_assignment(scene.given(juror, scene.entries[0]), by=juror.user, code="time", reason="I am ill.")

    subjects = [
        row.payload["subject"] for row in OutboxItem.objects.filter(payload__to=scene.coordinator.email)
    ]
    assert any("juror is missing" in subject for subject in subjects)


def test_a_verdict_needs_a_reason_and_is_given_once():
    scene = jury("declaring", assigned="proposed")
    conflict = ConflictFactory(juror=scene.jurors[1], entry=scene.entries[0])

    with pytest.raises(Refused):
        decide_conflict(conflict, by=scene.chair.user, waive=True, reason=" ")
    decide_conflict(conflict, by=scene.chair.user, waive=True, reason="No tie any more.")
    with pytest.raises(Refused):
        decide_conflict(conflict, by=scene.coordinator, waive=False, reason="Or is there?")


def test_a_chair_with_a_conflict_has_no_powers_for_that_entry():
    scene = jury("declaring", assigned="proposed")
    entry, other = scene.entries
    own = ConflictFactory(juror=scene.chair, entry=entry)
    of_juror = ConflictFactory(juror=scene.jurors[1], entry=entry)
    elsewhere = ConflictFactory(juror=scene.jurors[1], entry=other)

    assert not may_decide_conflict(own, scene.chair.user)
    assert not may_decide_conflict(of_juror, scene.chair.user)
    assert may_decide_conflict(elsewhere, scene.chair.user)
    assert not may_preside(scene.panel, entry, scene.chair.user)
    assert may_preside(scene.panel, entry, scene.jurors[2].user)


def test_who_presides_is_found_without_reading_the_whole_panel():
    scene = jury("deliberating", assigned="locked", jurors=12)
    panel, entry = Panel.objects.get(pk=scene.panel.pk), scene.entries[0]
    ConflictFactory(juror=scene.chair, entry=entry)
    cost = Cost()

    with counted(cost):
        assert not may_preside(panel, entry, scene.chair.user)
        assert may_preside(panel, entry, scene.jurors[1].user)

    assert cost.objects < 12


def test_a_waiver_for_one_entry_gives_the_chair_no_powers_for_another(decided):
    entry, other = decided.entries
    ConflictFactory(juror=decided.chair, entry=entry, verdict="upheld")
    ConflictFactory(
        juror=decided.chair, entry=other, verdict="waived", reason="Long ago.", decided_at=timezone.now()
    )

    assert not may_preside(decided.panel, entry, decided.chair.user)
    assert may_preside(decided.panel, entry, decided.jurors[1].user)
    vote = {"wording": "It wins.", "votes_for": 3, "votes_against": 0, "entry": entry}
    with pytest.raises(Refused, match="only 2 jurors may vote"):
        record_motion(decided.panel, by=decided.jurors[1].user, **vote)


def test_a_late_conflict_closes_the_entry_at_once(scene):
    assignment = scene.all_given[0]

    declare_late_conflict(assignment, by=assignment.juror.user, detail="I recognise the photographs.")

    assert not Assignment.objects.readable_by(assignment.juror.user).filter(pk=assignment.pk).exists()
    assert Conflict.objects.get().verdict == "upheld"


def test_a_same_city_tie_needs_the_juror_to_have_a_home():
    scene = jury("setup", assigned=None, entries=1)
    team = scene.entries[0].organisation
    home = OrganisationFactory(place=team.place, country=team.country)
    scene.jurors[1].organisation = home
    scene.jurors[1].save()

    assert [one.code for one in find_conflicts(scene.panel)] == ["same_city"]


def test_a_tie_found_late_is_told_to_the_juror_and_to_who_decides():
    scene = jury("scoring", assigned="free")
    juror, entry = scene.jurors[1], scene.entries[0]
    MembershipFactory(organisation=entry.organisation, user=juror.user)

    find_conflicts(scene.panel)

    mails = OutboxItem.objects.filter(kind="mail")
    by_address = {mail.payload["to"]: mail.payload["text"] for mail in mails}
    assert entry.code.upper() in by_address[juror.user.email]
    assert "waits to be waived or upheld" in by_address[scene.chair.user.email]
    assert entry.organisation.name not in by_address[juror.user.email]
    assert not Assignment.objects.readable_by(juror.user).filter(entry=entry).exists()

    conflict = Conflict.objects.get(juror=juror, entry=entry)
    decide_conflict(conflict, by=scene.chair.user, waive=True, reason="A membership of long ago.")

    assert Assignment.objects.readable_by(juror.user).filter(entry=entry).exists()
    assert mails.filter(payload__to=juror.user.email).count() == 2
