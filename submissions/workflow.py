"""The states of an entry. Nobody calls a transition: go through core.workflow.perform()."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, FSMField

from core.workflow import States, transition
from submissions import deadlines
from submissions.guards import (
    a_rule_is_not_met,
    a_verdict_waits,
    call_is_open,
    call_is_over_for_the_team,
    clarification_is_not_overdue,
    every_rule_has_a_verdict,
    every_rule_is_met,
    is_complete,
    is_not_written_again,
    is_written_again,
    no_verdict_waits,
)
from submissions.permissions import (
    is_lead,
    is_lead_or_coordinator,
    is_office_coordinator,
    may_accept,
    may_propose_acceptance,
    may_propose_rejection,
    may_reject,
)


class EntryWorkflow(ConcurrentTransitionMixin, models.Model):
    """draft → submitted → eligible → (shortlisted →) awarded, or one of the other ends."""

    class State(States):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", "brand", _("Submitted")
        CLARIFICATION = "clarification", "warn", _("Clarification asked")
        ELIGIBLE = "eligible", "ok", _("Eligible")
        INELIGIBLE = "ineligible", "bad", _("Not eligible")
        SHORTLISTED = "shortlisted", "ok", _("Shortlisted")
        NOT_SHORTLISTED = "not_shortlisted", _("Not shortlisted")
        AWARDED = "awarded", "ok", _("Awarded")
        NOT_AWARDED = "not_awarded", _("Not awarded")
        WITHDRAWN = "withdrawn", "bad", _("Withdrawn")

    state = FSMField(choices=State.choices, default=State.DRAFT, protected=True, editable=False)
    submitted_at: datetime | None
    reopened: bool

    class Meta:
        abstract = True

    @transition(
        field=state,
        source=State.DRAFT,
        target=State.SUBMITTED,
        conditions=[call_is_open, is_complete],
        permission=is_lead,
        custom={"label": _("Hand in"), "page": "submissions:entry_check"},
    )
    def submit(self) -> None:
        """The team hands the entry in for the first time."""
        self.submitted_at = deadlines.arrival()

    @transition(
        field=state,
        source=State.SUBMITTED,
        target=State.SUBMITTED,
        conditions=[is_not_written_again, call_is_open],
        permission=is_lead,
        custom={
            "label": _("Reopen to change it"),
            "done": _("Reopened"),
            "post": "submissions:entry_reopen",
        },
    )
    def reopen(self) -> None:
        """The team writes again until the deadline; what was handed in stays valid."""
        self.reopened = True

    @transition(
        field=state,
        source=State.SUBMITTED,
        target=State.SUBMITTED,
        conditions=[is_written_again, call_is_open, is_complete],
        permission=is_lead,
        custom={
            "label": _("Hand in again"),
            "done": _("Handed in again"),
            "page": "submissions:entry_check",
        },
    )
    def submit_again(self) -> None:
        """A new version takes the place of the one in force."""
        self.reopened = False
        self.submitted_at = deadlines.arrival()

    @transition(
        field=state,
        source=State.SUBMITTED,
        target=State.CLARIFICATION,
        conditions=[no_verdict_waits],
        permission=is_office_coordinator,
        custom={"label": _("Ask the team"), "style": "second", "page": "submissions:screening_detail"},
    )
    def ask_clarification(self) -> None:
        """The office reopens named sections; what was handed in stays on file."""
        self.reopened = False

    @transition(
        field=state,
        source=State.CLARIFICATION,
        target=State.SUBMITTED,
        conditions=[clarification_is_not_overdue, is_complete],
        permission=is_lead,
        custom={"label": _("Send the answer"), "page": "submissions:entry_check"},
    )
    def answer_clarification(self) -> None:
        """The team sends the named sections again."""
        self.submitted_at = deadlines.arrival()

    @transition(
        field=state,
        source=State.CLARIFICATION,
        target=State.SUBMITTED,
        permission=is_office_coordinator,
        custom={
            "label": _("Go on without an answer"),
            "style": "second",
            "post": "submissions:clarification_close",
        },
    )
    def close_clarification(self) -> None:
        """The office no longer waits for the team; the version in force stands."""

    @transition(
        field=state,
        source=State.SUBMITTED,
        target=State.ELIGIBLE,
        conditions=[call_is_over_for_the_team, every_rule_has_a_verdict, every_rule_is_met],
        permission=may_accept,
        custom={"label": _("Accept"), "post": "submissions:screening_decide"},
    )
    def accept(self) -> None:
        """The entry goes to the jury."""
        self.reopened = False

    @transition(
        field=state,
        source=State.SUBMITTED,
        target=State.INELIGIBLE,
        conditions=[call_is_over_for_the_team, every_rule_has_a_verdict, a_rule_is_not_met],
        permission=may_reject,
        custom={"label": _("Reject"), "style": "danger", "post": "submissions:screening_decide"},
    )
    def reject(self) -> None:
        """The entry does not go to the jury; the reasons are itemised."""
        self.reopened = False

    @transition(
        field=state,
        source=State.SUBMITTED,
        target=State.SUBMITTED,
        conditions=[no_verdict_waits, call_is_over_for_the_team, every_rule_has_a_verdict, every_rule_is_met],
        permission=may_propose_acceptance,
        custom={
            "label": _("Propose to accept"),
            "done": _("Proposed to be accepted"),
            "post": "submissions:screening_decide",
        },
    )
    def propose_acceptance(self) -> None:
        """One person of the office would let it go to the jury; another confirms."""

    @transition(
        field=state,
        source=State.SUBMITTED,
        target=State.SUBMITTED,
        conditions=[no_verdict_waits, call_is_over_for_the_team, every_rule_has_a_verdict, a_rule_is_not_met],
        permission=may_propose_rejection,
        custom={
            "label": _("Propose to reject"),
            "done": _("Proposed to be rejected"),
            "style": "danger",
            "post": "submissions:screening_decide",
        },
    )
    def propose_rejection(self) -> None:
        """One person of the office would reject it; another confirms."""

    @transition(
        field=state,
        source=State.SUBMITTED,
        target=State.SUBMITTED,
        conditions=[a_verdict_waits],
        permission=is_office_coordinator,
        custom={
            "label": _("Return the verdict"),
            "done": _("Verdict returned"),
            "style": "second",
            "post": "submissions:screening_return",
        },
    )
    def return_verdict(self) -> None:
        """Either of the two takes the proposed verdict back."""

    @transition(
        field=state,
        source=State.INELIGIBLE,
        target=State.ELIGIBLE,
        permission=is_office_coordinator,
        custom={
            "label": _("Second look: admit after all"),
            "style": "second",
            "page": "submissions:screening_detail",
        },
    )
    def overturn(self) -> None:
        """A second look found the entry eligible after all."""

    # The four outcomes are taken by the release act of the jury's decisions, never by a button.

    @transition(
        field=state,
        source=State.ELIGIBLE,
        target=State.SHORTLISTED,
        permission=is_office_coordinator,
        custom={"label": _("Shortlist"), "inside": "release_decisions"},
    )
    def shortlist(self) -> None:
        """The entry goes to the second round."""

    @transition(
        field=state,
        source=State.ELIGIBLE,
        target=State.NOT_SHORTLISTED,
        permission=is_office_coordinator,
        custom={"label": _("Do not shortlist"), "inside": "release_decisions"},
    )
    def pass_over(self) -> None:
        """The entry does not go to the second round."""

    @transition(
        field=state,
        source=[State.ELIGIBLE, State.SHORTLISTED],
        target=State.AWARDED,
        permission=is_office_coordinator,
        custom={"label": _("Award"), "inside": "release_decisions"},
    )
    def award(self) -> None:
        """The entry wins."""

    @transition(
        field=state,
        source=[State.ELIGIBLE, State.SHORTLISTED],
        target=State.NOT_AWARDED,
        permission=is_office_coordinator,
        custom={"label": _("Do not award"), "inside": "release_decisions"},
    )
    def decline(self) -> None:
        """The entry does not win."""

    @transition(
        field=state,
        source=[State.DRAFT, State.SUBMITTED, State.CLARIFICATION, State.ELIGIBLE],
        target=State.WITHDRAWN,
        permission=is_lead_or_coordinator,
        custom={"label": _("Withdraw"), "style": "danger", "page": "submissions:entry_withdraw"},
    )
    def withdraw(self) -> None:
        """The team takes the entry back; it stays on file."""
        self.reopened = False
