"""Addresses of the entry form as everybody reads it, and of the order of its parts."""

from challenges.models import Competition
from tests.addresses import EVERYBODY, OFFICE, Address, Page, Send, each
from tests.challenges import scenes

ADDRESSES: list[Address] = [
    Address(
        "challenges:competition_form",
        EVERYBODY,
        [Page("entry form", "public", scenes.entry_form("competition_form"))],
        walk=each(Competition),
    ),
    Address(
        "challenges:competition_form_odt",
        EVERYBODY,
        opens=scenes.entry_form("competition_form_odt"),
        walk=each(Competition),
    ),
    Address("challenges:part_up", sends=Send(scenes.one_part("part_up"), by=OFFICE)),
    Address("challenges:part_down", sends=Send(scenes.one_part("part_down"), by=OFFICE)),
]
