"""Every page of `juries` in a browser."""

from tests.pages.walk import page_tests

test_page = page_tests("juries")
