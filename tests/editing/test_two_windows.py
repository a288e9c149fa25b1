"""Two windows on the same form: nobody's change is lost, and nothing is overwritten unseen."""

import pytest

from tests.editing import challenges, cocreation, core, juries, network, submissions, transfer

pytestmark = pytest.mark.django_db

FORMS = [
    pytest.param(form, id=form.name)
    for app in (core, network, challenges, submissions, juries, cocreation, transfer)
    for form in app.FORMS
]


def found(window, wanted):
    """The fields of the window that ought to show these values."""
    return {name: window.fields[name] for name in wanted}


@pytest.mark.parametrize("form", [form for form in FORMS if form.values[0].second])
def test_two_people_in_two_fields_keep_both(form):
    user, address = form.build()
    one, two = form.open(user, address), form.open(user, address)

    assert one.send(**form.first, **form.also) == 302
    answered = two.send(**form.second, **form.also)

    if form.together:
        assert answered == 409
        assert str(*form.first.values()) in two.text()
        assert form.second.items() <= two.fields.items()
    else:
        assert answered == 302
        after = form.open(user, address)
        assert found(after, form.first | form.second) == form.first | form.second


@pytest.mark.parametrize("form", FORMS)
def test_two_people_in_one_field_see_both_texts_before_either_is_overwritten(form):
    user, address = form.build()
    one, two = form.open(user, address), form.open(user, address)
    ((name, mine),) = form.first.items()
    theirs = form.other

    assert one.send(**{name: theirs}, **form.also) == 302
    assert two.send(**form.first, **form.also) == 409

    assert two.words_of(theirs) in two.text()
    assert two.fields[name] == mine
    assert form.open(user, address).fields[name] == theirs

    assert two.send(**form.also) == 302
    assert form.open(user, address).fields[name] == mine


@pytest.mark.parametrize("form", FORMS)
def test_the_same_change_sent_twice_is_one_change(form):
    user, address = form.build()
    one, two = form.open(user, address), form.open(user, address)

    assert one.send(**form.first, **form.also) == 302
    assert two.send(**form.first, **form.also) == 302

    assert found(form.open(user, address), form.first) == form.first


@pytest.mark.parametrize("form", FORMS)
def test_a_form_that_was_left_alone_can_be_sent(form):
    user, address = form.build()
    window = form.open(user, address)
    window.send(**form.first, **form.also)
    again = form.open(user, address)
    before = again.fields.copy()

    assert again.send() == 302

    after = form.open(user, address)
    assert found(after, form.first) == {name: before[name] for name in form.first}
