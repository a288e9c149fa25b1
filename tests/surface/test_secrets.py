"""Each role walks every page and every API address; none finds what was planted for others."""

import logging
import re

import pytest
from django.test import Client

from core.models import User
from tests.browser import world
from tests.surface.routes import addresses
from tests.surface.world import ROLES, SECRETS, chosen_items, plant

__all__ = ["world"]
MAY_ANSWER = {200, 301, 302, 400, 401, 403, 404, 405, 409}


@pytest.fixture(scope="module")
def walk(world):
    """All addresses of a world with secrets in it."""
    plant()
    return addresses(chosen_items())


def body_of(response) -> str:
    """Everything that the person gets: headers and text."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    return str(headers) + content.decode(errors="replace")


def holds(text: str, words: str) -> str:
    """The words with what stands around them, or nothing; not as part of a longer number or word."""
    found = re.search(rf".{{0,40}}(?<![0-9.A-Za-z]){words}.{{0,20}}", text) if words in text else None
    return found.group() if found else ""


@pytest.fixture(scope="module")
def found():
    """What each role found of its own secrets, filled by the walks."""
    return {}


@pytest.fixture
def _quiet():
    """Thousands of refusals are what is looked for: writing a traceback of each takes a fifth of the walk."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("_quiet")
@pytest.mark.parametrize("role", ROLES)
def test_no_role_finds_a_secret_of_others(walk, found, role):
    client = Client()
    if ROLES[role]:
        client.force_login(User.objects.get(email=ROLES[role]))
    kept = [secret for secret in SECRETS if role not in secret.readers]
    own = [secret.words for secret in SECRETS if role in secret.readers]
    faults, opened, found[role] = [], 0, set()

    for address in walk:
        response = client.get(address)
        text = body_of(response)
        opened += response.status_code == 200
        found[role] |= {words for words in own if holds(text, words)}
        if response.status_code not in MAY_ANSWER and address != "/readyz":  # no worker runs here
            faults.append(f"{address}: {response.status_code}")
        faults += [
            f"{address}: {holds(text, secret.words)}"
            for secret in kept
            if holds(text, secret.words) and not address.startswith(secret.elsewhere or ("-",))
        ]

    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults[:60])
    assert opened > 20


def test_the_readers_do_find_their_secrets(found):
    """A walk that finds nothing because it opens nothing would prove nothing."""
    if found.keys() != ROLES.keys():
        pytest.skip("needs the walks of all roles")

    missing = {secret.words for secret in SECRETS} - set().union(*found.values())

    # A letter is shown once its panel has signed; the planted one belongs to a panel that is scoring.
    assert missing <= {"QZLETTER"}
