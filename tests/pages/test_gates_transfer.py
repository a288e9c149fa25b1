"""Every page of `transfer` in a browser."""

from tests.pages.walk import page_tests

test_page = page_tests("transfer")
