"""Pages of `juries`."""

from tests.pages.inventory import Page

PAGES: list[Page] = []
