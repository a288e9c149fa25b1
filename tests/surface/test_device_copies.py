"""Whatever a person writes at length is kept on the device until the server has it: no form is left out."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.addresses import all_rows
from tests.surface.visits import arrive

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]
KEEPS = ["draft-form", "device-form"]
PAGES = [
    pytest.param(row, page, id=str(page), marks=pytest.mark.thorough if number else ())
    for row in all_rows()
    for number, page in enumerate(row.pages)
    if row.route and not row.route.startswith("admin:")
]


def without_copy(text):
    """The addresses to which forms with a long text are sent that stand in no form with a copy."""
    forms = BeautifulSoup(text, "html.parser").find_all("form", method="post")
    long = [form for form in forms if form.find("textarea") and not form.find_parent(KEEPS)]
    return [form.get("action") or "" for form in long]


@pytest.mark.parametrize(("row", "page"), PAGES)
def test_a_long_text_is_kept_on_the_device(row, page):
    url, user = arrive(row, page.build)
    client = Client()
    if user is not None:
        client.force_login(user)

    answer = client.get(url)

    assert without_copy(answer.text) == []
