"""Pages of `network`."""

from tests.pages.inventory import Page

PAGES: list[Page] = []
