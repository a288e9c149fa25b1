"""Fixtures of the page gates."""

from tests.browser import browser, database, page_for, site, visit, world

__all__ = ["browser", "database", "page_for", "site", "visit", "world"]
