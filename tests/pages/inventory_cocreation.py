"""Pages of `cocreation`."""

from tests.pages.inventory import Page

PAGES: list[Page] = []
