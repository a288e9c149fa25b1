"""The states of an organisation's membership, and what must hold for each step."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, FSMField

from core.workflow import States, guard, transition
from network.permissions import decides_on, is_editor_of
from network.roles import Kind, Standing


@guard(_("Say why: the organisation gets it by mail."), asked=True)
def has_reason(organisation: "OrganisationWorkflow") -> bool:
    """Whether the reason for the decision is written down."""
    return bool(organisation.decision_reason.strip())


@guard(_("A network office is not suspended: others depend on it."))
def is_no_office(organisation: "OrganisationWorkflow") -> bool:
    """Whether it is anything but an office."""
    return organisation.kind != Kind.OFFICE


class OrganisationWorkflow(ConcurrentTransitionMixin, models.Model):
    """applied → approved → suspended, or refused; only approved ones speak for the network."""

    class State(States):
        APPLIED = Standing.APPLIED, "warn", _("Applied")
        APPROVED = Standing.APPROVED, "ok", _("Member")
        SUSPENDED = Standing.SUSPENDED, "bad", _("Suspended")
        REFUSED = Standing.REFUSED, "bad", _("Refused")

    # Fields of the model that the steps read.
    decision_reason: str
    kind: str

    state = FSMField(choices=State.choices, default=State.APPLIED, protected=True, editable=False)

    class Meta:
        abstract = True

    def is_approved(self) -> bool:
        """Whether it is a member of the network."""
        return self.state == self.State.APPROVED

    def has_applied(self) -> bool:
        """Whether an office has still to look at it."""
        return self.state == self.State.APPLIED

    def was_refused(self) -> bool:
        """Whether an office has refused it."""
        return self.state == self.State.REFUSED

    @transition(
        field=state,
        source=State.APPLIED,
        target=State.APPROVED,
        permission=decides_on,
        custom={"label": _("Admit to the network"), "post": "network:organisation_step"},
    )
    def approve(self) -> None:
        """Make it a member."""

    @transition(
        field=state,
        source=State.APPLIED,
        target=State.REFUSED,
        conditions=[has_reason],
        permission=decides_on,
        custom={"label": _("Refuse"), "style": "danger", "page": "network:organisation_refuse"},
    )
    def refuse(self) -> None:
        """Say no, with the reason."""

    @transition(
        field=state,
        source=State.APPROVED,
        target=State.SUSPENDED,
        conditions=[is_no_office, has_reason],
        permission=decides_on,
        custom={"label": _("Suspend"), "style": "danger", "page": "network:organisation_suspend"},
    )
    def suspend(self) -> None:
        """Take its rights as a member, with the reason."""

    @transition(
        field=state,
        source=State.SUSPENDED,
        target=State.APPROVED,
        permission=decides_on,
        custom={"label": _("Lift the suspension"), "post": "network:organisation_step"},
    )
    def lift(self) -> None:
        """Give the rights back."""

    @transition(
        field=state,
        source=State.REFUSED,
        target=State.APPLIED,
        permission=is_editor_of,
        custom={"label": _("Apply again"), "post": "network:organisation_step"},
    )
    def apply_again(self) -> None:
        """Ask once more, after a refusal."""
