"""What is missing before a competition can be announced, each with the page where it is mended."""

from typing import NamedTuple

from django.urls import reverse

from challenges import announcing as rules
from challenges.models import Competition


class Missing(NamedTuple):
    """A sentence that says what to do, and where."""

    text: str
    url: str


# Guard of announcing → page of the set-up, or kind of its parts.
PLACES = {
    rules.has_areas: ("part_list", "areas"),
    rules.has_planned_awards: ("part_list", "areas"),
    rules.has_full_weights: ("part_list", "criteria"),
    rules.has_several_criteria: ("part_list", "criteria"),
    rules.has_worded_anchors: ("part_list", "criteria"),
    rules.has_calendar_in_order: ("competition_section", "calendar"),
    rules.has_whole_calendar: ("competition_section", "calendar"),
    rules.has_form: ("part_list", "questions"),
    rules.has_rules: ("part_list", "rules"),
    rules.has_tie_rule: ("competition_section", "judging"),
    rules.has_policies: ("competition_section", "policies"),
}


def missing(competition: Competition) -> list[Missing]:
    """All that announcing would refuse, in the order of the set-up."""
    return [
        Missing(str(check.reason), reverse(f"challenges:{page}", args=[competition.code, part]))
        for check, (page, part) in PLACES.items()
        if not check(competition)
    ]
