"""What a caller may not read cannot be asked about: no filter, order or search of a field not offered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from config.api import router
from tests.factories.core import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
LOOKUPS = ["", "__lte"]
WORDS = ["search", "ordering", "sort", "order_by", "o", "q", "fields", "group"]


def views():
    """Path and view class of every list of the API."""
    return [(f"/api/v1/{prefix}/", view) for prefix, view, _basename in router.registry]


def offered(view) -> set[str]:
    """The names that the list takes."""
    filterset = getattr(view, "filterset_class", None)
    return set(filterset.base_filters if filterset else ()) | {"page", "page_size", "format"}


def paths_of(model) -> list[str]:
    """Every field of the model and of what it points to, as a query would name them."""
    found = []
    for field in model._meta.get_fields():
        name = field.name
        found.append(name)
        if field.is_relation and field.related_model:
            found += [f"{name}__{one.name}" for one in field.related_model._meta.get_fields()]
    return found


def asked(client, path, parameters) -> tuple[int, list[str]]:
    """Status and queries, without the one that finds out who is asking."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path, parameters)
    about_data = [one["sql"] for one in queries if 'WHERE "network_membership"."user_id" =' not in one["sql"]]
    return answer.status_code, about_data


@pytest.mark.parametrize(("path", "view"), views(), ids=lambda value: value if isinstance(value, str) else "")
def test_no_field_outside_the_offer_can_be_filtered_or_ordered_by(path, view):
    client = APIClient()
    client.force_authenticate(UserFactory())
    paths = paths_of(view.queryset.model)
    names = {path + lookup for path in paths for lookup in LOOKUPS} | set(WORDS)
    hidden = sorted(names - offered(view))

    leaks = {name: answer for name in hidden if (answer := asked(client, path, {name: "1"})) != (400, [])}

    assert hidden
    assert not leaks


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_no_mix_of_filters_slips_a_hidden_one_through(data):
    path, view = data.draw(st.sampled_from(views()))
    client = APIClient()
    client.force_authenticate(UserFactory())
    hidden = data.draw(st.sampled_from(paths_of(view.queryset.model)))
    hidden += data.draw(st.sampled_from(["", "__gt", "__icontains", "__isnull", "__in", "__regex", "!"]))
    if hidden in offered(view):
        return
    known = sorted(offered(view) - {"format"})  # an unknown format is a 404 of its own
    parameters = dict.fromkeys(data.draw(st.sets(st.sampled_from(known))), "1")
    value = data.draw(st.text(max_size=20))

    assert asked(client, path, {**parameters, hidden: value}) == (400, [])
