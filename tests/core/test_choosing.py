"""One row of many: chosen from a list while that is short, named where it would be long."""

import pytest
from django import forms

from core import choosing
from core.choosing import NamedField, offer
from network.models import Organisation
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


class ChoiceForm(forms.Form):
    """Asks for one organisation."""

    organisation = NamedField(Organisation.objects.none(), label="Organisation", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "organisation", Organisation.objects.order_by("pk"))


@pytest.fixture
def many(monkeypatch):
    """More organisations than a list holds."""
    monkeypatch.setattr(choosing, "MOST_TO_CHOOSE", 2)
    return [OrganisationFactory(name=name) for name in ("Kassel", "Pune", "León")]


def chosen(text):
    form = ChoiceForm({"organisation": text})
    assert form.is_valid(), form.errors
    return form.cleaned_data["organisation"]


def refusal(text):
    return str(ChoiceForm({"organisation": text}).errors["organisation"])


def test_as_many_as_a_list_holds_are_a_list(monkeypatch):
    monkeypatch.setattr(choosing, "MOST_TO_CHOOSE", 2)
    first, second = OrganisationFactory.create_batch(2)

    form = str(ChoiceForm(initial={"organisation": first.pk}))

    assert "<select" in form
    assert f'value="{first.pk}" selected' in form
    assert chosen(str(second.pk)) == second


def test_of_too_many_none_is_read_or_written_into_the_page(many, django_assert_num_queries):
    form = ChoiceForm()

    with django_assert_num_queries(0):
        page = str(form)

    assert "<select" not in page
    assert not any(one.name in page for one in many)
    assert "its code" in page


@pytest.mark.parametrize(
    "text",
    [
        "Pune",
        " pune ",
        "{code}",
        "{upper}",
        "/organisations/{code}/",
        "https://relay.example/organisations/{code}/",
        "Pune ({code})",
    ],
)
def test_a_row_is_named_by_its_name_its_code_or_its_address(many, text):
    code = many[1].code

    assert chosen(text.format(code=code, upper=code.upper())) == many[1]


def test_nothing_written_is_nothing_chosen(many):
    assert chosen("") is None


def test_what_nothing_is_called_is_refused(many):
    assert "none of this name" in refusal("Quito")


def test_a_name_of_several_asks_for_the_code(many):
    other = OrganisationFactory(name="PUNE")

    assert "Several have this name" in refusal("pune")
    assert chosen(other.code) == other
    assert chosen(f"Pune ({other.code})") == other


def test_what_is_chosen_already_is_shown_by_its_words_and_comes_back_unchanged(many):
    form = ChoiceForm(initial={"organisation": many[2].pk})
    words = form["organisation"].value()

    assert words == f"León ({many[2].code})"
    assert not ChoiceForm({"organisation": words}, initial={"organisation": many[2].pk}).has_changed()
    assert chosen(words) == many[2]
