"""Fixtures of the page gates."""

from tests.browser import browser, site, visit, world

__all__ = ["browser", "site", "visit", "world"]
