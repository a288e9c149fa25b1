"""Addresses on which cities are asked to share a challenge."""

from challenges.models import Challenge
from tests.addresses import CITY, OFFICE, Address, Page, Send, and_others, each
from tests.cast import enter
from tests.challenges import scenes
from tests.factories import OrganisationFactory, PartnershipFactory

OTHER = frozenset({"other city"})


def asked(name, role="partner", **values):
    """A published challenge that a city of the cast is asked to share, and somebody of either city."""

    def build():
        editor = enter("other city")
        partner = editor.memberships.get().organisation
        made = PartnershipFactory(challenge=scenes.challenge(), organisation=partner, **values)
        OrganisationFactory()
        args = [made.challenge.code] if name == "partnership_list" else [made.challenge.code, made.pk]
        return scenes.url(name, *args), editor if role == "partner" else scenes.who(made.challenge, role)

    return build


def keys(challenge):
    return and_others(challenge.partnerships.values_list("pk", flat=True)[:3])


ADDRESSES: list[Address] = [
    Address(
        "challenges:partnership_list",
        CITY | OFFICE | OTHER,
        [
            Page("partner cities", "city", asked("partnership_list", "city")),
            Page("partner cities, asked", "other city", asked("partnership_list")),
            Page("partner cities, none", "city", scenes.public("partnership_list", "city")),
        ],
        Send(
            asked("partnership_list", "city"),
            by=CITY,
            data=lambda _user: {"organisation": OrganisationFactory().pk},
        ),
        walk=each(Challenge),
    ),
    Address(
        "challenges:partnership_answer",
        OTHER,
        [Page("sharing a challenge", "other city", asked("partnership_answer"))],
        Send(contact="Office for streets"),
        walk=each(Challenge, keys),
    ),
    Address("challenges:partnership_decline", sends=Send(asked("partnership_decline"), by=OTHER)),
    Address(
        "challenges:partnership_end",
        CITY | OTHER,
        [Page("end of a partnership", "city", asked("partnership_end", "city", standing="confirmed"))],
        Send(note="No budget."),
        walk=each(Challenge, keys),
    ),
]
