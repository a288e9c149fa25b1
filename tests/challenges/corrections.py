"""Addresses on which what is public is corrected."""

from challenges.models import Challenge
from tests.addresses import CITY, OFFICE, Address, Page, Send, and_others, each
from tests.challenges import scenes


def answered(challenge):
    return and_others(challenge.questions.answered().values_list("pk", flat=True)[:3])


def indicators(challenge):
    return and_others(challenge.indicators.values_list("pk", flat=True)[:3])


ADDRESSES: list[Address] = [
    Address(
        "challenges:challenge_correct",
        CITY | OFFICE,
        [
            Page("correction, proposed", "coordinator", scenes.corrected()),
            Page("correction, waiting", "city", scenes.corrected(role="city")),
            Page("correction", "city", scenes.public("challenge_correct", "city")),
        ],
        Send(
            scenes.public("challenge_correct", "coordinator"),
            data={
                "reason": "A misprint.",
                "problem": "Buses stop at ten.",
                "confirm": "1",
                "change-reason": "A misprint.",
                "change-weight": "listed",
            },
        ),
        walk=each(Challenge),
    ),
    Address(
        "challenges:indicator_correct",
        CITY | OFFICE,
        [Page("correction of an indicator", "city", scenes.public_indicator)],
        Send(
            data={
                "reason": "A misprint.",
                "name": "Vendors online",
                "target": "40",
                "confirm": "1",
                "change-reason": "A misprint.",
                "change-weight": "mail",
            },
        ),
        walk=each(Challenge, indicators),
    ),
    Address(
        "challenges:correction_decline",
        OFFICE,
        [Page("correction, declined", "coordinator", scenes.corrected("correction_decline"))],
        Send(note="Noon is right."),
        walk=each(Challenge),
    ),
    Address(
        "challenges:correction_take_back",
        sends=Send(scenes.corrected("correction_take_back", "city"), by=CITY),
    ),
    Address(
        "challenges:question_correct",
        CITY | OFFICE,
        [Page("question, correction", "city", scenes.answered)],
        Send(
            data={
                "answer": "Yes, and no.",
                "confirm": "1",
                "change-reason": "It was wrong.",
                "change-weight": "listed",
            }
        ),
        walk=each(Challenge, answered),
    ),
]
