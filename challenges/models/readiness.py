"""What a call must have before it is announced: others plan by it from then on."""

from typing import Any


class Readiness:
    """Questions to a competition that the guards of announcing ask."""

    areas: Any
    criteria: Any
    form_sections: Any
    eligibility_rules: Any
    judging_until: Any
    results_on: Any
    max_award_count: Any
    tie_rule: str
    policies: str

    def has_whole_calendar(self) -> bool:
        """Whether it says when judging ends and when results come."""
        return bool(self.judging_until and self.results_on)

    def has_planned_awards(self) -> bool:
        """Whether the awards of its areas together are no more than it gives."""
        planned = sum(self.areas.values_list("awards_planned", flat=True))
        return self.max_award_count is None or planned <= self.max_award_count

    def has_several_criteria(self) -> bool:
        """Whether there is more than one criterion."""
        return self.criteria.in_force().count() > 1

    def has_worded_anchors(self) -> bool:
        """Whether each criterion says what each step of its scale means."""
        return all(text.strip() for one in self.criteria.in_force() for _step, text in one.steps())

    def has_form(self) -> bool:
        """Whether its entry form has a question that every team must answer."""
        asked = {"questions__retired_at": None, "questions__required": True, "questions__shown_if": None}
        return self.form_sections.filter(**asked).exists()

    def has_rules(self) -> bool:
        """Whether it says what an entry is checked against."""
        return self.eligibility_rules.in_force().exists()

    def has_tie_rule(self) -> bool:
        """Whether it says what happens when two entries are equal."""
        return bool(self.tie_rule.strip())

    def has_policies(self) -> bool:
        """Whether it says by which policies it is held."""
        return bool(self.policies.strip())
