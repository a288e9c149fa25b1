"""core.lists.page: one page of a filtered list."""

import django_filters
import pytest
from django.test import RequestFactory

from core import lists
from core.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


class People(django_filters.FilterSet):
    language = django_filters.ChoiceFilter(choices=[("en", "English"), ("pt-br", "Portuguese")])

    class Meta:
        model = User
        fields = ["language"]


@pytest.fixture
def people():
    return [UserFactory(language="en"), UserFactory(language="en"), UserFactory(language="pt-br")]


def asked(address, **more):
    return lists.page(RequestFactory().get(address), People, User.objects.order_by("pk"), **more)


def test_page_holds_the_filtered_rows_and_what_templates_take(people):
    found = asked("/?language=en")

    assert found.rows == people[:2]
    assert found.context == {"page_obj": found.page_obj, "filter": found.filter}


def test_page_is_the_nearest_one_when_the_asked_one_does_not_exist(people):
    assert asked("/?page=2", per_page=2).rows == people[2:]
    assert asked("/?page=99", per_page=2).rows == people[2:]
    assert asked("/?page=x", per_page=2).rows == people[:2]


def test_page_passes_over_what_is_no_choice(people):
    assert asked("/?language=zz").rows == people


def test_page_may_begin_with_filters_set(people):
    assert asked("/", chosen={"language": "pt-br"}).rows == people[2:]
    assert asked("/?language=en", chosen={"language": "pt-br"}).rows == people[:2]


def test_page_needs_no_filter_and_no_query():
    found = lists.page(RequestFactory().get("/"), None, [1, 2, 3], per_page=2)

    assert found.rows == [1, 2]
    assert found.context == {"page_obj": found.page_obj}
