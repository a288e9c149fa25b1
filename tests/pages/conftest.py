"""Fixtures of the page gates."""

from tests.browser import browser, page_for, site, visit, world

__all__ = ["browser", "page_for", "site", "visit", "world"]
