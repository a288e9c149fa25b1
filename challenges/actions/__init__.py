"""The use cases of the call, by noun."""

from challenges.actions.challenges import (
    Conflict,
    begin_selection,
    create_challenge,
    decide_challenge,
    publish_challenge,
    remove_indicator,
    return_challenge,
    save_challenge_section,
    save_indicator,
    send_challenge_to_review,
    withdraw_challenge,
)
from challenges.actions.competitions import (
    announce_competition,
    begin_judging,
    cancel_competition,
    close_competition,
    create_competition,
    decide_competition,
    edit_competition,
    start_competition,
)
from challenges.actions.imports import BrokenFeed, import_feed
from challenges.actions.parts import remove_part, restore_part, save_part
from challenges.actions.questions import answer_question, ask_question

__all__ = [
    "BrokenFeed",
    "Conflict",
    "announce_competition",
    "answer_question",
    "ask_question",
    "begin_judging",
    "begin_selection",
    "cancel_competition",
    "close_competition",
    "create_challenge",
    "create_competition",
    "decide_challenge",
    "decide_competition",
    "edit_competition",
    "import_feed",
    "publish_challenge",
    "remove_indicator",
    "remove_part",
    "restore_part",
    "return_challenge",
    "save_challenge_section",
    "save_indicator",
    "save_part",
    "send_challenge_to_review",
    "start_competition",
    "withdraw_challenge",
]
