"""What a competition must have before it is announced, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from challenges.facts import CompetitionFacts
from core.workflow import guard


@guard(_("Add at least one area of action."))
def has_areas(competition: CompetitionFacts) -> bool:
    return competition.has_areas()


@guard(_("The weights of the criteria must add up to 100."))
def has_full_weights(competition: CompetitionFacts) -> bool:
    return competition.weight_total() == 100


@guard(_("Put the calendar in order: opening, deadline, end of judging, results, end of retention."))
def has_calendar_in_order(competition: CompetitionFacts) -> bool:
    return competition.is_calendar_in_order()


@guard(_("Say in the calendar when judging ends and when results come."))
def has_whole_calendar(competition: CompetitionFacts) -> bool:
    return competition.has_whole_calendar()


@guard(_("The areas plan more awards than the competition gives. Raise the one or lower the other."))
def has_planned_awards(competition: CompetitionFacts) -> bool:
    return competition.has_planned_awards()


@guard(_("Write at least two criteria: with one alone nothing is weighed."))
def has_several_criteria(competition: CompetitionFacts) -> bool:
    return competition.has_several_criteria()


@guard(_("Say for each criterion what each step means, so that jurors mean the same by it."))
def has_worded_anchors(competition: CompetitionFacts) -> bool:
    return competition.has_worded_anchors()


@guard(_("The entry form needs at least one question that must be answered."))
def has_form(competition: CompetitionFacts) -> bool:
    return competition.has_form()


@guard(_("Write the eligibility rules that entries are checked against."))
def has_rules(competition: CompetitionFacts) -> bool:
    return competition.has_rules()


@guard(_("Say what happens when two entries are equal."))
def has_tie_rule(competition: CompetitionFacts) -> bool:
    return competition.has_tie_rule()


@guard(_("Write the policies: how data, texts and pictures are used, and who may take part."))
def has_policies(competition: CompetitionFacts) -> bool:
    return competition.has_policies()
