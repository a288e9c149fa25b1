"""Addresses of files and data sets of a challenge."""

from challenges.models import Challenge
from tests.addresses import CITY, EVERYBODY, OFFICE, Address, Page, Send, and_others, each
from tests.challenges import scenes

WHY = {"change-reason": "Teams asked for it.", "change-weight": "mail"}


def resources(challenge):
    return and_others(challenge.resources.values_list("pk", flat=True)[:3])


ADDRESSES: list[Address] = [
    Address(
        "challenges:resource_list",
        CITY | OFFICE,
        [
            Page("files of a challenge", "city", scenes.resource("resource_list")),
            Page("no files of a challenge", "city", scenes.public("resource_list", "city")),
        ],
        walk=each(Challenge),
    ),
    Address(
        "challenges:resource_create",
        CITY | OFFICE,
        [Page("new file of a challenge", "city", scenes.resource("resource_create"))],
        Send(
            data={
                "title": "Trees",
                "url": "https://data.example/trees",
                "terms": "CC BY 4.0",
                "names_nobody": "on",
                **WHY,
            }
        ),
        walk=each(Challenge),
    ),
    Address(
        "challenges:resource_edit",
        CITY | OFFICE,
        [Page("file of a challenge, change", "city", scenes.resource("resource_edit"))],
        Send(data={"title": "Plan of streets", "terms": "CC BY 4.0", "confirm": "1", **WHY}),
        walk=each(Challenge, resources),
    ),
    Address(
        "challenges:resource_remove",
        sends=Send(scenes.resource("resource_remove"), by=CITY | OFFICE, data={"confirm": "1", **WHY}),
    ),
    Address(
        "challenges:resource_file",
        EVERYBODY,
        opens=scenes.resource("resource_file"),
        walk=each(Challenge, resources),
    ),
]
