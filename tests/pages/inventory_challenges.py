"""Pages of `challenges`."""

from tests.pages.inventory import Page

PAGES: list[Page] = []
