"""The states of an entry. Nobody calls a transition: go through core.workflow.perform()."""

from datetime import datetime
from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, FSMField

from core.workflow import States, guard, transition
from network.models import Organisation
from submissions import completeness, deadlines
from submissions.permissions import WithTeam, is_lead, is_lead_or_coordinator, is_office_coordinator


class Guarded(WithTeam, Protocol):
    """What the guards ask of an entry."""

    @property
    def organisation(self) -> Organisation:
        """The team as an organisation of the network."""

    def open_clarification(self) -> Any:
        """The question of the office that waits for an answer, or None."""

    def unchecked_rules(self) -> list[Any]:
        """The rules that nobody has judged yet."""

    def checks_in_force(self) -> Any:
        """The verdicts on rules that are not retired."""

    def is_written_again(self) -> bool:
        """Whether its team has reopened it."""


@guard(_("The call is closed, so nothing can be handed in any more."))
def call_is_open(entry: Guarded) -> bool:
    """The request arrived before the deadline, the team's extension and the tolerance included."""
    return deadlines.accepts(entry.challenge, entry.organisation)


@guard(_("This entry is being written again already."))
def is_not_written_again(entry: Guarded) -> bool:
    """Nobody in the team has reopened it yet."""
    return not entry.is_written_again()


@guard(_("This entry is handed in already. Reopen it first if you want to change it."))
def is_written_again(entry: Guarded) -> bool:
    """The team has reopened it, so that there is something new to hand in."""
    return entry.is_written_again()


@guard(_("The call is still open for this team. Decide once it has closed."))
def call_is_over_for_the_team(entry: Guarded) -> bool:
    """The team can no longer reopen what it handed in."""
    return not deadlines.accepts(entry.challenge, entry.organisation)


@guard(_("Required answers are missing or too long. The check page lists them."), asked=True)
def is_complete(entry: Guarded) -> bool:
    """Every required question is answered within its limit."""
    return not completeness.gaps(entry)


@guard(_("The date for the answer has passed. Write to the network office."))
def clarification_is_not_overdue(entry: Guarded) -> bool:
    """The team still has time to answer the office's question."""
    asked = entry.open_clarification()
    return asked is not None and deadlines.arrival() <= asked.due_at


@guard(_("Check every rule first: each needs a verdict."), asked=True)
def every_rule_has_a_verdict(entry: Guarded) -> bool:
    """No rule in force is left without a verdict."""
    return not entry.unchecked_rules()


@guard(_("A rule is not met or not clear. Reject the entry or ask the team."), asked=True)
def every_rule_is_met(entry: Guarded) -> bool:
    """Each verdict is yes."""
    return all(check.verdict == "yes" for check in entry.checks_in_force())


@guard(_("Say which rule is not met, and why: the team reads it."), asked=True)
def a_rule_is_not_met(entry: Guarded) -> bool:
    """At least one rule has the verdict no with a reason."""
    return any(check.verdict == "no" and check.reason for check in entry.checks_in_force())


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
        permission=is_office_coordinator,
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
        permission=is_office_coordinator,
        custom={"label": _("Reject"), "style": "danger", "post": "submissions:screening_decide"},
    )
    def reject(self) -> None:
        """The entry does not go to the jury; the reasons are itemised."""
        self.reopened = False

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
