"""Pages of `transfer`."""

from tests.pages.inventory import Page

PAGES: list[Page] = []
