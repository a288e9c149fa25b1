"""What stands beside a panel's ranking, and that it is what the arithmetic says."""

import numpy as np
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from juries.actions.assignments import propose_plan, recuse_assignment
from juries.arithmetic.ranking import totals
from juries.arithmetic.ranking.leniency import fit
from juries.models import Assignment
from juries.places.stored import as_values, read_again
from juries.results.certainty import agreement_on, certainty, jurors_of, other_methods
from juries.results.standing import compare, lines_of
from tests.factories import JurorFactory, OrganisationFactory, ScorecardFactory
from tests.juries.conftest import jury

pytestmark = pytest.mark.django_db


def scored(complete=False, **fields):
    """Six entries; the second juror is lenient, the third reads only half of them or all."""
    scene = jury("deliberating", assigned="locked", entries=6, jurors=3, **fields)
    for assignment in scene.all_given:
        entry, juror = scene.entries.index(assignment.entry), scene.jurors.index(assignment.juror)
        if juror == 2 and entry % 2 and not complete:
            assignment.delete()
            continue
        base = [4, 3, 2, 2, 1, 1][entry]
        marks = (min(5, base + (juror == 1)), max(0, base - (juror == 2)))
        ScorecardFactory(assignment=assignment, marks=dict(zip(scene.criteria, marks, strict=True)))
    return scene


def compared(scene, **fields):
    return compare(scene.panel, [scene.challenge], **fields)


def lines(scene, found):
    return lines_of(scene.panel, found.places[scene.challenge.pk])


def test_scores_are_those_of_the_arithmetic():
    scene = scored()
    found = compared(scene)

    reviews = found.tally.reviews
    corrected = fit(reviews)
    expected = reviews.mean_of(reviews.total - corrected.correction[reviews.juror])
    by_entry = dict(zip(found.tally.entries, expected, strict=True))

    assert corrected.corrected
    for line in lines(scene, found):
        assert line.standing.score == totals.shown(by_entry[line.entry.pk])


def test_totals_are_those_of_the_scorecards():
    scene = scored()

    for line in lines(scene, compared(scene)):
        for assignment in line.asked:
            card = assignment.scorecard.total(scene.criteria)
            assert line.standing.totals[assignment.juror_id] == pytest.approx(card)


def test_a_hidden_entry_changes_ranks_and_no_score():
    scene = scored()
    before = dict(compared(scene).places[scene.challenge.pk])
    first = next(pk for pk, standing in before.items() if standing.rank == 1)

    after = compared(scene, hidden={first})

    places = after.places[scene.challenge.pk]
    assert first not in dict(places)
    assert places[0][1].rank == 1
    assert all(standing.score == before[pk].score for pk, standing in places)
    assert first not in certainty(scene.panel, after, scene.challenge).sure


def test_chances_add_up_and_change_with_a_score():
    cache.clear()
    scene = scored()
    before = certainty(scene.panel, compared(scene), scene.challenge)
    card = Assignment.objects.filter(entry=scene.entries[5]).first().scorecard
    card.scores.update(value=5)

    after = certainty(scene.panel, compared(scene), scene.challenge)

    assert sum(one.first for one in before.sure.values()) == pytest.approx(1)
    assert sum(one.top for one in before.sure.values()) == pytest.approx(3)
    assert before.runs == 3
    assert after.sure[scene.entries[5].pk].first > before.sure[scene.entries[5].pk].first


def test_agreement_is_told_in_words_for_the_total_and_each_criterion():
    scene = scored()

    found = agreement_on(compared(scene), scene.challenge)

    assert found.entries == 6
    assert found.alpha > 0.6
    assert found.words == "strong"
    assert [one["title"] for one in found.criteria] == ["Problem fit", "Inclusion"]


def test_agreement_of_equal_marks_cannot_be_computed():
    scene = jury("deliberating", assigned="locked")
    for assignment in scene.all_given:
        ScorecardFactory(assignment=assignment, marks=dict.fromkeys(scene.criteria, 3))

    found = agreement_on(compared(scene), scene.challenge)

    assert found.alpha is None
    assert "cannot be computed" in found.words


