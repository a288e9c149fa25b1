"""A world for the walk, and silence about refusals."""

import logging

import pytest

from tests.browser import database, world

__all__ = ["database", "quiet", "world"]


@pytest.fixture
def quiet():
    """Thousands of refusals are what is looked for: writing a traceback of each takes a fifth of the time."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
