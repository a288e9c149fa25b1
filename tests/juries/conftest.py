"""A small jury to play with."""

from types import SimpleNamespace

import pytest

from tests.factories import (
    AreaOfActionFactory,
    AssignmentFactory,
    ChallengeFactory,
    CompetitionFactory,
    CriterionFactory,
    EntryFactory,
    JurorFactory,
    MembershipFactory,
    OrganisationFactory,
    PanelFactory,
    ScorecardFactory,
    UserFactory,
)

ADVICE = {
    "outcome": "award",
    "award_title": "Best idea",
    "citation": "Clear.",
    "reason": "It answers the brief best.",
}
REFUSAL = {"outcome": "decline", "reason": "Others answer the brief more directly."}


def jury(state="scoring", *, entries=2, jurors=3, assigned="free", **panel_fields):
    """A panel in that state: a chair and others, entries of one challenge, everybody reads all."""
    office = OrganisationFactory(office=True, place="Bonn", country="DE")
    competition = CompetitionFactory(judging=True, office=office, time_zone="UTC")
    area = AreaOfActionFactory(competition=competition)
    heavy = CriterionFactory(competition=competition, title="Problem fit", weight=60)
    light = CriterionFactory(competition=competition, title="Inclusion", weight=40)
    city = OrganisationFactory(place="Kochi", country="IN")
    challenge = ChallengeFactory(
        competition=competition, organisation=city, area=area, published=True, state="in_selection"
    )
    trait = {} if state == "setup" else {state: True}
    panel = PanelFactory(
        competition=competition, challenges=[challenge], reviews_per_entry=jurors, **trait, **panel_fields
    )
    coordinator, editor = UserFactory(name="Cora Coordinator"), UserFactory(name="Edda Editor")
    MembershipFactory(organisation=office, user=coordinator, role="coordinator")
    MembershipFactory(organisation=city, user=editor, role="editor")
    seats = [JurorFactory(panel=panel, is_chair=n == 0) for n in range(jurors)]
    handed_in = [EntryFactory(eligible=True, challenge=challenge) for _n in range(entries)]
    given = {}
    for entry in handed_in:
        for juror in seats if assigned else []:
            given[juror.pk, entry.pk] = AssignmentFactory(juror=juror, entry=entry, state=assigned)
    return SimpleNamespace(
        office=office,
        competition=competition,
        criteria=[heavy, light],
        city=city,
        challenge=challenge,
        panel=panel,
        coordinator=coordinator,
        editor=editor,
        jurors=seats,
        chair=seats[0],
        entries=handed_in,
        given=lambda juror, entry: given[juror.pk, entry.pk],
        all_given=list(given.values()),
    )


def score_all(scene, values=(4, 3)):
    """Fill every scorecard with the same marks."""
    for assignment in scene.all_given:
        ScorecardFactory(assignment=assignment, marks=dict(zip(scene.criteria, values, strict=True)))


@pytest.fixture
def scene(db):
    """A panel that is scoring."""
    return jury()


@pytest.fixture
def decided(db):
    """A panel that deliberates, everything scored."""
    made = jury("deliberating", assigned="locked")
    score_all(made)
    return made
