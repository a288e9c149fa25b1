"""Each role walks every page and every API address; none finds what was planted for others."""

import re

import pytest
from django.test import Client

from core.models import User
from tests.addresses import to_walk
from tests.cast import CAST, NOBODY, WALK_ON
from tests.surface.world import FOUND, ROLES, SECRETS, chosen_items, plant

MAY_ANSWER = {200, 301, 302, 400, 401, 403, 404, 405, 409}


@pytest.fixture(scope="module")
def walk(world):
    """All addresses of a world with secrets in it."""
    plant()
    return to_walk(chosen_items())


def body_of(response) -> str:
    """Everything that the person gets: headers and text."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    return str(headers) + content.decode(errors="replace")


def holds(text: str, words: str) -> str:
    """The words with what stands around them, or nothing; not as part of a longer number or word."""
    found = re.search(rf".{{0,40}}(?<![0-9.A-Za-z]){words}.{{0,20}}", text) if words in text else None
    return found.group() if found else ""


def visitor(role):
    """A browser in which the role is signed in."""
    client = Client()
    if role != NOBODY:
        client.force_login(User.objects.get(email=(CAST | WALK_ON)[role].email))
    return client


def roles():
    """All of them; the four that may see least go in every run."""
    often = {NOBODY, "other office", "rival", "juror"}
    return [pytest.param(role, marks=() if role in often else pytest.mark.thorough) for role in ROLES]


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("role", roles())
def test_no_role_finds_a_secret_of_others(walk, role):
    client = visitor(role)
    kept = [secret for secret in SECRETS if role not in secret.readers]
    own = [secret.words for secret in SECRETS if role in secret.readers]
    faults, opened, found = [], 0, set()

    for address in walk:
        response = client.get(address)
        text = body_of(response)
        opened += response.status_code == 200
        found |= {words for words in own if holds(text, words)}
        if response.status_code not in MAY_ANSWER and address != "/readyz":  # no worker runs here
            faults.append(f"{address}: {response.status_code}")
        faults += [
            f"{address}: {holds(text, secret.words)}"
            for secret in kept
            if holds(text, secret.words) and not address.startswith(secret.elsewhere or ("-",))
        ]

    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults[:60])
    assert opened > 20
    assert found == FOUND[role]


def test_the_readers_do_find_their_secrets():
    """Each secret is where one of its readers comes upon it, or nobody would, and the walks prove nothing."""
    found = {role: [secret.words for secret in SECRETS if role in secret.readers] for role in ROLES}

    assert all(words in found[role] for role in ROLES for words in FOUND[role])
    assert {secret.words for secret in SECRETS} == set().union(*FOUND.values())
