"""The site's own pages in a browser: public, account, errors, and the style guide with every component."""

from tests.pages.walk import page_tests

test_page = page_tests("site")
