"""core.forms.answer: a form that was sent is answered by an act."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from core.forms import answer, status_of
from core.workflow import Refused, Stale


class Line(forms.Form):
    text = forms.CharField()


def failing(error):
    def act():
        raise error

    return act


def test_a_form_that_was_not_sent_or_is_wrong_runs_nothing():
    assert answer(Line(), failing(AssertionError())) is None
    assert answer(Line({"text": ""}), failing(AssertionError())) is None


def test_a_form_that_is_right_gives_what_the_act_gives():
    form = Line({"text": "x"})

    assert answer(form, lambda: form.cleaned_data["text"] * 2) == "xx"


@pytest.mark.parametrize(
    ("error", "at", "errors"),
    [
        (ValidationError("No."), None, {"__all__": ["No."]}),
        (ValidationError("No."), "text", {"text": ["No."]}),
        (ValidationError({"text": ["No."]}), None, {"text": ["No."]}),
        (ValidationError({"text": ["No."], "other": ["Nor."]}), None, {"text": ["No."], "__all__": ["Nor."]}),
        (ValidationError({"__all__": ["No."]}), "text", {"text": ["No."]}),
    ],
)
def test_what_the_act_finds_wrong_stands_on_the_form(error, at, errors):
    form = Line({"text": "x"})

    assert answer(form, failing(error), at=at) is None
    assert form.errors == errors


def test_a_refusal_has_its_own_page_unless_it_is_caught():
    form = Line({"text": "x"})

    with pytest.raises(Refused):
        answer(form, failing(Refused("Too late.")))
    assert answer(form, failing(Refused("Too late.")), at="text", catches=Refused) is None
    assert form.errors == {"text": ["Too late."]}
    assert status_of(form) == 200


def test_a_form_says_with_409_that_the_item_has_moved_on():
    form = Line({"text": "x"})

    assert answer(form, failing(Stale("Moved on.")), catches=Stale) is None
    assert status_of(form) == 409
