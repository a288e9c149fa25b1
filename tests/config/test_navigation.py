"""The main navigation marks the part in which a page lies."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "part"),
    [
        ("network:event_list", "Network"),
        ("challenges:partner_list", "Network"),
        ("transfer:network_map", "Network"),
        ("challenges:competition_list", "Challenges"),
        ("transfer:package_list", "Packages"),
    ],
)
def test_a_page_beside_the_list_is_marked_as_its_part(client, page, part):
    html = BeautifulSoup(client.get(reverse(page)).content, "html.parser")

    marked = {link.text for link in html.select("header [aria-current]")}

    assert marked == {part}
