"""What a board shows: words, tones, phases, figures."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine

from cocreation.board import columns, key_figures, phase_steps, plan_rows, standing
from cocreation.models import Indicator, Milestone, Project, Reading

TODAY = date(2026, 11, 21)


def milestone(days, **fields):
    return Milestone(
        project=Project(),
        title="Awnings",
        starts_on=date(2026, 9, 1),
        due_on=TODAY + timedelta(days=days),
        **fields,
    )


@pytest.mark.parametrize(
    ("card", "label", "tone"),
    [
        (milestone(-5), "5 days late", "bad"),
        (milestone(-1), "1 day late", "bad"),
        (milestone(0), "Due today", "warn"),
        (milestone(14), "Due in 14 days", "warn"),
        (milestone(15), "On track", "brand"),
        (milestone(-5, state="done"), "With evidence", "ok"),
        (milestone(-5, state="dropped"), "Dropped", ""),
    ],
)
@time_machine.travel("2026-11-21T12:00Z", tick=False)
def test_a_card_says_how_it_stands(card, label, tone):
    assert standing(card) == {"label": label, "tone": tone}


def test_the_column_of_dropped_cards_is_there_only_when_needed():
    assert [column["state"] for column in columns([])] == ["planned", "in_work", "done"]
    assert [column["state"] for column in columns([milestone(3, state="dropped")])][-1] == "dropped"


@pytest.mark.parametrize(
    ("project", "states", "note"),
    [
        (Project(state="pilot"), ["done", "done", "current", "", ""], ""),
        (Project(state="paused", paused_from="prototype"), ["done", "current", "", "", ""], "Paused"),
        (Project(state="completed"), ["done"] * 5, ""),
        (Project(state="discontinued", ended_in="idea"), ["current", "", "", "", ""], "Discontinued"),
    ],
)
def test_the_phase_bar_shows_where_the_project_stands(project, states, note):
    steps = phase_steps(project)

    assert [step["standing"] for step in steps] == states
    assert [step["note"] for step in steps if step["note"]] == ([note] if note else [])


def test_key_figures_leave_out_what_nobody_wrote_down():
    indicator = Indicator(name="Absences", unit="%", target=Decimal(7))
    indicator.newest_readings = [Reading(value=Decimal("8.50"))]

    bare = key_figures(Project(), [], [])
    full = key_figures(
        Project(budget_total=48000, budget_spent=17200, currency="EUR"), [milestone(3)], [indicator]
    )

    assert [figure["value"] for figure in bare] == ["0", "–"]
    assert [figure["value"] for figure in full] == ["0", full[1]["value"], "8.5 %", "17,200 EUR"]
    assert full[2]["note"] == "target 7"


def test_the_plan_leaves_out_dropped_milestones():
    rows = plan_rows([milestone(9, state="done"), milestone(3, state="dropped")])

    assert [row[3] for row in rows] == ["done"]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(0, 100, "0 to 100"), (2, None, "at least 2"), (None, 9, "at most 9"), (None, None, "")],
)
def test_a_range_in_words(low, high, words):
    numbers = [None if value is None else Decimal(value) for value in (low, high)]

    assert Indicator(lowest=numbers[0], highest=numbers[1]).range_text() == words
