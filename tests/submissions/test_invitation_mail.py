"""The mail that invites to a team: our words, our link, and no other."""

import pytest

from core.models import OutboxItem
from submissions.actions.team import invite_contributor
from tests.factories import ContributorFactory

pytestmark = pytest.mark.django_db


def test_addresses_in_the_words_of_a_team_are_no_links():
    lead = ContributorFactory(
        role="lead",
        user__name="Win at https://evil.example/a",
        entry__title="Shade www.evil.example",
        entry__organisation__name="Team b@evil.example",
    )

    invite_contributor(lead.entry, email="a@example.org", role="contributor", by=lead.user)

    payload = OutboxItem.objects.get(kind="mail").payload
    assert "evil.example" not in payload["subject"] + payload["text"]
    assert "Team b[@]evil[.]example" in payload["text"]
    assert "/team-invitations/" in payload["text"]
