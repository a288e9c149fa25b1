"""Names stand in the order of their letters, on both databases and in Python."""

import ast
import random

import pytest
from django.apps import apps
from django.db import connection, models
from django.urls import reverse
from django.utils import translation

from core.letters import by_letters, letters_key
from network.countries import country_choices
from network.models import Organisation
from tests.factories import ChallengeFactory, OrganisationFactory
from tests.source import APPS, MODULES, nodes

IN_ORDER = [
    *("9 Lives", "a b", "ab", "Ærø", "Afula", "Ålborg", "Äpfel", "Arad", "Azur"),
    *("Čačak", "Cadiz", "Çorum", "cote", "Cote", "coté", "côte", "Côté", "Đakovo", "Dax"),
    *("District 2", "District 10", "Hamm", "Ħamrun", "Iğdır", "IJmuiden", "Île", "Ilf", "Irpin", "İzmir"),
    *("ığdır", "Lodz", "Łódź", "Lugano", "ñandu", "Nantes", "nice", "Nice"),
    *("Oslo", "Øster", "Österreich", "Ozd", "Salzburg", "Santos", "São Paulo", "Sarajevo"),
    *("Strasse", "Straße", "Tirana", "Umea", "Zagreb", "Þingvellir"),
    *("Ёлкино", "Ерёма", "Икша", "Йошкар-Ола", "Кострома"),
]
# What is no word: people do not look for it under its letter.
CODES = {"code", "number", "digest", "verdict", "language"}


def shuffled():
    return random.Random(4).sample(IN_ORDER, len(IN_ORDER))


@pytest.mark.django_db
def test_the_database_sorts_names_by_their_letters():
    for name in shuffled():
        OrganisationFactory(name=name)

    assert list(Organisation.objects.values_list("name", flat=True)) == IN_ORDER
    backwards = Organisation.objects.order_by(by_letters("name").desc())
    assert list(backwards.values_list("name", flat=True)) == IN_ORDER[::-1]


def test_python_sorts_names_by_their_letters():
    assert sorted(shuffled(), key=letters_key) == IN_ORDER


def test_python_does_not_mind_how_an_accent_is_stored():
    assert sorted(["Azur", "A\u0308pfel"], key=letters_key) == ["A\u0308pfel", "Azur"]


@pytest.mark.django_db
def test_pages_of_challenges_by_title_follow_one_another(client):
    titles = [f"{first} trams" for first in ("Zagreb", "Łódź", "Äpfel", "Oslo", "Österreich", "Arad")]
    for title in titles * 3:
        ChallengeFactory(published=True, title=title)

    seen = []
    for page in (1, 2):
        answer = client.get(reverse("challenges:challenge_list"), {"sort": "title", "page": page})
        seen += answer.context["page_obj"].object_list

    assert [one.title for one in seen][::3] == sorted(titles, key=letters_key)
    assert len({one.pk for one in seen}) == len(seen)


def test_countries_stand_by_their_letters_in_the_readers_language():
    with translation.override("de"):
        names = [name for _code, name in country_choices()]

    wanted = ["Ägypten", "Albanien", "Österreich", "Zypern"]
    assert [name for name in names if name in wanted] == wanted


@pytest.mark.django_db
@pytest.mark.postgresql
def test_pages_by_letters_are_read_from_an_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")

    plan = Organisation.objects.order_by(by_letters("name"), "id")[:20].explain()
    assert "organisations_by_letters" in plan


@pytest.mark.django_db
def test_a_file_of_sqlite_is_saved_by_programs_without_our_letters():
    if connection.vendor != "sqlite":
        pytest.skip("needs SQLite")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%letters%'")

        assert cursor.fetchall() == []


def words():
    """The names of the fields that hold a line of words."""
    ours = [model for model in apps.get_models() if model._meta.app_label in APPS]
    fields = [field for model in ours for field in model._meta.concrete_fields]
    return {field.name for field in fields if type(field) is models.CharField and not field.choices} - CODES


def orders(node):
    """The plain texts by which something is put in order at this place."""
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "order_by":
        given = node.args
    elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "ordering":
        given = getattr(node.value, "elts", [])
    else:
        given = []
    return [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def test_no_list_of_names_is_left_to_the_codes_of_their_signs():
    named = words()
    found = [
        f"{path}:{node.lineno} {order}"
        for path in MODULES
        for node in nodes(path)
        for order in orders(node)
        if order.lstrip("-").split("__")[-1] in named
    ]

    assert found == []
