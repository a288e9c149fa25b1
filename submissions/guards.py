"""What has to hold for a step of an entry, each with the sentence for when it does not."""

from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from core.workflow import guard
from network.models import Organisation
from submissions import completeness, deadlines
from submissions.permissions import WithTeam


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


@guard(_("A verdict waits for a second person. Return it first."))
def no_verdict_waits(entry: Guarded) -> bool:
    """Nobody has proposed a verdict that another person has to confirm."""
    return entry.proposal_waiting() is None


@guard(_("No verdict waits for a second person any more. Reload the page."))
def a_verdict_waits(entry: Guarded) -> bool:
    """Somebody has proposed a verdict that another person has to confirm."""
    return entry.proposal_waiting() is not None


@guard(_("Say which rule is not met, and why: the team reads it."), asked=True)
def a_rule_is_not_met(entry: Guarded) -> bool:
    """At least one rule has the verdict no with a reason."""
    return any(check.verdict == "no" and check.reason for check in entry.checks_in_force())
