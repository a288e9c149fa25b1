"""What every test needs, and which tests a run takes."""

import time
from collections import Counter
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.cache import cache
from django.db import connection
from django.db.models.signals import pre_migrate
from django.test import Client
from xdist.scheduler import LoadFileScheduling

SLOWEST_FIRST = ("surface", "journeys", "pages")  # folders
SPREAD = "tests/surface/test_secrets.py"  # each of its tests is as long as a file
ASKING = {"db", "transactional_db", "world"}  # fixtures of tests that ask the database


def pytest_addoption(parser):
    group = parser.getgroup("CityRelay")
    group.addoption("--all", action="store_true", help="also what is marked thorough")
    group.addoption("--database", action="store_true", help="only what may differ from database to database")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Long files begin first and short ones fill the gaps, so that no worker waits for another at the end."""
    sizes = Counter(item.path for item in items)

    def place(item):
        folder = item.path.parent.name
        first = SLOWEST_FIRST.index(folder) if folder in SLOWEST_FIRST else len(SLOWEST_FIRST)
        return first, -sizes[item.path], item.path

    config.hook.pytest_deselected(items=[item for item in items if not is_taken(item, config)])
    items[:] = sorted((item for item in items if is_taken(item, config)), key=place)


def is_taken(item, config):
    """Whether this run is one for the test.

    The long walks need not be made over both databases: pages in the sight of the roles that see least are,
    in every run.
    """
    is_thorough = item.get_closest_marker("thorough")
    if is_thorough and not config.getoption("--all"):
        return False
    if not config.getoption("--database"):
        return True
    return asks_the_database(item) and (not is_thorough or bool(item.get_closest_marker("postgresql")))


def asks_the_database(item):
    """Style, arithmetic and scripts do not; nor does the database say what a page does in a browser."""
    if item.get_closest_marker("alike"):
        return False
    return bool(item.get_closest_marker("django_db") or ASKING & set(item.fixturenames))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """A file stays on one worker, so that its fixtures are made once; the walk's roles go to both."""
    return Scheduling(config, log) if config.getoption("dist") == "loadfile" else None


class Scheduling(LoadFileScheduling):
    """By file, and one by one where a test takes as long as a file."""

    def _split_scope(self, nodeid):
        return nodeid if nodeid.startswith(SPREAD) else super()._split_scope(nodeid)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_use_migrations):
    """Where tables are made without migrations, they still sort by what one of those makes."""
    if not django_db_use_migrations:
        pre_migrate.connect(make_letters, sender=apps.get_app_config("core"))


def make_letters(**_kwargs):
    """The collation of PostgreSQL, as installations get it."""
    if connection.vendor != "postgresql":
        return
    [made] = import_module("core.migrations.0012_the_order_of_letters").Migration.operations
    with connection.schema_editor() as editor, connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_collation WHERE collname = 'letters'")
        if not cursor.fetchall():  # a database that is kept between runs has it
            made.database_forwards("core", editor, None, None)


@pytest.fixture(scope="session", autouse=True)
def _password_just_typed():
    """Whoever a test signs in has typed the password, and it costs one statement.

    See long_ago() in tests/core/test_sessions.py.
    """
    engine = import_module(settings.SESSION_ENGINE)

    def force_login(client, user, backend=settings.AUTHENTICATION_BACKENDS[0]):
        session = engine.SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = backend
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "force_login", force_login)
        yield


@pytest.fixture(autouse=True)
def _fresh_limits():
    """Counters of tries and other cached facts do not leak from one test into the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _postgresql_only(request):
    """Races are decided by PostgreSQL: SQLite lets one writer in at a time and hides them."""
    if request.node.get_closest_marker("postgresql") and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
