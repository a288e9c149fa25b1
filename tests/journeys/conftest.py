"""A real Chromium and a server, for the journey that has one."""

from tests.browser import browser, database, site, visit, world

__all__ = ["browser", "database", "site", "visit", "world"]
