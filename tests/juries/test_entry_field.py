"""One entry of a panel: from a list while that is short, by its code where it would be long."""

import pytest

from core import choosing
from juries.forms.assignments import AssignmentAddForm
from juries.forms.deliberation import MotionForm
from tests.juries.conftest import jury

pytestmark = pytest.mark.django_db
WORDS = {"wording": "It wins.", "votes_for": 3, "votes_against": 0, "abstentions": 0}


@pytest.fixture
def scene(monkeypatch):
    """More entries than a list holds."""
    monkeypatch.setattr(choosing, "MOST_TO_CHOOSE", 2)
    return jury("deliberating", assigned="locked", entries=3)


def test_a_short_list_is_a_list():
    scene = jury("setup", assigned=None, entries=3)

    form = str(AssignmentAddForm(panel=scene.panel))

    assert all(entry.code in form for entry in scene.entries)


def test_of_a_long_list_no_entry_is_loaded_or_written_into_the_page(scene):
    form = str(MotionForm(entries=scene.panel.entries()))

    assert not any(entry.code in form for entry in scene.entries)


def test_a_code_may_be_written_as_it_is_shown(scene):
    entry = scene.entries[1]

    form = MotionForm(WORDS | {"entry": f" {entry.code.upper()} "}, entries=scene.panel.entries())

    assert form.is_valid()
    assert form.cleaned_data["entry"] == entry


def test_a_motion_may_be_about_no_entry(scene):
    form = MotionForm(WORDS | {"entry": ""}, entries=scene.panel.entries())

    assert form.is_valid()
    assert form.cleaned_data["entry"] is None


def test_an_unknown_code_says_where_codes_stand(scene):
    form = MotionForm(WORDS | {"entry": "bcdfghjkmn"}, entries=scene.panel.entries())

    assert "list of entries" in str(form.errors["entry"])