def test_other_methods_show_a_caution_where_they_do_not_fit():
    scene = scored()
    found = compared(scene)

    table = other_methods(found, scene.challenge, lines(scene, found))

    cautions = {column["label"]: bool(column["caution"]) for column in table["columns"]}
    assert cautions["Ranks"]
    assert cautions["Standardised scores"]
    assert not cautions["Mean"]
    assert [column["current"] for column in table["columns"]].count(True) == 1
    assert all(len(ranks) == len(table["columns"]) for _line, ranks in table["rows"])


def test_the_lenient_juror_is_found():
    scene = scored()

    leniency = {one["juror"]: one["correction"] for one in jurors_of(scene.panel, compared(scene))}

    assert max(leniency, key=leniency.get) == scene.jurors[1]
    assert np.isclose(sum(leniency.values()), 0, atol=1e-6)


@pytest.mark.parametrize(
    ("complete", "words"), [(False, "see the mean beside the score"), (True, "the corrections cancel")]
)
def test_corrections_that_cancel_are_told(client, complete, words):
    scene = scored(complete)
    client.force_login(scene.chair.user)

    page = client.get(reverse("juries:panel_ranking", args=[scene.panel.code])).content.decode()

    assert words in page


def test_jurors_are_told_apart_for_chair_and_office_only(client):
    scene = scored()
    address = reverse("juries:panel_ranking", args=[scene.panel.code])

    shown = {}
    for who, user in {"chair": scene.chair.user, "juror": scene.jurors[1].user}.items():
        client.force_login(user)
        shown[who] = client.get(address).content.decode()

    assert "The jurors of the panel" in shown["chair"]
    assert "The jurors of the panel" not in shown["juror"]
    assert "recount" in shown["juror"]


def test_groups_that_share_no_entry_are_told(client):
    scene = jury("deliberating", assigned="locked", entries=4, jurors=4)
    for assignment in scene.all_given:
        entry, juror = scene.entries.index(assignment.entry), scene.jurors.index(assignment.juror)
        if entry // 2 != juror // 2:
            assignment.delete()
        else:
            ScorecardFactory(assignment=assignment, marks=dict.fromkeys(scene.criteria, 1 + juror))
    scene.panel.quorum = 2
    scene.panel.save()
    client.force_login(scene.coordinator)

    page = client.get(reverse("juries:panel_ranking", args=[scene.panel.code])).content.decode()

    assert "falls into 2 groups" in page


def test_a_proposal_names_the_rule_and_the_raise_that_would_fill_its_places(client):
    scene = jury("setup", assigned=None, entries=3, jurors=2)
    scene.panel.jurors.filter(pk=scene.jurors[0].pk).update(most=1)
    client.force_login(scene.coordinator)

    page = client.get(reverse("juries:assignment_propose", args=[scene.panel.code])).content.decode()
    proposal = propose_plan(scene.panel)

    assert "2 places stay empty" in page
    assert "reads up to 2 more" in page
    assert [(one["missing"], one["raise_by"], one["room"]) for one in proposal.shortages] == [(2, 2, 1)]


def test_a_replacement_has_room_and_comes_from_another_organisation():
    employer = OrganisationFactory(place="Lima", country="PE")
    scene = jury("declaring", assigned="proposed", entries=1, jurors=2)
    scene.panel.jurors.filter(pk=scene.jurors[0].pk).update(organisation=employer)
    colleague = JurorFactory(panel=scene.panel, organisation=employer)
    other = JurorFactory(panel=scene.panel)

    found = recuse_assignment(
        scene.given(scene.jurors[1], scene.entries[0]), by=scene.coordinator, code="other", reason="Ill"
    )

    assert found.juror == other
    assert found.juror != colleague


def test_a_proposal_needs_the_same_queries_for_three_jurors_and_for_ten():
    def queries(jurors):
        scene = jury("setup", assigned=None, entries=3, jurors=jurors)
        with CaptureQueriesContext(connection) as asked:
            propose_plan(scene.panel)
        return len(asked)

    assert queries(3) == queries(10)


def test_a_proposal_that_was_kept_needs_the_same_queries_for_two_entries_and_for_six():
    def queries(entries):
        scene = jury("setup", assigned=None, entries=entries, jurors=3)
        kept = as_values(propose_plan(scene.panel))
        with CaptureQueriesContext(connection) as asked:
            assert read_again(scene.panel, kept, 100)[0].pairs
        return len(asked)

    assert queries(2) == queries(6)
