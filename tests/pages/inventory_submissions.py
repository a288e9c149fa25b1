"""Pages of `submissions`."""

from tests.pages.inventory import Page

PAGES: list[Page] = []
