"""Every component in a browser, as in config/styleguide.py: plain, filtered, with errors."""

import pytest
from django.test import override_settings

from tests.addresses import Page
from tests.pages.walk import WIDE, look


@pytest.fixture(scope="module", autouse=True)
def workshop():
    with override_settings(ROOT_URLCONF="tests.pages.workshop"):
        yield


@pytest.mark.browser
@pytest.mark.alike
@pytest.mark.parametrize("query", ["", "?state=open", "?wrong=1"])
def test_components_pass_the_gates(query, page_for):
    page = page_for(None, WIDE)

    wrong = look(page, f"/styleguide/{query}", Page("style guide", "public", str))

    assert not wrong, "\n".join(wrong)
