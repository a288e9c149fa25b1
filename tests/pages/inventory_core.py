"""Pages of `core`."""

from tests.pages.inventory import Page

PAGES: list[Page] = []
