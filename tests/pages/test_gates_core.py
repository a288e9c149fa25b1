"""Every page of `core` in a browser."""

from tests.pages.walk import page_tests

test_page = page_tests("core")
