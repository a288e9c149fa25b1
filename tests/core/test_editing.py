"""Writing together: what is a change, where two people clash, and what a form sends back."""

import json
from types import SimpleNamespace

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import RequestFactory

from core.autosave import autosave
from core.editing import Clash, merge, plain, same
from core.forms import ReadForm, answer, status_of
from core.workflow import Refused


def row(version=5, **versions):
    """A row whose fields have these versions; without any, one whose fields belong together."""
    item = SimpleNamespace(version=version, field_versions=versions, saved_at=None, one_writer=False)
    item.version_of = lambda name: versions.get(name, 0) if versions else version
    return item


def test_only_what_differs_is_a_change():
    merged = merge(
        row(), by=None, version=5, fields={"a": "x", "b": "y\r\nz"}, stored={"a": "w", "b": "y\nz"}
    )

    assert merged == ({"a": "x"}, {})


def test_two_people_in_two_fields_do_not_clash_and_learn_of_each_other():
    stored = {"title": "Old", "weight": 30}

    merged = merge(row(title=1, weight=5), by=None, version=4, fields={"title": "New"}, stored=stored)

    assert merged == ({"title": "New"}, {"weight": 30})


def test_a_field_changed_since_to_something_else_is_a_clash():
    stored = {"title": "Theirs", "weight": 30, "note": "Also theirs"}

    with pytest.raises(Clash) as caught:
        merge(row(title=5, note=5), by=None, version=4, fields={"title": "Mine", "weight": 40}, stored=stored)

    assert (caught.value.version, caught.value.fields) == (5, {"title": "Theirs"})
    assert caught.value.others == {"note": "Also theirs"}


def test_the_same_text_written_twice_is_no_clash():
    assert (
        merge(row(title=5), by=None, version=1, fields={"title": "Same"}, stored={"title": "Same"}).changed
        == {}
    )


def test_fields_that_belong_together_clash_as_one():
    with pytest.raises(Clash):
        merge(row(), by=None, version=4, fields={"title": "New"}, stored={"title": "Old"})


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("a\r\nb", "a\nb", True),
        ("a", "a ", False),
        ((1, 2), [1, 2], True),
        ([1, 2], [2, 1], False),
        (None, "", False),
    ],
)
def test_same(one, other, is_same):
    assert same(one, other) is is_same


def test_plain_values_are_those_of_a_form():
    assert [plain(one) for one in (None, 3, True, ["b", "a"])] == ["", "3", True, ["a", "b"]]


class Form(ReadForm):
    title = forms.CharField()
    tags = forms.MultipleChoiceField(choices=[("a", "Apple"), ("b", "Bean")], required=False)
    open = forms.BooleanField(required=False)
    kind = forms.ChoiceField(choices=[("x", "First"), ("y", "Second")])


INITIAL = {"title": "Old", "tags": ["b"], "open": True, "kind": "x"}
SHOWN = {"title": "Old", "tags": ["b"], "open": "on", "kind": "x"}


def sent(version=4, drop=(), **changed):
    """The form as a browser sends it back, with some fields changed or unticked."""
    blank = Form(initial=INITIAL)
    data = QueryDict(mutable=True)
    for name, value in (SHOWN | {"version": version, "as_read": blank["as_read"].value()} | changed).items():
        if name not in drop:
            data.setlist(name, value if isinstance(value, list) else [value])
    return Form(data, initial=INITIAL)


@pytest.mark.parametrize(
    ("changed", "drop", "touched"),
    [
        ({}, (), set()),
        ({"title": "New"}, (), {"title"}),
        ({"tags": ["a", "b"]}, (), {"tags"}),
        ({}, ("tags", "open"), {"tags", "open"}),
        ({"kind": "y"}, (), {"kind"}),
        ({}, ("as_read",), {"title", "tags", "open", "kind"}),
        ({"as_read": "]"}, (), {"title", "tags", "open", "kind"}),
    ],
)
def test_a_form_knows_which_fields_were_left_alone(changed, drop, touched):
    form = sent(drop=drop, **changed)

    assert form.is_valid(), form.errors
    assert form.touched() == touched
    assert set(form.values()) == touched


def test_a_clash_shows_both_texts_and_what_was_not_touched_as_it_is_now():
    form = sent(title="Mine")
    clash = Clash(row(9), {"title": "Theirs"}, {"tags": ["a"], "kind": "y", "open": False})

    assert answer(form, lambda: raises(clash)) is None

    assert status_of(form) == 409
    assert form.theirs == [("Title", "Theirs")]
    assert [form[name].value() for name in ("title", "tags", "kind")] == ["Mine", ["a"], "y"]
    assert form["version"].value() == "9"


def test_saved_again_after_a_clash_only_what_the_person_typed_is_sent():
    form = sent(title="Mine")
    answer(
        form, lambda: raises(Clash(row(9), {"title": "Theirs"}, {"tags": ["a"], "kind": "y", "open": False}))
    )

    again = Form(form.data, initial=INITIAL)

    assert again.is_valid()
    assert (again.version_read(), again.values()) == (9, {"title": "Mine"})


def test_a_clash_in_a_field_that_the_form_does_not_have_is_still_told():
    form = sent()

    answer(form, lambda: raises(Clash(row(9), {"elsewhere": "Theirs"})))

    assert status_of(form) == 409
    assert "Somebody else changed the same" in form.non_field_errors()[0]


def test_what_an_action_says_of_a_value_stands_beside_its_field():
    form = sent()

    answer(form, lambda: raises(ValidationError({"title": ["Too bold."], "other": ["No such thing."]})))

    assert form.errors == {"title": ["Too bold."], "__all__": ["No such thing."]}
    assert status_of(form) == 200


def raises(error):
    raise error


def saving(body, save=None):
    """The answer of an autosave to this body: status and JSON."""
    request = RequestFactory().post(
        "/", body if isinstance(body, str) else json.dumps(body), "application/json"
    )
    reply = autosave(request, save or (lambda version, fields: (row(version + 1), {"b": ["y", "x"]})))
    return reply.status_code, json.loads(reply.content)


def test_what_is_saved_is_answered_with_what_others_changed():
    status, body = saving({"version": 4, "fields": {"a": "1"}})

    assert status == 200
    assert (body["version"], body["fields"]) == (5, {"b": ["x", "y"]})
    assert body["saved_at"]


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        "{}",
        '{"version": "x", "fields": {}}',
        '{"version": 1, "fields": "ab"}',
        '{"version": 1, "fields": {"a": "\\u0000"}}',
        '{"version": 1, "fields": {"a": ["\\ud800"]}}',
    ],
)
def test_what_no_draft_looks_like_is_400(body):
    status, answered = saving(body)

    assert status == 400
    assert answered["errors"]


@pytest.mark.parametrize(
    ("error", "status", "body"),
    [
        (Clash(row(9), {"a": None}), 409, {"version": 9, "fields": {"a": ""}}),
        (Refused("Closed."), 409, {"detail": "Closed.", "version": 4, "fields": {}}),
        (ValidationError({"a": "Too long."}), 400, {"errors": {"a": ["Too long."]}}),
        (ValidationError("No."), 400, {"errors": {"": ["No."]}}),
    ],
)
def test_what_cannot_be_saved_is_told(error, status, body):
    answered = saving({"version": 4, "fields": {"a": "1"}}, lambda version, fields: raises(error))

    assert answered[0] == status
    assert answered[1].items() >= body.items()
