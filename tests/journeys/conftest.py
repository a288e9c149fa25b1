"""A real Chromium and a server, for the journey that has one."""

from tests.browser import browser, site, visit, world

__all__ = ["browser", "site", "visit", "world"]
